// Lengths and areas as one draws, in metres on the ellipsoid of CGCS2000: within 1 in 10⁴ of the
// geodesic for shapes up to 30 km across. What is kept is measured by the server.
const A = 6378137, E2 = 0.00669438002290;
const radians = (degrees) => (degrees * Math.PI) / 180;

// Metres of a radian northwards and eastwards at a latitude.
function scales(latitude) {
  const sine = Math.sin(radians(latitude));
  const w = 1 - E2 * sine * sine;
  return [(A * (1 - E2)) / w ** 1.5, (A * Math.cos(radians(latitude))) / Math.sqrt(w)];
}

export function metresBetween([x0, y0], [x1, y1]) {
  const [north, east] = scales((y0 + y1) / 2);
  return Math.hypot(radians(y1 - y0) * north, radians(x1 - x0) * east);
}

export function lengthOf(points) {
  return points.slice(1).reduce((sum, point, at) => sum + metresBetween(points[at], point), 0);
}

export function areaOf(points) {
  if (points.length < 3) return 0;
  const middle = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const [north, east] = scales(middle);
  const laid = points.map(([x, y]) => [radians(x - points[0][0]) * east, radians(y - middle) * north]);
  return Math.abs(laid.reduce((sum, [x, y], at) => {
    const [nx, ny] = laid[(at + 1) % laid.length];
    return sum + x * ny - nx * y;
  }, 0) / 2);
}

// A ring around a place, for showing a distance.
export function circle([x, y], metres, steps = 72) {
  const [north, east] = scales(y);
  return Array.from({ length: steps + 1 }, (_, at) => {
    const turn = (2 * Math.PI * at) / steps;
    return [x + ((metres / east) * 180 * Math.sin(turn)) / Math.PI, y + ((metres / north) * 180 * Math.cos(turn)) / Math.PI];
  });
}

const number = (value, places) =>
  value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: places });

export function inMetres(value) {
  return value < 10000 ? `${number(value, value < 100 ? 2 : 0)} m` : `${number(value / 1000, 2)} km`;
}

export function inSquareMetres(value) {
  const chinese = document.documentElement.lang.startsWith("zh");
  const mu = `${number((value * 3) / 2000, 2)} ${chinese ? "亩" : "mu"}`;
  const size = value < 1e6 ? `${number(value, value < 100 ? 2 : 0)} m²` : `${number(value / 1e6, 3)} km²`;
  return chinese ? `${size}（${mu}）` : `${size} (${mu})`;
}
