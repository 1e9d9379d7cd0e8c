// The official adapter suite (mocha) through an official client. The suite changes two options of the service as it goes along: those go to the
// server by a control service.

import { createRequire } from 'node:module';
import errors from '@feathersjs/errors';
import Mocha from 'mocha';
import io from 'socket.io-client';
import { restApp, socketApp } from './apps.mjs';

const { adapterTests } = createRequire(import.meta.url)('@feathersjs/adapter-tests');

/** In place of a list of names: all cases are wanted, whatever they are called. */
const EVERYTHING = { includes: () => true, forEach: () => {} };
const METHODS = ['find', 'get', 'create', 'update', 'patch', 'remove'];

/** The names of the cases that passed and, with their messages, of those that failed. */
export async function runAdapterTests({ url, transport, service, control, id }) {
  const socket = transport === 'socketio' ? io(url, { forceNew: true }) : null;
  const client = socket ? socketApp(socket, {}) : restApp(url, transport);
  try {
    const only = remote(client, service, control, id, { multi: false, paginate: false });
    return await run({ service: () => only }, service, id);
  } finally {
    socket?.close();
  }
}

/** A service that delegates, and tells the server of its options before each call. */
function remote(client, service, control, id, options) {
  const all = { id, events: ['testing'], options };
  for (const method of METHODS) {
    all[method] = async (...args) => {
      await client.service(control).create({ multi: options.multi, paginate: options.paginate });
      return client.service(service)[method](...args);
    };
  }
  return all;
}

function run(app, service, id) {
  const mocha = new Mocha({ ui: 'bdd', reporter: class {}, timeout: 20000 });
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  adapterTests(EVERYTHING)(app, errors, service, id);
  return new Promise((resolve) => {
    const passed = [];
    const failed = [];
    const skipped = [];
    mocha
      .run(() => resolve({ passed, failed, skipped }))
      .on('pass', (test) => passed.push(test.title))
      .on('pending', (test) => skipped.push(test.title))
      .on('fail', (test, error) => failed.push({ name: test.title, message: String(error?.message ?? error) }));
  });
}
