// What is loaded where there is a map.
import { start } from "./page.js";

const page = document.querySelector("[data-map]");
if (page) start(page);
