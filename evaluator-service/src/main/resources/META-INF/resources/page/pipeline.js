// What each condition is at: a row of iterations, what is done at the moment, and by whom.

import { el, unseen } from '/page/dom.js';
import { percent, span } from '/page/format.js';
import { doing, fraction } from '/page/progress.js';

const SIGNS = { waiting: '·', generating: '✎', training: '↻', evaluating: '≈', measured: '✓', failed: '✕' };
const SERVICES = ['generator', 'curator', 'trainer', 'evaluator'];

function step(iteration) {
  const reused = iteration.training?.reused ? ', trained before' : '';
  const words = `iteration ${iteration.iteration}: ${iteration.state}${reused}`;
  return el('li', { class: `step ${iteration.state}`, title: words },
    el('span', { 'aria-hidden': 'true' }, `${iteration.iteration} ${SIGNS[iteration.state]}`),
    unseen(words));
}

class Row {
  #steps = el('ol', { class: 'steps' });
  #bar;
  #percent = el('b');
  #left = el('span', { class: 'quiet' });
  #doing = el('div', { class: 'doing' });

  constructor(name) {
    this.swatch = el('i', { class: 'swatch' });
    this.#bar = el('progress', { max: '1', value: '0', 'aria-label': `progress of ${name}` });
    this.element = el('li', { class: 'condition' },
      el('h3', {}, this.swatch, ' ', name),
      el('div', { class: 'measure' }, this.#bar, this.#percent, this.#left),
      this.#steps, this.#doing);
  }

  update(condition, left, running) {
    const at = fraction(condition);
    this.#bar.value = at;
    this.#percent.textContent = percent(at);
    this.#left.textContent = running && left !== undefined ? `about ${span(left)} left` : '';
    this.#steps.replaceChildren(...condition.iterations.map(step));
    this.#doing.replaceChildren(...(running ? this.#now(condition) : []));
  }

  #now({ iterations }) {
    return iterations
      .map((iteration) => [iteration, doing(iteration)])
      .filter(([, now]) => now)
      .map(([{ iteration }, now]) => el('p', {},
        el('span', { class: 'who' }, now.who), ` iteration ${iteration}: ${now.text}`));
  }
}

export class Pipeline {
  #rows = new Map();
  #list = el('ol', { class: 'conditions' });
  #services = el('ul', { class: 'services', 'aria-label': 'Services' });

  constructor() {
    this.element = el('div', {}, this.#services, this.#list);
  }

  update(view, lines, remaining) {
    const running = view.status === 'running';
    for (const condition of view.conditions) {
      if (!this.#rows.has(condition.name)) {
        const row = new Row(condition.name);
        this.#rows.set(condition.name, row);
        this.#list.append(row.element);
      }
      const row = this.#rows.get(condition.name);
      row.swatch.style.setProperty('--colour', lines.get(condition.name).style.colour);
      row.update(condition, remaining.conditions.get(condition.name), running);
    }
    this.#services.hidden = !running;
    const works = view.conditions.flatMap((c) => c.iterations.map(doing)).filter(Boolean);
    this.#services.replaceChildren(...SERVICES.map((service) => {
      const n = works.filter((now) => now.who === service).length;
      return el('li', { class: n ? 'busy' : 'idle' }, el('b', {}, service),
        n ? ` at work for ${n} ${n === 1 ? 'condition' : 'conditions'}` : ' has nothing to do');
    }));
  }
}
