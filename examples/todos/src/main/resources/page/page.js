import { Live } from './live.js';

const todos = new Map();
const live = new Live(`${location.protocol.replace('http', 'ws')}//${location.host}/socket.io/?EIO=4&transport=websocket`);
const at = (id) => document.getElementById(id);
let replicas = 1;

live.addEventListener('live', () => {
  at('state').textContent = 'live';
  at('state').className = 'live';
  attempt(load);
});
live.addEventListener('lost', () => {
  at('state').textContent = 'connecting';
  at('state').className = '';
});
for (const event of ['created', 'updated', 'patched'])
  live.addEventListener(`todos ${event}`, ({ detail }) => put(detail, event === 'created'));
live.addEventListener('todos removed', ({ detail }) => drop(detail.id));

at('new').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = at('text').value.trim();
  if (text) attempt(() => live.call('create', 'todos', { text, done: false }).then(() => (at('text').value = '')));
});

/** Each replica has other todos, and find asks one of them, in turn; twice as often as there are replicas, since others ask, too. */
async function load() {
  const owners = (await live.call('find', 'mesh')).todos ?? [];
  replicas = Math.max(owners.length, 1);
  at('owners').textContent = owners.length === 1 ? 'One replica is on the mesh.' : `${owners.length} replicas are on the mesh.`;
  const lists = await Promise.all(Array.from({ length: 2 * replicas }, () => live.call('find', 'todos')));
  todos.clear();
  at('list').replaceChildren();
  for (const todo of lists.flat().sort((a, b) => a.id - b.id)) put(todo, false);
}

/** Only one replica knows this todo; the others say NotFound. */
async function ofOne(method, ...args) {
  for (let asked = 1; ; asked++) {
    try {
      return await live.call(method, 'todos', ...args);
    } catch (error) {
      if (error.name !== 'NotFound' || asked >= replicas) throw error;
    }
  }
}

function put(todo, fresh) {
  const before = todos.get(todo.id);
  const item = itemOf(todo);
  if (fresh) item.classList.add('fresh');
  todos.set(todo.id, item);
  if (before) before.replaceWith(item);
  else at('list').append(item);
}

function itemOf(todo) {
  const item = document.createElement('li');
  item.className = todo.done ? 'done' : '';
  const done = Object.assign(document.createElement('input'), { type: 'checkbox', id: `todo-${todo.id}`, checked: todo.done });
  const label = Object.assign(document.createElement('label'), { htmlFor: done.id, textContent: todo.text });
  const replica = Object.assign(document.createElement('span'), { className: 'replica', textContent: Math.trunc(todo.id / 1000) });
  const remove = Object.assign(document.createElement('button'), { type: 'button', textContent: '✕', title: 'Remove' });
  done.addEventListener('change', () => attempt(() => ofOne('patch', todo.id, { done: done.checked })));
  remove.addEventListener('click', () => attempt(() => ofOne('remove', todo.id)));
  item.append(done, label, replica, remove);
  return item;
}

function drop(id) {
  todos.get(id)?.remove();
  todos.delete(id);
}

async function attempt(action) {
  at('trouble').hidden = true;
  try {
    await action();
  } catch (error) {
    at('trouble').textContent = error.message;
    at('trouble').hidden = false;
  }
}
