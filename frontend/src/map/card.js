// A click on a shape shows its card; where several lie, the others are offered.
import { addressed, fetched } from "./core.js";
import { idsOf } from "./style.js";

export class Card {
  constructor(root, map, facts, words, state) {
    Object.assign(this, { root, map, facts, words, state, chosen: null });
    this.place = root.querySelector("[data-map-card]");
    this.place.addEventListener("click", (event) => this.pressed(event));
    map.on("click", (event) => state.drawing || this.clicked(event.point));
    map.on("mousemove", (event) => {
      if (!state.drawing) map.getCanvas().style.cursor = this.at(event.point).length ? "pointer" : "";
    });
  }

  // The shapes at a place on the screen, each once, those drawn on top first.
  at({ x, y }) {
    const layers = this.facts.layers.flatMap((layer) => idsOf(layer).filter((id) => !id.endsWith(" name")));
    const around = [[x - 4, y - 4], [x + 4, y + 4]];
    const found = new Map();
    for (const one of this.map.queryRenderedFeatures(around, { layers })) {
      found.set(`${one.source} ${one.id}`, { layer: one.source, pk: one.id, label: one.properties.label });
    }
    return [...found.values()];
  }

  clicked(point) {
    const found = this.at(point);
    if (found.length) this.show(found[0].layer, found[0].pk, found.slice(1, 9));
    else this.close();
  }

  mark(on) {
    if (!this.chosen) return;
    const { layer, pk } = this.chosen;
    this.map.setFeatureState({ source: layer, sourceLayer: layer, id: pk }, { chosen: on });
  }

  async show(layer, pk, others = []) {
    this.mark(false);
    this.chosen = { layer, pk };
    this.mark(true);
    const query = this.state.query;
    try {
      const answer = await fetched(addressed(this.facts.card, layer, pk) + (query ? `?${query}` : ""));
      this.place.innerHTML = await answer.text();
      this.offer(others);
    } catch {
      this.place.textContent = this.words.failed;
    }
    this.place.hidden = false;
    this.place.querySelector("h2")?.focus({ preventScroll: true });
  }

  offer(others) {
    if (!others.length) return;
    const list = document.createElement("div");
    list.className = "map-others";
    list.append(Object.assign(document.createElement("p"), { className: "small muted", textContent: this.words.here }));
    for (const one of others) {
      const name = this.facts.layers.find((layer) => layer.code === one.layer).name;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet" });
      button.textContent = `${one.label || one.pk} · ${name}`;
      button.addEventListener("click", () => this.show(one.layer, one.pk, []));
      list.append(button);
    }
    this.place.append(list);
  }

  pressed(event) {
    if (event.target.closest("[data-card-close]")) this.close();
  }

  close() {
    this.mark(false);
    this.chosen = null;
    this.place.hidden = true;
    this.place.replaceChildren();
  }

  // To a shape that is known by its layer and key, and its box.
  go({ layer, pk, bounds }) {
    this.map.fitBounds(bounds, { padding: 80, maxZoom: 17, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    this.show(layer, pk);
  }
}
