// The finder: Ctrl-K or ⌘K opens it, arrows choose, Enter goes there.
const finder = document.getElementById("finder");
const input = finder?.querySelector("input");
const found = document.getElementById("found");
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

for (const key of document.querySelectorAll("[data-finder-key]")) {
  if (isMac) key.textContent = "⌘K";
}

function open() {
  if (!finder || finder.open) return;
  finder.showModal();
  input.select();
  htmx.trigger(input, "open");
}

function items() {
  return [...found.querySelectorAll("a[role=option]")];
}

function choose(step) {
  const all = items();
  if (!all.length) return;
  const now = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const next = Math.min(all.length - 1, Math.max(0, now + step));
  all.forEach((item, index) => {
    item.id = `found-${index}`;
    item.setAttribute("aria-selected", String(index === next));
  });
  input.setAttribute("aria-activedescendant", `found-${next}`);
  all[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-finder]")) open();
  if (event.target === finder) finder.close();
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
  }
});

input?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    found.querySelector('[aria-selected="true"]')?.click();
  }
});

if (found) new MutationObserver(() => choose(1)).observe(found, { childList: true });
