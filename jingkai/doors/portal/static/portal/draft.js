// A draft is saved as it is typed: to the server, and to this browser (kept.js) while there is no connection.
const form = document.querySelector("#draft"), revision = form.elements.revision;
const saved = form.querySelector("#saved"), conflict = form.querySelector("#conflict");
const PAUSE = 1200, touched = new Set();
let timer, running, again, stopped, changed, leaving;

const says = (state, words) => Object.assign(saved, { textContent: words }).dataset.state = state;

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
  if (html && !busy) {
    const focused = document.activeElement?.closest("#sheaves");
    form.querySelector("#sheaves").outerHTML = html;
    if (focused) form.querySelector("#materials h2")?.scrollIntoView({ block: "nearest" });
  } else if (html) changed = true;
}

async function save() {
  clearTimeout(timer);
  if (stopped) return;
  if (running) return void (again = true);
  running = true;
  const { lost } = form.kept;
  form.kept.begin();
  form.kept.renew();
  says("saving", form.dataset.saving);
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  const sent = [...body].filter(([name]) => name.startsWith("m_")).map(([, value]) => value);
  if (changed) body.set("asked", "");
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.status >= 400 && answer.status < 500) form.kept.refused();
    if (answer.status === 410) return location.reload();
    if (answer.status === 401) return says("fault", form.dataset.out);
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    if (answer.ok && told) {
      changed = false;
      revision.value = told.revision;
      again = (!form.kept.saved() && lost) || again;
      if (told.materials) document.dispatchEvent(new Event("draft:changed"));
      judged(told);
      arrived(sent, told.materials);
      says("saved", `${form.dataset.saved} ${told.saved}`);
    } else if (answer.status === 409 && told) {
      conflict.hidden = !(stopped = true);
      says("fault", told.sentence);
      conflict.querySelector("[data-words]").textContent = told.sentence;
      conflict.querySelector("[data-hint]").textContent = told.hint;
      conflict.scrollIntoView({ block: "center" });
    } else says("fault", told?.sentence ?? (answer.status === 403 ? form.dataset.out : form.dataset.offline));
  } catch {
    says("offline", form.dataset.offline);
  } finally {
    running = false;
    if (leaving && !stopped && !form.kept.lost) form.requestSubmit(leaving);
    else if (again) save(again = false);
    leaving = null;
  }
}

function soon(event) {
  touched.add(event.target.closest(".p-field[data-field]")?.dataset.field);
  form.kept.here();
  clearTimeout(timer);
  timer = setTimeout(save, event.type === "change" ? 200 : PAUSE);
}
for (const name of ["input", "change"]) form.addEventListener(name, (event) => event.target.type !== "file" && soon(event));
for (const name of ["upload:ready", "upload:gone"]) form.addEventListener(name, () => save());
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  form.kept.renew();
  if ((running || form.kept.lost) && navigator.onLine) {
    leaving = event.submitter; // the page's revision is the server's again once the saving has come back
    if (!running) save();
    return event.preventDefault();
  }
  if (stopped = navigator.onLine) return form.kept.begin();
  event.preventDefault();
  says("offline", form.dataset.offline);
});
addEventListener("online", () => save());
conflict.querySelector("[data-theirs]").addEventListener("click", () => form.kept.drop());
conflict.querySelector("[data-mine]").addEventListener("click", () => {
  revision.value = "";
  conflict.hidden = !(stopped = false);
  save();
});

if (form.kept.restored) {
  says("offline", form.dataset.local);
  save();
} else if (navigator.serviceWorker?.controller) { // this may be a page that was kept: is there a connection?
  fetch(document.body.dataset.worker, { method: "HEAD", cache: "no-store" }).catch(() => says("offline", form.dataset.offline));
}
