"use strict";
// Times in the reader's zone with UTC beside them, a sign that the window is up to date, copying, and an exchange of what differs:
// all else htmx does.
(() => {
  sessionStorage.removeItem("htmx-current-path-for-history"); // htmx notes where somebody is, for a history that is switched off
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

  // hx-swap="changed": what comes is the whole part, and only its articles and rows that differ are exchanged, so that the focus, a selection
  // and a screen reader stay where they are, and a browser has little to draw. Where more than these differ, all of it is.
  const last = new WeakMap(); // what came before, by where it is shown
  const articles = part => [...part.querySelectorAll("article[id], tr[id]")];
  const text = element => element.innerHTML.replace(/\s*\n\s*/g, "\n").trim();
  const read = part => {
    const around = document.createElement("div");
    around.append(part.cloneNode(true));
    const each = new Map(articles(around).map(one => [one.id, `${one.className}\n${text(one)}`]));
    articles(around).forEach(one => one.replaceWith(`#${one.id}`));
    return {around: text(around), each};
  };
  document.querySelectorAll("[hx-swap=changed]").forEach(place => {
    const part = new DocumentFragment();
    part.append(...place.cloneNode(true).childNodes);
    last.set(place, read(part));
  });
  const exchange = (place, part) => {
    const before = last.get(place);
    const now = read(part);
    last.set(place, now);
    if (before?.around !== now.around) {
      const all = [...part.children];
      place.replaceChildren(part);
      return all;
    }
    const differing = articles(part).filter(one => now.each.get(one.id) !== before.each.get(one.id));
    differing.forEach(one => document.getElementById(one.id).replaceWith(one));
    return differing;
  };
  htmx.defineExtension("changed", {handleSwap: (style, place, part) => style === "changed" && exchange(place, part)});
  document.body.addEventListener("htmx:sseBeforeMessage", event => { // the extension for events asks no other one how to swap
    if (event.defaultPrevented) {
      return; // a script of the page draws it
    }
    event.preventDefault();
    const focused = document.activeElement.id;
    const part = document.createElement("template");
    part.innerHTML = event.detail.data;
    exchange(event.target, part.content).forEach(times);
    if (focused && document.activeElement.id !== focused) {
      document.getElementById(focused)?.focus({preventScroll: true});
    }
    event.target.dispatchEvent(new CustomEvent("exchanged", {bubbles: true}));
  });

  // sse.js makes a source after each failure, by a timer, and forgets the one before, which may be open by then.
  let source;
  htmx.createEventSource = address => {
    source?.close();
    source = new EventSource(address);
    return source;
  };

  // A browser has six connections to a server for all its windows, so one that nobody sees gives its own back until it is seen.
  const live = document.querySelector("[sse-connect]");
  const listen = () => [live, ...live.querySelectorAll("[sse-swap]")].forEach(one => htmx.trigger(one, "htmx:afterProcessNode"));
  const hang = () => htmx.trigger(live, "htmx:beforeCleanupElement");
  live?.addEventListener("htmx:sseOpen", () => document.hidden && hang());
  document.addEventListener("visibilitychange", () => live && (document.hidden ? hang() : listen()));

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
