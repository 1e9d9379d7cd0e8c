'use strict';
// Draws what /pictures sends. Names come from anybody on the network: they are only ever put in as text.

const COLOURS = { req: 'var(--req)', rep: 'var(--rep)', 'sub-emitter': 'var(--sub-emitter)', 'pub-emitter': 'var(--pub-emitter)' };
const LATE = 15000;
const byId = (id) => document.getElementById(id);
const network = byId('network');
let picture = { hosts: [], links: [] };
let pointed = null;
let chosen = null;

function element(tag, classes, text) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
}

function components() {
  return picture.hosts.flatMap((host) =>
    host.processes.flatMap((process) => process.components.map((component) => ({ ...component, process, host: host.name }))),
  );
}

const rate = (value) => (value >= 100 ? Math.round(value) : value.toFixed(1));
// Feathers makes them equal, and then one tells enough.
const keyOf = ({ key, namespace }) => (namespace && !key.endsWith(`$$${namespace}`) ? `${key} / ${namespace}` : key);

function matches(component, process, wanted) {
  const said = [component.name, component.key, component.namespace, process.command, ...component.topics, ...process.services.map(({ path }) => path)];
  return !wanted || said.join(' ').toLowerCase().includes(wanted);
}

function drawTotals(all) {
  const traffic = all.map((one) => one.traffic).filter(Boolean);
  const sum = (member) => traffic.reduce((total, one) => total + one[member], 0);
  const totals = [
    [picture.hosts.length, 'hosts'],
    [picture.hosts.reduce((total, host) => total + host.processes.length, 0), 'processes'],
    [all.length, 'components'],
    [picture.links.length, 'connections'],
    [rate(sum('outRate')), 'messages sent / s'],
    [sum('pending'), 'pending'],
  ];
  byId('totals').replaceChildren(
    ...totals.map(([count, what]) => {
      const item = element('li');
      item.append(element('b', '', count), what);
      return item;
    }),
  );
}

function drawComponent(component) {
  const row = element('button', 'component');
  row.dataset.id = component.id;
  row.append(element('span', `name kind ${component.kind}`, component.name));
  row.append(element('span', 'key', component.port ? `${keyOf(component)} :${component.port}` : keyOf(component)));
  const { traffic } = component;
  const figures = element('span', 'rate', traffic ? `↓${rate(traffic.inRate)} ↑${rate(traffic.outRate)}/s` : '');
  if (traffic?.pending) figures.append(element('span', 'pending', ` ${traffic.pending} pending`));
  row.append(figures);
  row.append(element('span', component.silence > LATE ? 'hello late' : 'hello', `${Math.round(component.silence / 1000)} s`));
  row.lastChild.title = 'since its last hello';
  row.addEventListener('mouseenter', () => point(component.id));
  row.addEventListener('mouseleave', () => point(null));
  row.addEventListener('click', () => choose(chosen === component.id ? null : component.id));
  return row;
}

function drawProcess(process, wanted) {
  const shown = process.components.filter((component) => matches(component, process, wanted));
  const card = element('section', shown.length ? 'process' : 'process hidden');
  const head = element('h3');
  head.append(element('b', '', process.command || 'unknown'));
  head.firstChild.title = process.command;
  head.append(element('span', '', `${process.address} · ${process.id.slice(0, 8)}`));
  card.append(head);
  if (process.services.length) {
    const services = element('div', 'services');
    for (const { path, methods } of process.services) {
      services.append(element('span', '', path));
      services.lastChild.title = methods.join(', ');
    }
    card.append(services);
  }
  const rows = element('div', 'components');
  rows.append(...shown.map(drawComponent));
  card.append(rows);
  return card;
}

function draw() {
  const wanted = byId('filter').value.trim().toLowerCase();
  const all = components();
  drawTotals(all);
  const hosts = picture.hosts.map((host) => {
    const card = element('section', 'host');
    card.append(element('h2', '', host.name || 'unknown host'));
    const processes = element('div', 'processes');
    processes.append(...host.processes.map((process) => drawProcess(process, wanted)));
    if (![...processes.children].some((one) => !one.classList.contains('hidden'))) card.classList.add('hidden');
    card.append(processes);
    return card;
  });
  byId('hosts').replaceChildren(...(hosts.length ? hosts : [element('p', 'empty', 'Nobody is there yet.')]));
  drawLinks(all);
  drawDetails(all);
  focus();
}

