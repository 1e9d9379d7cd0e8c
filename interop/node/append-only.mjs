// Lists that only grow, in a folder that several processes share, also with Java: see AppendOnly.java.

import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A file per list, a line per value, which is on the disk before it is acknowledged and `appended` is emitted. */
export class AppendOnly {
  written = 0;

  constructor(name, { folder }) {
    this.name = name;
    this.folder = folder;
  }

  async get(key) {
    const text = await readFile(this.file(key), 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return { values: text.split('\n').slice(0, -1).map((line) => Number(line.split(' ')[0])) };
  }

  async create({ key, value }) {
    const number = ++this.written;
    const file = openSync(this.file(key), 'a');
    try {
      writeSync(file, `${value} ${this.name} ${number}\n`);
      fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
    const event = { emitter: this.name, number, value };
    this.emit('appended', event);
    await delay(100); // a fault shall often find a write that was executed and is not acknowledged
    return event;
  }

  file(key) {
    return `${this.folder}/list-${Number(key)}`;
  }
}
