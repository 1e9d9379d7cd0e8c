// Which documents are pages of the site, where they are there, and the order in which they are read: that of the table in docs/README.md.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const SITE = path.dirname(fileURLToPath(import.meta.url));
export const PROJECT = path.resolve(SITE, '../..');

/** Documents beside docs/: from the project's folder, and their place in the site. */
const OUTSIDE = {
  'README.md': 'introduction.md',
  'CONTRIBUTING.md': 'contributing.md',
  'CHANGELOG.md': 'changelog.md',
  'cote/README.md': 'cote.md',
  'socketio-server/README.md': 'socketio-server.md',
};

const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/g;

/** All pages: from the document's path in the project to the page's path in the site. */
export function pages() {
  const found = new Map(Object.entries(OUTSIDE));
  for (const folder of ['docs', 'docs/guide', 'docs/decisions'])
    for (const name of fs.readdirSync(path.join(PROJECT, folder)).sort())
      if (name.endsWith('.md'))
        found.set(`${folder}/${name}`, path.posix.join(folder.replace(/^docs\/?/, ''), name.replace('README.md', 'index.md')));
  return found;
}

/** The links of a document to pages, in its order: `{ text, page }`. */
export function links(document, all = pages()) {
  const text = fs.readFileSync(path.join(PROJECT, document), 'utf8');
  return rows(text)
    .flatMap((row) => [...row.matchAll(LINK)])
    .map(([, text, target]) => ({ text, page: all.get(path.posix.join(path.posix.dirname(document), target.split('#')[0])) }))
    .filter(({ page }) => page);
}

/** The navigation: a group for each row of the table in docs/README.md; a page stands where it is named first. */
export function sidebar(all = pages()) {
  const seen = new Set();
  const once = ({ page }) => !seen.has(page) && seen.add(page);
  const item = ({ text, page }) => ({ text: text[0].toUpperCase() + text.slice(1).replaceAll('`', ''), link: '/' + page.replace(/(index)?\.md$/, '') });
  const document = fs.readFileSync(path.join(PROJECT, 'docs/README.md'), 'utf8');
  const groups = [{ text: 'feathers4j', items: [{ text: 'All documents', link: '/' }, { text: 'What it is', link: '/introduction' }] }];
  seen.add('index.md').add('introduction.md');
  for (const row of rows(document).slice(2)) {
    const items = [...row.matchAll(LINK)]
      .map(([, text, target]) => ({ text, page: all.get(path.posix.join('docs', target.split('#')[0])) }))
      .filter(({ page }) => page)
      .filter(once)
      .map(item);
    const title = row.split('|')[1].trim();
    if (items.length) groups.push({ text: title[0].toUpperCase() + title.slice(1), items });
  }
  groups.push({ text: 'Decisions', collapsed: true, items: links('docs/decisions/README.md', all).filter(once).map(item) });
  return groups;
}

function rows(text) {
  return text.split('\n').filter((line) => line.startsWith('|'));
}
