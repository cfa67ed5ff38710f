"use strict";
// Times in the reader's zone with UTC beside them, a sign that the window is up to date, and copying: all else htmx does.
(() => {
  const zone = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "medium"});
  const times = root => root.querySelectorAll("time[datetime]:not([data-shown])").forEach(time => {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
      time.title = time.textContent;
      time.dataset.shown = "";
      if (at.getTimezoneOffset() !== 0) {
        time.textContent = `${zone.format(at)} (${time.textContent})`;
      }
    }
  });
  times(document);
  document.body.addEventListener("htmx:load", event => times(event.detail.elt));
  document.body.addEventListener("htmx:sseError", () => document.body.classList.add("offline"));
  document.body.addEventListener("htmx:sseOpen", () => document.body.classList.remove("offline"));
  document.body.addEventListener("click", event => {
    const button = event.target.closest("[data-copy]");
    if (!button) {
      return;
    }
    const before = button.textContent;
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent).then(() => {
      button.textContent = document.body.dataset.copied;
      setTimeout(() => button.textContent = before, 1500);
    });
  });
})();
