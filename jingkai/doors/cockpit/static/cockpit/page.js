// The cockpit's page: printing in light colours; on a wall, filling the screen and renewing itself.
const root = document.documentElement;
const redraw = () => document.dispatchEvent(new Event("cockpit:draw"));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-fullscreen]")) fill();
});

function fill() {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen().catch(() => {});
}

window.addEventListener("beforeprint", () => {
  root.style.colorScheme = "light";
  document.dispatchEvent(new Event("cockpit:paper"));
});
window.addEventListener("afterprint", () => {
  root.style.colorScheme = "";
  redraw();
});

// A reload would leave the full screen, so the page is fetched and its middle replaced.
async function renew() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("wall");
    if (!fresh) return;
    document.getElementById("wall").replaceWith(document.adoptNode(fresh));
    redraw();
  } catch {
    // The server is away for a moment: what is shown stays, and says from when it is.
  }
}

const seconds = Number(document.body.dataset.wall);
if (seconds) setInterval(renew, seconds * 1000);
if (seconds) window.addEventListener("resize", redraw);
