// This application, and around it a card for each key, with its replicas.

import { attribute, byId, children, element, set } from './dom.js';
import { ago, count, duration, groups, MARKS, millis, rate, short, troubles, versioned } from './words.js';

const MOST_IN_STAR = 8;
const MOST_ROOMY = 24;
const MOST_MARKS = 16;
const MOST_CHIPS = 4;
const SVG = 'http://www.w3.org/2000/svg';

const opened = new Set();
let shown = [];
let redraw = false;

export function drawGraph(self, peers) {
  shown = groups(peers);
  const layout = shown.length <= MOST_IN_STAR ? 'star' : 'tree';
  const graph = byId('graph');
  graph.className = shown.length > MOST_ROOMY ? `${layout} compact` : layout;
  drawSelf(self);
  children(byId('groups'), shown, ({ key }) => key, makeGroup, drawGroup);
  [...byId('groups').children].forEach((card, i) => card.classList.toggle('left', layout === 'star' && i % 2 === 0));
  drawLinksSoon();
}

function drawSelf(self) {
  const box = byId('self');
  if (!box.firstChild) {
    box.append(element('p', 'who', 'this application'), element('h2'), element('p', 'name'), element('p', 'figures'), element('p', 'chips'), element('p', 'link'));
  }
  const [, key, name, figures, chips, link] = box.children;
  const { served } = self;
  set(key, self.key);
  set(name, self.name.slice(self.key.length));
  set(figures, `serves ${rate(served.perSecond)}/s · p99 ${millis(served.p99)} · ${short(served.pending)} pending`);
  drawChips(chips, self.services.map(versioned), MOST_CHIPS);
  set(link, self.link);
}

function drawChips(box, texts, most) {
  const all = texts.length > most ? [...texts.slice(0, most), `+${texts.length - most}`] : texts;
  children(box, all.map((text, i) => [text, `${i} ${text}`]), ([, key]) => key, ([text]) => element('span', 'chip', text), () => {});
}

function makeGroup({ key }) {
  const card = element('li', 'card');
  const head = element('button', 'head');
  head.type = 'button';
  head.append(element('span', 'key', key), element('span', 'replicas'), element('span', 'marks'), element('span', 'trouble'), element('span', 'figures'));
  head.addEventListener('click', () => {
    if (!opened.delete(key)) opened.add(key);
    const group = shown.find((one) => one.key === key);
    if (group) drawGroup(card, group);
    drawLinksSoon();
  });
  card.append(head, element('p', 'chips'), element('div', 'more'));
  return card;
}

function drawGroup(card, group) {
  const [head, chips, more] = card.children;
  const [key, replicas, marks, trouble, figures] = head.children;
  card.className = `card ${group.state}${card.classList.contains('left') ? ' left' : ''}`;
  key.title = group.key;
  set(replicas, group.replicas.length > 1 ? `× ${group.replicas.length}` : '');
  attribute(replicas, 'aria-label', group.replicas.length > 1 ? `${group.replicas.length} replicas` : null);
  drawMarks(marks, group.replicas);
  const states = troubles(group.replicas);
  const mixed = group.mixed ? 'versions differ' : '';
  set(trouble, [states, mixed].filter(Boolean).join(', '));
  const { calls } = group;
  const failing = calls.failuresPerSecond ? ` · ${rate(calls.failuresPerSecond)} failures/s` : '';
  const pending = calls.pending ? ` · ${short(calls.pending)} pending` : '';
  const runtimes = [...new Set(group.replicas.map(({ runtime }) => runtime).filter(Boolean))].sort().join(', ');
  set(figures, `${runtimes && `${runtimes} · `}${rate(calls.perSecond)}/s${failing} · p99 ${millis(calls.p99)}${pending}`);
  const open = opened.has(group.key);
  attribute(head, 'aria-expanded', String(open));
  chips.hidden = open;
  more.hidden = !open;
  if (open) drawMore(more, group);
  else drawChips(chips, group.services.map(versioned), MOST_CHIPS);
}

function drawMarks(box, replicas) {
  attribute(box, 'aria-hidden', 'true');
  const all = replicas.slice(0, MOST_MARKS);
  children(box, all, ({ uuid }) => uuid, () => element('span'), (mark, { name, state }) => {
    mark.className = `mark ${state}`;
    mark.title = `${name}: ${state}`;
    set(mark, MARKS[state]);
  });
}

