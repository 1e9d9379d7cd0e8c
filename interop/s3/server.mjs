// A server with S3's protocol (s3rver) on a free port of 127.0.0.1, which checks signatures and keeps its objects below the folder given. Tells its port in one line, and
// runs the client commands that come in as lines: {form: url, size} sends a form with fetch.
//   node server.mjs <folder>

import S3rver from 's3rver';

import { event, serve } from '../node/lines.mjs';

const server = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory: process.argv[2],
  configureBuckets: [{ name: 'blobs' }],
});
const { port } = await server.run();
event('listening', { port });
serve(
  {
    async form({ url, size }) {
      const form = new FormData();
      form.append('title', 'Grüße');
      form.append('file', new File([new Uint8Array(size).fill(120)], 'a "b" ü.txt', { type: 'text/plain' }));
      const response = await fetch(url, { method: 'POST', body: form });
      return { status: response.status, body: await response.json() };
    },
  },
  () => process.exit(0),
);
