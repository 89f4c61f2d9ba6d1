// The way of a case through its process: the diagram with where the case is and what it passed.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { moddle } from "./moddle.js";

async function show(place) {
  const given = place.dataset.way
    ? await (await fetch(place.dataset.way, { headers: { Accept: "application/json" } })).json()
    : { source: JSON.parse(document.getElementById(place.dataset.source).textContent), nodes: {} };
  const viewer = new NavigatedViewer({ container: place, moddleExtensions: { jingkai: moddle } });
  await viewer.importXML(given.source);
  const canvas = viewer.get("canvas"), elements = viewer.get("elementRegistry");
  for (const [id, node] of Object.entries(given.nodes)) {
    if (elements.get(id)) canvas.addMarker(id, `way-${node.standing}`);
  }
  for (const [id, change] of Object.entries(marks(place))) {
    if (elements.get(id)) canvas.addMarker(id, `mark-${change}`);
  }
  fit(viewer, place, given.nodes);
  controls(viewer, place, given.nodes);
}

// Elements marked by the page: added, changed, or faulty.
function marks(place) {
  const named = document.getElementById(place.dataset.marks ?? "");
  return named ? JSON.parse(named.textContent) : {};
}

// The whole where it fits; on a narrow screen at a size that can be read, at the step under way.
function fit(viewer, place, nodes) {
  const canvas = viewer.get("canvas");
  canvas.zoom("fit-viewport", "auto");
  if (canvas.zoom() > 1) canvas.zoom(1, "auto");
  if (canvas.zoom() >= 0.5) return;
  canvas.zoom(0.7);
  const now = Object.keys(nodes).find((id) => nodes[id].standing === "now");
  const wanted = viewer.get("elementRegistry").get(now ?? "") ?? first(viewer);
  if (!wanted) return;
  const box = canvas.viewbox();
  const x = wanted.x + (wanted.width ?? 0) / 2 - box.width / 2;
  canvas.viewbox({ ...box, x, y: wanted.y + (wanted.height ?? 0) / 2 - box.height / 2 });
}

function first(viewer) {
  return viewer.get("elementRegistry").find((each) => each.type === "bpmn:StartEvent");
}

function controls(viewer, place, nodes) {
  const bar = place.parentElement.querySelector("[data-diagram-bar]");
  if (!bar) return;
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const step = event.target.closest("[data-zoom]")?.dataset.zoom;
    const canvas = viewer.get("canvas");
    if (step === "in") canvas.zoom(Math.min(canvas.zoom() * 1.25, 3));
    if (step === "out") canvas.zoom(Math.max(canvas.zoom() / 1.25, 0.2));
    if (step === "fit") fit(viewer, place, nodes);
  });
}

for (const place of document.querySelectorAll("[data-way], [data-source]")) {
  show(place).catch(() => place.classList.add("diagram-failed"));
}
