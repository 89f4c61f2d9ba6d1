// Drawing point by point: with the mouse, a finger, or the keyboard (arrows move the map, Enter sets
// a point at its cross, Backspace takes the last one back, Escape abandons).
import { paintDrawn } from "./style.js";

export class Draw {
  // `changed(points, cursor, closed)` on every move, `done(points, closed)` at the end.
  constructor(root, map, state, { snap = (place) => place } = {}) {
    Object.assign(this, { map, state, snap, points: [], cursor: null, kind: "" });
    this.cross = root.querySelector("[data-map-cross]");
    if (!map.getSource("drawn")) paintDrawn(map);
    map.on("click", (event) => this.kind && this.add(this.snap(event.lngLat.toArray()), event.point));
    map.on("dblclick", (event) => this.kind && (event.preventDefault(), this.finish()));
    map.on("mousemove", (event) => this.kind && this.hover(this.snap(event.lngLat.toArray()), true));
    map.on("move", () => this.kind && !this.cross.hidden && this.hover(this.snap(map.getCenter().toArray()), false));
    map.getCanvas().addEventListener("keydown", (event) => this.kind && this.key(event));
  }

  begin(kind, { changed = () => {}, done }) {
    this.clear();
    clearTimeout(this.resting);
    Object.assign(this, { kind, changed, done });
    this.state.drawing = true;
    this.map.doubleClickZoom.disable();
    this.map.getCanvas().style.cursor = "crosshair";
    this.map.getCanvas().focus({ preventScroll: true });
    this.changed([], null, false);
  }

  add(place, at) {
    if (this.kind === "point") return this.end([place], false);
    if (at && this.points.length > 2 && this.near(at, this.points[0])) return this.end(this.points, true);
    if (this.points.length && this.again(place, at)) return;
    this.points.push(place);
    this.show();
  }

  // The second click of a double click, also where both were laid on a neighbour's corner.
  again(place, at) {
    const last = this.points.at(-1);
    return String(last) === String(place) || (at && this.near(at, last, 3));
  }

  near(at, place, pixels = 10) {
    const there = this.map.project(place);
    return Math.hypot(there.x - at.x, there.y - at.y) <= pixels;
  }

  hover(place, byMouse) {
    if (byMouse) this.cross.hidden = true;
    this.cursor = place;
    this.show();
  }

  key(event) {
    if (event.key.startsWith("Arrow")) this.cross.hidden = false;
    else if (event.key === "Enter") {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) this.finish();
      else this.add(this.snap(this.map.getCenter().toArray()), this.map.project(this.map.getCenter()));
      this.cross.hidden = false;
    } else if (event.key === "Backspace") this.back();
    else if (event.key === "Escape") this.cancel();
  }

  back() {
    this.points.pop();
    this.show();
  }

  show() {
    const line = this.cursor ? [...this.points, this.cursor] : this.points;
    const shapes = this.points.map((place) => ({ type: "Point", coordinates: place }));
    if (line.length > 1) shapes.push({ type: "LineString", coordinates: line });
    if (this.kind === "area" && line.length > 2) shapes.push({ type: "Polygon", coordinates: [[...line, line[0]]] });
    this.put(shapes);
    this.changed(line, this.cursor, false);
  }

  put(shapes) {
    const features = shapes.map((geometry) => ({ type: "Feature", properties: {}, geometry }));
    this.map.getSource("drawn").setData({ type: "FeatureCollection", features });
  }

  finish() {
    const least = this.kind === "area" ? 3 : 2;
    if (this.kind !== "point" && this.points.length >= least) this.end(this.points, this.kind === "area");
  }

  end(points, closed) {
    const { done } = this;
    this.stop();
    if (closed) this.put([{ type: "Polygon", coordinates: [[...points, points[0]]] }]);
    else this.put([points.length > 1 ? { type: "LineString", coordinates: points } : { type: "Point", coordinates: points[0] }]);
    done(points, closed);
  }

  cancel() {
    const { abandoned } = this;
    this.clear();
    abandoned?.();
  }

  stop() {
    Object.assign(this, { kind: "", points: [], cursor: null });
    this.cross.hidden = true;
    this.map.getCanvas().style.cursor = "";
    this.map.doubleClickZoom.enable();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => { this.state.drawing = false; }); // the last click is not one on a shape
  }

  clear() {
    this.stop();
    this.put([]);
  }
}
