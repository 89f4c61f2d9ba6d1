// The cockpit's charts: drawn from the specs that the page brings, in the colours of its scheme.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const drawn = new Map();

// Colours are custom properties that only a rendered element resolves.
function colours() {
  const probe = document.body.appendChild(document.createElement("i"));
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const names = ["ink", "ink-2", "ink-3", "line", "rule", "accent", "accent-fill", "raised", "paper"];
  const found = Object.fromEntries(names.map((name) => [name, read(name)]));
  probe.remove();
  return found;
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

function series(line, spec, paint, size) {
  const last = line.values.findLastIndex((value) => value !== null);
  const many = spec.series.filter((each) => each.kind === "line").length > 1;
  if (line.kind === "bar") {
    const style = line.quiet
      ? { color: "transparent", borderColor: paint["ink-3"], borderWidth: 1 }
      : { color: paint["accent-fill"] };
    return { type: "bar", name: line.name, data: line.values, itemStyle: style, barGap: "15%", barMaxWidth: 18 * size, barCategoryGap: "30%" };
  }
  const colour = line.quiet ? paint["ink-3"] : paint.accent;
  return {
    type: "line", name: line.name, data: line.values, connectNulls: false, symbol: line.quiet ? "emptyCircle" : "circle",
    symbolSize: (line.quiet ? 4 : 6) * size, showSymbol: line.values.length < 40, itemStyle: { color: colour },
    lineStyle: { color: colour, width: (line.quiet ? 1.5 : 2.5) * size, type: line.quiet ? [4, 4] : "solid" },
    endLabel: { show: last >= 0, color: line.quiet ? paint["ink-2"] : paint.ink, fontSize: 12 * size, fontWeight: line.quiet ? 400 : 600, formatter: line.texts[last] ?? "" },
    labelLayout: many ? { moveOverlap: "shiftY" } : undefined, markLine: line.quiet ? undefined : marks(line, spec, paint, size), z: line.quiet ? 2 : 3,
  };
}

function marks(line, spec, paint, size) {
  const data = [];
  if (line.values.some((value) => value < 0)) {
    data.push({ yAxis: 0, lineStyle: { color: paint.rule, width: 1, type: "solid" }, label: { show: false } });
  }
  if (spec.mark) {
    data.push({ xAxis: spec.mark.at, lineStyle: { color: paint["ink-3"], width: 1, type: "dotted" },
      label: { formatter: spec.mark.words, position: "insideEndTop", rotate: 0, align: spec.mark.at > 5 ? "right" : "left", color: paint["ink-2"], fontSize: 11 * size, padding: [0, 6] } });
  }
  return data.length ? { silent: true, symbol: "none", animation: false, data } : undefined;
}

function tooltip(points, spec) {
  const at = points[0].dataIndex;
  const rows = spec.series.map((line) => `<div class="ck-tip-row"><span>${escaped(line.name)}</span><b>${escaped(line.texts[at])}</b></div>`);
  return `<div class="ck-tip"><p>${escaped(points[0].name.replace("\n", " · "))}</p>${rows.join("")}</div>`;
}

// One of many beside one another: all on one scale, with the ends of its axes alone.
function small(spec, paint, still) {
  const words = { color: paint["ink-3"], fontSize: 11 }, line = series(spec.series[0], spec, paint, 1);
  return {
    animation: !still && !calm.matches, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 4, right: 8, top: 8, bottom: 18 },
    xAxis: { type: "category", data: spec.labels, boundaryGap: false, axisTick: { show: false }, axisLine: { lineStyle: { color: paint.rule } }, axisLabel: { ...words, interval: (at) => at === 0 || at === spec.labels.length - 1, alignMinLabel: "left", alignMaxLabel: "right" } },
    yAxis: { type: "value", min: spec.small.low, max: spec.small.high, show: false },
    tooltip: { trigger: "axis", backgroundColor: paint.raised, borderColor: paint.line, padding: 0, confine: true, textStyle: { color: paint.ink, fontSize: 12 }, formatter: (points) => tooltip(points, spec) },
    series: [{ ...line, symbolSize: 4, endLabel: { show: false }, lineStyle: { ...line.lineStyle, width: 2 } }],
  };
}

function option(spec, paint, size, still) {
  // A line ends with its last value: room for the longest of them, Chinese signs being wider.
  const room = Math.max(6, ...spec.series.filter((each) => each.kind === "line").map((line) => [...(line.texts.findLast((text) => text !== "—") ?? "")].reduce((sum, sign) => sum + (sign > "⺀" ? 12.5 : 7.2), 12)));
  const words = { color: paint["ink-3"], fontSize: 11 * size };
  if (spec.small) return small(spec, paint, still);
  return {
    animation: !still && !calm.matches, animationDuration: 350, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 2, right: room * size, top: 20 * size, bottom: 0, containLabel: true },
    xAxis: { type: "category", data: spec.labels, axisTick: { show: false }, axisLine: { onZero: false, lineStyle: { color: paint.rule } }, axisLabel: { ...words, interval: "auto", hideOverlap: true, lineHeight: 14 * size } },
    yAxis: { type: "value", scale: spec.float, splitNumber: 4, axisLabel: { ...words, formatter: (value) => spec.unit === "%" ? `${value}%` : value.toLocaleString() }, splitLine: { lineStyle: { color: paint.line } } },
    tooltip: { trigger: "axis", axisPointer: { type: "line", lineStyle: { color: paint["ink-3"], type: "solid" } }, backgroundColor: paint.raised, borderColor: paint.line, padding: 0, confine: true, textStyle: { color: paint.ink, fontSize: 12 }, formatter: (points) => tooltip(points, spec) },
    series: spec.series.map((line) => series(line, spec, paint, size)),
  };
}

function draw({ still = false } = {}) {
  const source = document.getElementById("chart-specs");
  if (!source || !window.echarts) return;
  const specs = JSON.parse(source.textContent);
  const paint = colours();
  const wall = document.documentElement.classList.contains("wall");
  const size = wall ? parseFloat(getComputedStyle(document.documentElement).fontSize) / 15 : 1;
  for (const [place, chart] of drawn) {
    if (!place.isConnected) drawn.delete(place), watch.unobserve(place), chart.dispose();
  }
  for (const place of document.querySelectorAll("[data-chart]")) {
    const spec = specs[place.dataset.chart];
    if (!spec) continue;
    const chart = drawn.get(place) ?? window.echarts.init(place, null, { renderer: "svg" });
    chart.setOption(option(spec, paint, size, still), true);
    if (!drawn.has(place)) drawn.set(place, chart), watch.observe(place);
  }
}

const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) drawn.get(target)?.resize();
});

// On paper a chart keeps its shape while its place becomes narrower.
function drawForPaper() {
  draw({ still: true });
  for (const [place, chart] of drawn) {
    chart.getZr().flush();
    place.querySelector("svg")?.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  }
}

draw();
dark.addEventListener("change", () => draw());
document.addEventListener("cockpit:draw", () => draw()), document.addEventListener("cockpit:paper", drawForPaper);
