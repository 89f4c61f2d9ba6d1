// Materials beside their viewer: a file is chosen with the pointer, or with ← and → one by one.
const viewer = document.querySelector("[data-viewer]");
const papers = [...document.querySelectorAll("[data-paper]")];
let shown = -1;

function show(index) {
  const paper = papers[index];
  if (!viewer || !paper) return;
  shown = index;
  papers.forEach((each) => each.toggleAttribute("aria-current", each === paper));
  viewer.replaceChildren(heading(paper), ...pages(paper));
  viewer.scrollTop = 0;
}

function heading(paper) {
  const head = document.createElement("p");
  head.className = "viewer-head";
  const link = document.createElement("a");
  link.href = paper.href;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = paper.querySelector("span").textContent;
  head.append(link);
  return head;
}

function pages(paper) {
  const count = Number(paper.dataset.pages);
  if (!count) {
    const note = document.createElement("p");
    note.className = "muted";
    note.textContent = viewer.dataset.unseen;
    return [note];
  }
  return Array.from({ length: count }, (_, index) => {
    const picture = document.createElement("img");
    picture.src = paper.dataset.first.replace(/1\/$/, `${index + 1}/`);
    picture.alt = `${paper.querySelector("span").textContent}, ${viewer.dataset.page} ${index + 1}`;
    picture.loading = index ? "lazy" : "eager";
    return picture;
  });
}

papers.forEach((paper, index) => paper.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(index);
  if (matchMedia("(max-width: 60rem)").matches) viewer.scrollIntoView({ block: "start" });
}));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !papers.length) return;
  if (event.target.closest("input, textarea, select, dialog[open], [role=tablist]")) return;
  if (event.key === "ArrowRight") show(Math.min(papers.length - 1, shown + 1));
  if (event.key === "ArrowLeft") show(Math.max(0, shown - 1));
});

if (papers.length && matchMedia("(min-width: 60rem)").matches) show(0);
