// Toasts: those that came with the page, and those that an answer brings in its HX-Trigger.
const place = document.getElementById("toasts");
const pattern = document.getElementById("toast");
const sprite = document.querySelector("svg.i use")?.getAttribute("href")?.split("#")[0] ?? "";
const icons = { success: "circle-check", error: "circle-alert", warning: "circle-alert" };
const STAYS = 6000;

function leave(toast) {
  if (toast.matches(".toast-error, .toast-warning")) return;
  let timer = setTimeout(() => toast.remove(), STAYS);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => (timer = setTimeout(() => toast.remove(), STAYS / 2)));
}

function show(text, tone) {
  const toast = pattern.content.firstElementChild.cloneNode(true);
  toast.classList.add(`toast-${tone}`);
  toast.querySelector("use").setAttribute("href", `${sprite}#${icons[tone] ?? "circle-check"}`);
  toast.querySelector("p").textContent = text;
  place.append(toast);
  leave(toast);
}

place?.querySelectorAll(".toast").forEach(leave);
document.addEventListener("toast", (event) => {
  const { text, tone } = event.detail ?? {};
  if (text) show(text, tone ?? "success");
});
document.addEventListener("click", (event) => {
  event.target.closest("[data-close-toast]")?.closest(".toast").remove();
});
document.addEventListener("htmx:error", () => {
  const words = document.body.dataset.unreachable;
  if (words) show(words, "error");
});
