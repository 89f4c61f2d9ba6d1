// A page that is taken along on paper.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
