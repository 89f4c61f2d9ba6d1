// Keys of a page: / search, j k rows, Enter open, x pick, e change, n new, ? this overview.
const typing = (element) => element?.closest("input, textarea, select, [contenteditable], dialog[open]");

function rows() {
  return [...document.querySelectorAll("tr[data-href]")];
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((row) => row.classList.contains("at"));
  const next = Math.min(all.length - 1, Math.max(0, now + step));
  all.forEach((row, index) => row.classList.toggle("at", index === next));
  all[next].querySelector(".t a")?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

const actions = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: () => document.querySelector("tr.at .pick input")?.click(),
  e: () => document.querySelector("[data-key=edit]")?.click(),
  n: () => document.querySelector("[data-key=new]")?.click(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.matches?.("[data-search]")) {
    event.target.blur();
    return;
  }
  if (typing(event.target) && !event.target.matches("tr input")) return;
  const act = actions[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-keys]")) document.getElementById("keys")?.showModal();
});
