// The page of an experiment.

import * as api from '/page/api.js';
import { lineStyle, onScheme } from '/page/colours.js';
import { el, say, section, show, tick } from '/page/dom.js';
import { percent, span, time } from '/page/format.js';
import { Losses } from '/page/losses.js';
import { Metrics } from '/page/metrics.js';
import { Pipeline } from '/page/pipeline.js';
import { Clock, overall } from '/page/progress.js';
import { Reuse } from '/page/reuse.js';
import { Sets } from '/page/sets.js';
import { Wall } from '/page/wall.js';
import { yaml } from '/page/yaml.js';

class ExperimentPage {
  #clock = new Clock();
  #hidden = new Set();
  #measured = [];
  #view;
  #said = '';

  #title = el('h1', { tabindex: '-1' });
  #status = el('span', { class: 'badge' });
  #facts = el('p', { class: 'quiet' });
  #bar = el('progress', { max: '1', value: '0', 'aria-label': 'progress of the experiment' });
  #progress = el('span');
  #cancel = el('button', { type: 'button', class: 'danger', onclick: () => this.#ask() }, 'Cancel the experiment');
  #again = el('a', { class: 'button' }, 'Use as a template');
  #offline = el('p', { class: 'notice', role: 'status', hidden: true }, 'No connection; what is shown may be old. Trying again.');
  #failures = el('div', { class: 'failures', role: 'alert' });
  #conditions = el('fieldset', { class: 'toggles' }, el('legend', {}, 'Conditions'));
  #pipeline = new Pipeline();
  #metrics = new Metrics();
  #wall = new Wall();
  #sets = new Sets();
  #losses = new Losses();
  #reuse = new Reuse();
  #spec = el('pre', { tabindex: '0', 'aria-label': 'Spec as YAML' });

  constructor(id, main) {
    this.id = id;
    main.replaceChildren(
      el('div', { class: 'head' }, el('div', {}, this.#title, ' ', this.#status), el('div', { class: 'actions' }, this.#again, this.#cancel)),
      this.#facts, this.#offline, this.#failures,
      el('div', { class: 'measure whole' }, this.#bar, this.#progress),
      section('Pipeline', this.#pipeline.element),
      section('Metrics', el('div', { class: 'bar sticky' }, this.#conditions), this.#metrics.element),
      section('Pictures', this.#wall.element),
      section('Training sets', this.#sets.element),
      section('Losses', this.#losses.element),
      section('Reuse', this.#reuse.element),
      section('Spec', el('details', {}, el('summary', {}, 'Spec as YAML'), this.#spec)));
    const unlisten = api.listen(`/api/experiments/${encodeURIComponent(id)}/stream`, {
      view: (view) => this.#show(view),
      metrics: (metrics) => {
        this.#measured = metrics;
        this.#draw();
      },
      training: (curve) => {
        this.#losses.add(curve);
        this.#view && this.#losses.update(this.#view, this.#lines());
      },
    }, (connected) => this.#connection(connected));
    const unscheme = onScheme(() => this.#draw());
    this.leave = () => {
      unlisten();
      unscheme();
      this.#metrics.destroy();
      this.#losses.destroy();
    };
  }

  /** The line of each condition. */
  #lines() {
    return new Map(this.#view.conditions.map(({ name }, place) =>
      [name, { style: lineStyle(place), hidden: this.#hidden.has(name) }]));
  }

  #show(view) {
    this.#view = view;
    const running = view.status === 'running';
    document.title = `${view.name} · Collapse Lab`;
    this.#title.textContent = view.name;
    this.#status.textContent = view.status;
    this.#status.className = `badge ${view.status}`;
    this.#cancel.hidden = !running;
    this.#again.href = `#/submit?from=${view.id}`;
    const end = Date.parse(view.finishedAt ?? view.now);
    this.#facts.textContent = `${view.id} · submitted ${time(view.submittedAt)} · `
      + `${running ? 'for' : 'took'} ${span(end - Date.parse(view.submittedAt))}`;
    const at = overall(view);
    const remaining = this.#clock.remaining(view);
    this.#bar.value = at;
    this.#progress.textContent = percent(at)
      + (running && remaining.all !== undefined ? `, about ${span(remaining.all)} left` : '');
    this.#tell(view, at);
    show(this.#failures, JSON.stringify(view.failures), () => view.failures.map((f) =>
      el('p', { class: 'notice bad' }, `${f.condition}, iteration ${f.iteration}: the ${f.service} gave up: ${f.reason}`)));
    show(this.#conditions, view.conditions.map((c) => c.name).join('\n'), () => [
      el('legend', {}, 'Conditions'), ...view.conditions.map(({ name }) => this.#toggle(name))]);
    show(this.#spec, 'spec', () => [yaml(view.spec)]);
    this.#pipeline.update(view, this.#lines(), remaining);
    this.#wall.update(view);
    this.#sets.update(view);
    this.#reuse.update(view);
  }

  #toggle(name) {
    const place = this.#view.conditions.findIndex((c) => c.name === name);
    const label = tick('', !this.#hidden.has(name), (checked) => {
      this.#hidden[checked ? 'delete' : 'add'](name);
      this.#draw();
    });
    label.append(el('i', { class: 'swatch', '--colour': lineStyle(place).colour }), ` ${name}`);
    return label;
  }

  #draw() {
    if (this.#view) {
      this.#metrics.update(this.#measured, this.#view.conditions.map((c) => c.name), this.#lines());
      this.#losses.update(this.#view, this.#lines());
    }
  }

  /** Those who listen hear of iterations and of the end, not of every picture. */
  #tell(view, at) {
    const measured = view.conditions.flatMap((c) => c.iterations).filter((i) => i.state === 'measured').length;
    const text = view.status === 'running' ? `${measured} checkpoints measured, ${percent(at)} done` : `Experiment ${view.status}`;
    const news = `${view.status} ${measured}`;
    if (news !== this.#said) {
      this.#said = news;
      say(text);
    }
  }

  async #connection(connected) {
    this.#offline.hidden = connected || (this.#view && this.#view.status !== 'running');
    if (!connected && !this.#view) {
      await api.view(this.id).catch((problem) => {
        this.#title.textContent = 'No such experiment';
        this.#facts.textContent = problem.message;
      });
    }
  }

  #ask() {
    const dialog = el('dialog', { 'aria-label': 'Cancel the experiment', onclose: () => dialog.remove() },
      el('h2', {}, `Cancel ${this.#view.name}?`),
      el('p', {}, 'What is computed stays in the store; what is not will not be computed.'),
      el('p', { class: 'actions' },
        el('button', { type: 'button', autofocus: true, onclick: () => dialog.close() }, 'Let it run'),
        el('button', { type: 'button', class: 'danger', onclick: async () => {
          dialog.close();
          await api.cancel(this.id).catch((problem) => say(problem.message));
        } }, 'Cancel the experiment')));
    document.body.append(dialog);
    dialog.showModal();
  }
}

/** Shows an experiment in the element; returns a function that ends it. */
export function experimentPage(main, id) {
  return new ExperimentPage(id, main).leave;
}
