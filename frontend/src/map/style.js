// How layers look: areas under lines under points under names; nothing comes from elsewhere.
const GROUND = "#f4f3ee";
const POINT = ["==", ["geometry-type"], "Point"], AREA = ["==", ["geometry-type"], "Polygon"];
const NO_AREA = ["!=", ["geometry-type"], "Polygon"];
export const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC Variable", sans-serif';

export function blank(facts) {
  const style = {
    version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": GROUND } }],
  };
  if (facts.base) {
    style.sources.base = { type: "raster", tiles: [facts.base.tiles], tileSize: 256, maxzoom: 18, attribution: facts.base.source };
    style.layers.push({ id: "base", type: "raster", source: "base", paint: { "raster-saturation": -0.6, "raster-opacity": 0.75 } });
  }
  return style;
}

export function colourOf(layer) {
  if (!layer.legend.length) return layer.colour;
  return ["match", ["to-string", ["get", "colour"]], ...layer.legend.flatMap((one) => [one.value, one.colour]), "#6b7480"];
}

const chosen = (then, or) => ["case", ["boolean", ["feature-state", "chosen"], false], then, or];

// The style's layers of one layer of ours, each with the shapes it draws.
function parts(layer) {
  const colour = colourOf(layer);
  const own = { source: layer.code, "source-layer": layer.code, minzoom: layer.minZoom };
  return [
    { ...own, id: `${layer.code} area`, type: "fill", only: AREA, order: 0,
      paint: { "fill-color": colour, "fill-opacity": chosen(0.45, 0.22) } },
    { ...own, id: `${layer.code} line`, type: "line", only: ["!", POINT], order: 1,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colour,
        "line-width": ["interpolate", ["linear"], ["zoom"], 10, chosen(4, 1), 18, chosen(7, 3)] } },
    { ...own, id: `${layer.code} point`, type: "circle", only: POINT, order: 2,
      paint: { "circle-color": colour, "circle-stroke-color": "#fff", "circle-stroke-width": 1.5, "circle-radius": chosen(10, 6) } },
    { ...own, id: `${layer.code} name`, type: "symbol", only: NO_AREA, order: 3,
      minzoom: Math.max(layer.minZoom, 14),
      layout: { "text-field": ["coalesce", ["get", "label"], ""], "text-font": ["sans-serif"], "text-size": 12,
        "text-max-width": 9, "text-padding": 4,
        ...(layer.kinds.every((kind) => kind.endsWith("LineString")) ? { "symbol-placement": "line" } : {}),
        ...(layer.kinds[0] === "Point" ? { "text-offset": [0, 1.1], "text-anchor": "top" } : {}) },
      paint: { "text-color": "#1a212b", "text-halo-color": "#ffffff", "text-halo-width": 1.6 } },
  ];
}

export function addLayers(map, facts, query = "") {
  for (const layer of facts.layers) {
    map.addSource(layer.code, { type: "vector", tiles: [tilesOf(layer, query)], minzoom: Math.min(layer.minZoom, 17), maxzoom: 17 });
  }
  const own = (layer) => [
    ...(facts.pk && layer === facts.register ? [["!=", ["id"], facts.pk]] : []), // being edited
    ...(facts.only?.layer === layer ? [["in", ["id"], ["literal", facts.only.keys]]] : []), // behind a figure
  ];
  const all = facts.layers.flatMap(parts).sort((a, b) => a.order - b.order);
  for (const { order, only: drawn, ...part } of all) {
    const only = ["all", drawn, ...own(part.source)];
    map.addLayer({ ...part, filter: only, metadata: { only } });
  }
}

export function tilesOf(layer, query = "") {
  return `${location.origin}${layer.tiles}${query ? `?${query}` : ""}`;
}

// Shows of a layer the values that are ticked; none of it where it is switched off.
export function showOnly(map, layer, on, hidden) {
  const values = ["match", ["to-string", ["get", "colour"]], hidden.length ? hidden : [""], false, true];
  for (const id of idsOf(layer)) {
    map.setLayoutProperty(id, "visibility", on ? "visible" : "none");
    const { only } = map.getLayer(id).metadata;
    map.setFilter(id, hidden.length ? ["all", only, values] : only);
  }
}

export const idsOf = (layer) => ["area", "line", "point", "name"].map((part) => `${layer.code} ${part}`);

// What is being drawn, over all layers.
const INK = "#c2185b";

export function paintDrawn(map) {
  map.addSource("drawn", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({ id: "drawn area", type: "fill", source: "drawn", filter: AREA, paint: { "fill-color": INK, "fill-opacity": 0.12 } });
  map.addLayer({ id: "drawn line", type: "line", source: "drawn", filter: ["!", POINT],
    paint: { "line-color": INK, "line-width": 2, "line-dasharray": [2, 1] } });
  map.addLayer({ id: "drawn point", type: "circle", source: "drawn", filter: POINT,
    paint: { "circle-color": "#fff", "circle-stroke-color": INK, "circle-stroke-width": 2, "circle-radius": 5 } });
}
