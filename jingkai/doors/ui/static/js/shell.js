// The shell: folding the navigation, the drawer on phones, menus that close, going back, progress.
const shell = document.getElementById("shell");

const fold = document.querySelector("[data-fold]");
fold?.addEventListener("click", () => {
  const folded = shell.dataset.nav !== "folded";
  shell.dataset.nav = folded ? "folded" : "open";
  fold.setAttribute("aria-expanded", String(!folded));
  document.cookie = `nav=${folded ? "folded" : "open"};path=/;max-age=31536000;samesite=lax`;
});

// Sections of the navigation stay as their reader left them; where one is stays in sight.
const closed = new Set(JSON.parse(localStorage.getItem("nav-closed") ?? "[]"));
for (const section of document.querySelectorAll("[data-section]")) {
  const name = section.dataset.section;
  if (closed.has(name) && !section.querySelector("[aria-current]")) section.open = false;
  section.addEventListener("toggle", () => {
    if (section.open) closed.delete(name);
    else closed.add(name);
    localStorage.setItem("nav-closed", JSON.stringify([...closed]));
  });
}
document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest" });

function drawer(open) {
  if (!shell) return;
  if (open) shell.dataset.drawer = "open";
  else delete shell.dataset.drawer;
  if (open) document.querySelector(".nav a")?.focus();
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  const target = event.target;
  if (target.closest("[data-open-drawer]")) drawer(true);
  else if (target.closest("[data-close-drawer]")) drawer(false);
  if (target.closest("[data-back]")) history.back();
  closeMenus(target.closest("details[data-menu]"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  drawer(false);
  const menu = document.activeElement?.closest("details[data-menu][open]");
  closeMenus();
  menu?.querySelector("summary")?.focus();
});

let waiting = 0;
function busy(step) {
  waiting = Math.max(0, waiting + step);
  document.body.classList.toggle("busy", waiting > 0);
}
document.addEventListener("htmx:before:request", () => busy(1));
document.addEventListener("htmx:finally:request", () => busy(-1));
window.addEventListener("pageshow", () => {
  waiting = 0;
  busy(0);
});
