// As much of Socket.IO as a page needs: calls with answers, and events, over one WebSocket that is opened again when it closes.
// Engine.IO 4: 0 open, 2 ping, 3 pong, 4 message; Socket.IO 5 in a message: 0 connect, 2 event, 3 acknowledgement.

const AGAIN = 1000;

export class Live extends EventTarget {
  #socket;
  #nextId = 0;
  #waiting = new Map();

  constructor(url) {
    super();
    this.url = url;
    this.#open();
  }

  /** Calls a method of a service; the promise has the result, or is rejected with Feathers' error. */
  call(method, path, ...args) {
    if (this.#socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('There is no connection just now'));
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, (error, result) => (error ? reject(error) : resolve(result)));
      this.#socket.send(`42${id}${JSON.stringify([method, path, ...args])}`);
    });
  }

  #open() {
    this.#socket = new WebSocket(this.url);
    this.#socket.onmessage = ({ data }) => this.#read(data);
    this.#socket.onclose = () => this.#closed();
  }

  #closed() {
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const answer of lost) answer(new Error('The connection was lost before there was an answer'));
    this.dispatchEvent(new Event('lost'));
    setTimeout(() => this.#open(), AGAIN);
  }

  #read(message) {
    if (message[0] === '0') this.#socket.send('40');
    else if (message[0] === '2') this.#socket.send('3');
    else if (message.startsWith('40')) this.dispatchEvent(new Event('live'));
    else if (message.startsWith('42')) this.#event(JSON.parse(message.slice(2)));
    else if (message.startsWith('43')) this.#answer(/^43(\d+)(.*)$/s.exec(message));
  }

  #event([name, detail]) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #answer([, id, args]) {
    const answer = this.#waiting.get(Number(id));
    this.#waiting.delete(Number(id));
    answer?.(...JSON.parse(args));
  }
}
