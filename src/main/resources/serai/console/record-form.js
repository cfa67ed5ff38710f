"use strict";
// The form beside a record's JSON: what is typed in one is in the other at once. Only the text of that field is replaced, so that
// numbers stay as they were written. The server checks the JSON as it changes.
(() => {
  const json = document.querySelector("textarea[name=record]");
  const form = document.getElementById("fields");
  const fields = [...form.querySelectorAll("[data-pointer]")];
  const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
  // Where each value of an object stands in the text; the text is valid JSON.
  const places = text => {
    const token = /[{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+/g;
    const next = () => token.exec(text);
    const value = first => {
      const place = {start: first.index, text: ""};
      if (first[0] === "{") {
        place.members = [];
        for (let name = next(); name[0] !== "}"; name = next()) {
          if (name[0] !== ",") {
            const named = token.lastIndex;
            next(); // the colon
            const of = value(next());
            place.members.push({name: JSON.parse(name[0]), start: name.index, colon: text.slice(named, of.start), value: of});
          }
        }
      } else if (first[0] === "[") {
        for (let item = next(); item[0] !== "]"; item = next()) {
          if (item[0] !== ",") {
            value(item);
          }
        }
      } else {
        place.text = first[0];
      }
      place.end = token.lastIndex;
      return place;
    };
    return value(next());
  };
  const record = () => {
    try {
      JSON.parse(json.value);
    } catch {
      return null;
    }
    const all = places(json.value);
    return all.members ? all : null;
  };
  const names = field => field.dataset.pointer.split("/").slice(1);
  const member = (part, name) => part?.members?.find(one => one.name === name);
  const part = (all, path) => path.reduce((within, name) => member(within, name)?.value, all);
  const shown = text => !text || text === "null" ? "" : text.startsWith("\"") ? JSON.parse(text) : text;
  const show = () => {
    const all = record();
    form.disabled = all === null;
    if (!form.disabled) {
      fields.filter(field => field !== document.activeElement).forEach(field => {
        field.value = shown(part(all, names(field))?.text);
      });
    }
  };
  const literal = field => field.dataset.type === "FLAG" || field.dataset.type === "NUMBER" && NUMBER.test(field.value)
    ? field.value : JSON.stringify(field.value);
  const replace = (start, end, text) => {
    json.value = json.value.slice(0, start) + text + json.value.slice(end);
    json.dispatchEvent(new Event("input", {bubbles: true}));
  };
  const remove = (members, one) => {
    const at = members.indexOf(one);
    if (at > 0) {
      replace(members[at - 1].value.end, one.value.end, "");
    } else {
      replace(one.start, members.length > 1 ? members[1].start : one.value.end, "");
    }
  };
  const add = (within, name, text) => {
    const last = within.members.at(-1);
    const written = JSON.stringify(name) + (last?.colon ?? ": ") + text;
    if (last) {
      replace(last.value.end, last.value.end, "," + json.value.slice(0, last.start).match(/\s*$/)[0] + written);
    } else {
      replace(within.start + 1, within.start + 1, written);
    }
  };
  const write = field => {
    const path = names(field);
    const name = path.pop();
    const within = part(record(), path);
    const one = member(within, name);
    if (one && field.value === "") {
      remove(within.members, one);
    } else if (one) {
      replace(one.value.start, one.value.end, literal(field));
    } else if (within?.members && field.value !== "") {
      add(within, name, literal(field));
    }
  };
  json.addEventListener("input", show);
  fields.forEach(field => field.addEventListener("input", () => write(field)));
  show();
  form.hidden = false;
})();
