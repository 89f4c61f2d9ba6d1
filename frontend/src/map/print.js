// The map on a sheet of paper, true to its scale: title, legend of what is drawn, scale bar, north.
import { metresBetween } from "./measure.js";
import { idsOf } from "./style.js";

const PAPER = { A4: [297, 210], A3: [420, 297] }, PIXEL = 0.0254 / 96; // a pixel of CSS on paper, in metres
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
const number = (value) => value.toLocaleString(document.documentElement.lang);

// The next round number that is not below.
function rounded(value) {
  const ten = 10 ** Math.floor(Math.log10(value));
  return ROUND.find((one) => one * ten >= value * 0.9999) * ten;
}

function metresOfPixel(map) {
  const { lng, lat } = map.getCenter(), degrees = 360 / (512 * 2 ** map.getZoom());
  return metresBetween([lng, lat], [lng + degrees, lat]);
}

export class Sheet {
  constructor(root, map, facts, state) {
    Object.assign(this, { root, map, facts, state, place: root.querySelector("[data-map-canvas]") });
    this.sheet = root.querySelector("[data-sheet]");
    this.home = this.place.parentElement;
    const find = (name) => root.querySelector(`[data-print-${name}]`);
    this.asked = { title: find("title"), paper: find("paper"), way: find("way"), scale: find("scale") };
    find("open").addEventListener("click", () => this.open());
    this.find("print").addEventListener("click", () => print());
    this.find("close").addEventListener("click", () => this.close());
    this.sheet.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  find(name) {
    return this.sheet.querySelector(`[data-sheet-${name}]`);
  }

  open() {
    const { map, sheet, asked } = this, size = asked.paper.value, upright = asked.way.value === "portrait";
    this.before = { bounds: map.getBounds(), center: map.getCenter(), zoom: map.getZoom() };
    const [wide, high] = upright ? [...PAPER[size]].reverse() : PAPER[size];
    Object.assign(this.find("paper").style, { width: `${wide}mm`, height: `${high - 0.5}mm` });
    this.find("paper").classList.toggle("sheet-upright", upright);
    this.find("page").textContent = `@page { size: ${size} ${asked.way.value}; margin: 0 }`;
    this.find("title").textContent = asked.title.value.trim();
    document.body.append(sheet);
    sheet.hidden = false;
    for (const other of document.body.children) if (other !== sheet) other.inert = true;
    document.body.classList.add("sheet-open");
    this.find("map").prepend(this.place);
    map.setPixelRatio(2);
    map.resize();
    this.toScale(Number(asked.scale.value));
    map.once("idle", () => this.finish());
    this.find("print").focus();
  }

  // Everything that was seen, at the next round scale; or what lies around its middle at the one asked for.
  toScale(scale) {
    const { map, before } = this;
    map.fitBounds(before.bounds, { animate: false, padding: 0 });
    this.scale = scale || rounded(metresOfPixel(map) / PIXEL);
    map.jumpTo({ center: before.center, zoom: map.getZoom() - Math.log2((this.scale * PIXEL) / metresOfPixel(map)) });
    const bar = rounded((this.scale * 0.04) / 1.6), pixels = bar / metresOfPixel(map);
    this.find("bar").style.width = `${pixels}px`;
    this.find("bar-half").textContent = number(bar / 2);
    this.find("bar-whole").textContent = `${number(bar)} ${this.find("bar").dataset.metre}`;
    this.find("scale").textContent = `1 : ${number(Math.round(metresOfPixel(map) / PIXEL))}`;
  }

  finish() {
    const legend = this.facts.layers.flatMap((layer) => this.lines(layer));
    this.find("legend").replaceChildren(...legend);
    const asked = new URLSearchParams(this.state.query);
    for (const name of ["as_of", "known_at"]) {
      const line = this.find(name.replace("_", "-"));
      line.hidden = !asked.get(name);
      line.querySelector("span").textContent = asked.get(name) ?? "";
    }
    this.sheet.setAttribute("data-ready", "");
  }

  // A layer's line and its values', as far as they are drawn here.
  lines(layer) {
    const found = this.map.queryRenderedFeatures({ layers: idsOf(layer).filter((id) => !id.endsWith(" name")) });
    if (!found.length) return [];
    const values = new Set(found.map((one) => String(one.properties.colour)));
    const drawn = layer.legend.filter((one) => values.has(one.value));
    const line = (colour, words, inner) => {
      const item = document.createElement("li"), swatch = document.createElement("span");
      if (inner) item.className = "sheet-value";
      swatch.className = `map-swatch map-${layer.kinds[0].toLowerCase()}`;
      swatch.style.setProperty("--swatch", colour);
      if (colour) item.append(swatch);
      item.append(words);
      return item;
    };
    return [line(drawn.length ? "" : layer.colour, layer.name, false), ...drawn.map((one) => line(one.colour, one.words, true))];
  }

  close() {
    this.sheet.hidden = true;
    this.sheet.removeAttribute("data-ready");
    for (const other of document.body.children) other.inert = false;
    document.body.classList.remove("sheet-open");
    this.home.prepend(this.place);
    this.map.setPixelRatio(devicePixelRatio);
    this.map.resize();
    this.map.jumpTo({ center: this.before.center, zoom: this.before.zoom });
    this.root.querySelector("[data-print-open]").focus();
  }
}
