// Editing one decision table: dmn-js's table with CEL and plain tests in its cells.
import Editor from "dmn-js-decision-table/lib/Editor";
import EditingManager from "dmn-js-shared/lib/base/EditingManager";
import { translated } from "./words.js";

const TYPES = ["string", "number", "integer", "boolean"];

class Tables extends EditingManager {
  _getViewProviders() {
    const opens = (element) => element.decisionLogic?.$type === "dmn:DecisionTable";
    return [{ id: "decisionTable", constructor: Editor, opens }];
  }
}

// Opens a file in a place; `changed` is told of every change.
export async function opened(place, source, language, changed) {
  const editor = new Tables({
    container: place,
    common: {
      dataTypes: TYPES,
      expressionLanguages: { options: [{ value: "cel", label: "CEL" }], defaults: { editor: "cel" } },
    },
    decisionTable: { additionalModules: [{ translate: ["value", translated(language)] }] },
  });
  editor.on("viewer.created", ({ viewer }) => viewer.on("commandStack.changed", changed));
  await editor.importXML(source);
  const saved = async () => (await editor.saveXML({ format: true })).xml;
  return { saved, mark: (rule) => mark(place, rule), close: () => editor.destroy() };
}

// The rule that a fault is about, brought into sight.
function mark(place, rule) {
  place.querySelectorAll(".rule-fault").forEach((one) => one.classList.remove("rule-fault"));
  const cells = place.querySelectorAll(`[data-row-id="${CSS.escape(rule)}"]`);
  cells.forEach((one) => one.classList.add("rule-fault"));
  cells[0]?.scrollIntoView({ block: "nearest" });
}
