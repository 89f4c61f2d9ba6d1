// Forms: sent once, not lost by accident, the first fault in sight, files dropped onto their field.
let changed = false;

document.addEventListener("submit", (event) => {
  changed = false;
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  const button = event.submitter ?? form.querySelector("button:not([type=button])");
  button?.setAttribute("aria-busy", "true");
});

document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-keep]")) changed = true;
});

window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
  document.querySelector("[data-focus]")?.focus();
});

document.addEventListener("change", (event) => {
  const target = event.target;
  if (target.matches("[data-submit]")) target.form?.requestSubmit();
  if (target.matches("input[type=file]")) {
    const name = target.closest(".drop")?.querySelector("[data-file-name]");
    if (name) name.textContent = [...target.files].map((file) => file.name).join("，");
  }
});

for (const drop of document.querySelectorAll(".drop")) {
  const input = drop.querySelector("input[type=file]");
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