/** Curves from the side of one row to the nearer side of the other. */
function drawLinks(all) {
  const known = new Map(all.map((component) => [component.id, component]));
  const rows = new Map([...document.querySelectorAll('.component')].map((row) => [row.dataset.id, row.getBoundingClientRect()]));
  const origin = network.getBoundingClientRect();
  const paths = picture.links.map(([from, to]) => {
    const a = rows.get(from);
    const b = rows.get(to);
    if (!a || !b) return null;
    const toRight = b.left >= a.left;
    const same = Math.abs(b.left - a.left) < 20;
    const x1 = (toRight || same ? a.right : a.left) - origin.left;
    const x2 = (same || !toRight ? b.right : b.left) - origin.left;
    const y1 = (a.top + a.bottom) / 2 - origin.top;
    const y2 = (b.top + b.bottom) / 2 - origin.top;
    const bend = same ? 34 + Math.min(60, Math.abs(y2 - y1) / 8) : Math.max(30, Math.abs(x2 - x1) / 2);
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    const c1 = toRight || same ? x1 + bend : x1 - bend;
    const c2 = same || !toRight ? x2 + bend : x2 - bend;
    path.setAttribute('d', `M${x1},${y1} C${c1},${y1} ${c2},${y2} ${x2},${y2}`);
    const { traffic, kind } = known.get(from) ?? {};
    path.style.stroke = COLOURS[kind] ?? COLOURS.req;
    if (traffic && traffic.inRate + traffic.outRate > 0.05) path.classList.add('busy');
    path.dataset.from = from;
    path.dataset.to = to;
    return path;
  });
  byId('links').replaceChildren(...paths.filter(Boolean));
}

function point(id) {
  pointed = id;
  focus();
}

function choose(id) {
  chosen = id;
  drawDetails(components());
  drawLinks(components());
  focus();
}

/** Lets everything fade that has nothing to do with the component pointed at, or chosen. */
function focus() {
  const centre = pointed ?? chosen;
  const near = new Set(centre ? [centre] : []);
  for (const path of byId('links').children) {
    const touches = path.dataset.from === centre || path.dataset.to === centre;
    path.classList.toggle('near', touches);
    if (touches) near.add(path.dataset.from).add(path.dataset.to);
  }
  network.classList.toggle('focused', Boolean(centre));
  for (const row of document.querySelectorAll('.component')) row.classList.toggle('near', near.has(row.dataset.id));
}

function drawDetails(all) {
  const panel = byId('details');
  const component = all.find(({ id }) => id === chosen);
  panel.hidden = !component;
  if (!component) return;
  const names = new Map(all.map((one) => [one.id, `${one.name} (${one.process.command})`]));
  const linked = picture.links.flatMap(([from, to]) => (from === chosen ? [to] : to === chosen ? [from] : [])).map((id) => names.get(id) ?? id);
  const { traffic } = component;
  const facts = [
    ['id', component.id],
    ['key', keyOf(component)],
    ['subset', component.subset],
    ['address', component.port ? `${component.process.address}:${component.port}` : component.process.address],
    ['host', component.host],
    ['process', `${component.process.command} ${component.process.id}`],
    ['last hello', `${(component.silence / 1000).toFixed(1)} s ago`],
    ['messages', traffic && `${traffic.in} in, ${traffic.out} out, ${traffic.pending} pending`],
    ['now', traffic && `${rate(traffic.inRate)} in, ${rate(traffic.outRate)} out a second`],
    ['knows', component.topics.join(', ')],
    ['services', component.process.services.map(({ path, methods }) => `${path}: ${methods.join(', ')}`).join('\n')],
    ['connections', linked.join('\n')],
  ];
  const list = element('dl');
  for (const [what, value] of facts) {
    if (!value) continue;
    list.append(element('dt', '', what));
    for (const line of String(value).split('\n')) list.append(element('dd', '', line));
  }
  panel.replaceChildren(element('h2', `kind ${component.kind}`, component.name), list);
}

function state(text, classes) {
  byId('state').textContent = text;
  byId('state').className = classes;
}

function show(json, text, classes) {
  picture = JSON.parse(json);
  state(text, classes);
  draw();
}

/** With `#still` in the address the page shows one picture, for paper and for programs that read it. */
if (location.hash === '#still') {
  fetch('picture')
    .then((response) => response.text())
    .then((json) => show(json, 'still', ''));
} else {
  const pictures = new EventSource('pictures');
  pictures.onmessage = ({ data }) => show(data, 'live', 'live');
  pictures.onerror = () => state('lost, trying again', 'lost');
}
byId('filter').addEventListener('input', draw);
addEventListener('resize', () => drawLinks(components()));
