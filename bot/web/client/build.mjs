// Bundles src/ into ../static/ and copies what the page needs beside it. ../static is build output and not in git.
import { cp, mkdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const LIMIT = 40 * 1024;
const out = new URL('../static/', import.meta.url);
const script = new URL('vagvisaren.js', out);

await mkdir(out, { recursive: true });
await build({
  entryPoints: [new URL('src/main.ts', import.meta.url).pathname],
  outfile: script.pathname,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'eof',
});
await cp(new URL('public/', import.meta.url), out, { recursive: true });

const size = gzipSync(await readFile(script)).length;
process.stdout.write(`vagvisaren.js: ${(size / 1024).toFixed(1)} kB gzip\n`);
if (size > LIMIT) {
  process.stderr.write(`over the budget of ${LIMIT / 1024} kB\n`);
  process.exit(1);
}
