// The map as of a day, and as it was known at a day's end.
import { tilesOf } from "./style.js";

export function timing(root, map, facts, card, state) {
  const [slider, day, known] = ["slider", "as-of", "known-at"].map((name) => root.querySelector(`[data-${name}]`));
  const back = root.querySelector("[data-now]");
  const first = new Date(`${facts.days[0]}T00:00:00Z`), last = new Date(`${facts.days[1]}T00:00:00Z`);
  slider.max = Math.round((last - first) / 86400000);
  slider.value = slider.max;
  known.value = new URLSearchParams(state.query).get("known_at") ?? "";
  back.hidden = !state.query;

  function dayAt(days) {
    return new Date(first.getTime() + days * 86400000).toISOString().slice(0, 10);
  }

  function draw() {
    const asked = new URLSearchParams();
    if (day.value && day.value !== facts.days[1]) asked.set("as_of", day.value);
    if (known.value) asked.set("known_at", known.value);
    back.hidden = !asked.size;
    if (String(asked) === state.query) return;
    state.query = String(asked);
    card.close();
    for (const layer of facts.layers) map.getSource(layer.code).setTiles([tilesOf(layer, state.query)]);
  }

  function tell() {
    slider.setAttribute("aria-valuetext", day.value);
  }

  slider.addEventListener("input", () => {
    day.value = dayAt(Number(slider.value));
    tell();
  });
  slider.addEventListener("change", draw);
  day.addEventListener("change", () => {
    slider.value = Math.round((new Date(`${day.value || facts.days[1]}T00:00:00Z`) - first) / 86400000);
    tell();
    draw();
  });
  known.addEventListener("change", draw);
  back.addEventListener("click", () => {
    [day.value, known.value, slider.value] = [facts.days[1], "", slider.max];
    tell();
    draw();
  });
  tell();
}
