"use strict";
// The form beside a record's JSON: what is typed in one is in the other at once. The server checks the JSON as it changes.
(() => {
  const json = document.querySelector("textarea[name=record]");
  const form = document.getElementById("fields");
  const fields = [...form.querySelectorAll("[data-pointer]")];
  const parsed = () => {
    try {
      return JSON.parse(json.value);
    } catch {
      return null;
    }
  };
  const names = field => field.dataset.pointer.split("/").slice(1);
  const show = () => {
    const record = parsed();
    form.disabled = record === null || typeof record !== "object";
    if (!form.disabled) {
      fields.filter(field => field !== document.activeElement).forEach(field => {
        field.value = String(names(field).reduce((part, name) => part?.[name], record) ?? "");
      });
    }
  };
  const write = field => {
    const record = parsed();
    const path = names(field);
    const last = path.pop();
    const part = path.reduce((within, name) => within?.[name], record);
    if (part === null || typeof part !== "object") {
      return;
    }
    if (field.value === "") {
      delete part[last];
    } else if (field.dataset.kind === "FLAG") {
      part[last] = field.value === "true";
    } else {
      part[last] = field.dataset.kind === "NUMBER" && !Number.isNaN(Number(field.value)) ? Number(field.value) : field.value;
    }
    json.value = JSON.stringify(record, null, 2);
    json.dispatchEvent(new Event("input", {bubbles: true}));
  };
  json.addEventListener("input", show);
  fields.forEach(field => field.addEventListener("input", () => write(field)));
  form.hidden = false;
})();