function drawMore(more, { services, replicas }) {
  if (!more.firstChild) more.append(element('h3', '', 'Services'), element('ul', 'services'), element('h3', '', 'Replicas'), element('ul', 'peers'));
  const [, offered, , peers] = more.children;
  const owners = ({ owners }) => (owners < replicas.length ? ` (${owners} of ${replicas.length} replicas)` : '');
  children(offered, services, ({ path }) => path, () => element('li'), (item, service) => set(item, `${versioned(service)}: ${service.methods.join(', ')}${owners(service)}`));
  children(peers, replicas, ({ uuid }) => uuid, makePeer, drawPeer);
}

function makePeer() {
  const item = element('li');
  item.append(element('span', 'mark'), element('b'), element('span', 'facts'));
  return item;
}

function drawPeer(item, peer) {
  const [mark, name, facts] = item.children;
  mark.className = `mark ${peer.state}`;
  set(mark, MARKS[peer.state]);
  attribute(mark, 'aria-hidden', 'true');
  set(name, peer.name);
  const { calls } = peer;
  const place = [peer.runtime, peer.program, peer.host].filter(Boolean).join(', ');
  const lines = [
    `${peer.state}, heard ${ago(peer.silence)}, known for ${duration(peer.age)}`,
    place,
    `${rate(calls.perSecond)}/s · p50 ${millis(calls.p50)} · p99 ${millis(calls.p99)}`,
    `${count(calls.total, 'call')}, ${count(calls.failures, 'failure')}, ${calls.pending} pending`,
  ].filter(Boolean);
  set(facts, lines.join('\n'));
}

/** Once a frame at most. */
export function drawLinksSoon() {
  if (redraw) return;
  redraw = true;
  requestAnimationFrame(() => {
    redraw = false;
    drawLinks();
  });
}

function drawLinks() {
  const graph = byId('graph');
  if (graph.hidden || !shown.length) {
    byId('links').replaceChildren();
    return;
  }
  const origin = graph.getBoundingClientRect();
  const box = (node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { left: left - origin.left, right: right - origin.left, top: top - origin.top, bottom: bottom - origin.top };
  };
  const self = box(byId('self'));
  const cards = [...byId('groups').children];
  const states = new Map(shown.map((group) => [group.key, group]));
  children(
    byId('links'),
    cards.map((card) => ({ key: card.dataset.item, at: box(card), head: box(card.firstChild) })),
    ({ key }) => key,
    () => document.createElementNS(SVG, 'path'),
    (path, { key, at, head }) => {
      const { state, calls } = states.get(key);
      attribute(path, 'd', line(self, at, (head.top + head.bottom) / 2));
      attribute(path, 'class', `${state}${calls.perSecond > 0.05 ? ' busy' : ''}`);
      attribute(path, 'stroke-width', (1.5 + Math.min(3, Math.log10(1 + calls.perSecond))).toFixed(1));
    },
  );
}

/** A curve to a card beside this application; a line down a gutter, which all cards of a column share, to one below it. */
function line(self, card, y) {
  if (byId('graph').classList.contains('star') && (card.left > self.right || card.right < self.left)) return curve(self, card, y);
  const middle = (self.left + self.right) / 2;
  const gutter = card.left - 10;
  const level = self.bottom + 12;
  const side = Math.sign(gutter - middle) || 1;
  const round = Math.min(8, Math.abs(gutter - middle) / 2);
  return [
    `M${middle},${self.bottom} V${level - round} Q${middle},${level} ${middle + side * round},${level}`,
    `H${gutter - side * round} Q${gutter},${level} ${gutter},${level + round}`,
    `V${y - 8} Q${gutter},${y} ${gutter + 8},${y} H${card.left}`,
  ].join(' ');
}

function curve(self, card, y) {
  const half = (self.top + self.bottom) / 2;
  const [from, to] = card.left > self.right ? [self.right, card.left] : [self.left, card.right];
  const bend = (to - from) / 2;
  return `M${from},${half} C${from + bend},${half} ${to - bend},${y} ${to},${y}`;
}
