// Asks for the picture each second and shows it. No framework, nothing from elsewhere.

import { attribute, byId, children, element, set } from './dom.js';
import { drawGraph, drawLinksSoon } from './graph.js';
import { drawList, makeList } from './list.js';
import { matches, millis, rate, short, summary } from './words.js';

const INTERVAL = 1000;
const LONGEST_PAUSE = 10_000;
/** Where the official Feathers client keeps it. */
const TOKEN = 'feathers-jwt';

let picture = null;
let view = location.hash === '#list' ? 'list' : 'graph';
let failures = 0;
/** The token that was refused; undefined when none was. */
let refused;

function token() {
  try {
    return localStorage.getItem(TOKEN);
  } catch {
    return null; // storage may be forbidden
  }
}

const live = (text, classes) => {
  set(byId('live'), text);
  byId('live').className = `pill ${classes}`;
};

function notice(title, text, login) {
  byId('notice').hidden = false;
  byId('picture').hidden = true;
  set(byId('summary'), '');
  set(byId('notice-title'), title);
  set(byId('notice-text'), text);
  byId('login').hidden = !login;
}

function isPaused() {
  return byId('pause').getAttribute('aria-pressed') === 'true';
}

async function ask() {
  const bearer = token();
  if (refused !== undefined && refused === bearer) return; // until there is another one
  const headers = { Accept: 'application/json' };
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  const response = await fetch(document.body.dataset.status, { headers, cache: 'no-store', signal: AbortSignal.timeout(5000) });
  if (response.status === 401 || response.status === 403) {
    refused = bearer;
    picture = null; // of the user before
    live('not allowed', 'lost');
    if (response.status === 401) notice('Log in first', 'The mesh is shown to users of this application.', true);
    else notice('Not for you', 'Your account may not see the mesh.', true);
    return;
  }
  if (!response.ok) throw new Error(`The server answered ${response.status}`);
  picture = await response.json();
  refused = undefined;
  failures = 0;
  live('live', 'live');
  draw();
}

async function poll() {
  try {
    if (!isPaused() && !document.hidden) await ask();
  } catch (error) {
    failures += 1;
    live('lost, trying again', 'lost');
    if (!picture) notice('The mesh can not be seen', String(error.message ?? error), false);
  }
  setTimeout(poll, Math.min(LONGEST_PAUSE, INTERVAL * 2 ** Math.min(failures, 4)));
}

function draw() {
  if (!picture) return;
  byId('notice').hidden = true;
  byId('picture').hidden = false;
  set(byId('summary'), summary(picture));
  drawTotals(picture);
  const wanted = byId('filter').value.trim().toLowerCase();
  const peers = picture.peers.filter((peer) => matches(peer, wanted));
  const empty = byId('empty');
  empty.hidden = peers.length > 0;
  set(empty, wanted ? `No application matches “${wanted}”.` : 'No other application is on the mesh yet.');
  byId('graph').hidden = view !== 'graph';
  byId('list').hidden = view !== 'list' || !peers.length;
  if (view === 'graph') drawGraph(picture.self, peers);
  else drawList(peers);
}

function drawTotals({ self, peers, total }) {
  const sum = (member) => peers.reduce((all, { calls }) => all + calls[member], 0);
  const slowest = peers.reduce((most, { calls }) => (calls.p99 === null ? most : Math.max(most ?? 0, calls.p99)), null);
  const services = new Set([...self.services, ...peers.flatMap((peer) => peer.services)].map(({ path }) => path));
  const totals = [
    ['applications', short(total + 1)],
    ['services', short(services.size)],
    ['calls/s', rate(sum('perSecond'))],
    ['failures/s', rate(sum('failuresPerSecond')), sum('failuresPerSecond') > 0],
    ['pending', short(sum('pending'))],
    ['slowest p99', millis(slowest)],
    ['served/s', rate(self.served.perSecond)],
  ];
  if (self.refused) totals.push(['events dropped', short(self.refused), true]);
  children(byId('totals'), totals, ([name]) => name, makeTotal, (tile, [, value, bad]) => {
    set(tile.lastChild, value);
    tile.classList.toggle('bad', Boolean(bad));
  });
}

function makeTotal([name]) {
  const tile = element('div');
  tile.append(element('dt', '', name), element('dd'));
  return tile;
}

function show(wanted) {
  view = wanted;
  history.replaceState(null, '', `#${view}`);
  switches();
  draw();
}

function switches() {
  for (const button of document.querySelectorAll('[data-view]')) attribute(button, 'aria-pressed', String(button.dataset.view === view));
}

for (const button of document.querySelectorAll('[data-view]')) button.addEventListener('click', () => show(button.dataset.view));
byId('pause').addEventListener('click', () => {
  attribute(byId('pause'), 'aria-pressed', String(!isPaused()));
  if (isPaused()) live('paused', '');
});
byId('filter').addEventListener('input', draw);
byId('controls').addEventListener('submit', (event) => event.preventDefault());
addEventListener('hashchange', () => {
  if (['#graph', '#list'].includes(location.hash)) show(location.hash.slice(1));
});
new ResizeObserver(drawLinksSoon).observe(byId('graph'));
makeList(draw);
switches();
poll();
