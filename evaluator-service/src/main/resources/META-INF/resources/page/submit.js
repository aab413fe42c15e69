// A new experiment: its spec as YAML, checked as it is typed.

import * as api from '/page/api.js';
import { choice, el, section, show } from '/page/dom.js';
import { bytes, count, key, short } from '/page/format.js';
import { yaml } from '/page/yaml.js';

const PAUSE = 250;
const START = `name: my-experiment
model: choose one above
realDataset: choose one above
images: 64
conditions:
  - name: half
    syntheticFraction: 0.5
    iterations: 3
`;

class SubmitPage {
  #numbers = el('pre', { class: 'lines', 'aria-hidden': 'true' });
  #text = el('textarea', { id: 'spec', rows: '30', wrap: 'off', spellcheck: 'false', autocapitalize: 'off',
    'aria-describedby': 'verdict', oninput: () => this.#typed(), onscroll: () => this.#scroll() });
  #inputs = el('div', { class: 'bar' });
  #verdict = el('p', { id: 'verdict', role: 'status' });
  #problems = el('ol', { class: 'problems' });
  #cost = el('dl', { class: 'facts' });
  #submit = el('button', { type: 'submit', class: 'primary', disabled: true }, 'Submit');
  #known = { checkpoints: [], realDatasets: [] };
  #checks = 0;
  #timer;

  constructor(main, from) {
    main.replaceChildren(
      el('h1', { tabindex: '-1' }, 'New experiment'),
      el('form', { class: 'submit', onsubmit: (event) => this.#send(event) },
        el('div', { class: 'editor' }, this.#inputs,
          el('label', { for: 'spec' }, 'Spec (YAML)'),
          el('div', { class: 'text card' }, this.#numbers, this.#text)),
        el('div', { class: 'verdict card' },
          section('Check', this.#verdict, this.#problems),
          this.#cost,
          el('p', { class: 'actions' }, this.#submit))));
    this.leave = () => clearTimeout(this.#timer);
    this.#fill(from);
  }

  /** Starts from an experiment: the one that is named, or the latest. */
  async #fill(from) {
    try {
      this.#known = await api.inputs();
      const id = from ?? (await api.experiments())[0]?.id;
      const start = id ? yaml((await api.view(id)).spec) : START;
      // Whoever began to type meanwhile keeps what is typed.
      this.#text.value ||= start;
      if (!id) {
        this.#verdict.textContent = 'There is no model and no data set here yet; ./lab run brings some.';
      }
    } catch (problem) {
      this.#verdict.textContent = problem.message;
    }
    this.#typed();
  }

  #typed() {
    show(this.#inputs, JSON.stringify([this.#value('model'), this.#value('realDataset')]), () => [
      this.#input('Base checkpoint', 'model', this.#known.checkpoints, ({ name }) => name),
      this.#input('Real data set', 'realDataset', this.#known.realDatasets,
        ({ name, images }) => `${name}, ${count(images, 'image', 'images')}`),
    ]);
    this.#mark([]);
    this.#submit.disabled = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), PAUSE);
  }

  #value(field) {
    return this.#text.value.match(new RegExp(`^${field}:\\s*["']?([^"'\\s]*)`, 'm'))?.[1];
  }

  /** A choice that writes its key into the spec. */
  #input(label, field, known, words) {
    const chosen = this.#value(field);
    const options = known.map((input) => [input.key, `${words(input)} (${key(input.key)})`]);
    const others = options.some(([value]) => value === chosen) ? [] : [['', 'what the spec says']];
    return choice(label, [...others, ...options], chosen, (value) => {
      const line = `${field}: "${value}"`;
      const text = this.#text.value;
      this.#text.value = this.#value(field) === undefined
        ? `${line}\n${text}` : text.replace(new RegExp(`^${field}:.*$`, 'm'), line);
      this.#typed();
    });
  }

  async #check() {
    const check = ++this.#checks;
    let answer;
    try {
      answer = await api.checkSpec(this.#text.value);
    } catch (problem) {
      this.#verdict.textContent = problem.message;
      return;
    }
    if (check !== this.#checks) {
      return;
    }
    const { problems, experiment, submitted, cost } = answer;
    this.#verdict.className = problems.length ? 'bad' : '';
    this.#verdict.textContent = problems.length
      ? `${count(problems.length, 'problem', 'problems')}`
      : submitted ? `${experiment} was submitted before; submitting it again shows it.`
        : `Nothing is wrong with it. It will be ${experiment}.`;
    this.#mark(problems);
    this.#problems.replaceChildren(...problems.map((problem) => this.#problem(problem)));
    this.#cost.replaceChildren(...(cost ? describe(cost) : []));
    this.#submit.disabled = problems.length > 0;
  }

  #problem({ line, field, expected }) {
    return el('li', {},
      el('button', { type: 'button', class: 'plain', onclick: () => this.#goto(line) }, `line ${line}`),
      field ? el('code', {}, ` ${field}`) : '', ` ${expected}`);
  }

  #goto(line) {
    const lines = this.#text.value.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    this.#text.focus();
    this.#text.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
  }

  #mark(problems) {
    const wrong = new Set(problems.map((problem) => problem.line));
    const lines = this.#text.value.split('\n').length;
    this.#numbers.replaceChildren(...Array.from({ length: lines }, (_, i) =>
      el('span', { class: wrong.has(i + 1) ? 'wrong' : '' }, `${i + 1}\n`)));
    this.#scroll();
  }

  #scroll() {
    this.#numbers.scrollTop = this.#text.scrollTop;
  }

  async #send(event) {
    event.preventDefault();
    this.#submit.disabled = true;
    try {
      const { id } = await api.submit(this.#text.value);
      location.hash = `#/experiments/${id}`;
    } catch (problem) {
      this.#verdict.className = 'bad';
      this.#verdict.textContent = problem.message;
      this.#submit.disabled = false;
    }
  }
}

/** What an experiment takes, in words. */
function describe(cost) {
  const facts = [
    ['images for training', short(cost.trainingImages)],
    ['replacements at most', short(cost.replacements)],
    ['images to measure', short(cost.evaluationImages)],
    ['checkpoints', `${short(cost.checkpoints)} in ${count(cost.trainingSteps, 'step', 'steps')}`],
    ['measurements', short(cost.evaluations)],
    ['store', bytes(cost.bytes)],
  ];
  return [el('dt', { class: 'wide' }, 'In an empty store it takes'),
    ...facts.flatMap(([term, text]) => [el('dt', {}, term), el('dd', {}, text)])];
}

/** Shows the form in the element; returns a function that ends it. */
export function submitPage(main, from) {
  return new SubmitPage(main, from).leave;
}
