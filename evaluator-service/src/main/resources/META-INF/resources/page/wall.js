// The pictures that were measured, in the manner of the study's figure 4: same prompt and same noise
// down each column.

import * as api from '/page/api.js';
import { choice, el, show } from '/page/dom.js';
import { checkpointNames, pictureButton } from '/page/picture.js';

const COLUMNS = 8;

export class Wall {
  #view;
  #rows = '';
  #slot = 0;
  #images = new Map();
  #choices = el('div', { class: 'bar' });
  #grid = el('div');

  constructor() {
    this.element = el('div', {}, this.#choices, this.#grid);
  }

  update(view) {
    this.#view = view;
    this.#rows ||= `condition ${view.conditions.at(-1).name}`;
    show(this.#choices, JSON.stringify([view.conditions.map((c) => c.name), this.#rows, this.#slot]),
      () => this.#bar());
    this.#load();
  }

  #bar() {
    const { conditions, spec } = this.#view;
    const last = Math.max(...conditions.map((c) => c.iterations.length - 1));
    const rows = [
      ...conditions.map(({ name }) => [`condition ${name}`, `iterations of ${name}`]),
      ...Array.from({ length: last + 1 }, (_, i) => [`iteration ${i}`, `conditions at iteration ${i}`]),
    ];
    const pages = Array.from({ length: Math.ceil(spec.evaluation.images / COLUMNS) }, (_, page) => {
      const end = Math.min(spec.evaluation.images, (page + 1) * COLUMNS);
      return [String(page * COLUMNS), `${page * COLUMNS + 1} to ${end} of ${spec.evaluation.images}`];
    });
    return [
      choice('Rows', rows, this.#rows, (value) => {
        this.#rows = value;
        this.update(this.#view);
      }),
      choice('Prompts', pages, String(this.#slot), (value) => {
        this.#slot = Number(value);
        this.update(this.#view);
      }),
    ];
  }

  /** Asks for the pictures that are shown, again only when more of them are there. */
  async #load() {
    const [kind, name] = [this.#rows.split(' ')[0], this.#rows.slice(this.#rows.indexOf(' ') + 1)];
    const measured = this.#view.conditions.flatMap((c) => c.iterations
      .filter((i) => i.evaluation?.made > 0 && (kind === 'condition' ? c.name : String(i.iteration)) === name)
      .map((i) => `${c.name} ${i.iteration} ${i.evaluation.made === i.evaluation.wanted}`));
    const wanted = JSON.stringify([this.#rows, this.#slot, measured]);
    if (this.#grid.dataset.wanted === wanted) {
      return;
    }
    this.#grid.dataset.wanted = wanted;
    const filter = { purpose: 'evaluation', slot: this.#slot, slots: COLUMNS, [kind]: name };
    try {
      const images = (await api.images(this.#view.id, filter)).filter((image) => image.made);
      if (this.#grid.dataset.wanted === wanted) {
        this.#grid.replaceChildren(this.#table(images, kind));
      }
    } catch (problem) {
      this.#grid.replaceChildren(el('p', { class: 'bad' }, problem.message));
    }
  }

  #table(images, kind) {
    if (images.length === 0) {
      return el('p', { class: 'quiet' }, 'None of these pictures is made yet.');
    }
    const slots = [...new Set(images.map((i) => i.slot))].sort((a, b) => a - b);
    const row = (image) => (kind === 'condition' ? `iteration ${image.iteration}` : image.condition);
    const names = [...new Set(images.map(row))];
    const caption = (slot) => images.find((i) => i.slot === slot).caption ?? '';
    const heldOut = new Set(this.#view.spec.heldOutPrompts);
    const checkpoints = checkpointNames(this.#view);
    return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Pictures' },
      el('table', { class: 'wall' },
        el('caption', {}, 'Same prompt and same noise down each column. Press a picture for its recipe.'),
        el('thead', {}, el('tr', {}, el('td'), slots.map((slot) => el('th', { scope: 'col' },
          caption(slot), heldOut.has(caption(slot)) ? el('em', {}, ' (held out)') : undefined)))),
        el('tbody', {}, names.map((name) => el('tr', {}, el('th', { scope: 'row' }, name),
          slots.map((slot) => {
            const image = images.find((i) => row(i) === name && i.slot === slot);
            return el('td', {}, image ? pictureButton(image, checkpoints) : '');
          }))))));
  }
}
