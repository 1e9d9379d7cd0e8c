// What the picture says in words and numbers. Pure: no document, no clock.

export const MARKS = { connected: '●', suspected: '▲', excluded: '■', disconnected: '○' };

const collator = new Intl.Collator(undefined, { numeric: true });
export const inOrder = (a, b) => collator.compare(a, b);

/** The worse the later. */
const STATES = ['connected', 'suspected', 'disconnected', 'excluded'];

const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export function rate(perSecond) {
  if (!perSecond) return '0';
  if (perSecond < 0.1) return '<0.1';
  if (perSecond < 10) return perSecond.toFixed(1);
  return short(perSecond);
}

export function short(count) {
  if (count < 10_000) return String(Math.round(count));
  if (count < 1_000_000) return `${(count / 1000).toFixed(count < 100_000 ? 1 : 0)}k`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}

/** A time in milliseconds; a dash for none. */
export function millis(time) {
  if (time === null || time === undefined) return '–';
  if (time < 1) return `${Math.max(0.01, time).toFixed(2)} ms`;
  if (time < 10) return `${time.toFixed(1)} ms`;
  return time < 1000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(1)} s`;
}

/** A long time in milliseconds. */
export function duration(time) {
  const seconds = Math.round(time / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d`;
}

export const ago = (time) => (time < 1500 ? 'now' : `${duration(time)} ago`);

export const versioned = ({ path, version }) => (version ? `${path} ${version}` : path);

/** Applications of one key are replicas of each other. */
export function groups(peers) {
  const byKey = new Map();
  for (const peer of peers) {
    if (!byKey.has(peer.key)) byKey.set(peer.key, []);
    byKey.get(peer.key).push(peer);
  }
  return [...byKey].sort(([a], [b]) => inOrder(a, b)).map(([key, replicas]) => group(key, replicas));
}

function group(key, replicas) {
  const services = new Map();
  for (const { path, version, methods } of replicas.flatMap((replica) => replica.services)) {
    const known = services.get(path) ?? { path, versions: new Set(), methods: new Set(), owners: 0 };
    known.versions.add(version ?? '');
    known.owners += 1;
    methods.forEach((method) => known.methods.add(method));
    services.set(path, known);
  }
  const offered = [...services.values()]
    .sort((a, b) => inOrder(a.path, b.path))
    .map(({ path, versions, methods, owners }) => ({
      path,
      version: [...versions].filter(Boolean).sort().join(' / '),
      methods: [...methods],
      owners,
    }));
  const of = (member) => replicas.reduce((sum, { calls }) => sum + calls[member], 0);
  const slowest = (member) => replicas.reduce((most, { calls }) => (calls[member] === null ? most : Math.max(most ?? 0, calls[member])), null);
  return {
    key,
    replicas,
    services: offered,
    mixed: new Set(replicas.map(signature)).size > 1,
    state: common(replicas),
    calls: {
      perSecond: of('perSecond'),
      failuresPerSecond: of('failuresPerSecond'),
      pending: of('pending'),
      p99: slowest('p99'),
    },
  };
}

const signature = ({ services }) => JSON.stringify(services.map(({ path, version, methods }) => [path, version, [...methods].sort()]));

/** The state of all; partial when they differ. */
const common = ([first, ...rest]) => (rest.every(({ state }) => state === first.state) ? first.state : 'partial');

/** For instance "1 suspected, 2 disconnected"; empty when all is well. */
export function troubles(peers) {
  return STATES.slice(1)
    .map((state) => [peers.filter((peer) => peer.state === state).length, state])
    .filter(([count]) => count)
    .map(([count, state]) => (peers.length === 1 ? state : `${count} ${state}`))
    .join(', ');
}

/** For screen readers too: changes when applications come, go or change their states, and only then. */
export function summary({ peers, total }) {
  const trouble = peers.length === 1 && peers[0].state !== 'connected' ? `1 ${peers[0].state}` : troubles(peers);
  const cut = total > peers.length ? ` (the first ${peers.length} are shown)` : '';
  return `${plural(total + 1, 'application')}${trouble ? `, ${trouble}` : total ? ', all connected' : ''}${cut}`;
}

export function matches(peer, wanted) {
  if (!wanted) return true;
  const texts = [peer.name, peer.state, peer.host, peer.address, peer.program, peer.runtime, ...peer.services.map(versioned)];
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}

export const count = plural;
