// Each metric against the iteration, in the manner of the study's figure 5.

import { LineChart } from '/page/chart.js';
import { el, table, tick } from '/page/dom.js';
import { interval, metricTitle } from '/page/format.js';

/** The metrics by name, each { name, all, last, lines: [{ condition, points }] }. */
export function byMetric(metrics, conditions) {
  const names = [...new Set(metrics.map((m) => m.name))];
  return names.map((name) => {
    const own = metrics.filter((m) => m.name === name);
    return {
      name,
      all: own,
      last: Math.max(...own.map((m) => m.iteration)),
      lines: conditions.map((condition) => ({
        condition,
        points: own
          .filter((m) => m.condition === condition)
          .sort((a, b) => a.iteration - b.iteration)
          .map((m) => ({ x: m.iteration, value: m.value, low: m.low, high: m.high, text: interval(m) })),
      })).filter((line) => line.points.length > 0),
    };
  });
}

/** What a metric's numbers rest on. */
function basis(all) {
  const { confidence, network, floor } = all[0];
  const ns = all.map((metric) => metric.n);
  const [least, most] = [Math.min(...ns), Math.max(...ns)];
  return [
    least === most ? `n = ${most}` : `n = ${least} to ${most}`,
    `${Math.round(100 * confidence)} % intervals`,
    ...(network ? [network] : []),
    ...(floor ? [`grey: real against real, ${interval(floor)}, n = ${floor.n}`] : []),
  ].join(' · ');
}

/** A metric's chart with its numbers. */
export class MetricFigure {
  #chart;
  #basis = el('p', { class: 'basis' });
  #numbers = el('div');

  constructor(name) {
    const title = metricTitle(name);
    this.#chart = new LineChart(`${title}: a line for each condition; the numbers follow`);
    this.element = el('figure', { class: 'card figure', 'data-metric': name },
      el('figcaption', {}, el('h3', {}, title), this.#basis),
      this.#chart.element,
      el('details', {}, el('summary', {}, 'Numbers'), this.#numbers));
  }

  /** lines: [{ name, style, points, hidden }]. */
  update({ name, all, last }, lines, log) {
    this.#basis.textContent = basis(all);
    this.#chart.update({
      lines: lines.filter((line) => !line.hidden),
      floor: all[0].floor,
      log,
      axis: 'iteration (0 is the base model)',
      last,
    });
    const iterations = Array.from({ length: last + 1 }, (_, i) => i);
    this.#numbers.replaceChildren(table(metricTitle(name), ['condition', ...iterations.map(String)],
      lines.map((line) => [line.name, ...iterations.map((i) =>
        line.points.find((p) => p.x === i)?.text ?? '')])));
  }

  destroy() {
    this.#chart.destroy();
  }
}

/** All metrics of an experiment. */
export class Metrics {
  #figures = new Map();
  #charts = el('div', { class: 'figures' });
  #toggles = el('fieldset', { class: 'toggles' }, el('legend', {}, 'Metrics'));
  #hidden = new Set();
  #log = false;
  #update = () => {};

  constructor() {
    this.element = el('div', {},
      el('div', { class: 'bar' },
        this.#toggles,
        tick('logarithmic', false, (checked) => {
          this.#log = checked;
          this.#update();
        })),
      this.#charts);
    this.empty = el('p', { class: 'quiet' }, 'Nothing is measured yet.');
    this.element.append(this.empty);
  }

  /** lines: condition to { style, hidden }. */
  update(metrics, conditions, lines) {
    this.#update = () => this.update(metrics, conditions, lines);
    this.empty.hidden = metrics.length > 0;
    for (const metric of byMetric(metrics, conditions)) {
      const figure = this.#figure(metric.name);
      figure.element.hidden = this.#hidden.has(metric.name);
      figure.update(metric, metric.lines.map(({ condition, points }) =>
        ({ name: condition, points, ...lines.get(condition) })), this.#log);
    }
  }

  #figure(name) {
    if (!this.#figures.has(name)) {
      const figure = new MetricFigure(name);
      this.#figures.set(name, figure);
      this.#charts.append(figure.element);
      this.#toggles.append(tick(name, true, (checked) => {
        this.#hidden[checked ? 'delete' : 'add'](name);
        this.#update();
      }));
    }
    return this.#figures.get(name);
  }

  destroy() {
    this.#figures.forEach((figure) => figure.destroy());
  }
}
