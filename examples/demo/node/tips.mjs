// A replica of the service "tips" in Node: a Feathers application as it is, with the plugin of feathers-distributed. It knows nothing of Java.

import express, { json, rest } from '@feathersjs/express';
import { feathers } from '@feathersjs/feathers';
import distribution, { finalize } from '@kalisio/feathers-distributed';

const tips = [
  'A call goes to an application that offers the service; which one, and in which language, makes no difference.',
  'A replica that dies takes no read with it: another one answers.',
  'Start one more replica, and it is found within a second.',
];

const app = express(feathers());
app.use(json());
app.configure(rest());
app.configure(
  distribution({
    key: 'tips',
    services: ({ path }) => path === 'tips',
    remoteServices: () => false,
    cote: { broadcast: process.env.COTE_BROADCAST_ADDRESS ?? '255.255.255.255' },
  }),
);
let next = 0;
app.use('tips', {
  async get(id) {
    return { id, text: tips[next++ % tips.length], by: `Node ${process.version}` };
  },
});
await app.listen(0, '127.0.0.1');
console.log('tips of Node are on the mesh');

for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => {
    finalize(app);
    process.exit(0);
  });
