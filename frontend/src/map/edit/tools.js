// The editor's buttons, the chosen corner's coordinates, and what is told below the map.
const KIND = { area: "Polygon", line: "LineString", point: "Point" };

export class Tools {
  constructor(editor) {
    const { root } = editor;
    Object.assign(this, { editor, root });
    this.find = (name) => root.querySelector(`[data-${name}]`);
    this.draws = [...root.querySelectorAll("[data-draw]")];
    for (const one of this.draws) one.addEventListener("click", () => this.press(one));
    const { draw, handles, model } = editor;
    const does = {
      done: () => draw.finish(), back: () => draw.back(), cancel: () => draw.cancel(),
      undo: () => this.swap(() => model.undo()), redo: () => this.swap(() => model.redo()),
      next: () => handles.step(1), before: () => handles.step(-1), remove: () => handles.remove(), whole: () => this.whole(),
      clear: () => { model.change(() => { model.parts = []; }); handles.choose(null); editor.changed(false); },
    };
    for (const [name, how] of Object.entries(does)) this.find(`do-${name}`).addEventListener("click", how);
    for (const name of ["longitude", "latitude"]) this.find(name).addEventListener("change", () => this.moved());
    root.addEventListener("keydown", (event) => this.key(event));
    editor.map.getCanvas().setAttribute("aria-describedby", this.find("edit-keys").id);
  }

  press(one) {
    const on = one.getAttribute("aria-pressed") === "true";
    if (on) return this.editor.draw.cancel();
    this.drawing = one;
    this.editor.begin(one.dataset.draw === "hole" ? "area" : one.dataset.draw, one.dataset.draw === "hole");
  }

  swap(how) {
    how();
    this.editor.handles.choose(null);
    this.editor.changed(false);
  }

  key(event) {
    if (event.key === "Enter" && event.target.matches("input")) return event.preventDefault(), event.target.blur();
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("textarea, input") || this.editor.draw.kind) return;
    const redo = event.key === "y" || (event.key === "Z" && event.shiftKey);
    if (event.key !== "z" && !redo) return;
    event.preventDefault();
    this.find(redo ? "do-redo" : "do-undo").click();
  }

  moved() {
    const place = ["longitude", "latitude"].map((name) => Number(this.find(name).value));
    if (this.editor.handles.chosen && place.every(Number.isFinite) && Math.abs(place[0]) <= 180 && Math.abs(place[1]) <= 85) this.editor.handles.move(place);
  }

  // What can be pressed now.
  follow() {
    const { draw, handles, model } = this.editor, drawing = Boolean(draw.kind), chosen = handles?.chosen;
    for (const one of this.draws) {
      one.setAttribute("aria-pressed", String(drawing && this.drawing === one));
      const of = one.dataset.draw;
      one.disabled = of === "hole" && !(model.kind === "Polygon" && model.parts.length);
      const more = of !== "hole" && model.parts.length && model.kind === KIND[of] && model.many();
      const words = one.querySelector("span");
      if (one.dataset.more) words.textContent = more ? one.dataset.more : one.dataset.first;
    }
    this.find("drawing").hidden = !drawing;
    this.find("correcting").hidden = drawing;
    this.find("do-undo").disabled = !model.past.length;
    this.find("do-redo").disabled = !model.future.length;
    for (const name of ["next", "before", "clear", "whole"]) this.find(`do-${name}`).disabled = !model.parts.length;
    this.find("corner-box").hidden = !chosen || drawing;
    if (chosen) this.coordinates(model.parts[chosen.p][chosen.r][chosen.v]);
  }

  coordinates(place) {
    ["longitude", "latitude"].forEach((name, at) => { this.find(name).value = String(Number(place[at].toFixed(9))); });
    const all = this.editor.model.corners(), { p, r, v } = this.editor.handles.chosen;
    const at = all.findIndex((one) => one.p === p && one.r === r && one.v === v);
    const told = this.editor.words.corner.replace("{n}", at + 1).replace("{of}", all.length);
    if (this.find("corner-name").textContent !== told) this.find("corner-name").textContent = told;
  }

  whole() {
    const all = this.editor.model.corners().map(({ place }) => place);
    if (!all.length) return;
    const [xs, ys] = [0, 1].map((at) => all.map((place) => place[at]));
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    this.editor.map.fitBounds(box, { padding: 60, maxZoom: 18, animate: false });
  }

  size(text) {
    this.find("edit-size").textContent = text;
  }

  tell(text, fault = false) {
    const place = this.find("edit-told");
    place.hidden = !text;
    place.classList.toggle("field-fault", fault);
    place.textContent = text;
  }
}
