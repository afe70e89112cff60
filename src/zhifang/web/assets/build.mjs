// Bundles the styles and scripts of the pages into static/build (git-ignored).
import { build } from "esbuild";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const output = path.join(here, "..", "static", "build");

await rm(output, { recursive: true, force: true });
await build({
  entryPoints: {
    app: path.join(here, "js", "app.js"),
    charts: path.join(here, "js", "charts.js"),
    style: path.join(here, "css", "style.css"),
  },
  outdir: output,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020"],
  legalComments: "linked",
  logLevel: "warning",
});
