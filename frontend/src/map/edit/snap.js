// A corner laid near a neighbour's corner or edge is laid on it. Neighbours come whole from the
// server, since tiles are rounded to what is seen.
import { fetched } from "../core.js";

const CORNER = 12, EDGE = 10, FROM = 12.5;

export class Neighbours {
  constructor(root, map, facts) {
    Object.assign(this, { root, map, facts, shapes: [], box: "", on: root.querySelector("[data-snap]") });
    map.on("moveend", () => this.look());
    this.look();
  }

  async look() {
    if (this.map.getZoom() < FROM) return (this.shapes = []);
    const bounds = this.map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((side) => side.toFixed(6)).join(",");
    this.box = box;
    try {
      const { shapes } = await (await fetched(`${this.facts.near}?box=${box}`)).json();
      if (box === this.box) this.shapes = shapes.filter((one) => !this.own(one)).map(laid);
    } catch { /* one draws without them */ }
  }

  own(one) {
    return one.layer === this.facts.register && one.pk === this.facts.pk;
  }

  shown(layer) {
    return this.root.querySelector(`[data-layer="${CSS.escape(layer)}"] [data-layer-on]`)?.checked ?? true;
  }

  // The place on a neighbour that is meant, or the place itself.
  snap(place) {
    if (!this.on.checked) return place;
    const degree = 360 / (512 * 2 ** this.map.getZoom()), flat = Math.cos((place[1] * Math.PI) / 180);
    const wide = CORNER * degree, best = { corner: [CORNER, null], edge: [EDGE, null] };
    const far = ([x, y]) => Math.hypot(x - place[0], (y - place[1]) / flat) / degree;
    const offer = (kind, at) => far(at) < best[kind][0] && (best[kind] = [far(at), at]);
    for (const { box, lines, layer } of this.shapes) {
      const near = place[0] > box[0] - wide && place[0] < box[2] + wide && place[1] > box[1] - wide && place[1] < box[3] + wide;
      if (!near || !this.shown(layer)) continue;
      for (const line of lines) {
        line.forEach((at, n) => {
          offer("corner", at);
          if (n) offer("edge", nearest(place, line[n - 1], at, flat));
        });
      }
    }
    return best.corner[1] ?? best.edge[1] ?? place;
  }
}

function nearest([x, y], [x0, y0], [x1, y1], flat) {
  const dx = x1 - x0, dy = (y1 - y0) / flat, size = dx * dx + dy * dy;
  const share = size ? Math.max(0, Math.min(1, ((x - x0) * dx + ((y - y0) / flat) * dy) / size)) : 0;
  return [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
}

function laid({ layer, pk, geometry }) {
  const lines = linesOf(geometry.coordinates), box = [180, 90, -180, -90];
  for (const [x, y] of lines.flat()) {
    [box[0], box[1], box[2], box[3]] = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  }
  return { layer, pk, lines, box };
}

function linesOf(coordinates) {
  if (typeof coordinates[0] === "number") return [[coordinates]];
  return typeof coordinates[0][0] === "number" ? [coordinates] : coordinates.flatMap(linesOf);
}
