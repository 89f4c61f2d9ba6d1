// Layers on and off, value by value; what was switched off stays off in this browser.
import { showOnly } from "./style.js";

const KEY = "jingkai.map.off";

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

export function layersPanel(root, map, facts) {
  const off = remembered();
  const keep = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(off));
    } catch { /* a browser that keeps nothing */ }
  };
  for (const layer of facts.layers) {
    const item = root.querySelector(`[data-layer="${CSS.escape(layer.code)}"]`);
    const [box] = item.querySelectorAll("[data-layer-on]");
    const values = [...item.querySelectorAll("[data-value]")];
    const show = () => showOnly(map, layer, box.checked, values.filter((one) => !one.checked).map((one) => one.dataset.value));
    const known = off[layer.code] ?? [];
    const { only } = facts;
    box.checked = only ? [only.layer, ...only.ground].includes(layer.code) : !known.includes("*") || facts.focus?.layer === layer.code;
    for (const one of values) one.checked = Boolean(only) || !known.includes(one.dataset.value);
    item.addEventListener("change", () => {
      off[layer.code] = [...(box.checked ? [] : ["*"]), ...values.filter((one) => !one.checked).map((one) => one.dataset.value)];
      keep();
      show();
    });
    show();
  }
  const far = () => {
    for (const layer of facts.layers) {
      const item = root.querySelector(`[data-layer="${CSS.escape(layer.code)}"]`);
      item.querySelector("[data-layer-far]").hidden = map.getZoom() >= layer.minZoom;
    }
  };
  map.on("zoomend", far);
  far();
}

export function switchOn(root, code) {
  const box = root.querySelector(`[data-layer="${CSS.escape(code)}"] [data-layer-on]`);
  if (box && !box.checked) box.click();
}
