// Makes the site in three steps: the documents become pages (links changed to where things are in the site), VitePress builds them, and what was built is checked.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'vitepress';
import { transformWithEsbuild } from 'vite';
import { check } from './check.mjs';
import { PROJECT, SITE, pages, sidebar } from './pages.mjs';

/** Where the files of the project are shown, such as https://forge.example/group/feathers4j/blob/main; without it, links to files are their names. */
const FILES = process.env.SITE_FILES?.replace(/\/$/, '');

const PAGES = path.join(SITE, 'pages');

async function assemble() {
  const all = pages();
  fs.rmSync(PAGES, { recursive: true, force: true });
  for (const [document, page] of all) {
    const text = fs.readFileSync(path.join(PROJECT, document), 'utf8');
    await examples(document, text);
    const file = path.join(PAGES, page);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, outsideCode(text, (line) => line.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (link, label, target) => relink(all, document, page, link, label, target))));
  }
  fs.mkdirSync(path.join(PAGES, 'public'), { recursive: true });
  fs.copyFileSync(path.join(SITE, 'node_modules/mermaid/dist/mermaid.min.js'), path.join(PAGES, 'public/mermaid.js'));
}

function relink(all, document, page, link, label, target) {
  if (/^(https?:|mailto:|#)/.test(target)) return link;
  const [place, anchor] = target.split('#');
  const meant = path.posix.join(path.posix.dirname(document), place);
  if (!fs.existsSync(path.join(PROJECT, meant))) throw new Error(`${document}: no file ${meant}, of the link ${link}`);
  const there = all.get(meant);
  if (there) return `[${label}](${path.posix.relative(path.posix.dirname(page), there) || path.posix.basename(there)}${anchor ? '#' + anchor : ''})`;
  return FILES ? `[${label}](${FILES}/${meant})` : label;
}

function outsideCode(text, change) {
  let code = false;
  return text
    .split('\n')
    .map((line) => {
      if (line.trimStart().startsWith('```')) code = !code;
      return code || line.startsWith('    ') ? line : change(line);
    })
    .join('\n');
}

/** Examples in JavaScript are read by a compiler, so that none has a slip of the pen. */
async function examples(document, text) {
  for (const [, code] of text.matchAll(/^```js\n([^]*?)^```$/gm)) {
    try {
      await transformWithEsbuild(code, 'example.mjs', { format: 'esm' });
    } catch (error) {
      throw new Error(`${document}: ${error.message}\n${code}`);
    }
  }
}

await assemble();
await build(SITE);
const problems = check(path.join(SITE, 'dist'), [...pages().values()], sidebar());
if (problems.length) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`${pages().size} pages in docs/site/dist`);
