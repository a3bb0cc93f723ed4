// Writes github.json: the part of GitHub's published API description that the fake serves. Needs node and npm:
//   node extract.mjs
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const version = '23.0.2';
const operations = new Set(`
  repos/get repos/get-branch repos/get-content repos/get-commit repos/compare-commits
  repos/list-pull-requests-associated-with-commit repos/create-dispatch-event
  repos/list-releases repos/create-release repos/get-release repos/update-release repos/delete-release
  repos/get-release-by-tag repos/get-latest-release
  repos/list-release-assets repos/upload-release-asset repos/get-release-asset repos/update-release-asset
  repos/delete-release-asset
  repos/check-immutable-releases repos/enable-immutable-releases repos/disable-immutable-releases
  git/get-ref git/list-matching-refs git/create-ref git/update-ref git/delete-ref
  git/get-tag git/create-tag git/get-commit
  pulls/create pulls/list pulls/get pulls/update pulls/merge
  pulls/list-reviews pulls/create-review pulls/dismiss-review teams/get-membership-for-user-in-org
  issues/create-comment issues/list-comments issues/get-comment issues/update-comment issues/delete-comment
  repos/create-commit-status repos/list-commit-statuses-for-ref repos/get-combined-status-for-ref
  checks/create checks/get checks/update checks/list-for-ref
  apps/get-authenticated apps/get-repo-installation apps/create-installation-access-token
  users/get-authenticated rate-limit/get`.trim().split(/\s+/));

const prose = new Set(['description', 'summary', 'title', 'example', 'examples', 'externalDocs', 'tags', 'x-github',
  'discriminator', 'deprecated', 'x-github-breaking-changes']);
const folder = fileURLToPath(new URL('.', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'openapi-'));
try {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['install', '--prefix', temporary, '--ignore-scripts', '--no-save', `@octokit/openapi@${version}`], { stdio: 'ignore' });
  const source = join(temporary, 'node_modules', '@octokit', 'openapi');
  const whole = JSON.parse(readFileSync(join(source, 'generated', 'api.github.com.json')));
  writeFileSync(join(folder, 'github.json'), format(extract(whole)));
  copyFileSync(join(source, 'LICENSE'), join(folder, 'LICENSE'));
} finally {
  rmSync(temporary, { recursive: true });
}

function extract(whole) {
  const part = { source: `@octokit/openapi ${version}`, paths: {}, components: {} };
  const missing = new Set(operations);
  for (const [path, methods] of Object.entries(whole.paths))
    for (const [method, operation] of Object.entries(methods))
      if (missing.delete(operation.operationId)) (part.paths[path] ??= {})[method] = strip(operation);
  if (missing.size > 0) throw new Error(`not in the description: ${[...missing].join(' ')}`);

  const waiting = references(part.paths);
  for (const reference of waiting) {
    const [, , kind, name] = reference.split('/');
    const component = strip(whole.components[kind][name]);
    (part.components[kind] ??= {})[name] = component;
    for (const further of references(component)) waiting.add(further);
  }
  return part;
}

// A property may be called "description": below "properties", names are kept.
function strip(value, names = false) {
  if (Array.isArray(value)) return value.map(item => strip(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([key]) => names || !prose.has(key))
    .map(([key, item]) => [key, strip(item, !names && key === 'properties')]));
}

function references(value, found = new Set()) {
  if (value === null || typeof value !== 'object') return found;
  if (typeof value.$ref === 'string') found.add(value.$ref);
  for (const item of Object.values(value)) references(item, found);
  return found;
}

// A line for each operation and component, so that a newer version shows as a readable difference.
function format(part) {
  const lines = (map, indent) => Object.keys(map).sort().map(key => `${indent}${JSON.stringify(key)}: ${JSON.stringify(map[key])}`).join(',\n');
  const sections = map => Object.keys(map).sort().map(key => `    ${JSON.stringify(key)}: {\n${lines(map[key], '      ')}\n    }`).join(',\n');
  return `{\n  "source": ${JSON.stringify(part.source)},\n  "paths": {\n${sections(part.paths)}\n  },\n  "components": {\n${sections(part.components)}\n  }\n}\n`;
}
