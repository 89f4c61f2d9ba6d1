// How large a shape is as one draws it; what the server measures stands there after a moment.
import { areaOf, inMetres, inSquareMetres, lengthOf } from "../measure.js";

const closed = (ring) => [...ring, ring[0]];
const sum = (all, of) => all.reduce((total, one) => total + of(one), 0);

export function sizeOf({ kind, parts }, words) {
  if (!parts.length || kind === "Point") return "";
  if (kind === "LineString") return `${words.length} ${inMetres(sum(parts, ([line]) => lengthOf(line)))}`;
  const area = sum(parts, ([outline, ...holes]) => areaOf(outline) - sum(holes, areaOf));
  const around = sum(parts.flat(), (ring) => lengthOf(closed(ring)));
  return `${words.area} ${inSquareMetres(area)} · ${words.around} ${inMetres(around)}`;
}
