// A draft is saved as it is typed: to the server, and to this browser while there is no connection.
const form = document.querySelector("#draft");
const place = `draft:${form.dataset.key}`;
const saved = form.querySelector("#saved");
const conflict = form.querySelector("#conflict");
const PAUSE = 1200;
const touched = new Set();
let timer, running, again, stopped, changed;

const says = (state, words) => {
  saved.dataset.state = state;
  saved.textContent = words;
};
const typed = () => [...new FormData(form)].filter(([name, value]) => /^(f_|delivery|address|committed|origin_)/.test(name) && typeof value === "string");
const revision = form.elements.revision;

function keepHere() {
  try {
    localStorage.setItem(place, JSON.stringify({ revision: revision.value, typed: typed() }));
  } catch { /* a full or closed store: the server still has the last saving */ }
}

function putBack(kept) {
  for (const field of form.elements) {
    if (!/^(f_|delivery|address|committed|origin_)/.test(field.name)) continue;
    const wanted = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = wanted.includes(field.value);
    else if (wanted.length) field.value = wanted[0];
  }
}

function judged({ shown, faults }) {
  for (const field of form.querySelectorAll(".p-field[data-field]")) {
    const key = field.dataset.field;
    field.hidden = !shown.includes(key);
    if (!touched.has(key)) continue;
    const fault = field.querySelector(`#fault_${key}`);
    fault.hidden = !(key in faults);
    fault.querySelector("span").textContent = faults[key] ?? "";
    field.querySelector(".input")?.setAttribute("aria-invalid", String(key in faults));
  }
}

function arrived(sent, html) {
  for (const item of form.querySelectorAll(".upload-item[data-state=ready]")) {
    if (sent.includes(item.querySelector("input[type=hidden]")?.value)) item.remove();
  }
  const busy = form.querySelector(".upload-item:is([data-state=sending], [data-state=waiting], [data-state=paused], [data-state=lost], [data-state=checking])");
  const focused = document.activeElement?.closest("#sheaves");
  if (html && !busy) {
    form.querySelector("#sheaves").outerHTML = html;
    if (focused) form.querySelector("#materials h2")?.scrollIntoView({ block: "nearest" });
  } else if (html) changed = true;
}

async function save() {
  clearTimeout(timer);
  if (stopped) return;
  if (running) { again = true; return; }
  running = true;
  keepHere();
  says("saving", form.dataset.saving);
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  const sent = [...body].filter(([name]) => name.startsWith("m_")).map(([, value]) => value);
  if (changed) body.set("asked", "");
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.status === 410) return location.reload();
    if (answer.status === 401) return says("fault", form.dataset.out);
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    if (answer.ok && told) {
      changed = false;
      revision.value = told.revision;
      if (!again) localStorage.removeItem(place);
      judged(told);
      arrived(sent, told.materials);
      says("saved", `${form.dataset.saved} ${told.saved}`);
    } else if (answer.status === 409 && told) {
      stopped = true;
      conflict.querySelector("[data-words]").textContent = told.sentence;
      conflict.querySelector("[data-hint]").textContent = told.hint;
      conflict.hidden = false;
      conflict.scrollIntoView({ block: "center" });
    } else says("fault", told?.sentence ?? form.dataset.offline);
  } catch {
    says("offline", form.dataset.offline);
  } finally {
    running = false;
    if (again) { again = false; save(); }
  }
}

function soon(event) {
  const field = event.target.closest(".p-field[data-field]");
  if (field) touched.add(field.dataset.field);
  keepHere();
  clearTimeout(timer);
  timer = setTimeout(save, event.type === "change" ? 200 : PAUSE);
}
form.addEventListener("input", (event) => event.target.type !== "file" && soon(event));
form.addEventListener("change", (event) => event.target.type !== "file" && soon(event));
for (const name of ["upload:ready", "upload:gone"]) form.addEventListener(name, save);
form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); });
addEventListener("online", save);
conflict.querySelector("[data-theirs]").addEventListener("click", () => localStorage.removeItem(place));
conflict.querySelector("[data-mine]").addEventListener("click", () => {
  revision.value = "";
  stopped = false;
  conflict.hidden = true;
  save();
});

const kept = JSON.parse(localStorage.getItem(place) ?? "null");
if (kept && JSON.stringify(kept.typed) !== JSON.stringify(typed())) {
  putBack(kept.typed);
  says("offline", form.dataset.local);
  revision.value = kept.revision;
  save();
} else localStorage.removeItem(place);
