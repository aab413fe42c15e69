// Elements made by code: whatever comes from elsewhere enters as text only.

/** An element with attributes, listeners (functions, as in onclick) and children. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (name.startsWith('--')) {
      element.style.setProperty(name, value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== undefined));
  return element;
}

/** Text for those who listen only. */
export function unseen(text) {
  return el('span', { class: 'unseen' }, text);
}

/** A section with its heading. */
export function section(title, ...children) {
  const id = 'section-' + title.toLowerCase().replace(/[^a-z]+/g, '-');
  return el('section', { 'aria-labelledby': id }, el('h2', { id }, title), ...children);
}

/** A table that scrolls by itself where it is wider than the page. */
export function table(caption, heads, rows) {
  const cells = (row) => row.map((cell, i) =>
    i === 0 ? el('th', { scope: 'row' }, cell) : el('td', {}, cell));
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', {},
      el('caption', {}, caption),
      el('thead', {}, el('tr', {}, heads.map((head) => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, rows.map((row) => el('tr', {}, cells(row))))));
}

/** A choice among options, each [value, text]. */
export function choice(label, options, chosen, onchange) {
  const select = el('select', { onchange: () => onchange(select.value) },
    options.map(([value, text]) => el('option', { value, selected: value === chosen }, text)));
  return el('label', { class: 'choice' }, el('span', {}, label), select);
}

/** A box to tick. */
export function tick(label, checked, onchange, attributes = {}) {
  const box = el('input', { type: 'checkbox', checked, onchange: () => onchange(box.checked) });
  return el('label', { class: 'tick', ...attributes }, box, label);
}

/** Puts other children in the place of those there were, unless they would be the same. */
export function show(element, key, children) {
  if (element.dataset.shown !== key) {
    element.dataset.shown = key;
    element.replaceChildren(...children());
  }
}

/** Says something to those who listen. */
export function say(text) {
  document.getElementById('news').textContent = text;
}
