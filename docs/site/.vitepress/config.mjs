import { sidebar } from '../pages.mjs';

/** Anchors as forges make them, so that a link works there and here. */
function slug(heading) {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

/** Blocks of mermaid become diagrams in the browser, and are their text until then. */
function diagrams(md) {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) =>
    tokens[index].info.trim() === 'mermaid'
      ? `<Diagram><pre v-pre>${md.utils.escapeHtml(tokens[index].content)}</pre></Diagram>`
      : fence(tokens, index, ...rest);
}

export default {
  title: 'feathers4j',
  description: 'Feathers services for the JVM, distributed over a mesh with no configuration',
  lang: 'en',
  base: process.env.SITE_BASE ?? '/',
  srcDir: 'pages',
  outDir: 'dist',
  cleanUrls: false,
  lastUpdated: false,
  markdown: { anchor: { slugify: slug }, toc: { slugify: slug }, headers: { slugify: slug }, config: diagrams, theme: { light: 'github-light-high-contrast', dark: 'github-dark' } },
  themeConfig: {
    sidebar: sidebar(),
    nav: [
      { text: 'Begin', link: '/guide/getting-started' },
      { text: 'From Node', link: '/guide/from-node' },
      { text: 'Options', link: '/guide/options' },
      { text: 'Changes', link: '/changelog' },
    ],
    outline: [2, 3],
    search: { provider: 'local' },
  },
};
