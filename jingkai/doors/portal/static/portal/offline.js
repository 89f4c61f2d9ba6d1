// Registers the worker that opens drafts without a connection, and clears what it kept: when the account
// logged out here, or another one is logged in now. What is typed and not yet sent goes with it.
const { worker, scope, account } = document.body.dataset;
const WHO = "portal:account";
const LEFT = "portal_left";
const PAGE = document.body.dataset.draft;

const left = document.cookie.split("; ").includes(`${LEFT}=1`);
const before = localStorage.getItem(WHO);
const other = Boolean(account && before && before !== account);

function clearTyped() {
  for (const key of Object.keys(localStorage)) if (/^draft:/.test(key)) localStorage.removeItem(key);
}

function tell(active, message) {
  const channel = new MessageChannel();
  const told = new Promise((done) => { channel.port1.onmessage = (event) => done(event.data); });
  active.postMessage(message, [channel.port2]);
  return told;
}

const assets = () => [...new Set([
  ...performance.getEntriesByType("resource").map((entry) => entry.name),
  ...[...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((one) => one.src || one.href),
])].filter((name) => name.startsWith(location.origin));

if (left || other) clearTyped();
if (account) localStorage.setItem(WHO, account);
else if (left) localStorage.removeItem(WHO);

async function keepPage() {
  const { active } = await navigator.serviceWorker.ready;
  const state = await tell(active, { keep: location.origin + location.pathname, assets: assets() });
  document.body.dataset.kept = state;
}

async function start() {
  await navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  if (left || other) {
    await tell(active, { clear: true });
    document.body.dataset.cleared = "done";
    document.cookie = `${LEFT}=; path=${scope}; max-age=0; samesite=lax`;
  }
  if (PAGE && navigator.onLine) await keepPage();
  document.addEventListener("draft:changed", () => keepPage().catch(() => {}));
  document.addEventListener("submit", ended);
}

// What is sent in or thrown away is not to be opened again; when it is refused, its page is kept anew.
function ended(event) {
  const found = /\/my\/(drafts|joint)\/([0-9a-f-]{36})\/(submit|discard)\/$/.exec(new URL(event.target.action).pathname);
  if (!found || event.defaultPrevented || !navigator.onLine) return;
  const page = new URL(event.target.action).pathname.replace(/(submit|discard)\/$/, "");
  for (const key of Object.keys(localStorage)) if (key.startsWith(`draft:${found[2]}`)) localStorage.removeItem(key);
  navigator.serviceWorker.controller?.postMessage({ forget: location.origin + page });
}

if (worker && "serviceWorker" in navigator) start().catch(() => {}); // no secure connection, or a full store: drafts need a connection then
else if (left) document.cookie = `${LEFT}=; path=${scope}; max-age=0; samesite=lax`;

// The page that stands in for what can't be opened names the drafts that can.
const list = document.querySelector("[data-kept-drafts]");
if (list) (async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("drafts:"));
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (!/\/my\/(drafts|joint)\//.test(pathname)) continue;
      const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
      const line = list.querySelector("template").content.cloneNode(true);
      line.querySelector("a").href = pathname;
      line.querySelector("b").textContent = page.querySelector("h1")?.textContent ?? pathname;
      list.append(line);
    }
  }
  document.querySelector("[data-no-drafts]").hidden = list.children.length > 1;
})();
let going = false; // whoever follows a draft is not taken back by a connection that returns
list?.addEventListener("click", () => { going = true; });
addEventListener("online", () => { if (list && !going) location.reload(); });
