// A register's list: rows that open by a click, picked rows and what can be done with them.
const interactive = "a, button, input, label, select, summary, textarea";

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest(interactive) || getSelection()?.toString()) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank");
  else location.assign(row.dataset.href);
});

function picked() {
  return [...document.querySelectorAll("td.pick input:checked")];
}

function tell() {
  const bar = document.querySelector("[data-picked]");
  if (!bar) return;
  const count = picked().length;
  bar.hidden = count === 0;
  for (const place of bar.querySelectorAll("[data-count]")) place.textContent = String(count);
  const all = document.querySelector("[data-pick-all]");
  const boxes = document.querySelectorAll("td.pick input").length;
  if (!all) return;
  all.checked = count > 0 && count === boxes;
  all.indeterminate = count > 0 && count < boxes;
}

let last = null;
document.addEventListener("click", (event) => {
  if (!event.target.matches("td.pick input")) return;
  const boxes = [...document.querySelectorAll("td.pick input")];
  const here = boxes.indexOf(event.target);
  const from = boxes.indexOf(last);
  if (event.shiftKey && from >= 0) {
    for (const box of boxes.slice(Math.min(from, here), Math.max(from, here) + 1)) {
      box.checked = event.target.checked;
    }
  }
  last = event.target;
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-all]")) {
    for (const box of document.querySelectorAll("td.pick input")) box.checked = event.target.checked;
  }
  if (event.target.matches("[data-pick-all], td.pick input")) tell();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-unpick]")) return;
  for (const box of picked()) box.checked = false;
  tell();
});

const list = document.getElementById("list");
if (list) new MutationObserver(tell).observe(list, { childList: true });
window.addEventListener("pageshow", tell);
