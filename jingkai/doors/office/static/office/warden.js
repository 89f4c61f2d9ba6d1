// The warden's page: a report is kept first and sent then; what waits is shown, and goes by itself.
import { drop, flush, keep, LoggedOut, waiting } from "./warden-queue.js";

const root = document.querySelector("[data-warden]");
const { seat, stateUrl, reportUrl, worker } = root.dataset;
const form = root.querySelector("form");
const list = root.querySelector("[data-waiting]");
const sentList = root.querySelector("[data-sent]");
const note = root.querySelector("[data-note]");
const LARGEST = 1600;
const WAITS = [2, 5, 15, 30, 60];
let failures = 0;
let timer = 0;

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture || Math.max(picture.width, picture.height) <= LARGEST) return file;
  const scale = LARGEST / Math.max(picture.width, picture.height);
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.82 });
}

async function photosOf(input) {
  const files = [...input.files].slice(0, Number(input.dataset.most));
  return Promise.all(files.map(async (file) => {
    const blob = await smaller(file);
    const name = blob === file ? file.name : file.name.replace(/\.[^.]*$/, "") + ".jpg";
    return { name, blob };
  }));
}

function say(words, tone = "") {
  note.textContent = words;
  note.dataset.tone = tone;
}

function line(report) {
  const item = root.querySelector("template").content.firstElementChild.cloneNode(true);
  item.querySelector("b").textContent = report.title;
  item.querySelector("span").textContent = report.number ?? report.fault ?? new Date(report.at).toLocaleString([], { hour: "2-digit", minute: "2-digit", month: "2-digit", day: "2-digit" });
  const button = item.querySelector("button");
  button.hidden = !report.fault;
  button.onclick = () => drop(report.key).then(show);
  return item;
}

async function show() {
  const reports = await waiting(seat);
  list.replaceChildren(...reports.map(line));
  root.querySelector("[data-count]").textContent = String(reports.length);
  root.querySelector("[data-queue]").hidden = !reports.length;
  root.dataset.queued = String(reports.length);
}

function changed({ sent }) {
  if (sent) {
    sentList.prepend(line(sent));
    root.querySelector("[data-arrived]").hidden = false;
    root.dataset.arrived = String(Number(root.dataset.arrived ?? 0) + 1);
  }
  return show();
}

async function sendAll() {
  clearTimeout(timer);
  try {
    const told = await flush({ seat, stateUrl, reportUrl, changed });
    failures = 0;
    if (told === "sent") say(root.dataset.done, "green");
    if (told !== "busy" && (await waiting(seat)).some((one) => !one.fault)) timer = setTimeout(sendAll, 0);
  } catch (fault) {
    if (fault instanceof LoggedOut) say(root.dataset.login, "red");
    else say(root.dataset.offline, "amber");
    timer = setTimeout(sendAll, (WAITS[failures] ?? WAITS.at(-1)) * 1000);
    failures += 1;
  }
  await show();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!form.reportValidity()) return;
  const told = Object.fromEntries(new FormData(form));
  const photos = await photosOf(form.elements.photos);
  await keep({ key: crypto.randomUUID(), seat, at: new Date().toISOString(), kind: told.kind, title: told.title, words: told.words, address: told.address, shape: told.shape, photos });
  form.reset();
  form.elements.shape.value = "";
  form.querySelector("[data-place-words]").textContent = "";
  say(root.dataset.kept);
  await show();
  sendAll();
});

async function start() {
  await show();
  sendAll();
  navigator.storage?.persist?.();
  addEventListener("online", () => { failures = 0; sendAll(); });
  document.addEventListener("visibilitychange", () => document.hidden || sendAll());
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => { root.dataset.page = data; };
  const used = [...performance.getEntriesByType("resource").map((one) => one.name), ...[...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((one) => one.src || one.href)];
  active.postMessage({ assets: [...new Set(used)].filter((name) => name.startsWith(location.origin)) }, [channel.port2]);
}

start();
