// All applications in a table that can be sorted.

import { attribute, byId, children, element, set } from './dom.js';
import { ago, count, inOrder, MARKS, millis, rate, short, versioned } from './words.js';

const COLUMNS = [
  { id: 'name', title: 'Application', value: ({ name }) => name },
  { id: 'services', title: 'Services', value: ({ services }) => services.length },
  { id: 'replicas', title: 'Replicas', value: ({ replicas }) => replicas, number: true },
  { id: 'rate', title: 'Calls/s', value: ({ calls }) => calls.perSecond, number: true },
  { id: 'failures', title: 'Failures', value: ({ calls }) => calls.failures, number: true },
  { id: 'p50', title: 'p50', value: ({ calls }) => calls.p50 ?? -1, number: true },
  { id: 'p99', title: 'p99', value: ({ calls }) => calls.p99 ?? -1, number: true },
  { id: 'pending', title: 'Pending', value: ({ calls }) => calls.pending, number: true },
  { id: 'heard', title: 'Last heard', value: ({ silence }) => silence, number: true },
  { id: 'state', title: 'State', value: ({ state }) => state },
];

const TEXTS = {
  replicas: ({ replicas }) => String(replicas),
  rate: ({ calls }) => rate(calls.perSecond),
  failures: ({ calls }) => short(calls.failures) + (calls.failuresPerSecond ? ` (${rate(calls.failuresPerSecond)}/s)` : ''),
  p50: ({ calls }) => millis(calls.p50),
  p99: ({ calls }) => millis(calls.p99),
  pending: ({ calls }) => short(calls.pending),
  heard: ({ silence }) => ago(silence),
};

let sorted = 'name';
let upwards = true;

export function makeList(onSort) {
  for (const { id, title, number } of COLUMNS) {
    const head = element('th', number ? 'number' : '');
    head.setAttribute('role', 'columnheader');
    head.scope = 'col';
    const button = element('button', '', title);
    button.type = 'button';
    button.addEventListener('click', () => {
      upwards = sorted === id ? !upwards : !COLUMNS.find((column) => column.id === id).number;
      sorted = id;
      onSort();
    });
    head.dataset.column = id;
    head.append(button);
    byId('columns').append(head);
  }
}

export function drawList(peers) {
  for (const head of byId('columns').children)
    attribute(head, 'aria-sort', head.dataset.column === sorted ? (upwards ? 'ascending' : 'descending') : null);
  const { value } = COLUMNS.find(({ id }) => id === sorted);
  const sizes = new Map();
  for (const { key } of peers) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  const rows = peers.map((peer) => ({ ...peer, replicas: sizes.get(peer.key) }));
  rows.sort((a, b) => compare(value(a), value(b)) * (upwards ? 1 : -1) || compare(a.name, b.name));
  children(byId('rows'), rows, ({ uuid }) => uuid, makeRow, drawRow);
}

const compare = (a, b) => (typeof a === 'string' ? inOrder(a, b) : a - b);

function makeRow() {
  const row = element('tr');
  row.setAttribute('role', 'row');
  for (const { id, title, number } of COLUMNS) {
    const cell = element(id === 'name' ? 'th' : 'td', number ? 'number' : '');
    cell.setAttribute('role', id === 'name' ? 'rowheader' : 'cell');
    if (id === 'name') cell.scope = 'row';
    cell.dataset.label = title;
    if (id === 'name') cell.append(element('span', 'key'), element('span', 'place'));
    if (id === 'services') cell.append(element('span', 'chips'));
    if (id === 'state') cell.append(element('span', 'mark'), element('span', 'text'));
    row.append(cell);
  }
  row.querySelector('.mark').setAttribute('aria-hidden', 'true');
  return row;
}

function drawRow(row, peer) {
  COLUMNS.forEach(({ id }, i) => {
    const cell = row.children[i];
    if (id === 'name') {
      set(cell.firstChild, peer.name);
      set(cell.lastChild, [peer.runtime, peer.host].filter(Boolean).join(', '));
    } else if (id === 'services') {
      const texts = peer.services.map(versioned);
      children(cell.firstChild, texts, (text) => text, (text) => element('span', 'chip', text), () => {});
      attribute(cell, 'aria-label', texts.length ? null : count(0, 'service'));
    } else if (id === 'state') {
      cell.firstChild.className = `mark ${peer.state}`;
      set(cell.firstChild, MARKS[peer.state]);
      set(cell.lastChild, peer.state);
    } else set(cell, TEXTS[id](peer));
  });
}
