// A subsidy's decision table drawn as the next version: checked while it is drawn, sent with the form.
const board = document.querySelector("[data-subsidy-table]");
const form = document.getElementById("draw");
const told = document.querySelector("[data-faults]");
let editor = null, waiting = 0;

async function collected() {
  document.activeElement?.blur();
  if (editor) form.elements.source.value = await editor.saved();
}

async function check() {
  await collected();
  const body = new FormData();
  body.set("source", form.elements.source.value);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(board.dataset.check, { method: "POST", body });
  if (!answer.ok) return;
  told.innerHTML = await answer.text();
  const rule = told.querySelector("[data-rule]:not([data-rule=''])");
  if (rule) editor?.mark(rule.dataset.rule);
}

function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(check, 800);
}

const place = board.querySelector("[data-table]");
const { opened } = await import(board.dataset.script);
try {
  editor = await opened(place, form.elements.source.value, document.documentElement.lang, changed);
} catch {
  place.textContent = board.dataset.unreadable;
}
document.querySelector("[data-check-now]").addEventListener("click", check);
form.addEventListener("submit", async (event) => {
  if (form.dataset.collected) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await collected();
  form.dataset.collected = "1";
  setTimeout(() => form.requestSubmit()); // not while the first sending is still being told
}, { capture: true });
await check();
