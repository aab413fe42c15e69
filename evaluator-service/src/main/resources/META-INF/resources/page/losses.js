// The loss of each training, one after the other along a condition's iterations.

import { LineChart } from '/page/chart.js';
import { el, table } from '/page/dom.js';
import { short } from '/page/format.js';

export class Losses {
  #curves = new Map();
  #chart = new LineChart('Training loss of each condition; the numbers follow');
  #numbers = el('div');
  #empty = el('p', { class: 'quiet' }, 'No training has reported a loss here.');

  constructor() {
    this.element = el('figure', { class: 'card figure wide' },
      el('figcaption', {}, el('h3', {}, 'Training loss'),
        el('p', { class: 'basis' }, 'Mean of the steps since the report before. A shared training shows with all who share it.')),
      this.#empty,
      this.#chart.element,
      el('details', {}, el('summary', {}, 'Numbers'), this.#numbers));
  }

  /** Takes the curve of an iteration in. */
  add(curve) {
    this.#curves.set(`${curve.condition} ${curve.iteration}`, curve);
  }

  update(view, lines) {
    const curves = [...this.#curves.values()];
    this.#empty.hidden = curves.length > 0;
    this.#chart.element.hidden = curves.length === 0;
    if (curves.length === 0) {
      return;
    }
    this.#chart.update({
      lines: view.conditions
        .map((condition) => ({
          name: condition.name,
          points: condition.iterations.flatMap((iteration) => this.#points(condition, iteration)),
          ...lines.get(condition.name),
        }))
        .filter((line) => !line.hidden && line.points.length > 0),
      axis: 'iteration',
      last: Math.max(...view.conditions.map((c) => c.iterations.length - 1)),
    });
    this.#numbers.replaceChildren(table('Loss of the first and of the last report',
      ['condition', 'iteration', 'steps', 'first', 'last'],
      curves.map((c) => [c.condition, String(c.iteration), String(c.steps.at(-1).step),
        short(c.steps[0].loss), short(c.steps.at(-1).loss)])));
  }

  #points(condition, { iteration, training }) {
    const curve = this.#curves.get(`${condition.name} ${iteration}`);
    return (curve?.steps ?? []).map(({ step, loss }) => ({
      x: iteration - 1 + step / (training?.steps || step),
      value: loss,
      text: `${short(loss)} at step ${step} of iteration ${iteration}`,
    }));
  }

  destroy() {
    this.#chart.destroy();
  }
}
