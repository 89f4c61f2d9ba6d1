// A map without anything from elsewhere: its own ground, its own worker, names drawn in local type.
import { AttributionControl, Map, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { FONT, blank } from "./style.js";

export function makeMap(container, facts, words) {
  setWorkerUrl(new URL(facts.worker, location.href).href);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new Map({
    container, style: blank(facts), bounds: facts.bounds, fitBoundsOptions: { padding: 40, maxZoom: 17 },
    maxZoom: 20, minZoom: 3, attributionControl: false, localIdeographFontFamily: FONT, pitchWithRotate: false,
    dragRotate: false, touchPitch: false, fadeDuration: still ? 0 : 300, canvasContextAttributes: { preserveDrawingBuffer: true },
    locale: {
      "NavigationControl.ZoomIn": words.zoomIn, "NavigationControl.ZoomOut": words.zoomOut, "Map.Title": words.canvas,
      "ScaleControl.Meters": words.metre, "ScaleControl.Kilometers": words.kilometre,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 140 }), "bottom-left");
  if (facts.base?.source) map.addControl(new AttributionControl({ compact: false }), "bottom-right");
  return map;
}

export const wordsIn = (root) => root.querySelector("[data-map-words]").dataset;

export function addressed(template, layer, pk) {
  return template.replace("{layer}", encodeURIComponent(layer)).replace("{pk}", pk);
}

// A part of the page from the server; its refusal is told, not thrown.
export async function fetched(url, options = {}) {
  const answer = await fetch(url, { headers: { "X-Requested-With": "fetch", ...options.headers }, ...options });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}
