// Where somebody stands, told by the device: into the form as a point, and in words beside the button.
const box = document.querySelector("[data-place-box]");
const input = box?.querySelector("[name=shape]");
const words = box?.querySelector("[data-place-words]");

function told({ coords }) {
  input.value = `POINT(${coords.longitude.toFixed(6)} ${coords.latitude.toFixed(6)})`;
  words.textContent = box.dataset.told.replace("{n}", String(Math.ceil(coords.accuracy)));
}

box?.querySelector("[data-place]").addEventListener("click", () => {
  words.textContent = box.dataset.asking;
  navigator.geolocation.getCurrentPosition(told, () => { words.textContent = box.dataset.none; }, { enableHighAccuracy: true, timeout: 20_000, maximumAge: 30_000 });
});
