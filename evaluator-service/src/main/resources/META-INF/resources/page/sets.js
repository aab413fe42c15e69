// What the training sets are made of, and what the judge refused.

import * as api from '/page/api.js';
import { choice, el, show, unseen } from '/page/dom.js';
import { count, short } from '/page/format.js';
import { checkpointNames, pictureButton } from '/page/picture.js';

const AT_FIRST = 24;

const parts = ({ dataset, syntheticImages }, images) =>
  (dataset ? [dataset.real, dataset.synthetic] : [images - syntheticImages, syntheticImages]);

/** Real and synthetic images as lengths, and in words. */
function composition(iteration, images) {
  const [real, synthetic] = parts(iteration, images);
  return el('span', { class: iteration.dataset ? 'parts' : 'parts planned' },
    el('i', { class: 'real', '--share': String(real) }),
    el('i', { class: 'synthetic', '--share': String(synthetic) }),
    unseen(`${real} real, ${synthetic} synthetic`));
}

export class Sets {
  #table = el('tbody');
  #rejected;

  constructor() {
    this.#rejected = new Rejected();
    this.element = el('div', {},
      el('p', { class: 'key' }, el('i', { class: 'real' }), ' real ', el('i', { class: 'synthetic' }), ' synthetic'),
      el('div', { class: 'scroll tall', tabindex: '0', role: 'region', 'aria-label': 'Training sets' },
        el('table', {},
          el('caption', { class: 'unseen' }, 'Training sets'),
          el('thead', {}, el('tr', {}, ['condition', 'iteration', 'composition', 'real', 'synthetic',
            'judged', 'rejected', 'replaced', 'flagged'].map((head) => el('th', { scope: 'col' }, head)))),
          this.#table)),
      this.#rejected.element);
  }

  update(view) {
    const rows = view.conditions.flatMap((condition) => condition.iterations.slice(1)
      .map((iteration) => [condition.name, iteration]));
    const key = JSON.stringify(rows.map(([, i]) => [i.dataset, i.trainingImages]));
    show(this.#table, key, () => rows.map(([name, iteration]) => this.#row(name, iteration, view.spec.images)));
    this.#rejected.update(view);
  }

  #row(name, iteration, images) {
    const { dataset, trainingImages } = iteration;
    const [real, synthetic] = parts(iteration, images);
    const cells = [String(iteration.iteration), composition(iteration, images), short(real), short(synthetic),
      short(trainingImages.judged), short(trainingImages.rejected),
      dataset ? short(dataset.rejected) : '', dataset ? short(dataset.flagged) : ''];
    return el('tr', {}, el('th', { scope: 'row' }, name), cells.map((cell) => el('td', {}, cell)));
  }
}

/** Images that the judge refused, with its reasons. */
class Rejected {
  #view;
  #chosen = '';
  #choices = el('div', { class: 'bar' });
  #images = el('div');

  constructor() {
    this.element = el('div', {}, el('h3', {}, 'Rejected images'), this.#choices, this.#images);
  }

  update(view) {
    this.#view = view;
    const options = view.conditions.flatMap(({ name, iterations }) => iterations
      .filter((i) => i.trainingImages.rejected > 0)
      .map((i) => [JSON.stringify([name, i.iteration]),
        `${name}, iteration ${i.iteration}: ${i.trainingImages.rejected} of ${i.trainingImages.judged}`]));
    this.#chosen ||= options.at(-1)?.[0] ?? '';
    show(this.#choices, JSON.stringify([options, this.#chosen]), () => [options.length === 0
      ? el('p', { class: 'quiet' }, 'The judge has rejected none.')
      : choice('Training set', options, this.#chosen, (value) => {
        this.#chosen = value;
        this.#load();
      })]);
    this.#load();
  }

  async #load() {
    const option = this.#chosen && JSON.parse(this.#chosen);
    const state = this.#view.conditions.find((c) => c.name === option[0])?.iterations[option[1]];
    const wanted = this.#chosen + (state?.trainingImages.rejected ?? '');
    if (!state || this.#images.dataset.wanted === wanted) {
      return;
    }
    this.#images.dataset.wanted = wanted;
    const filter = { purpose: 'training', accepted: 'false', condition: option[0], iteration: option[1] };
    try {
      this.#fill(await api.images(this.#view.id, filter), AT_FIRST);
    } catch (problem) {
      this.#images.replaceChildren(el('p', { class: 'bad' }, problem.message));
    }
  }

  #fill(images, most) {
    const checkpoints = checkpointNames(this.#view);
    // A reason is its kind, a colon and the figures of the one image.
    const kinds = new Map();
    images.flatMap((image) => image.reasons).map((reason) => reason.split(':')[0])
      .forEach((kind) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
    const more = images.length - most;
    this.#images.replaceChildren(
      el('p', {}, [...kinds].map(([kind, n]) => `${kind}: ${n}`).join(' · ')),
      el('ul', { class: 'rejected' }, images.slice(0, most).map((image) => el('li', {},
        pictureButton(image, checkpoints),
        el('span', {}, `slot ${image.slot}, attempt ${image.attempt + 1}`),
        el('span', { class: 'quiet' }, image.reasons.join(', '))))),
      more > 0 ? el('button', { type: 'button', onclick: () => this.#fill(images, images.length) },
        `Show ${count(more, 'more', 'more')}`) : '');
  }
}
