// The warden's page without a connection: it opens as it was last seen, with what it needs. Nothing of who
// asked stands on it. Served with its VERSION put before it.
const PREFIX = "warden:";
const NAME = PREFIX + VERSION;
const PAGE = self.registration.scope;
const PATIENCE = 8_000;
const KEPT_AT = "X-Kept-At";

const isPage = (url) => url.href.split(/[?#]/)[0] === PAGE;
const isStatic = (url) => url.pathname.startsWith(STATIC);
const whole = (answer) => answer.ok && answer.type === "basic" && !answer.redirected;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}

async function put(url, answer) {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, String(Date.now()));
  headers.delete("Set-Cookie");
  await (await caches.open(NAME)).put(url, new Response(await answer.blob(), { status: answer.status, headers }));
}

async function kept(url) {
  const found = await (await caches.open(NAME)).match(url, { ignoreSearch: true, ignoreVary: true });
  return found && Date.now() - Number(found.headers.get(KEPT_AT)) < KEPT * 1000 ? found : undefined;
}

async function page(request) {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: waiting.signal });
    if (whole(answer)) await put(PAGE, answer.clone());
    else await (await caches.open(NAME)).delete(PAGE); // whoever was here has left
    return answer;
  } catch (fault) {
    return (await kept(PAGE)) ?? Promise.reject(fault);
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

async function keep(assets) {
  for (const url of [PAGE, ...assets.filter((one) => isStatic(new URL(one)))]) {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (whole(answer)) await put(url, answer);
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && isPage(url)) event.respondWith(page(event.request));
  else if (isStatic(url)) event.respondWith(asset(event.request));
});

self.addEventListener("message", (event) => {
  const { assets } = event.data ?? {};
  if (assets) event.waitUntil(keep(assets).then(() => event.ports[0]?.postMessage("done"), () => event.ports[0]?.postMessage("failed")));
});
