// Drafts without a connection: a page of a draft that was opened once opens again, with what it needs.
// Served with its VERSION put before it. Nothing else that is personal is kept; see offline.js for clearing.
const PREFIX = "drafts:";
const NAME = PREFIX + VERSION;
const BASE = new URL(self.registration.scope).pathname;
const DRAFT = new RegExp(`^${BASE}my/(drafts|joint)/[0-9a-f-]{36}/$`);
const FALLBACK = new URL("offline/", self.registration.scope).href;
const PATIENCE = 8_000;
const KEPT_AT = "X-Kept-At";

const isDraft = (url) => DRAFT.test(url.pathname);
const isStatic = (url) => url.pathname.startsWith(STATIC);
const whole = (answer) => answer.ok && answer.type === "basic" && !answer.redirected;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.add(new Request(FALLBACK, { cache: "reload", credentials: "omit" }))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === NAME) continue;
    for (const { url } of await (await caches.open(name)).keys()) {
      if (isDraft(new URL(url))) await keep(url).catch(() => {});
    }
    await caches.delete(name);
  }
  await self.clients.claim();
}

async function put(url, answer) {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  headers.delete("Set-Cookie");
  const body = await answer.blob();
  await (await caches.open(NAME)).put(url, new Response(body, { status: answer.status, headers }));
}

// What was fetched before everything was cleared belongs to who has left, and is not put back; not
// even when the clearing comes while it is being put.
let clearings = 0;

async function putUnlessCleared(url, answer, before) {
  if (before !== clearings) return;
  await put(url, answer);
  if (before !== clearings) await forget(url);
}

async function keep(url, assets = []) {
  const before = clearings;
  const page = await fetch(url, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
  if (!whole(page)) return forget(url);
  await putUnlessCleared(url, page, before);
  for (const asset of assets.filter((one) => isStatic(new URL(one)))) {
    const answer = await fetch(asset);
    if (whole(answer)) await put(asset, answer);
  }
}

const forget = async (url) => (await caches.open(NAME)).delete(url, { ignoreSearch: true });

async function clear() {
  clearings += 1;
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX))) { // a newer worker's too
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (isDraft(new URL(request.url))) await cache.delete(request);
  }
}

async function kept(url) {
  const found = await (await caches.open(NAME)).match(url, { ignoreSearch: true, ignoreVary: true });
  const old = Date.now() - Number(found?.headers.get(KEPT_AT) ?? 0) > KEPT * 1000;
  if (found && isDraft(new URL(url)) && old) return void (await forget(url));
  return found;
}

async function opened(request, url) {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), PATIENCE);
  const before = clearings;
  try {
    const answer = await fetch(request, { signal: waiting.signal });
    if (isDraft(url) && url.search === "") await (whole(answer) ? putUnlessCleared(url.href, answer.clone(), before) : forget(url.href));
    return answer;
  } catch (fault) {
    return (isDraft(url) && (await kept(url.href))) || (await kept(FALLBACK)) || Promise.reject(fault);
  } finally {
    clearTimeout(timer);
  }
}

async function asset(request) {
  try {
    const answer = await fetch(request);
    if (whole(answer)) await put(request.url, answer.clone());
    return answer;
  } catch (fault) {
    return (await kept(request.url)) ?? Promise.reject(fault);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(opened(request, url));
  else if (isStatic(url)) event.respondWith(asset(request));
});

self.addEventListener("message", (event) => {
  const { clear: all, keep: page, forget: gone, assets } = event.data ?? {};
  const done = all ? clear() : gone ? forget(gone) : page && isDraft(new URL(page)) ? keep(page, assets) : null;
  if (done) event.waitUntil(done.then(() => event.ports[0]?.postMessage("done"), () => event.ports[0]?.postMessage("failed")));
});
