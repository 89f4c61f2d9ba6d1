import { added, show as sheet, tables } from "./sheets.js";

// The panel beside the drawing: what the chosen element says, each field written as it is left.
const given = JSON.parse(document.getElementById("options").textContent);
const fields = [...document.querySelectorAll("[data-property]")];
const title = document.querySelector("[data-chosen]");

function offer() {
  for (const place of document.querySelectorAll("[data-options]")) {
    const rows = [["", ""], ...(given[place.dataset.options] ?? tables())];
    place.replaceChildren(...rows.map(([value, label]) => new Option(label, value)));
  }
}

function value(thing, property) {
  if (property === "condition") return thing.conditionExpression?.body ?? "";
  return thing.get(property) ?? "";
}

function write(modeler, element, property, text) {
  const modeling = modeler.get("modeling");
  if (property === "condition") {
    const body = text ? modeler.get("moddle").create("bpmn:FormalExpression", { body: text }) : undefined;
    modeling.updateProperties(element, { conditionExpression: body });
  } else if (property === "name") {
    modeling.updateLabel(element, text);
  } else {
    modeling.updateProperties(element, { [property]: text || undefined });
  }
}

export function panel(modeler) {
  let chosen = null;

  function show(element) {
    chosen = element?.type === "label" ? element.labelTarget : element;
    const thing = chosen?.businessObject;
    title.textContent = thing ? thing.name || thing.id : title.dataset.nothing;
    for (const field of fields) {
      const box = field.closest("[data-of]");
      box.hidden = !thing?.$instanceOf(box.dataset.of);
      if (!box.hidden) fill(field, value(thing, field.dataset.property));
    }
  }

  // A value that the list doesn't know stays as it is.
  function fill(field, text) {
    if (field.tagName === "SELECT" && ![...field.options].some((one) => one.value === text)) {
      field.add(new Option(text, text));
    }
    field.value = text;
    field.removeAttribute("aria-invalid");
  }

  function left(field) {
    const text = field.value.trim();
    const property = field.dataset.property;
    if (!chosen || text === value(chosen.businessObject, property)) return;
    const taken = property === "id" && modeler.get("elementRegistry").get(text);
    if (!field.checkValidity() || (property === "id" && !text) || taken) {
      field.setAttribute("aria-invalid", "true");
      return;
    }
    field.removeAttribute("aria-invalid");
    write(modeler, chosen, property, text);
    title.textContent = chosen.businessObject.name || chosen.businessObject.id;
  }

  // The table of a decision step: the one it names, or a new one that it names from now on.
  async function table() {
    const named = chosen.businessObject.get("jingkai:decision");
    if (tables().some(([code]) => code === named)) return sheet(named);
    write(modeler, chosen, "jingkai:decision", await added());
  }

  offer();
  show(null);
  document.addEventListener("sheets:changed", offer);
  document.querySelector("[data-table-of]").addEventListener("click", table);
  modeler.on("selection.changed", (event) => show(event.newSelection.length === 1 ? event.newSelection[0] : null));
  fields.forEach((field) => field.addEventListener("change", () => left(field)));
}
