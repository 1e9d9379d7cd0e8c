// A Chromium without a window, driven over stdin and stdout: tabs by their names.

import { mkdtempSync, rmSync } from 'node:fs';
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

  /** The texts of all elements that match. */
  async texts({ tab, selector }) {
    return tabs.get(tab).locator(selector).allTextContents();
  },

  /** Waits until something with this text is there. */
  async await({ tab, selector, text }) {
    await tabs.get(tab).locator(selector, { hasText: text }).first().waitFor({ timeout: 30000 });
  },

  async screenshot({ tab, path }) {
    await tabs.get(tab).screenshot({ path });
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
