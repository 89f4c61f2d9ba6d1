// The element around a field that takes files: chooses, takes drops, answers the rows' buttons.
import { Row, next, waiting } from "./upload.js";

const UNFINISHED = "[data-state=waiting], [data-state=sending], [data-state=paused], [data-state=checking], [data-state=lost], [data-state=unchecked]";

class UploadBox extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.list = this.querySelector(".upload-list");
    this.holder = this.dataset.holder;
    this.kind = this.dataset.kind;
    this.largest = Number(this.dataset.largest);
    this.chunk = Number(this.dataset.chunk);
    this.headers = { "X-CSRFToken": this.dataset.csrf };
    for (const input of this.querySelectorAll("input[type=file]")) {
      input.removeAttribute("name");
      input.addEventListener("change", () => this.take(input));
    }
    this.toggleAttribute("live", true);
    this.addEventListener("click", (event) => this.pressed(event));
    this.addEventListener("dragover", (event) => this.over(event, true));
    this.addEventListener("dragleave", (event) => this.over(event, false));
    this.addEventListener("drop", (event) => this.dropped(event));
    this.form = this.closest("form");
    this.form?.addEventListener("submit", (event) => this.hold(event), true);
    addEventListener("online", () => this.rows("lost").forEach((row) => this.again(row)));
    for (const input of this.querySelectorAll("input[type=file]")) {
      if (input.files.length) this.take(input); // chosen before this script was there
    }
  }

  rows(state) {
    return [...this.list.querySelectorAll(`[data-state=${state}]`)].map((item) => item.row).filter(Boolean);
  }

  take(input) {
    this.add(input.files);
    input.value = "";
  }

  add(files) {
    for (const file of files) {
      const row = new Row(this, file);
      this.said(row.item.dataset.state === "refused" ? row.item.textContent : file.name);
    }
  }

  over(event, inside) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("over", inside);
  }

  dropped(event) {
    this.over(event, false);
    if (event.dataTransfer?.files.length) this.add(event.dataTransfer.files);
  }

  pressed(event) {
    const button = event.target.closest("[data-do]");
    const item = button?.closest(".upload-item");
    if (!item) return;
    const what = button.dataset.do;
    if (what === "pause") item.row.pause();
    if (what === "again") this.again(item.row);
    if (what === "remove") this.remove(item);
    const shown = [...item.querySelectorAll("[data-do]")].find((one) => one.offsetParent);
    (shown ?? this.querySelector("input[type=file]")).focus();
  }

  again(row) {
    if (row.item.dataset.state === "unchecked") return row.finish();
    row.show("waiting");
    waiting.push(row);
    next();
  }

  remove(item) {
    const token = item.querySelector("input").value;
    const url = item.row?.upload?.url ?? (token && `${this.dataset.url}${token}/`);
    waiting.splice(0, waiting.length, ...waiting.filter((row) => row !== item.row));
    item.row?.pause();
    item.row?.upload?.abort(true).catch(() => {});
    if (url && item.dataset.state !== "refused") this.ask(url, "DELETE").catch(() => {});
    item.remove();
    this.tell("upload:gone", { token });
  }

  // A form is not sent while something is still on its way.
  hold(event) {
    if (!this.list.querySelector(UNFINISHED)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.said(this.dataset.wait);
    this.querySelector(".upload-wait").hidden = false;
    this.scrollIntoView({ block: "center" });
  }

  said(words) {
    this.querySelector("[role=status]").textContent = words;
  }

  ask(url, method) {
    return fetch(url, { method, headers: { ...this.headers, "Tus-Resumable": "1.0.0" } });
  }

  tell(name, detail) {
    this.querySelector(".upload-wait").hidden = true;
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

customElements.define("upload-box", UploadBox);
