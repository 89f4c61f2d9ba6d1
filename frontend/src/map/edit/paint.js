// How a shape looks while it is edited: its corners, the middles of its edges, what it must not cover.
const INK = "#c2185b", FAULT = "#b3261e", empty = { type: "FeatureCollection", features: [] };
const role = (name) => ["==", ["get", "role"], name];

export function paint(map) {
  map.addSource("edited", { type: "geojson", data: empty });
  map.addSource("faulty", { type: "geojson", data: empty });
  map.addLayer({ id: "edited area", type: "fill", source: "edited", filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": INK, "fill-opacity": 0.18 } });
  map.addLayer({ id: "faulty area", type: "fill", source: "faulty", filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": FAULT, "fill-opacity": 0.6 } });
  map.addLayer({ id: "faulty line", type: "line", source: "faulty", filter: ["!=", ["geometry-type"], "Point"],
    paint: { "line-color": FAULT, "line-width": 3 } });
  map.addLayer({ id: "edited line", type: "line", source: "edited", filter: role("shape"), layout: { "line-join": "round" },
    paint: { "line-color": INK, "line-width": 2.5 } });
  map.addLayer({ id: "edited middle", type: "circle", source: "edited", filter: role("middle"),
    paint: { "circle-color": INK, "circle-radius": 3.5, "circle-opacity": 0.6 } });
  map.addLayer({ id: "edited corner", type: "circle", source: "edited", filter: role("corner"),
    paint: { "circle-color": ["case", ["get", "chosen"], INK, "#fff"], "circle-stroke-color": ["case", ["get", "chosen"], "#fff", INK],
      "circle-stroke-width": 2, "circle-radius": ["case", ["get", "chosen"], 8, 6] } });
  map.addLayer({ id: "faulty point", type: "circle", source: "faulty", filter: ["==", ["geometry-type"], "Point"],
    paint: { "circle-color": "rgba(0, 0, 0, 0)", "circle-stroke-color": FAULT, "circle-stroke-width": 3, "circle-radius": 12 } });
}

export function show(map, model, chosen) {
  const shape = model.geometry(), features = shape ? [feature(shape, { role: "shape" })] : [];
  for (const { place } of model.middles()) features.push(feature(point(place), { role: "middle" }));
  for (const { p, r, v, place } of model.corners()) {
    const one = chosen && chosen.p === p && chosen.r === r && chosen.v === v;
    features.push(feature(point(place), { role: "corner", chosen: Boolean(one) }));
  }
  map.getSource("edited").setData({ type: "FeatureCollection", features });
}

export function showFault(map, { common, place } = {}) {
  const features = [];
  if (common) features.push(feature(common, {}));
  else if (place) features.push(feature(point(place), {}));
  map.getSource("faulty").setData({ type: "FeatureCollection", features });
}

const point = (place) => ({ type: "Point", coordinates: place });
const feature = (geometry, properties) => ({ type: "Feature", geometry, properties });
