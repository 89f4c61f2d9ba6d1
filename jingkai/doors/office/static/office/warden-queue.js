// Reports that wait in this browser until they have arrived. Each has a key of its own, made here: the
// platform takes a key once, so that a report whose answer got lost is sent again and not doubled.
const OPENED = new Promise((done, failed) => {
  const asked = indexedDB.open("warden", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("reports", { keyPath: "key" });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});

async function run(mode, work) {
  const change = (await OPENED).transaction("reports", mode, { durability: "strict" });
  const asked = work(change.objectStore("reports"));
  return new Promise((done, failed) => {
    change.oncomplete = () => done(asked?.result);
    change.onabort = change.onerror = () => failed(change.error);
  });
}

export const keep = (report) => run("readwrite", (store) => store.put(report));
export const drop = (key) => run("readwrite", (store) => store.delete(key));
export const waiting = async (seat) =>
  (await run("readonly", (store) => store.getAll())).filter((one) => one.seat === seat).sort((a, b) => a.at.localeCompare(b.at));

export class LoggedOut extends Error {}
export class Refused extends Error {}

async function asked(url, options = {}) {
  const answer = await fetch(url, { credentials: "same-origin", redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(60_000), ...options });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new LoggedOut();
  if (answer.status === 422) throw new Refused((await answer.json()).fault);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function send(report, url, csrf) {
  const body = new FormData();
  for (const name of ["key", "kind", "title", "words", "address", "shape", "at"]) body.set(name, report[name] ?? "");
  for (const photo of report.photos) body.append("photos", photo.blob, photo.name);
  return asked(url, { method: "POST", body, headers: { "X-CSRFToken": csrf } });
}

// Send what waits, the oldest first, one page at a time. Stops at the first broken connection.
export async function flush({ seat, stateUrl, reportUrl, changed }) {
  return navigator.locks.request("warden-send", { ifAvailable: true }, async (lock) => {
    if (!lock) return "busy";
    const listed = (await waiting(seat)).filter((one) => !one.fault);
    if (!listed.length) return "empty";
    const state = await asked(stateUrl);
    if (state.seat !== Number(seat)) throw new LoggedOut();
    for (const report of listed) {
      try {
        const { number } = await send(report, reportUrl, state.csrf);
        await drop(report.key);
        changed({ sent: { ...report, number } });
      } catch (fault) {
        if (!(fault instanceof Refused)) throw fault;
        await keep({ ...report, fault: fault.message });
        changed({});
      }
    }
    return "sent";
  });
}
