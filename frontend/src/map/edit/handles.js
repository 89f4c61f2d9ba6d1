// Corners are moved by mouse, finger or arrow keys; the middle of an edge becomes a corner when it is moved.
const MOUSE = 9, FINGER = 20;

export class Handles {
  // `changed(live)` after each move, `chose(corner)` when another corner is chosen.
  constructor(map, model, state, { snap, changed, chose }) {
    Object.assign(this, { map, model, state, snap, changed, chose, chosen: null, held: null });
    for (const name of ["mousedown", "touchstart"]) map.on(name, (event) => this.press(event));
    for (const name of ["mousemove", "touchmove"]) map.on(name, (event) => this.drag(event));
    for (const name of ["mouseup", "touchend", "touchcancel"]) map.on(name, () => this.drop());
    map.getCanvas().addEventListener("keydown", (event) => this.key(event));
  }

  at(point, reach) {
    const close = (all) => all.map((one) => ({ ...one, far: far(this.map.project(one.place), point) }))
      .filter((one) => one.far <= reach).sort((a, b) => a.far - b.far)[0];
    return close(this.model.corners()) ?? mark(close(this.model.middles()));
  }

  press(event) {
    if (this.state.drawing || (event.points?.length ?? 1) > 1) return;
    const found = this.at(event.point, event.type === "touchstart" ? FINGER : MOUSE);
    if (!found) return event.type === "mousedown" ? this.choose(null) : undefined;
    event.preventDefault();
    const before = this.model.frozen();
    if (found.middle) this.model.parts[found.p][found.r].splice(found.v, 0, found.place);
    this.held = before;
    this.choose(found);
  }

  drag(event) {
    if (!this.held) {
      if (!this.state.drawing && event.type === "mousemove") this.map.getCanvas().style.cursor = this.at(event.point, MOUSE) ? "move" : "";
      return;
    }
    event.preventDefault();
    this.put(this.snap(event.lngLat.toArray()));
    this.changed(true);
  }

  drop() {
    if (!this.held) return;
    if (this.held !== this.model.frozen()) this.model.keep(this.held);
    this.held = null;
    this.changed(false);
  }

  put(place) {
    const { p, r, v } = this.chosen;
    this.model.parts[p][r][v] = place;
  }

  choose(corner) {
    this.chosen = corner && this.model.parts[corner.p]?.[corner.r]?.[corner.v] ? { p: corner.p, r: corner.r, v: corner.v } : null;
    this.chose(this.chosen);
  }

  // The next corner, or the one before; brought into sight.
  step(by) {
    const all = this.model.corners();
    if (!all.length) return;
    const now = this.chosen ? all.findIndex(({ p, r, v }) => p === this.chosen.p && r === this.chosen.r && v === this.chosen.v) : by > 0 ? -1 : 0;
    const next = all[(now + by + all.length) % all.length];
    if (!this.map.getBounds().contains(next.place)) this.map.setCenter(next.place);
    this.choose(next);
  }

  key(event) {
    if (this.state.drawing || event.altKey || event.ctrlKey || event.metaKey) return;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way && this.chosen) this.nudge(way.map((pixels) => pixels * (event.shiftKey ? 10 : 1)));
    else if (["Delete", "Backspace"].includes(event.key) && this.chosen) this.remove();
    else if (event.key === "n" || event.key === "p") this.step(event.key === "n" ? 1 : -1);
    else if (event.key === "Escape" && this.chosen) this.choose(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  nudge([x, y]) {
    const { p, r, v } = this.chosen, at = this.map.project(this.model.parts[p][r][v]);
    this.move(this.map.unproject([at.x + x, at.y + y]).toArray());
  }

  move(place) {
    this.model.change(() => this.put(place));
    this.changed(false);
    this.choose(this.chosen);
  }

  remove() {
    const { p, r, v } = this.chosen;
    this.model.change(() => this.model.parts[p][r].splice(v, 1));
    this.choose({ p, r, v: Math.max(0, v - 1) });
    this.changed(false);
  }
}

const far = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
const mark = (found) => found && { ...found, middle: true };
