// Questions to the map: what lies within an area, around a place; how long, how large.
import { Draw } from "./draw.js";
import { areaOf, circle, inMetres, inSquareMetres, lengthOf } from "./measure.js";

const KINDS = { within: "area", near: "point", measure: "line" };

export function asking(root, map, facts, words, card, state) {
  const draw = new Draw(root, map, state), find = (name) => root.querySelector(`[data-${name}]`);
  const answer = find("map-answer"), size = find("tool-size"), metres = find("metres");
  const tools = [...root.querySelectorAll("[data-tool]")];
  draw.abandoned = () => choose("");

  function choose(tool) {
    for (const one of tools) one.setAttribute("aria-pressed", String(one.dataset.tool === tool));
    find("tool-foot").hidden = !tool;
    find("tool-done").hidden = find("tool-back").hidden = tool === "near";
    find("distance").hidden = tool !== "near";
    find("tool-hint").hidden = !tool;
    find("tool-hint").textContent = tool ? words[`hint${{ area: "Area", line: "Line", point: "Point" }[KINDS[tool]]}`] : "";
    if (!tool) return;
    size.textContent = "";
    answer.replaceChildren();
    draw.begin(KINDS[tool], {
      changed: (points) => tool !== "near" && tell(points, tool === "within"),
      done: (points, closed) => {
        choose("");
        if (tool === "measure") tell(points, closed);
        else if (tool === "within") ask({ area: JSON.stringify({ type: "Polygon", coordinates: [[...points, points[0]]] }) });
        else around(points[0]);
      },
    });
  }

  function tell(points, closed) {
    if (points.length < 2) return (size.textContent = "");
    const outline = lengthOf(closed ? [...points, points[0]] : points);
    const told = [`${closed ? words.around : words.length} ${inMetres(outline)}`];
    if (closed && points.length > 2) told.unshift(`${words.area} ${inSquareMetres(areaOf(points))}`);
    size.textContent = told.join(" · ");
  }

  function around(place) {
    const far = Number(metres.value);
    const ring = circle(place, far);
    draw.put([{ type: "Polygon", coordinates: [ring] }, { type: "Point", coordinates: place }]);
    ask({ place: place.map((degrees) => degrees.toFixed(7)).join(","), metres: metres.value });
  }

  async function ask(question) {
    const body = new URLSearchParams({ ...question, ...Object.fromEntries(new URLSearchParams(state.query)) });
    for (const layer of facts.layers) {
      if (root.querySelector(`[data-layer="${CSS.escape(layer.code)}"] [data-layer-on]`).checked) body.append("layer", layer.code);
    }
    answer.setAttribute("aria-busy", "true");
    try {
      const told = await fetch(facts.ask, { method: "POST", body, headers: { "X-CSRFToken": root.dataset.csrf } });
      if (!told.ok && told.status !== 422) throw new Error(String(told.status));
      answer.innerHTML = await told.text();
      answer.querySelector("h3")?.focus({ preventScroll: true });
      answer.scrollIntoView({ block: "nearest" });
    } catch {
      answer.textContent = words.failed;
    }
    answer.removeAttribute("aria-busy");
  }

  for (const one of tools) {
    one.addEventListener("click", () => {
      const on = one.getAttribute("aria-pressed") === "true";
      draw.clear();
      choose(on ? "" : one.dataset.tool);
    });
  }
  find("tool-done").addEventListener("click", () => draw.finish());
  find("tool-back").addEventListener("click", () => draw.back());
  find("tool-cancel").addEventListener("click", () => draw.cancel());
  root.addEventListener("click", (event) => {
    const within = event.target.closest("[data-within]"), go = event.target.closest("[data-go]");
    if (within) ask({ of: within.dataset.within, pk: within.dataset.pk });
    if (go) card.show(go.dataset.go, Number(go.dataset.pk));
  });
}
