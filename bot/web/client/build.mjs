// Bundles src/ into ../static/ and copies what the page needs beside it. ../static is build output and not in git.
import { cp, mkdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

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
const LIMIT = 40 * 1024;
const out = new URL("../static/", import.meta.url);
const script = new URL("vagvisaren.js", out);

await mkdir(out, { recursive: true });
await build({
  entryPoints: [new URL("src/main.ts", import.meta.url).pathname],
  outfile: script.pathname,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "eof",
  plugins: [tightStyles],
});
await cp(new URL("public/", import.meta.url), out, { recursive: true });

const size = gzipSync(await readFile(script)).length;
process.stdout.write(`vagvisaren.js: ${(size / 1024).toFixed(1)} kB gzip\n`);
if (size > LIMIT) {
  process.stderr.write(`over the budget of ${LIMIT / 1024} kB\n`);
  process.exit(1);
}
