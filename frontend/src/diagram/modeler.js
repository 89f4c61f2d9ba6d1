// Drawing a process: bpmn-js with a panel of our own for what a step asks; saved with the form.
import Modeler from "bpmn-js/lib/Modeler";
import { moddle } from "./moddle.js";
import { panel } from "./panel.js";
import { collected, show } from "./sheets.js";
import { translated } from "./words.js";

const EMPTY = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:jingkai="urn:jingkai:bpmn:1" id="definitions" targetNamespace="urn:jingkai:drawn">
  <bpmn:process id="process" isExecutable="true"><bpmn:startEvent id="begin" /></bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="process">
    <bpmndi:BPMNShape id="shape_begin" bpmnElement="begin"><dc:Bounds x="160" y="160" width="36" height="36" /></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`;

const place = document.querySelector("[data-modeler]");
const form = document.getElementById("draw");
const told = document.querySelector("[data-faults]");

const modeler = new Modeler({
  container: place,
  moddleExtensions: { jingkai: moddle },
  additionalModules: [{ translate: ["value", translated(document.documentElement.lang)] }],
});

async function open() {
  await modeler.importXML(form.elements.source.value || EMPTY);
  const canvas = modeler.get("canvas");
  canvas.zoom("fit-viewport", "auto");
  canvas.zoom(Math.min(canvas.zoom() * 0.85, 1), "auto");
  canvas.scroll({ dx: 60, dy: 0 }); // clear of the palette
  panel(modeler);
  place.dataset.ready = "true";
}

async function drawn() {
  return (await modeler.saveXML({ format: true })).xml;
}

// The page that is left with an unsaved drawing asks first; saving sends the drawing along.
let saved = false, changed = false;
modeler.on("commandStack.changed", () => { changed = true; });
document.addEventListener("sheets:changed", () => { changed = true; });
form.addEventListener("submit", async (event) => {
  if (saved) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.elements.source.value = await drawn();
  await collected();
  saved = true;
  setTimeout(() => form.requestSubmit()); // not while the first sending is still being told
}, { capture: true });
window.addEventListener("beforeunload", (event) => {
  if (changed && !saved) event.preventDefault();
});

async function check() {
  const body = new FormData(form);
  body.set("source", await drawn());
  body.set("decisions", await collected());
  const answer = await fetch(place.dataset.check, { method: "POST", body });
  if (answer.ok) tell((await answer.json()).faults);
}

let marked = [];
function tell(faults) {
  const canvas = modeler.get("canvas"), elements = modeler.get("elementRegistry");
  marked.filter((id) => elements.get(id)).forEach((id) => canvas.removeMarker(id, "mark-fault"));
  marked = faults.map((fault) => fault.element).filter((id) => elements.get(id));
  marked.forEach((id) => canvas.addMarker(id, "mark-fault"));
  if (!faults.length) {
    told.className = "notice notice-green";
    told.textContent = told.dataset.good;
    return;
  }
  const list = document.createElement("ul");
  list.append(...faults.map((fault) => line(fault)));
  told.className = "notice notice-red";
  told.replaceChildren(list);
}

function line(fault) {
  const row = document.createElement("li"), button = document.createElement("button");
  const element = modeler.get("elementRegistry").get(fault.element);
  button.type = "button";
  button.className = "fault-line";
  button.textContent = fault.table ? fault.sentence : `${element?.businessObject?.name || fault.element}: ${fault.sentence}`;
  button.addEventListener("click", async () => {
    await show(fault.table, fault.table && fault.element);
    if (!element || fault.table) return;
    modeler.get("selection").select(element);
    modeler.get("canvas").scrollToElement(element);
  });
  row.append(button);
  return row;
}

document.querySelector("[data-check-now]").addEventListener("click", check);
open();
