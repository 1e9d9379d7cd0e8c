// Events from one application to others, never more than a window ahead of the slowest; Publishing.java and Subscription.java do the same.

import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { todo } from './todos.mjs';

const STEP = 50;
const WINDOW = 1000;
const PATIENCE = 30_000;
/** Ids of todos: in events that are counted, and in those that tell who listens. */
const EVENT = 1;
const PROBE = 2;

/** The publisher's side: subscribers report through the service `seen`, whose `find` makes no event of its own. */
export function publishing(app) {
  const heard = new Map();
  let wake = () => {};
  /** What each had heard before the events that are counted now. */
  let before = new Map();
  const each = () => [...before].map(([name, count]) => heard.get(name) - count);
  const slowest = () => Math.min(...each());
  const total = () => each().reduce((sum, count) => sum + count, 0);
  const seen = {
    find: async ({ query }) => {
      // one report may overtake another
      heard.set(query.name, Math.max(Number(query.heard), heard.get(query.name) ?? 0));
      wake();
      return [];
    },
  };

  /** Waits until the condition holds, or for so long; looks after each report. */
  async function until(condition, end) {
    while (!condition() && performance.now() < end) {
      const report = new Promise((resolve) => (wake = resolve));
      await Promise.race([report, delay(20)]);
    }
  }

  async function publish(millis) {
    const service = app.service('todos');
    before = new Map(heard);
    let sent = 0;
    const start = performance.now();
    const end = start + millis;
    do {
      for (let i = 0; i < STEP; i++) service.emit('created', todo(EVENT));
      sent += STEP;
      await turn();
      await until(() => sent - slowest() < WINDOW, end);
    } while (performance.now() < end);
    await until(() => total() > 0, end + PATIENCE);
    const count = total();
    const seconds = (performance.now() - start) / 1000;
    await until(() => slowest() === sent, performance.now() + PATIENCE);
    return { count, seconds, failed: sent * before.size - total() };
  }

  /** Returns once so many subscribers have heard something. */
  async function subscribers(count) {
    while (heard.size < count) {
      app.service('todos').emit('created', todo(PROBE));
      await delay(20);
    }
  }

  return { seen, publish, subscribers };
}

/** The subscriber's side: reports when it hears for the first time, and then each fiftieth event. */
export function subscribed(app, name) {
  let heard;
  const report = () => app.service('seen').find({ query: { name, heard } }).catch((error) => console.error(error));
  app.service('todos').on('created', ({ id }) => {
    if (id === PROBE && heard === undefined) {
      heard = 0;
      report();
    } else if (id === EVENT && ++heard % STEP === 0) report();
  });
}
