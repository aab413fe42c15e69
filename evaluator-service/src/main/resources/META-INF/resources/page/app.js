// Which page is shown, by what stands after the # of the address.

import { comparePage } from '/page/compare.js';
import { el } from '/page/dom.js';
import { experimentPage } from '/page/experiment.js';
import { listPage } from '/page/list.js';
import { submitPage } from '/page/submit.js';

const main = document.getElementById('main');
let leave = () => {};

function open() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [page, id] = path.split('/').map(decodeURIComponent);
  const parameters = new URLSearchParams(query);
  leave();
  document.title = 'Collapse Lab';
  switch (page) {
    case '':
      leave = listPage(main);
      break;
    case 'experiments':
      leave = experimentPage(main, id);
      break;
    case 'submit':
      leave = submitPage(main, parameters.get('from') ?? undefined);
      break;
    case 'compare':
      leave = comparePage(main, ['a', 'b'].map((side) => parameters.get(side) ?? undefined));
      break;
    default:
      leave = () => {};
      main.replaceChildren(el('h1', { tabindex: '-1' }, 'There is no such page'));
  }
  for (const link of document.querySelectorAll('nav a')) {
    const here = link.getAttribute('href').replace(/^#\//, '') === page;
    here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
}

window.addEventListener('hashchange', () => {
  open();
  window.scrollTo(0, 0);
  main.querySelector('h1')?.focus();
});
open();
