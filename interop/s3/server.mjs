// A server with S3's protocol (s3rver) on a free port of 127.0.0.1, which keeps its objects below the folder given. s3rver does not check signatures of version 4, so
// Amazon's own signer does, in front of it. Tells its port in one line, and runs the client commands that come in as lines: {form: url, size} sends a form with fetch.
//   node server.mjs <folder>

import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import S3rver from 's3rver';

import { event, serve } from '../node/lines.mjs';

const server = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory: process.argv[2],
  configureBuckets: [{ name: 'blobs' }],
});
const signer = new SignatureV4({
  credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  region: 'eu-central-1',
  service: 's3',
  sha256: Sha256,
  uriEscapePath: false,
});

/** Whether a request is signed as Amazon's signer signs it. */
async function isSigned({ method, url, headers }) {
  const given = headers.authorization ?? '';
  const [path, query] = url.split('?');
  const names = /SignedHeaders=([^,]*)/.exec(given)?.[1].split(';') ?? [];
  const time = (headers['x-amz-date'] ?? '').replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z');
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: Object.fromEntries(names.map((name) => [name, headers[name]])),
    },
    { signingDate: new Date(time) },
  );
  return signed.headers.authorization === given;
}

server.middleware.unshift(async (ctx, next) => {
  if (await isSigned(ctx.req)) return next();
  ctx.status = 403;
  ctx.type = 'application/xml';
  ctx.body = '<Error><Code>SignatureDoesNotMatch</Code></Error>';
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
