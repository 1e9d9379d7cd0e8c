// Changes of the document: only what differs is touched, so that focus, selection and screen readers keep their place.

export const byId = (id) => document.getElementById(id);

export function element(tag, classes = '', text = '') {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text) made.textContent = text;
  return made;
}

export function set(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function attribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/**
 * Makes the children of a parent those of the items, in their order; what stays is changed, not replaced.
 *
 * @param keyOf names an item
 * @param make makes the child of a new item
 * @param change shows an item in its child
 */
export function children(parent, items, keyOf, make, change) {
  const present = new Map([...parent.children].map((child) => [child.dataset.item, child]));
  let before = null;
  for (const item of items) {
    const key = keyOf(item);
    let child = present.get(key);
    if (child) present.delete(key);
    else {
      child = make(item);
      child.dataset.item = key;
    }
    const next = before ? before.nextSibling : parent.firstChild;
    if (child !== next) parent.insertBefore(child, next);
    change(child, item);
    before = child;
  }
  for (const gone of present.values()) gone.remove();
}
