// What this browser keeps of a draft: what was typed and not yet sent, and the last saving, since the page
// itself may be one that the worker kept from before it. Runs before draft.js, which finds it on the form.
const form = document.querySelector("#draft");
const { revision } = form.elements;
const place = `draft:${form.dataset.key}`;
const seen = `${place}:seen`;
const named = form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "turn" }));
const OURS = /^(f_|delivery|address|committed|origin_)/;

const typed = () => [...new FormData(form)].filter(([name, value]) => OURS.test(name) && typeof value === "string");
const held = (name) => JSON.parse(localStorage.getItem(name) ?? "null");

let turn = null; // the saving under way, or the one whose answer never came: its name and what it sent

function keep(name) {
  try {
    localStorage.setItem(name, JSON.stringify({ revision: revision.value, typed: typed(), turn }));
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
if (restored) {
  putBack(unsent);
  turn = unsent.turn ?? null;
} else localStorage.removeItem(place);

const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

form.kept = {
  restored,
  here: () => keep(place),
  drop: () => localStorage.removeItem(place),
  get lost() { return Boolean(turn); },
  // Names the saving that is about to be sent. One whose answer was lost goes again under its own name: the
  // server does it once, whether it had arrived or not, and nobody's own saving is somebody else's.
  begin() {
    turn ??= { name: random(), typed: typed() };
    named.value = turn.name;
    keep(place);
  },
  refused() { turn = null; },
  // tells whether what stands here now is what that saving sent
  saved() {
    const whole = JSON.stringify(turn?.typed) === JSON.stringify(typed());
    turn = null;
    if (whole) localStorage.removeItem(place);
    else keep(place);
    keep(seen);
    return whole;
  },
  // after logging in anew, and in a page that was kept, the token of this form is an old one
  renew() {
    const token = /csrftoken=(\w+)/.exec(document.cookie)?.[1];
    if (token) form.elements.csrfmiddlewaretoken.value = token;
  },
};
