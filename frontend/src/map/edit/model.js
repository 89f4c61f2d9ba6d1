// A shape that is being edited: parts of rings of corners, and the ways back and forth.
// A line is a part of one ring, a place a part of one ring of one corner; rings are not closed here.
const LEAST = { Polygon: 3, LineString: 2, Point: 1 };
const OF = {
  Point: (places) => [[[places]]], LineString: (places) => [[places]],
  Polygon: (rings) => [rings.map((ring) => ring.slice(0, -1))],
};

export class Model {
  constructor(kinds) {
    Object.assign(this, { kinds, kind: base(kinds[0]), parts: [], past: [], future: [] });
  }

  many(kind = this.kind) {
    return this.kinds.includes(`Multi${kind}`);
  }

  take(geometry) {
    this.kind = geometry ? base(geometry.type) : base(this.kinds[0]);
    if (!geometry) this.parts = [];
    else if (geometry.type.startsWith("Multi")) this.parts = geometry.coordinates.flatMap(OF[this.kind]);
    else this.parts = OF[this.kind](geometry.coordinates);
  }

  // Every change goes through here, so that it can be taken back.
  change(how) {
    const before = this.frozen();
    how();
    this.tidy();
    if (this.frozen() !== before) this.keep(before);
  }

  frozen() {
    return JSON.stringify([this.kind, this.parts]);
  }

  keep(before) {
    this.past.push(before);
    this.future = [];
  }

  undo() {
    this.swap(this.past, this.future);
  }

  redo() {
    this.swap(this.future, this.past);
  }

  swap(from, to) {
    if (!from.length) return;
    to.push(this.frozen());
    [this.kind, this.parts] = JSON.parse(from.pop());
  }

  // A ring with too few corners goes; without its outline a part goes, with its holes.
  tidy() {
    const least = LEAST[this.kind];
    this.parts = this.parts.filter(([outline]) => outline.length >= least)
      .map((rings) => rings.filter((ring) => ring.length >= least));
  }

  add(kind, points) {
    this.change(() => {
      if (kind !== this.kind || !this.many(kind)) this.parts = [];
      this.kind = kind;
      this.parts.push([points]);
    });
  }

  // A hole goes into the part that its first corner lies in.
  cut(points) {
    const at = this.parts.findIndex(([outline]) => within(points[0], outline));
    if (at >= 0) this.change(() => this.parts[at].push(points));
    return at >= 0;
  }

  corners() {
    return this.parts.flatMap((rings, p) => rings.flatMap((ring, r) => ring.map((place, v) => ({ p, r, v, place }))));
  }

  middles() {
    if (this.kind === "Point") return [];
    return this.parts.flatMap((rings, p) => rings.flatMap((ring, r) => ring.flatMap((place, v) => {
      const next = ring[v + 1] ?? (this.kind === "Polygon" ? ring[0] : null);
      return next ? [{ p, r, v: v + 1, place: [(place[0] + next[0]) / 2, (place[1] + next[1]) / 2] }] : [];
    })));
  }

  geometry() {
    if (!this.parts.length) return null;
    const each = this.parts.map((rings) => {
      if (this.kind === "Polygon") return rings.map((ring) => [...ring, ring[0]]);
      return this.kind === "LineString" ? rings[0] : rings[0][0];
    });
    const one = each.length === 1 && this.kinds.includes(this.kind);
    return one ? { type: this.kind, coordinates: each[0] } : { type: `Multi${this.kind}`, coordinates: each };
  }
}

export const base = (kind) => kind.replace("Multi", "");

function within([x, y], ring) {
  return ring.reduce((inside, [x1, y1], at) => {
    const [x0, y0] = ring[(at || ring.length) - 1];
    return (y1 > y) !== (y0 > y) && x < ((x0 - x1) * (y - y1)) / (y0 - y1) + x1 ? !inside : inside;
  }, false);
}

// WKT as the server writes it: to a billionth of a degree.
export function wkt(geometry) {
  if (!geometry) return "";
  const number = (value) => String(Number(value.toFixed(9)));
  const told = (c) => (typeof c[0] === "number" ? c.map(number).join(" ") : c.map((one) => (typeof one[0] === "number" ? told(one) : `(${told(one)})`)).join(", "));
  return `${geometry.type.toUpperCase()} (${told(geometry.coordinates)})`;
}
