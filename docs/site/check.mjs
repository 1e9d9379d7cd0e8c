// Checks a site that was built: every page is in the navigation, every link and anchor leads somewhere, and nothing is loaded from elsewhere.
import fs from 'node:fs';
import path from 'node:path';

const ATTRIBUTE = /<(\w+)[^>]*?\s(href|src)="([^"]*)"/g;

/** The problems as sentences; none when all is well. */
export function check(dist, pages, groups) {
  const problems = [];
  const named = new Set(groups.flatMap((group) => group.items.map((item) => item.link)));
  for (const page of pages) if (!named.has('/' + page.replace(/(index)?\.md$/, ''))) problems.push(`${page} is not in the navigation: name it in docs/README.md`);

  const html = new Map(files(dist).filter((file) => file.endsWith('.html')).map((file) => [file, fs.readFileSync(path.join(dist, file), 'utf8')]));
  const ids = new Map([...html].map(([file, text]) => [file, new Set([...text.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]))]));
  for (const [file, text] of html) {
    for (const [, tag, , target] of text.matchAll(ATTRIBUTE)) {
      if (/^(https?:)?\/\//.test(target)) {
        if (tag !== 'a') problems.push(`${file} loads ${target} from elsewhere`);
        continue;
      }
      if (/^(mailto|data):/.test(target) || file === '404.html') continue;
      const url = new URL(target.replaceAll('&amp;', '&'), 'http://site/' + file);
      const place = decodeURIComponent(url.pathname).slice(1);
      const found = [place, place + '.html', path.posix.join(place, 'index.html')].find((name) => name && fs.statSync(path.join(dist, name), { throwIfNoEntry: false })?.isFile());
      if (!found) problems.push(`${file}: ${target} leads nowhere`);
      else if (url.hash && !ids.get(found)?.has(decodeURIComponent(url.hash.slice(1)))) problems.push(`${file}: ${target} has no such heading`);
    }
  }
  for (const file of files(dist).filter((name) => name.endsWith('.css')))
    if (/url\(["']?(https?:)?\/\//.test(fs.readFileSync(path.join(dist, file), 'utf8'))) problems.push(`${file} loads something from elsewhere`);
  return problems;
}

function files(folder) {
  return fs.readdirSync(folder, { recursive: true }).map((file) => file.replaceAll('\\', '/'));
}
