// The official client of Feathers 6 (npm feathers@pre): REST, and the events of a stream.

import { feathers } from 'feathers';
import { fetchClient } from 'feathers/client';
import { event } from '../node/lines.mjs';
import { rejection } from './apps.mjs';
import { feathers6Calls } from './feathers6-calls.mjs';

const streams = new Map();

/** A client of REST alone. */
export function feathers6App(baseUrl) {
  return feathers().configure(fetchClient(globalThis.fetch, { baseUrl }));
}

/** What came of each of the calls, by their names. */
export async function feathers6Outcomes(url) {
  const outcomes = {};
  for (const [name, call] of Object.entries(feathers6Calls)) outcomes[name] = await outcome(() => call(feathers6App(url)));
  return outcomes;
}

export const feathers6Commands = {
  async feathers6Calls({ url }) {
    return feathers6Outcomes(url);
  },

  async feathers6({ url, service, method, args = [] }) {
    return outcome(() => feathers6App(url).service(service)[method](...args));
  },

  /** Opens a stream under a name; what happens to it, and what it brings, is told. */
  async feathers6Open({ name, url, path, headers = {}, query = {}, service, events }) {
    const sse = { path, params: { headers, query }, reconnectionDelay: 100, reconnectionDelayMax: 200 };
    const app = feathers().configure(fetchClient(globalThis.fetch, { baseUrl: url, sse }));
    const stream = app.service(path);
    stream.on('connected', (abort) => {
      streams.set(name, abort);
      event('connect', { name });
    });
    stream.on('disconnected', (error) => event('disconnect', { name, error: rejection(error) }));
    for (const each of events) app.service(service).on(each, (data) => event('heard', { name, service, each, data }));
    await app.setup();
  },

  async feathers6Close({ name }) {
    streams.get(name)?.abort();
  },
};

async function outcome(call) {
  try {
    return { resolves: (await call()) ?? null };
  } catch (error) {
    const { class: className, hasServerStack, ...seen } = rejection(error);
    return { rejects: seen };
  }
}
