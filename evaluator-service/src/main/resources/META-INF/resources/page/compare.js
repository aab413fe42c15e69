// Two experiments side by side: their curves in the same charts, and what is different.

import * as api from '/page/api.js';
import { lineStyle, onScheme } from '/page/colours.js';
import { choice, el, section, table, tick } from '/page/dom.js';
import { interval, metricTitle } from '/page/format.js';
import { byMetric, MetricFigure } from '/page/metrics.js';

const SIDES = ['A', 'B'];

class ComparePage {
  #sides = SIDES.map((side) => ({ side, metrics: [] }));
  #figures = new Map();
  #hidden = new Set();
  #choices = el('div', { class: 'bar' });
  #conditions = el('fieldset', { class: 'toggles' });
  #charts = el('div', { class: 'figures' });
  #spec = el('div');
  #differences = el('div');
  #problem = el('p', { class: 'bad', role: 'alert' });
  #unlisten = [];

  constructor(main, ids) {
    main.replaceChildren(
      el('h1', { tabindex: '-1' }, 'Compare two experiments'), this.#choices, this.#problem,
      section('Curves', el('div', { class: 'bar' }, this.#conditions),
        el('p', { class: 'quiet' }, 'A is drawn through, B is dashed; grey is real against real of A.'), this.#charts),
      section('Differences after the last iteration of both', this.#differences),
      section('Differences of the specs', this.#spec));
    const unscheme = onScheme(() => this.#draw());
    this.leave = () => {
      unscheme();
      this.#unlisten.forEach((end) => end());
      this.#figures.forEach((figure) => figure.destroy());
    };
    this.#open(ids);
  }

  async #open(ids) {
    try {
      const all = await api.experiments();
      const chosen = SIDES.map((_, i) => ids[i] ?? all[i]?.id ?? all[0]?.id);
      const options = all.map(({ id, name }) => [id, `${name} (${id})`]);
      this.#choices.replaceChildren(...SIDES.map((side, i) => choice(side, options, chosen[i], (id) => {
        chosen[i] = id;
        location.hash = `#/compare?${new URLSearchParams({ a: chosen[0], b: chosen[1] })}`;
      })));
      if (all.length === 0) {
        this.#problem.textContent = 'There is no experiment yet.';
        return;
      }
      this.#unlisten = chosen.map((id, i) => this.#listen(id, this.#sides[i]));
    } catch (problem) {
      this.#problem.textContent = problem.message;
    }
  }

  #listen(id, side) {
    return api.listen(`/api/experiments/${encodeURIComponent(id)}/stream`, {
      view: (view) => {
        side.view = view;
        this.#draw();
      },
      metrics: (metrics) => {
        side.metrics = metrics;
        this.#draw();
      },
    }, () => {});
  }

  #draw() {
    if (!this.#sides.every((side) => side.view)) {
      return;
    }
    const names = [...new Set(this.#sides.flatMap((side) => side.view.conditions.map((c) => c.name)))];
    this.#toggles(names);
    const metrics = this.#sides.map((side) => byMetric(side.metrics, side.view.conditions.map((c) => c.name)));
    for (const name of new Set(metrics.flat().map((metric) => metric.name))) {
      const both = metrics.map((own) => own.find((metric) => metric.name === name));
      this.#figure(name).update(
        { name, all: both.flatMap((metric) => metric?.all ?? []), last: Math.max(...both.map((metric) => metric?.last ?? 0)) },
        both.flatMap((metric, i) => (metric?.lines ?? []).map((line) => this.#line(line, i, names))), false);
    }
    this.#differences.replaceChildren(differences(metrics));
    this.#spec.replaceChildren(specDifferences(this.#sides.map((side) => side.view.spec)));
  }

  #line({ condition, points }, side, names) {
    const { colour } = lineStyle(names.indexOf(condition));
    return { name: `${SIDES[side]} ${condition}`, points, hidden: this.#hidden.has(condition),
      style: { colour, dash: side === 0 ? [] : [6, 4] } };
  }

  #toggles(names) {
    if (this.#conditions.dataset.names === names.join('\n')) {
      return;
    }
    this.#conditions.dataset.names = names.join('\n');
    this.#conditions.replaceChildren(el('legend', {}, 'Conditions'), ...names.map((name, place) => {
      const label = tick('', true, (checked) => {
        this.#hidden[checked ? 'delete' : 'add'](name);
        this.#draw();
      });
      label.append(el('i', { class: 'swatch', '--colour': lineStyle(place).colour }), ` ${name}`);
      return label;
    }));
  }

  #figure(name) {
    if (!this.#figures.has(name)) {
      const figure = new MetricFigure(name);
      this.#figures.set(name, figure);
      this.#charts.append(figure.element);
    }
    return this.#figures.get(name);
  }
}

/** Each metric of each condition that both have, at the last iteration that both have. */
function differences([a, b]) {
  const rows = a.flatMap((metric) => metric.lines.flatMap((line) => {
    const other = b.find((m) => m.name === metric.name)?.lines.find((l) => l.condition === line.condition);
    const shared = line.points.filter((p) => other?.points.some((o) => o.x === p.x)).at(-1);
    if (!shared) {
      return [];
    }
    const theirs = other.points.find((o) => o.x === shared.x);
    const apart = shared.high < theirs.low || theirs.high < shared.low;
    const change = theirs.value - shared.value;
    return [[`${line.condition}, iteration ${shared.x}`, metricTitle(metric.name).split(',')[0], interval(shared), interval(theirs),
      `${change > 0 ? '+' : ''}${change.toPrecision(3)}`, apart ? 'apart' : 'overlap']];
  }));
  return rows.length === 0
    ? el('p', { class: 'quiet' }, 'They have no condition of the same name that both have measured.')
    : table('Conditions of the same name', ['condition', 'metric', 'A', 'B', 'B − A', 'intervals'], rows);
}

/** The fields of a spec with their paths. */
function flat(value, path = '') {
  return value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, field]) =>
      flat(field, path ? `${path}.${name}` : name))
    : [[path, String(value)]];
}

/** A spec's fields by path; conditions go by their names. */
function fields(spec) {
  const conditions = Object.fromEntries(spec.conditions.map((condition) => [condition.name, condition]));
  return new Map(flat({ ...spec, conditions }));
}

function specDifferences(specs) {
  const [a, b] = specs.map(fields);
  const rows = [...new Set([...a.keys(), ...b.keys()])]
    .filter((path) => a.get(path) !== b.get(path))
    .map((path) => [path, a.get(path) ?? '—', b.get(path) ?? '—']);
  return rows.length === 0 ? el('p', { class: 'quiet' }, 'The specs are the same.')
    : table('Fields that differ', ['field', 'A', 'B'], rows);
}

/** Shows the comparison in the element; returns a function that ends it. */
export function comparePage(main, ids) {
  return new ComparePage(main, ids).leave;
}
