// The records of all measurements; Todos.java has the same.

export const todo = (id) => ({
  id,
  text: `Write the report of week ${id}, then send it to everybody`,
  done: id % 2 === 0,
  user: { id: id % 7, name: 'Ann' },
  createdAt: '2026-01-02T03:04:05.678Z',
});

export const todos = (count) => Array.from({ length: count }, (_, i) => todo(i + 1));

export const page = (size) => ({ total: size, limit: size, skip: 0, data: todos(size) });

/** What a caller sends to create a todo of about a kilobyte. */
export const kilobyte = { text: 'x'.repeat(1000), done: false };
