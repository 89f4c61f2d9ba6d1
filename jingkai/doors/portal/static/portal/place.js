// Marks where a visitor stands: fills the two hidden fields of the form that the button is in.
const button = document.querySelector("[data-place]")
const told = document.querySelector("[data-place-told]")

function put(place) {
  const form = button.form
  form.elements.longitude.value = place.coords.longitude.toFixed(7)
  form.elements.latitude.value = place.coords.latitude.toFixed(7)
  told.textContent = button.dataset.found
}

if (button) {
  if (!("geolocation" in navigator)) button.hidden = true
  button.addEventListener("click", () => {
    told.textContent = button.dataset.asking
    navigator.geolocation.getCurrentPosition(
      put,
      () => { told.textContent = button.dataset.failed },
      { enableHighAccuracy: true, timeout: 15000 },
    )
  })
}
