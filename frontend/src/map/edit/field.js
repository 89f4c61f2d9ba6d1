// The field of a form whose shape is drawn: its map, its layers, places by name.
import { makeMap, wordsIn } from "../core.js";
import { finding } from "../find.js";
import { layersPanel } from "../legend.js";
import { nameAreas } from "../names.js";
import { addLayers } from "../style.js";
import { Editor } from "./editor.js";

export function edit(root) {
  const facts = JSON.parse(root.querySelector("script[type='application/json']").textContent);
  const map = makeMap(root.querySelector("[data-map-canvas]"), facts, wordsIn(root));
  map.scrollZoom.disable();
  map.getCanvas().addEventListener("focus", () => map.scrollZoom.enable());
  map.getCanvas().addEventListener("blur", () => map.scrollZoom.disable());
  root.addEventListener("input", (event) => event.target.name || event.stopPropagation());
  map.on("load", () => {
    addLayers(map, facts);
    nameAreas(map, facts);
    layersPanel(root, map, facts);
    finding(root, facts, wordsIn(root), { go: ({ bounds }) => map.fitBounds(bounds, { padding: 60, maxZoom: 17, animate: false }) });
    root.editor = new Editor(root, map, facts);
    map.once("idle", () => root.setAttribute("data-drawn", ""));
  });
  root.map = map;
}
