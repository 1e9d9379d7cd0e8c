// A Chromium without a window, driven over stdin and stdout: tabs by their names.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { event, serve } from '../node/lines.mjs';

const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
const browser = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  viewport: { width: 900, height: 760 },
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const tabs = new Map();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const commands = {
  async open({ tab, url }) {
    await tabs.get(tab)?.close();
    const page = await browser.newPage();
    page.on('pageerror', (error) => event('uncaught', { tab, message: String(error) }));
    page.on('console', (message) => event('console', { tab, type: message.type(), text: message.text() }));
    tabs.set(tab, page);
    await page.goto(url);
  },

  async fill({ tab, selector, text }) {
    await tabs.get(tab).fill(selector, text);
  },

  async click({ tab, selector }) {
    await tabs.get(tab).click(selector);
  },

  /** An attribute of the first element that matches; null when it has none. */
  async attribute({ tab, selector, name }) {
    return tabs.get(tab).locator(selector).first().getAttribute(name);
  },

  /** The texts of all elements that match. */
  async texts({ tab, selector }) {
    return tabs.get(tab).locator(selector).allTextContents();
  },

  /** Waits until something with this text is there. */
  async await({ tab, selector, text }) {
    await tabs.get(tab).locator(selector, { hasText: text }).first().waitFor({ timeout: 50000 });
  },

  /** As a device shows it: its width and height, and what its user prefers. */
  async device({ tab, width, height, scheme }) {
    await tabs.get(tab).setViewportSize({ width, height });
    await tabs.get(tab).emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  },

  /** One key after the other, to what has the focus. */
  async keys({ tab, keys }) {
    for (const key of keys) await tabs.get(tab).keyboard.press(key);
  },

  async type({ tab, text }) {
    await tabs.get(tab).keyboard.type(text);
  },

  /** The accessible name, or else the text, of what has the focus. */
  async focused({ tab }) {
    return tabs.get(tab).evaluate(() => {
      const { activeElement: element } = document;
      return element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent.trim();
    });
  },

  /** By how many pixels the page is wider than the window. */
  async overflow({ tab }) {
    return tabs.get(tab).evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  },

  /** What axe finds against WCAG 2.1 AA and its own best practices: the rule and where. */
  async violations({ tab }) {
    await tabs.get(tab).evaluate(axe);
    const { violations } = await tabs.get(tab).evaluate(() => window.axe.run());
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  },

  async screenshot({ tab, path }) {
    await tabs.get(tab).screenshot({ path, fullPage: true });
  },
};

async function end() {
  await browser.close().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}

process.on('SIGTERM', end);
serve({ ...commands, exit: () => void setImmediate(end) }, end);
event('ready');
