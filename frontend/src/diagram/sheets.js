// The sheets of a process: its drawing and its decision tables, one in sight at a time.
const bar = document.querySelector("[data-sheets]");
const drawing = document.querySelector("[data-drawing]");
const board = document.querySelector("[data-tables]");
const field = document.getElementById("draw").elements.decisions;
const told = () => document.dispatchEvent(new CustomEvent("sheets:changed"));

let kept = JSON.parse(field.value || "{}"); // code -> DMN file
let code = "", editor = null;

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const named = (source) =>
  new DOMParser().parseFromString(source, "text/xml").querySelector("decision")?.getAttribute("name");

function empty(key) {
  const name = escaped(`${board.dataset.name} ${key.split("_").pop()}`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${key}_file" name="${name}" namespace="urn:jingkai:drawn">
  <decision id="${key}" name="${name}"><decisionTable id="${key}_table" hitPolicy="FIRST">
    <input id="${key}_input" label="${escaped(board.dataset.input)}"><inputExpression id="${key}_asked" typeRef="string"><text>case.kind</text></inputExpression></input>
    <output id="${key}_output" label="${escaped(board.dataset.output)}" name="result" typeRef="string" />
    <rule id="${key}_rule"><inputEntry id="${key}_test"><text></text></inputEntry><outputEntry id="${key}_gives"><text>""</text></outputEntry></rule>
  </decisionTable></decision></definitions>`;
}

export const tables = () => Object.entries(kept).map(([key, source]) => [key, named(source) || key]);

// The tables as they stand, the open one with what was just written.
export async function collected() {
  document.activeElement?.blur();
  if (editor) kept[code] = await editor.saved();
  field.value = JSON.stringify(kept);
  return field.value;
}

function tabs() {
  const rows = [["", bar.dataset.label], ...tables()];
  bar.replaceChildren(...rows.map(([key, label]) => {
    const tab = document.createElement("button");
    Object.assign(tab, { type: "button", className: "tab", textContent: label });
    if (key === code) tab.setAttribute("aria-current", "true");
    tab.addEventListener("click", () => show(key));
    return tab;
  }));
}

export async function show(key, rule = "") {
  if (key !== code || (key && !editor)) {
    await collected();
    editor?.close();
    editor = null;
    code = key;
    drawing.hidden = Boolean(key);
    board.hidden = !key;
    if (key) await open(key);
    tabs();
  }
  if (rule) editor?.mark(rule);
}

async function open(key) {
  const place = board.querySelector("[data-table]");
  const { opened } = await import(board.dataset.script);
  place.replaceChildren();
  board.querySelector("[data-code]").textContent = key;
  try {
    editor = await opened(place, kept[key], document.documentElement.lang, told);
  } catch {
    place.textContent = board.dataset.unreadable;
  }
}

// A new table, numbered past those that are there.
export async function added() {
  let number = 1;
  while (kept[`decision_${number}`]) number += 1;
  kept[`decision_${number}`] = empty(`decision_${number}`);
  told();
  await show(`decision_${number}`);
  return code;
}

async function removed() {
  if (!window.confirm(board.dataset.sure)) return;
  const gone = code;
  await show("");
  delete kept[gone];
  field.value = JSON.stringify(kept);
  tabs();
  told();
}

document.querySelector("[data-table-new]").addEventListener("click", added);
board.querySelector("[data-table-remove]").addEventListener("click", removed);
tabs();
