// What did not have to be computed, for another condition or an earlier run had computed it.

import { el, show } from '/page/dom.js';
import { short } from '/page/format.js';

function total(view) {
  const all = view.conditions.flatMap((condition) => condition.iterations);
  const sum = (of) => all.reduce((n, iteration) => n + of(iteration), 0);
  return [
    ['training images', sum((i) => i.trainingImages.reused), sum((i) => i.trainingImages.made)],
    ['trainings', sum((i) => (i.training?.reused ? 1 : 0)), sum((i) => (i.training?.trainedAt ? 1 : 0))],
    ['measurements', sum((i) => (i.evaluation?.reused ? 1 : 0)), sum((i) => (i.evaluation?.announcedAt ? 1 : 0))],
  ];
}

export class Reuse {
  element = el('ul', { class: 'tiles' });

  update(view) {
    const totals = total(view);
    show(this.element, JSON.stringify(totals), () => totals.map(([what, reused, all]) =>
      el('li', { class: 'card tile' },
        el('b', {}, short(reused)), ` of ${short(all)} ${what} reused`,
        el('progress', { max: String(Math.max(1, all)), value: String(reused), 'aria-hidden': 'true' }))));
  }
}
