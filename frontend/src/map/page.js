// The map's page: layers, cards, names.
import { asking } from "./ask.js";
import { Card } from "./card.js";
import { makeMap, wordsIn } from "./core.js";
import { finding } from "./find.js";
import { layersPanel, switchOn } from "./legend.js";
import { areaOf, lengthOf } from "./measure.js";
import { nameAreas } from "./names.js";
import { Sheet } from "./print.js";
import { timing } from "./time.js";
import { addLayers } from "./style.js";

export function start(root) {
  const facts = JSON.parse(document.getElementById("map-facts").textContent), words = wordsIn(root);
  const map = makeMap(root.querySelector("[data-map-canvas]"), facts, words);
  const state = { query: facts.only?.query ?? "", drawing: false };
  const told = root.querySelector("[data-map-told]");
  map.on("error", ({ error }) => {
    told.textContent = words.failed;
    told.hidden = false;
    console.warn(error);
  });
  map.on("load", () => {
    addLayers(map, facts, state.query);
    nameAreas(map, facts);
    layersPanel(root, map, facts);
    const card = new Card(root, map, facts, words, state);
    finding(root, facts, words, card);
    if (facts.ask) asking(root, map, facts, words, card, state);
    if (facts.days) timing(root, map, facts, card, state);
    root.sheet = new Sheet(root, map, facts, state);
    const least = facts.layers.find((layer) => layer.code === facts.only?.layer)?.minZoom;
    if (map.getZoom() < least) map.jumpTo({ zoom: least });
    if (facts.focus) {
      switchOn(root, facts.focus.layer);
      card.go(facts.focus);
    }
    map.once("idle", () => root.setAttribute("data-drawn", ""));
  });
  Object.assign(root, { map, measures: { areaOf, lengthOf } });
}
