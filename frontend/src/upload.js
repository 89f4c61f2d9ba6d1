// <upload-box>: files on their way, by tus. Progress, pause, drop, camera; goes on after a break.
import { Upload } from "tus-js-client";

const AT_ONCE = 2;
const DELAYS = [0, 1000, 3000, 5000, 10000, 20000];
const waiting = [];
let running = 0;

function next() {
  while (running < AT_ONCE && waiting.length) {
    running += 1;
    waiting.shift().begin();
  }
}

// Where the same person went on with the same file in the same field.
const fingerprint = (box) => (file) =>
  Promise.resolve(["jingkai", box.holder, box.kind, file.name, file.size, file.lastModified].join("|"));

class Row {
  constructor(box, file) {
    Object.assign(this, { box, file, counted: false });
    this.item = box.querySelector("template").content.firstElementChild.cloneNode(true);
    this.item.querySelector("[data-name]").textContent = file.name;
    this.item.row = this;
    box.list.append(this.item);
    const wrong = file.size === 0 ? box.dataset.empty : file.size > box.largest ? box.dataset.large : "";
    if (wrong) return this.show("refused", wrong);
    this.show("waiting");
    waiting.push(this);
    next();
  }

  show(state, words = "") {
    this.item.dataset.state = state;
    this.item.querySelector("[data-fault]").textContent = words;
    const active = ["sending", "checking"].includes(state);
    if (active && !this.counted) this.counted = true;
    if (!active && this.counted) this.free();
  }

  free() {
    this.counted = false;
    running -= 1;
    queueMicrotask(next);
  }

  progress(done, of) {
    const share = of ? Math.floor((100 * done) / of) : 0;
    this.item.querySelector("progress").value = share;
    this.item.querySelector("[data-share]").textContent = `${share} %`;
  }

  async begin() {
    this.show("sending");
    this.upload ??= this.prepared();
    const before = await this.upload.findPreviousUploads();
    if (before.length) this.upload.resumeFromPreviousUpload(before[0]);
    if (this.item.dataset.state === "sending") this.upload.start();
  }

  prepared() {
    const { box, file } = this;
    return new Upload(file, {
      endpoint: box.dataset.url, chunkSize: box.chunk, retryDelays: DELAYS, headers: box.headers,
      metadata: { filename: file.name, holder: box.holder, kind: box.kind },
      fingerprint: fingerprint(box), removeFingerprintOnSuccess: true,
      onProgress: (done, of) => this.progress(done, of),
      onSuccess: () => this.finish(),
      onError: (fault) => this.failed(fault.originalResponse),
    });
  }

  failed(response) {
    const status = response?.getStatus() ?? 0;
    const lost = [0, 401, 408, 409, 423, 429].includes(status) || status >= 500;
    this.show(lost ? "lost" : "refused", sentence(response?.getBody()));
  }

  async finish() {
    this.show("checking");
    const watch = setInterval(() => this.watch(), 1000);
    const answer = await this.box.ask(`${this.upload.url}finish/`, "POST").catch(() => null);
    clearInterval(watch);
    const body = answer ? await answer.text() : "";
    if (answer?.ok) return this.ready(JSON.parse(body));
    const lost = !answer || [401, 409, 423].includes(answer.status) || answer.status >= 500;
    this.show(lost ? "unchecked" : "refused", sentence(body));
  }

  async watch() {
    const told = await this.box.ask(this.upload.url, "GET").then((answer) => answer.json()).catch(() => null);
    if (told) this.progress(told.checked, told.size);
  }

  ready(told) {
    this.show("ready");
    this.item.querySelector("[data-name]").textContent = told.name;
    this.item.querySelector("input").name = this.box.dataset.field;
    this.item.querySelector("input").value = told.token;
    this.box.tell("upload:ready", told);
  }

  pause() {
    this.upload?.abort();
    this.show("paused");
  }
}

function sentence(body) {
  try {
    const { sentence: said, hint } = JSON.parse(body);
    return said.endsWith("。") ? said + hint : `${said} ${hint}`.trim();
  } catch {
    return "";
  }
}

export { Row, next, waiting };
