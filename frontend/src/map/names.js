// An area's name stands once, in the middle of what is seen of it: tiles cut an area into pieces,
// and each piece would be named.

const MOST = 300, FROM = 12;

export function nameAreas(map, facts) {
  const layers = facts.layers.filter((layer) => layer.kinds.some((kind) => kind.endsWith("Polygon")));
  const ids = layers.map((layer) => `${layer.code} area`);
  map.addSource("names", { type: "geojson", data: collection([]) });
  map.addLayer({ id: "names", type: "symbol", source: "names", minzoom: FROM,
    layout: { "text-field": ["get", "label"], "text-font": ["sans-serif"], "text-size": 12, "text-max-width": 9, "text-padding": 4,
      "symbol-sort-key": ["get", "order"] },
    paint: { "text-color": "#1a212b", "text-halo-color": "#ffffff", "text-halo-width": 1.6 } });
  let shown = "";
  map.on("idle", () => {
    const found = map.getZoom() < FROM ? [] : named(map, ids);
    const text = JSON.stringify(found);
    if (text === shown) return;
    shown = text;
    map.getSource("names").setData(collection(found));
  });
}

const collection = (features) => ({ type: "FeatureCollection", features });

// The pieces of each area together, cut to what is seen; the smaller ones are named first.
function named(map, ids) {
  const bounds = map.getBounds(), boxes = new Map();
  const view = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  for (const piece of map.queryRenderedFeatures({ layers: ids })) {
    if (!piece.properties.label) continue;
    const key = `${piece.source} ${piece.id}`;
    const known = boxes.get(key) ?? { label: piece.properties.label, box: [180, 90, -180, -90] };
    grow(known.box, piece.geometry.coordinates);
    boxes.set(key, known);
  }
  return [...boxes.values()].map(({ label, box }) => feature(label, box, view))
    .sort((a, b) => a.properties.order - b.properties.order).slice(0, MOST);
}

function grow(box, coordinates) {
  if (typeof coordinates[0] !== "number") return coordinates.forEach((part) => grow(box, part));
  const [x, y] = coordinates;
  box[0] = Math.min(box[0], x);
  box[1] = Math.min(box[1], y);
  box[2] = Math.max(box[2], x);
  box[3] = Math.max(box[3], y);
}

function feature(label, [west, south, east, north], view) {
  const x = (Math.max(west, view[0]) + Math.min(east, view[2])) / 2;
  const y = (Math.max(south, view[1]) + Math.min(north, view[3])) / 2;
  const round = (value) => Math.round(value * 1e6) / 1e6;
  return { type: "Feature", properties: { label, order: round((east - west) * (north - south) * 1e3) },
    geometry: { type: "Point", coordinates: [round(x), round(y)] } };
}
