// Builds plotbot/service/web/vendor/ from what package-lock.json names: one module with cytoscape
// and its layout, and the licences. `--check` builds nothing and tells whether what is committed is
// the same, byte for byte.

import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, '..', 'plotbot', 'service', 'web', 'vendor');
const bundled = ['cytoscape', 'cytoscape-fcose', 'cose-base', 'layout-base'];

async function licences() {
  const texts = bundled.map(async (name) => {
    const folder = join(here, 'node_modules', name);
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const text = await readFile(join(folder, 'LICENSE'), 'utf8');
    return `${name} ${version}\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

async function graph() {
  const result = await build({
    absWorkingDir: here,
    entryPoints: ['graph.js'],
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2020',
    legalComments: 'none',
    banner: { js: '// Built by frontend/build.mjs; licences in LICENSES.txt.' },
    write: false,
  });
  return result.outputFiles[0].text;
}

const files = { 'graph.js': await graph(), 'LICENSES.txt': await licences() };
let stale = false;
await mkdir(vendor, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const path = join(vendor, name);
  if (!process.argv.includes('--check')) {
    await writeFile(path, text);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`${name} is not what frontend/ builds: run npm run build there`);
    stale = true;
  }
}
process.exit(stale ? 1 : 0);
