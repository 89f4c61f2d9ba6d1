// What this browser keeps of a draft: what was typed and not yet sent, and the last saving, since the page
// itself may be one that the worker kept from before it. Runs before draft.js, which finds it on the form.
const form = document.querySelector("#draft");
const { revision } = form.elements;
const place = `draft:${form.dataset.key}`;
const seen = `${place}:seen`;
const OURS = /^(f_|delivery|address|committed|origin_)/;

const typed = () => [...new FormData(form)].filter(([name, value]) => OURS.test(name) && typeof value === "string");
const held = (name) => JSON.parse(localStorage.getItem(name) ?? "null");

function keep(name) {
  try {
    localStorage.setItem(name, JSON.stringify({ revision: revision.value, typed: typed() }));
  } catch { /* a full or closed store: the server still has the last saving */ }
}

function putBack(kept) {
  for (const field of form.elements) {
    if (!OURS.test(field.name)) continue;
    const wanted = kept.typed.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = wanted.includes(field.value);
    else if (wanted.length) field.value = wanted[0];
  }
  revision.value = kept.revision;
}

const last = held(seen);
if (last && Number(last.revision) > Number(revision.value)) putBack(last);
else localStorage.removeItem(seen);
const unsent = held(place);
const restored = Boolean(unsent) && JSON.stringify(unsent.typed) !== JSON.stringify(typed());
if (restored) putBack(unsent);
else localStorage.removeItem(place);

form.kept = {
  restored,
  here: () => keep(place),
  drop: () => localStorage.removeItem(place),
  saved(all) {
    if (all) localStorage.removeItem(place);
    keep(seen);
  },
  // after logging in anew, and in a page that was kept, the token of this form is an old one
  renew() {
    const token = /csrftoken=(\w+)/.exec(document.cookie)?.[1];
    if (token) form.elements.csrfmiddlewaretoken.value = token;
  },
};
