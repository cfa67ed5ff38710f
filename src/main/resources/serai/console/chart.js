"use strict";
// The charts of the page Over time, with one cursor; drag or + to look closer, double-click or 0 to see all again. What is noted
// meanwhile is appended: a closer look stays where it is, and so does the time that the cursor points at.
(() => {
  const place = document.getElementById("charts");
  const colours = ["#2a78b8", "#c05a1c", "#3c8d53", "#8a4fb0", "#b03a5b", "#5f7a1f", "#1f8a86", "#946a00"];
  const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
  const borders = ["solid", "dashed", "dotted", "double"]; // the same in the legend
  const charts = [];
  let shown = {times: [], series: [], markers: []};
  const ink = () => getComputedStyle(document.body).color;
  const line = () => getComputedStyle(place).getPropertyValue("--line");
  const number = value => value === null ? "–" : String(Number(value.toPrecision(value < 100 ? 3 : 6)));
  const day = 86400;
  const clock = new Intl.DateTimeFormat(undefined, {hour: "2-digit", minute: "2-digit"});
  const date = new Intl.DateTimeFormat(undefined, {month: "short", day: "numeric"});
  const moment = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "short"});
  const at = seconds => new Date(seconds * 1000);
  const ticks = (u, splits) => splits.map(one => (u.scales.x.max - u.scales.x.min > 2 * day ? date : clock).format(at(one)));
  const told = seconds => {
    const utc = `${at(seconds).toISOString().substring(0, 16).replace("T", " ")} UTC`;
    return at(seconds).getTimezoneOffset() === 0 ? utc : `${moment.format(at(seconds))} (${utc})`;
  };
  const marks = u => {
    const pen = u.ctx;
    pen.save();
    pen.strokeStyle = ink();
    pen.lineWidth = devicePixelRatio;
    pen.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    shown.markers.filter(one => one.at >= u.scales.x.min && one.at <= u.scales.x.max).forEach(one => {
      const x = Math.round(u.valToPos(one.at, "x", true));
      pen.beginPath();
      pen.moveTo(x, u.bbox.top);
      pen.lineTo(x, u.bbox.top + u.bbox.height);
      pen.stroke();
    });
    pen.restore();
  };
  const tell = place => u => {
    const near = shown.markers.filter(one => u.cursor.left >= 0 && Math.abs(u.valToPos(one.at, "x") - u.cursor.left) < 6);
    place.textContent = near.map(one => ` · ${one.text}`).join("");
  };
  const turn = () => new Promise(next => setTimeout(next));
  // A chart a turn, so that a slow browser goes on between two; another zoom meanwhile takes the place of this one.
  let zoomed = 0;
  const zoom = async (min, max) => {
    const mine = ++zoomed;
    for (const chart of charts) {
      await turn();
      if (mine !== zoomed) {
        return;
      }
      chart.setScale("x", {min, max});
    }
  };
  const pointed = chart => chart.data[0][chart.cursor.idx] ?? null; // the time, if there is one
  const point = (chart, at) => at === null || chart.setCursor({left: chart.valToPos(at, "x"), top: chart.cursor.top}, true, false);
  const keys = chart => event => {
    const times = shown.times;
    const here = chart.cursor.idx ?? times.length - 1;
    const {min, max} = chart.scales.x;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const next = Math.min(times.length - 1, Math.max(0, here + (event.key === "ArrowLeft" ? -1 : 1)));
      chart.setCursor({left: chart.valToPos(times[next], "x"), top: 10});
    } else if (event.key === "+") {
      const half = (max - min) / 4;
      zoom(Math.max(times[0], times[here] - half), Math.min(times[times.length - 1], times[here] + half));
    } else if (event.key === "0") {
      zoom(times[0], times[times.length - 1]);
    } else {
      return;
    }
    event.preventDefault();
  };
  const frame = title => {
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    caption.textContent = title;
    caption.append(document.createElement("span"));
    figure.append(caption);
    figure.tabIndex = 0;
    return figure;
  };
  const draw = (figure, width, series, unit) => {
    const axis = {stroke: ink, grid: {stroke: line, width: 1}, ticks: {stroke: line, width: 1}};
    const chart = new uPlot({
      width, height: 200, cursor: {sync: {key: "serai"}}, hooks: {draw: [marks], setCursor: [tell(figure.querySelector("span"))]},
      scales: {y: {range: (u, low, high) => [0, Math.max(unit ? 0.01 : 1, high * 1.1)]}},
      legend: {markers: {dash: (u, i) => borders[(i - 1) % borders.length], width: (u, i) => i % borders.length === 0 ? 4 : 2}},
      axes: [{...axis, values: ticks, size: 34}, {...axis, size: 60}],
      series: [{label: place.dataset.time, value: (u, seconds) => seconds === null ? "–" : told(seconds)}, ...series.map((one, i) => ({
        label: one.label, stroke: colours[i % colours.length], dash: dashes[i % dashes.length], width: 2, spanGaps: false,
        points: {show: one.values.filter(value => value !== null).length < 60},
        value: (u, value) => number(value) + (value === null ? "" : unit)
      }))]
    }, [shown.times, ...series.map(one => one.values)], figure);
    charts.push(chart);
    figure.addEventListener("keydown", keys(chart));
    new ResizeObserver(([now]) => {
      const room = Math.floor(now.contentRect.width);
      if (room !== chart.width) {
        const at = pointed(chart);
        chart.setSize({width: room, height: 200});
        turn().then(() => point(chart, at));
      }
    }).observe(figure);
  };
  const parts = () => {
    const of = (kind, values, suffix = "") => shown.series.filter(one => one.name.startsWith(kind))
      .map(one => ({label: one.name.substring(kind.length) + suffix, values: one[values]}));
    return [
      {title: place.dataset.accepted, series: of("source ", "rate"), unit: ""},
      {title: place.dataset.delivered, series: of("destination ", "rate"), unit: ""},
      {title: place.dataset.failing, series: of("destination ", "failing"), unit: ""},
      {title: place.dataset.failed, series: of("destination ", "failed"), unit: ""},
      {title: place.dataset.lag, series: of("destination ", "lag"), unit: " s"},
      {title: place.dataset.latency, series: [...of("destination ", "p50", " p50"), ...of("destination ", "p99", " p99")], unit: " s"}
    ].filter(one => one.series.length > 0);
  };
  // A chart a turn here, too; all widths are read at once, before there is anything to lay out.
  const drawAll = async () => {
    const wanted = parts();
    const figures = wanted.map(one => frame(one.title));
    charts.splice(0).forEach(one => one.destroy());
    place.replaceChildren(...figures);
    const widths = figures.map(figure => {
      const {paddingLeft, paddingRight} = getComputedStyle(figure);
      return Math.floor(figure.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight));
    });
    for (const [i, one] of wanted.entries()) {
      await turn();
      draw(figures[i], widths[i], one.series, one.unit);
    }
    place.dataset.drawn = "";
  };
  const follow = async before => {
    const wanted = parts();
    for (const [i, chart] of charts.entries()) {
      await turn();
      const {min, max} = chart.scales.x;
      const at = pointed(chart);
      const all = min <= before.times[0] && max >= before.times.at(-1);
      chart.setData([shown.times, ...wanted[i].series.map(one => one.values)], false);
      chart.setScale("x", all ? {min: shown.times[0], max: shown.times.at(-1)} : {min, max});
      await turn();
      point(chart, at);
    }
  };
  const names = of => of.series.map(one => one.name).join();
  const take = async now => {
    const before = shown;
    shown = now;
    await (charts.length > 0 && names(before) === names(now) ? follow(before) : drawAll());
  };
  const all = () => fetch(place.dataset.from).then(answer => answer.ok ? answer.json().then(take) : null);
  const kinds = ["rate", "failed", "failing", "lag", "p50", "p99"];
  // What has been missed, such as while nobody saw the window, is fetched with all the rest.
  const append = newest => {
    const last = shown.times.at(-1);
    const news = newest.markers.filter(one => !shown.markers.some(known => known.at === one.at && known.text === one.text));
    const markers = [...shown.markers, ...news].filter(one => one.at >= newest.from);
    if (newest.times[0] === last) {
      return news.length > 0 ? take({...shown, markers}) : null;
    }
    if (newest.before !== last || names(newest) !== names(shown)) {
      return all();
    }
    const old = shown.times.filter(time => time < newest.from).length;
    const longer = (values, more) => [...values.slice(old), ...more];
    return take({
      times: longer(shown.times, newest.times), markers,
      series: shown.series.map((one, i) => ({name: one.name,
        ...Object.fromEntries(kinds.map(kind => [kind, longer(one[kind], newest.series[i][kind])]))}))
    });
  };
  let work = all(); // one after the other
  const then = job => work = work.then(job).catch(() => null); // the next message tries again
  then(() => null);
  place.addEventListener("htmx:sseBeforeMessage", event => {
    event.preventDefault();
    then(() => append(JSON.parse(event.detail.data)));
  });
  let opened = 0;
  place.parentElement.addEventListener("htmx:sseOpen", () => opened++ > 0 && then(all));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach(chart => chart.redraw(false, true)));
})();
