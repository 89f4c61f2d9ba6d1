// The editor of a form's shape: drawn on the map, corrected corner by corner, or typed as text.
import { Draw } from "../draw.js";
import { Handles } from "./handles.js";
import { Judge } from "./judge.js";
import { Model, wkt } from "./model.js";
import { paint, show, showFault } from "./paint.js";
import { sizeOf } from "./size.js";
import { Neighbours } from "./snap.js";
import { Tools } from "./tools.js";

const NAMES = { area: "Polygon", line: "LineString", point: "Point" };

export class Editor {
  constructor(root, map, facts) {
    const words = root.querySelector("[data-edit-words]").dataset;
    Object.assign(this, { root, map, facts, words, state: { drawing: false }, model: new Model(facts.kinds) });
    paint(map);
    this.text = root.querySelector("textarea");
    this.judge = new Judge(root, facts, (told, more) => this.judged(told, more));
    this.neighbours = new Neighbours(root, map, facts);
    const snap = (place) => this.neighbours.snap(place);
    this.draw = new Draw(root, map, this.state, { snap });
    this.draw.abandoned = () => this.rest();
    const changed = (live) => this.changed(live), chose = () => this.show();
    this.handles = new Handles(map, this.model, this.state, { snap, changed, chose });
    this.tools = new Tools(this);
    this.text.addEventListener("change", () => this.typed());
    this.text.form?.addEventListener("submit", () => this.draw.kind && this.draw.finish());
    root.querySelector("details").open = false;
    this.show();
    if (this.text.value.trim()) this.typed(true);
  }

  // A new part, a new shape, or a hole.
  begin(kind, hole = false) {
    this.handles.choose(null);
    this.draw.begin(kind, {
      changed: (points) => this.drawing(kind, points, hole),
      done: (points, closed) => this.drawn(kind, points, closed, hole),
    });
    this.tools.tell(this.words[`hint${{ area: "Area", line: "Line", point: "Point" }[kind]}`]);
    this.tools.follow();
  }

  drawing(kind, points, hole) {
    const sketch = Object.assign(new Model(this.facts.kinds), { kind: NAMES[kind] });
    if (points.length > (kind === "area" ? 2 : 1)) sketch.parts = [[points]];
    this.tools.size(sizeOf(sketch, this.words));
    if (this.facts.apart && kind === "area" && points.length > 2 && !hole) this.judge.ask(sketch.geometry(), { drawing: true });
  }

  drawn(kind, points, closed, hole) {
    this.draw.clear();
    const fits = !hole || this.model.cut(points);
    if (!hole) this.model.add(NAMES[kind], points);
    this.rest();
    this.changed(false);
    if (!fits) this.tools.tell(this.words.outside, true);
  }

  rest() {
    this.judge.forget();
    this.tools.tell("");
    this.tools.size(sizeOf(this.model, this.words));
    this.show();
  }

  // `live` while a corner is being moved: what is written waits until it rests.
  changed(live) {
    this.show();
    this.tools.size(sizeOf(this.model, this.words));
    const shape = this.model.geometry();
    if (!shape) showFault(this.map);
    if (shape) this.judge.ask(shape, { live });
    else this.judge.forget();
    if (live) return;
    this.text.value = wkt(shape);
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    if (!shape) this.tools.tell("");
  }

  typed(first = false) {
    const text = this.text.value.trim();
    if (text) return this.judge.ask(text, { typed: true, first, atOnce: true });
    this.model.change(() => { this.model.parts = []; });
    this.show();
    this.tools.tell("");
  }

  judged(told, { drawing, typed, first }) {
    if (told.failed) return this.tools.tell(this.words.unjudged, true);
    if (drawing && told.fault && !told.common) return;
    showFault(this.map, told.fault ? told : {});
    this.tools.tell(told.fault ? `${told.fault} ${told.hint}` : "", Boolean(told.fault));
    if (drawing) return;
    if (typed && told.geometry) {
      const before = this.model.frozen();
      this.model.take(told.geometry);
      if (!first) this.model.keep(before);
      this.show();
      this.tools.whole();
    }
    if (told.size) this.tools.size(told.size.map((pair) => pair.join(" ")).join(" · "));
  }

  show() {
    show(this.map, this.model, this.handles?.chosen);
    this.tools?.follow();
  }
}
