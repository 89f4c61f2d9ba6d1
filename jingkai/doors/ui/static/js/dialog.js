// Dialogs: one that arrives in #dialog-place opens itself; Esc, its cross and its backdrop close it.
const place = document.getElementById("dialog-place");
let opener = null;

document.addEventListener("click", (event) => {
  const target = event.target;
  if (target.closest("[hx-target='#dialog-place']")) opener = target.closest("[hx-target]");
  if (target.closest("[data-close-dialog]")) target.closest("dialog")?.close();
  if (target.matches("dialog.dialog") && !target.dataset.keep) target.close();
  const asked = target.closest("[data-dialog]");
  if (asked) document.getElementById(asked.dataset.dialog)?.showModal();
});

function arrived() {
  const dialog = place.querySelector("dialog");
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const first = dialog.querySelector("[aria-invalid=true], .dialog-body :is(input:not([type=hidden]), select, textarea)");
  first?.focus();
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus();
  });
}

if (place) new MutationObserver(arrived).observe(place, { childList: true });
