// Writes conformance.json: the tests of the language's conformance suite, as the package @bufbuild/cel-spec carries them. Needs node and npm:
//   node extract.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const version = '0.6.1';
const folder = fileURLToPath(new URL('.', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'cel-spec-'));
try {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['install', '--prefix', temporary, '--ignore-scripts', '--no-save', '--legacy-peer-deps', `@bufbuild/cel-spec@${version}`], { stdio: 'ignore' });
  const data = join(temporary, 'node_modules', '@bufbuild', 'cel-spec', 'dist', 'esm', 'testdata', 'conformance.js');
  const { tests } = await import(pathToFileURL(data));
  const suite = {
    source: `@bufbuild/cel-spec ${version}, from the conformance tests of https://github.com/cel-expr/cel-spec`,
    license: 'Apache-2.0, see LICENSE in this folder. Copyright of the tests: Google LLC; of the package: Buf Technologies, Inc. Changed: the form, and what this repository does not use.',
    sections: tests.suites.map(section => ({ name: section.name, tests: (section.suites ?? []).flatMap(group => (group.tests ?? []).map(test => strip(group.name, test.original))) })),
  };
  writeFileSync(join(folder, 'conformance.json'), format(suite));
} finally {
  rmSync(temporary, { recursive: true });
}

function strip(group, { name, description, ...test }) {
  return { name: `${group}/${name}`, ...test };
}

// One test a line, so that a renewal shows what changed.
function format({ source, license, sections }) {
  const lines = sections.map(section => `{"name":${JSON.stringify(section.name)},"tests":[\n${section.tests.map(test => JSON.stringify(test)).join(',\n')}\n]}`);
  return `{"source":${JSON.stringify(source)},\n"license":${JSON.stringify(license)},\n"sections":[\n${lines.join(',\n')}\n]}\n`;
}
