// A place by a few characters of its name, across the layers.
import { fetched } from "./core.js";
import { switchOn } from "./legend.js";

export function finding(root, facts, words, card) {
  const input = root.querySelector("[data-map-find]"), list = root.querySelector("[data-map-found]");
  let waiting = 0, asked = 0;

  async function look() {
    const text = input.value.trim(), turn = ++asked;
    if (!text) return list.replaceChildren();
    const answer = await fetched(`${facts.find}?q=${encodeURIComponent(text)}`);
    const { found } = await answer.json();
    if (turn !== asked) return;
    list.replaceChildren(...(found.length ? found.map(offered) : [said(words.none)]));
  }

  function said(text) {
    return Object.assign(document.createElement("p"), { className: "small muted", textContent: text });
  }

  function offered(one) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "map-found" });
    const name = Object.assign(document.createElement("small"), { textContent: one.name });
    button.append(Object.assign(document.createElement("span"), { textContent: one.label || one.pk }), name);
    button.addEventListener("click", () => {
      switchOn(root, one.layer);
      list.replaceChildren();
      card.go(one);
    });
    return button;
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 180);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    list.querySelector("button")?.click();
  });
}
