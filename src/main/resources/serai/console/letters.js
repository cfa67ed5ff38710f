"use strict";
// The list of dead letters stays as it is while somebody reads and chooses. What came and what changed since is told beside it, from
// the counts, which are live; it is shown when asked for, and what was chosen and typed stays so.
(() => {
  const counts = document.getElementById("counts");
  const news = document.getElementById("news");
  const [more, changed] = news.querySelectorAll("span");
  const list = () => document.getElementById("list");
  const none = {count: 0, dead: 0, last: 0};
  const fill = (text, number) => text.replace("{0}", number.toLocaleString("en").replaceAll(",", "\u202f"));
  const now = () => Object.fromEntries([...counts.querySelectorAll("[data-key]")].map(({dataset}) =>
    [dataset.key, {count: Number(dataset.count), dead: Number(dataset.dead), last: Number(dataset.last)}]));
  const told = (then, is) => {
    const sum = {came: 0, changed: 0, differs: false};
    new Set([...Object.keys(then), ...Object.keys(is)]).forEach(key => {
      const before = then[key] ?? none;
      const after = is[key] ?? none;
      const came = Math.max(0, after.count - before.count);
      const went = Math.max(0, before.count - after.count);
      const tried = after.count - after.dead - (before.count - before.dead); // how many more are tried again
      sum.came += came;
      sum.changed += went + Math.max(0, tried > 0 ? tried - came : -tried - went);
      sum.differs ||= before.last !== after.last;
    });
    return sum;
  };
  const tell = () => {
    if (counts.querySelector("[role=alert]")) {
      return; // the journal can't be read
    }
    const is = now();
    const sum = told(JSON.parse(list().dataset.shown), is);
    more.textContent = sum.came > 0 ? fill(more.dataset.more, sum.came) : "";
    changed.textContent = sum.changed > 0 ? fill(changed.dataset.changed, sum.changed)
      : sum.differs && sum.came === 0 ? changed.dataset.some : "";
    news.hidden = more.textContent + changed.textContent === "";
    const all = document.querySelector("[data-all]");
    if (all) {
      all.textContent = fill(all.dataset.all, Object.values(is).reduce((dead, one) => dead + one.dead, 0));
    }
  };
  counts.addEventListener("exchanged", tell);

  let kept = null; // what was chosen and typed
  document.body.addEventListener("htmx:beforeSwap", event => {
    if (event.target !== list()) {
      return;
    }
    const form = document.getElementById("decide");
    kept = {ids: [...list().querySelectorAll("input[name=id]:checked")].map(one => one.value), form: form && new FormData(form)};
  });
  document.body.addEventListener("htmx:afterSettle", event => {
    if (event.target !== list() || kept === null) {
      return;
    }
    list().querySelectorAll("input[name=id]").forEach(one => one.checked = kept.ids.includes(one.value));
    const form = document.getElementById("decide");
    if (form && kept.form) {
      ["scope", "rate", "why"].filter(name => form.elements[name]).forEach(name => form.elements[name].value = kept.form.get(name));
    }
    kept = null;
    news.hidden = true;
    document.getElementById("rows")?.focus({preventScroll: true});
  });
})();
