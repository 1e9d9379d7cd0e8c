// What Amazon's signer makes of requests to S3, for the tests of S3Signature.

import { createHash } from 'node:crypto';

import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

const requests = [
  { method: 'GET', host: 's3.eu-central-1.amazonaws.com', path: '/photos/a.png', query: {}, body: '' },
  { method: 'PUT', host: '127.0.0.1:4568', path: '/photos/2026/a.b_c-d.png', query: {}, body: 'hello' },
  { method: 'HEAD', host: 'localhost', path: '/b', query: {}, body: '' },
  {
    method: 'GET',
    host: 'localhost:9000',
    path: '/photos',
    query: { 'list-type': '2', prefix: 'a b/ü+~*', 'max-keys': '1000', 'continuation-token': '1/ab==' },
    body: '',
  },
  { method: 'POST', host: 'localhost:9000', path: '/photos/x', query: { uploads: '' }, body: '' },
  { method: 'PUT', host: 'localhost:9000', path: '/photos/x', query: { uploadId: 'a/b+c=', partNumber: '10' }, body: 'grüße' },
];
const times = ['2026-03-05T06:07:08.000Z', '2013-05-24T00:00:00.000Z'];
const vectors = [];
for (const request of requests)
  for (const sessionToken of [undefined, 'a/token+of=session'])
    for (const time of times) {
      const credentials = { accessKeyId: 'AKID', secretAccessKey: 'a/secret+key', sessionToken };
      const signer = new SignatureV4({ credentials, region: 'eu-central-1', service: 's3', sha256: Sha256, uriEscapePath: false });
      const hash = createHash('sha256').update(request.body).digest('hex');
      const signed = await signer.sign(
        {
          method: request.method,
          protocol: 'https:',
          hostname: request.host,
          path: request.path,
          query: request.query,
          headers: { host: request.host, 'x-amz-content-sha256': hash },
          body: request.body,
        },
        { signingDate: new Date(time) },
      );
      const { host, ...headers } = signed.headers;
      vectors.push({ ...request, sessionToken: sessionToken ?? null, time, headers });
    }
console.log(JSON.stringify(vectors, null, 1));
