// Bundles src/ into ../static/, copies what the page needs beside it and draws the icons. ../static is build output and not in git.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { icons } from "./icons.mjs";

/** Style sheets stand in template literals, where esbuild leaves the white space. */
const tightStyles = {
  name: "tight-styles",
  setup(build) {
    build.onLoad({ filter: /src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const tight = (sheet) => sheet.replace(/\s+/g, " ").replace(/ ?([{};]) ?/g, "$1");
      return { contents: source.replace(/css`[^`]*`/g, tight), loader: "ts" };
    });
  },
};
/** What is built of what. The offline engine is fetched when there is time; the service worker is no module; admin.js and preview.js are the workplace's. Budgets in kB gzip. */
const SCRIPTS = [
  { source: "src/main.ts", name: "vagvisaren.js", format: "esm", budget: 40 },
  { source: "src/offline/engine.ts", name: "offline.js", format: "esm", budget: 8 },
  { source: "src/worker/worker.ts", name: "worker.js", format: "iife", budget: 3 },
  { source: "src/admin/main.ts", name: "admin.js", format: "esm", budget: 180 },
  { source: "src/admin/preview.ts", name: "preview.js", format: "esm", budget: 30 },
];
const here = (path) => new URL(path, import.meta.url);
const out = (name) => here(`../static/${name}`);

await mkdir(out(""), { recursive: true });
for (const { source, name, format, budget } of SCRIPTS) {
  await build({
    entryPoints: [here(source).pathname],
    outfile: out(name).pathname,
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    charset: "utf8",
    legalComments: "eof",
    plugins: [tightStyles],
  });
  const size = gzipSync(await readFile(out(name))).length / 1024;
  process.stdout.write(`${name}: ${size.toFixed(1)} kB gzip\n`);
  if (size > budget) {
    process.stderr.write(`over the budget of ${budget} kB\n`);
    process.exitCode = 1;
  }
}
await cp(here("public/"), out(""), { recursive: true });
for (const [name, png] of icons(await readFile(here("public/icon.svg"), "utf8"))) await writeFile(out(name), png);
