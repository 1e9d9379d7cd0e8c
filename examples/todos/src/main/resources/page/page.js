/* global feathers, io */
// The official Feathers client over Socket.IO, as any application uses it.

const at = (id) => document.getElementById(id);
const items = new Map();
const counts = { requests: 0, failed: 0 };

if (typeof feathers === 'undefined' || typeof io === 'undefined') {
  trouble('The Feathers client is missing: it comes from npm when the demo is built. Install Node.js and start ./demo again.');
  throw new Error('no client');
}

const socket = io({ transports: ['websocket'], reconnectionDelay: 200, reconnectionDelayMax: 2000 });
const app = feathers();
app.configure(feathers.socketio(socket));
app.configure(feathers.authentication({ storage: window.localStorage }));

const todos = app.service('todos');
const tips = app.service('tips');
const processes = app.service('processes');

// -- the connection

socket.on('connect', () => state('live'));
socket.on('disconnect', () => state('connecting'));

function state(word) {
  at('state').textContent = word;
  at('state').classList.toggle('live', word === 'live');
}

function trouble(text) {
  at('trouble').textContent = text ?? '';
  at('trouble').hidden = !text;
}

/** What a user asked for: errors are shown. */
async function attempt(action) {
  trouble();
  try {
    return await action();
  } catch (error) {
    trouble(error.message);
    if (error.name === 'NotAuthenticated') leave();
  }
}

/** Each request counts, also those that nobody sees. */
async function counted(request) {
  counts.requests++;
  try {
    return await request();
  } catch (error) {
    counts.failed++;
    at('failed').title = `${error.name}: ${error.message}`; // the last one
    throw error;
  } finally {
    at('requests').textContent = counts.requests.toLocaleString('en');
    at('failed').textContent = counts.failed.toLocaleString('en');
  }
}

// -- who

at('login').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(logIn);
});
at('signup').addEventListener('click', () => {
  if (at('login').reportValidity())
    attempt(async () => {
      await app.service('users').create({ email: at('email').value, password: at('password').value });
      await logIn();
    });
});
at('intrude').addEventListener('click', async () => {
  const answer = await fetch('/todos', { headers: { accept: 'application/json' } });
  const { name, message } = await answer.json();
  at('refused').textContent = `GET /todos: ${answer.status} ${name}, ${message}`;
});
at('logout').addEventListener('click', () => attempt(async () => { await app.logout(); leave(); }));

async function logIn() {
  await app.authenticate({ strategy: 'local', email: at('email').value, password: at('password').value });
  await enter();
}

async function enter() {
  for (const id of ['todos', 'behind', 'logout']) at(id).hidden = false;
  at('entrance').hidden = true;
  await load();
  at('text').focus();
  look();
}

function leave() {
  for (const id of ['todos', 'behind', 'logout']) at(id).hidden = true;
  at('entrance').hidden = false;
  items.clear();
  at('list').replaceChildren();
  at('email').focus();
}

app.reAuthenticate().then(enter, leave);

// -- todos

for (const event of ['created', 'updated', 'patched']) todos.on(event, (todo) => put(todo, event === 'created'));
todos.on('removed', (todo) => drop(todo.id));

at('new').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = at('text').value.trim();
  if (text) attempt(() => counted(() => todos.create({ text, done: false })).then(() => (at('text').value = '')));
});

async function load() {
  const found = await counted(() => todos.find({ query: { $sort: { id: 1 }, $limit: 200 } }));
  items.clear();
  at('list').replaceChildren();
  for (const todo of found) put(todo, false);
  at('empty').hidden = items.size > 0;
}

function put(todo, fresh) {
  const before = items.get(todo.id);
  if (before?.querySelector('form')) return; // being edited here
  const item = itemOf(todo);
  item.classList.toggle('fresh', fresh);
  items.set(todo.id, item);
  const focused = before?.contains(document.activeElement) ? document.activeElement.className : null;
  if (before) before.replaceWith(item);
  else at('list').append(item);
  if (focused) item.getElementsByClassName(focused)[0]?.focus();
  at('empty').hidden = true;
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function itemOf(todo) {
  const done = element('input', { type: 'checkbox', id: `todo-${todo.id}`, checked: todo.done, className: 'done-box' });
  const label = element('label', { htmlFor: done.id, textContent: todo.text });
  const replica = element('span', { className: 'badge', textContent: todo.replica ?? '', title: 'The replica that answered' });
  const edit = element('button', { type: 'button', className: 'quiet edit', textContent: 'Edit' });
  const remove = element('button', { type: 'button', className: 'quiet remove', textContent: 'Delete' });
  edit.setAttribute('aria-label', `Edit ${todo.text}`);
  remove.setAttribute('aria-label', `Delete ${todo.text}`);
  const item = element('li', { className: todo.done ? 'done' : '' }, done, label, replica, edit, remove);
  done.addEventListener('change', () => attempt(() => counted(() => todos.patch(todo.id, { done: done.checked }))));
  remove.addEventListener('click', () => attempt(() => counted(() => todos.remove(todo.id))).then(() => at('text').focus()));
  edit.addEventListener('click', () => change(item, todo));
  return item;
}

/** Enter keeps, Escape gives up. */
function change(item, todo) {
  const text = element('input', { value: todo.text, required: true, maxLength: 200, className: 'change' });
  text.setAttribute('aria-label', `New text for ${todo.text}`);
  const keep = element('button', { textContent: 'Keep' });
  const form = element('form', {}, text, keep);
  const back = () => {
    const shown = itemOf(todo);
    items.set(todo.id, shown);
    item.replaceWith(shown);
    shown.querySelector('.edit').focus();
  };
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const changed = await attempt(() => counted(() => todos.patch(todo.id, { text: text.value.trim() })));
    if (changed) todo = changed;
    back();
  });
  text.addEventListener('keydown', (event) => event.key === 'Escape' && back());
  item.replaceChildren(form);
  text.focus();
  text.select();
}

function drop(id) {
  items.get(id)?.remove();
  items.delete(id);
  at('empty').hidden = items.size > 0;
}

// -- behind the gateway

/** Asks on and on, so that one sees that nothing fails; and which replicas run, when the demo is there to tell. */
let looking = false;
async function look() {
  if (looking) return;
  looking = true;
  while (!at('todos').hidden) {
    if (socket.connected) {
      await counted(() => todos.find({ query: { $limit: 1 } })).catch((error) => trouble(error.message));
      await showProcesses();
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  looking = false;
}

async function showProcesses() {
  const list = await processes.find().catch(() => []);
  const shown = at('processes');
  if (JSON.stringify(list) === shown.dataset.shown) return;
  shown.dataset.shown = JSON.stringify(list);
  const focused = document.activeElement?.id;
  shown.replaceChildren(...list.map(processOf));
  if (focused) document.getElementById(focused)?.focus();
}

function processOf({ id, name, running }) {
  const word = running ? 'Kill' : 'Start';
  const button = element('button', { type: 'button', id: `process-${id}`, className: 'second', textContent: word });
  button.setAttribute('aria-label', `${word} ${name}`);
  button.addEventListener('click', () => attempt(() => processes.patch(id, { running: !running })));
  return element(
    'li',
    { className: running ? 'up' : 'down' },
    element('span', { className: 'name', textContent: name }),
    element('span', { className: 'word', textContent: running ? 'running' : 'killed' }),
    button
  );
}

at('tip').addEventListener('click', () =>
  attempt(async () => {
    const { text, by } = await counted(() => tips.get('any'));
    at('tip-text').textContent = text;
    at('tip-by').textContent = by;
    at('tip-by').hidden = false;
  })
);
