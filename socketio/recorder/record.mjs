import { encodePacket, decodePacket, encodePayload, decodePayload } from 'engine.io-parser';
import { Encoder, Decoder, PacketType } from 'socket.io-parser';

// bytes have no place in JSON: {"$bytes": "<base64>"}
const plain = (value) => {
  if (Buffer.isBuffer(value)) return { $bytes: value.toString('base64') };
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
  return value === undefined ? null : value;
};
const bytes = (...octets) => Buffer.from(octets);

const enginePackets = [
  { type: 'open', data: '{"sid":"abc","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}' },
  { type: 'close' },
  { type: 'ping' },
  { type: 'ping', data: 'probe' },
  { type: 'pong' },
  { type: 'pong', data: 'probe' },
  { type: 'message', data: 'hello' },
  { type: 'message', data: '' },
  { type: 'message', data: 'h\u00e9llo \u20ac \ud83d\ude00' },
  { type: 'message', data: bytes(1, 2, 3, 4) },
  { type: 'message', data: bytes() },
  { type: 'message', data: bytes(251, 255, 254, 0) },
  { type: 'upgrade' },
  { type: 'noop' },
];
const engineTexts = ['', 'abc', '7', '9x', '4', '2', '2probe', '3probe', '5', '6', '1', 'bAQIDBA==', 'b', ' 4hello'];
const payloads = [
  [{ type: 'message', data: 'hello' }],
  [{ type: 'message', data: 'test1' }, { type: 'message', data: 'test2' }, { type: 'message', data: 'test3' }],
  [{ type: 'message', data: 'hello' }, { type: 'message', data: bytes(1, 2, 3, 4) }],
  [{ type: 'ping' }, { type: 'message', data: '2["a","\u20ac"]' }, { type: 'noop' }],
];

const engine = {
  encoded: enginePackets.map((packet) => {
    let text;
    encodePacket(packet, false, (encoded) => (text = encoded));
    return { packet: plain(packet), text };
  }),
  decoded: engineTexts.map((text) => ({ text, packet: plain(decodePacket(text)) })),
  payloads: payloads.map((packets) => {
    let text;
    encodePayload(packets, (encoded) => (text = encoded));
    return { text, packets: packets.map(plain), again: decodePayload(text).map(plain) };
  }),
};

const packets = [
  { type: PacketType.CONNECT, nsp: '/', data: undefined },
  { type: PacketType.CONNECT, nsp: '/', data: { token: '123' } },
  { type: PacketType.CONNECT, nsp: '/custom', data: { sid: 'oSO0OpakMV_3jnilAAAA' } },
  { type: PacketType.CONNECT_ERROR, nsp: '/', data: { message: 'Not authorized' } },
  { type: PacketType.CONNECT_ERROR, nsp: '/random', data: { message: 'No', data: { code: 1 } } },
  { type: PacketType.DISCONNECT, nsp: '/' },
  { type: PacketType.DISCONNECT, nsp: '/admin' },
  { type: PacketType.EVENT, nsp: '/', data: ['hello', 1, '2', { 3: [true, null] }] },
  { type: PacketType.EVENT, nsp: '/', id: 0, data: ['find', 'todos', { $limit: 1 }] },
  { type: PacketType.EVENT, nsp: '/admin', id: 456, data: ['project:delete', 123] },
  { type: PacketType.EVENT, nsp: '/', data: ['\u00fc', 'h\u00e9llo \u20ac \ud83d\ude00 \u2028'] },
  { type: PacketType.ACK, nsp: '/', id: 0, data: [] },
  { type: PacketType.ACK, nsp: '/admin', id: 456, data: [null, { a: 1.5 }] },
  { type: PacketType.EVENT, nsp: '/', data: ['upload', bytes(1, 2, 3)] },
  { type: PacketType.EVENT, nsp: '/admin', id: 7, data: ['upload', { deep: [{ a: bytes(1) }, 'x', bytes(2, 3)] }, bytes()] },
  { type: PacketType.ACK, nsp: '/', id: 789, data: [bytes(4, 5), bytes(6)] },
];
const texts = [
  ['2["hello"]'], ['2["hello",1,{"a":null}]'], ['21["hello"]'], ['2/admin,456["x",1]'], ['2/admin,["x"]'], ['2/a?b=c,["x"]'], ['2[1,"x"]'],
  ['0'], ['0{"token":"123"}'], ['0/custom,'], ['0/custom'], ['0/custom,{"token":"abc"}'], ['1'], ['1/custom'], ['1/custom,'], ['30[]'], ['3/a,12[1]'],
  // what is no packet
  ['abc'], ['7'], ['9["x"]'], ['2{}'], ['2[]'], ['2[null]'], ['2[{}]'], ['2abc["x"]'], ['2["connect"]'], ['2["disconnect",1]'], ['2["newListener"]'],
  ['2["x"'], ['2["x"]y'], ['0[]'], ['0"text"'], ['0null'], ['0 {}x'], ['1{}'], ['1""'], ['3{}'], ['3"x"'], ['5["x"]'], ['50-["x"]'], ['5-["x"]'],
  ['511-["x"]'], ['51.5-["x"]'], ['5x-["x"]'],
  // attachments
  ['51-["x",{"_placeholder":true,"num":0}]', bytes(1, 2, 3)],
  ['52-/admin,9["x",{"_placeholder":true,"num":1},{"a":[{"_placeholder":true,"num":0}]}]', bytes(1), bytes(2)],
  ['61-5[{"_placeholder":true,"num":0}]', bytes(9)],
  ['51-["x",{"_placeholder":true,"num":1}]', bytes(1)],
  ['51-["x",{"_placeholder":true,"num":-1}]', bytes(1)],
  ['51-["x",{"_placeholder":true,"num":"0"}]', bytes(1)],
  ['51-["x",{"_placeholder":"yes","num":0}]', bytes(1)],
  ['51-["x",{"_placeholder":true,"num":0},{"_placeholder":true,"num":0}]', bytes(8)],
  ['52-["x",{"_placeholder":true,"num":0}]', '2["y"]'],
  [bytes(1)],
];
const socket = {
  encoded: packets.map((packet) => ({ packet: plain(packet), frames: new Encoder().encode(packet).map(plain) })),
  decoded: texts.map((messages) => {
    const decoder = new Decoder();
    let packet = null;
    decoder.on('decoded', (decoded) => (packet = decoded));
    try {
      messages.forEach((message) => decoder.add(message));
      return { messages: messages.map(plain), packet: packet && plain(packet) };
    } catch (e) {
      return { messages: messages.map(plain), error: e.message };
    }
  }),
};
console.log(JSON.stringify({ engine, socket }, null, 1));
