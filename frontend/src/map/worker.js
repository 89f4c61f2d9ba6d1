// The worker that reads and lays out tiles. Named, so that the bundler keeps what it starts.
import TileWorker from "maplibre-gl/dist/maplibre-gl-worker.mjs";

globalThis.TileWorker = TileWorker;
