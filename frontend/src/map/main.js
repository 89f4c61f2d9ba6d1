// What is loaded where there is a map: its page, or fields of a form whose shape is drawn.
import { edit } from "./edit/field.js";
import { start } from "./page.js";

const page = document.querySelector("[data-map]");
if (page) start(page);
for (const field of document.querySelectorAll("[data-shape-field]")) edit(field);
