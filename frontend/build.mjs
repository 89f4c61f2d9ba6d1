// Builds every asset of the doors into jingkai/doors/ui/static/built/.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const house = resolve(here, "../jingkai");
const out = join(house, "doors/ui/static/built");
const modules = join(here, "node_modules");

function* filesUnder(folder, endings) {
  for (const name of readdirSync(folder)) {
    if (["built", "migrations", "tests", "locale", "__pycache__"].includes(name)) continue;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesUnder(path, endings);
    else if (endings.some((ending) => name.endsWith(ending))) yield path;
  }
}

function styles() {
  const cli = join(modules, "@tailwindcss/cli/dist/index.mjs");
  execFileSync(process.execPath, [cli, "-i", "src/app.css", "-o", join(out, "app.css"), "--minify"], {
    cwd: here,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function fonts() {
  const font = join(modules, "@fontsource-variable/noto-sans-sc");
  cpSync(join(font, "files"), join(out, "fonts"), { recursive: true });
  const css = readFileSync(join(font, "index.css"), "utf8");
  writeFileSync(
    join(out, "fonts.css"),
    css.replaceAll("./files/", "fonts/").replace(/\/\*.*?\*\//g, "").replace(/\s*\n\s*/g, ""),
  );
}

// Icons are named where they are used: {% icon "search" %}, icon("search"), icon="search", and by
// any other quoted word that is an icon's name.
function icons() {
  const wanted = new Set();
  const use = /\bicon["']?(?:\(|:?\s+|(?::\s*str)?\s*=\s*)["']([a-z0-9-]+)["']/g;
  const drawn = new Set(readdirSync(join(modules, "lucide-static/icons")).map((f) => f.slice(0, -4)));
  for (const path of filesUnder(house, [".html", ".py", ".js"])) {
    const text = readFileSync(path, "utf8");
    for (const [, name] of text.matchAll(use)) wanted.add(name);
    for (const [, name] of text.matchAll(/["']([a-z][a-z0-9-]+)["']/g)) {
      if (drawn.has(name)) wanted.add(name);
    }
  }
  const symbols = [];
  for (const name of [...wanted].sort()) {
    let svg;
    try {
      svg = readFileSync(join(modules, "lucide-static/icons", `${name}.svg`), "utf8");
    } catch {
      throw new Error(`there is no icon named ${name}`);
    }
    const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, " ").trim()}</symbol>`);
  }
  writeFileSync(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

async function bundle(source, made, format, more = {}) {
  await build({
    entryPoints: [join(here, "src", source)],
    outfile: join(out, made),
    bundle: true,
    minify: true,
    format,
    legalComments: "eof",
    logLevel: "warning",
    ...more,
  });
}

// The editor of decision tables, loaded when one is opened; FEEL is left out, cells are CEL.
async function tables() {
  const sheets = ["shared", "decision-table"].map((name) => join(modules, `dmn-js-${name}/assets/css/dmn-js-${name}.css`));
  sheets.push(join(modules, "dmn-js-decision-table/assets/css/dmn-js-decision-table-controls.css"));
  writeFileSync(join(out, "tables.css"), sheets.map((path) => readFileSync(path, "utf8")).join("\n"));
  const none = join(here, "src/tables/feel.js");
  const alias = { "@bpmn-io/feel-editor": none, "@bpmn-io/dmn-variable-resolver": none };
  await bundle("tables/main.js", "tables.js", "esm", { alias });
}

// The viewer and the modeller of processes are loaded only where there is a diagram.
async function diagrams() {
  const assets = join(modules, "bpmn-js/dist/assets");
  const sheets = ["diagram-js.css", "bpmn-js.css", "bpmn-font/css/bpmn.css"];
  const css = sheets.map((name) => readFileSync(join(assets, name), "utf8")).join("\n");
  const faces = /@font-face\s*{[^}]*}/g;
  const face = "@font-face{font-family:bpmn;src:url(fonts/bpmn.woff2) format('woff2')}";
  writeFileSync(join(out, "diagram.css"), face + css.replace(faces, "").replace(/@charset[^;]*;/g, ""));
  cpSync(join(assets, "bpmn-font/font/bpmn.woff2"), join(out, "fonts/bpmn.woff2"));
  await bundle("diagram/viewer.js", "diagram.js", "esm");
  await bundle("diagram/modeler.js", "modeler.js", "esm");
}

// The map and its worker are loaded only where there is a map; its tiles are drawn by the worker.
async function maps() {
  cpSync(join(modules, "maplibre-gl/dist/maplibre-gl.css"), join(out, "map.css"));
  await bundle("map/main.js", "map.js", "esm");
  await bundle("map/worker.js", "map-worker.js", "esm");
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(join(modules, "htmx.org/dist/htmx.min.js"), join(out, "htmx.min.js"));
fonts();
icons();
styles();
await bundle("charts.js", "echarts.min.js", "iife");
await bundle("upload-box.js", "upload.js", "esm");
await diagrams();
await tables();
await maps();
