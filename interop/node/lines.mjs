// The line protocol: one JSON object per line, commands in on stdin, replies and events out on stdout.

import { createInterface } from 'node:readline';

// Libraries print as they like; only our own lines may reach stdout, everything else goes to stderr.
const stdout = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

/** Writes one line. A value that JSON cannot take is reported instead of ending the peer. */
export function send(line) {
  let text;
  try {
    text = JSON.stringify(line);
  } catch (error) {
    text = JSON.stringify({ ...scalars(line), unserializable: error.message });
  }
  stdout(text + '\n');
}

/** Writes an event; `at` is the time since the process started, in milliseconds. */
export function event(name, members = {}) {
  send({ event: name, at: Math.round(performance.now()), ...members });
}

/**
 * Answers every command with `{reply, result, kind}` or `{reply, error}`. Commands run side by side, replies come as
 * they are ready. `kind` tells apart what JSON does not: undefined and null, a Date and a string, a Buffer and an object.
 */
export function serve(commands, onEnd) {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on('line', async (text) => {
    let command = {};
    try {
      command = JSON.parse(text);
      const run = Object.hasOwn(commands, command.cmd) ? commands[command.cmd] : unknown;
      const result = await run(command);
      send({ reply: command.id, result, kind: kindOf(result) });
    } catch (error) {
      send({ reply: command?.id, error: plainError(error) });
    }
  });
  // Whoever drives us is gone: nobody may find an orphan on the mesh.
  lines.on('close', onEnd);
}

/** The hook context as JSON can take it: without the members that lead back to the whole application. */
export function plainContext(context) {
  if (context === null || typeof context !== 'object') return context;
  const { app, service, self, ...rest } = context.toJSON ? context.toJSON() : context;
  return rest;
}

/** Name, message, code, className, data and errors of an error, and whatever else it carries. */
export function plainError(error) {
  if (!(error instanceof Error)) return { thrown: kindOf(error), message: String(error), value: error };
  const json = error.toJSON ? error.toJSON() : {};
  return { name: error.name, message: error.message, ...error, ...json };
}

function unknown({ cmd }) {
  throw new Error(`unknown command '${cmd}'`);
}

function kindOf(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Buffer.isBuffer(value)) return 'buffer';
  if (value instanceof Date) return 'date';
  return typeof value;
}

function scalars(line) {
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value === null || typeof value !== 'object'));
}
