// All experiments.

import * as api from '/page/api.js';
import { el, show } from '/page/dom.js';
import { span, time } from '/page/format.js';

function row({ id, name, status, submittedAt, finishedAt }) {
  return el('tr', {},
    el('th', { scope: 'row' }, el('a', { href: `#/experiments/${id}` }, name), el('div', { class: 'quiet' }, id)),
    el('td', {}, el('span', { class: `badge ${status}` }, status)),
    el('td', {}, time(submittedAt)),
    el('td', {}, finishedAt ? span(Date.parse(finishedAt) - Date.parse(submittedAt)) : ''));
}

/** Shows the list in the element; returns a function that ends it. */
export function listPage(main) {
  const body = el('tbody');
  const none = el('p', { class: 'quiet', hidden: true },
    'There is no experiment yet. ', el('code', {}, './lab run'), ' runs one.');
  const offline = el('p', { class: 'notice', hidden: true }, 'No connection; trying again.');
  main.replaceChildren(
    el('div', { class: 'head' }, el('h1', { tabindex: '-1' }, 'Experiments'),
      el('a', { class: 'button', href: '#/submit' }, 'New experiment')),
    offline,
    el('div', { class: 'scroll card', tabindex: '0', role: 'region', 'aria-label': 'Experiments' },
      el('table', { class: 'list' },
        el('caption', { class: 'unseen' }, 'Experiments, the latest first'),
        el('thead', {}, el('tr', {}, ['experiment', 'status', 'submitted', 'took'].map((head) =>
          el('th', { scope: 'col' }, head)))), body)),
    none);
  return api.listen('/api/experiments/stream', {
    experiments: (all) => {
      none.hidden = all.length > 0;
      show(body, JSON.stringify(all), () => all.map(row));
    },
  }, (connected) => { offline.hidden = connected; });
}
