// A generated picture, and the dialog that tells how it was made.

import * as api from '/page/api.js';
import { el } from '/page/dom.js';
import { key, short } from '/page/format.js';

/** A picture to press: it opens large, with its recipe. */
export function pictureButton(image, checkpoints) {
  const words = `${image.condition}, iteration ${image.iteration}: ${image.caption ?? ''}`;
  return el('button', { class: 'picture', type: 'button', title: words,
    onclick: () => open(image, checkpoints) },
  el('img', { src: api.picture(image.key), alt: words, loading: 'lazy', width: '64', height: '64' }));
}

/** What each checkpoint of an experiment is, by its key. */
export function checkpointNames(view) {
  const names = new Map([[view.checkpoint, 'the base model']]);
  for (const { name, iterations } of view.conditions) {
    for (const { iteration, training } of iterations) {
      if (training && !names.has(training.checkpoint)) {
        names.set(training.checkpoint, `${name}, iteration ${iteration}`);
      }
    }
  }
  return names;
}

async function open(image, checkpoints) {
  const facts = el('dl', { class: 'facts' });
  const raw = el('pre', { tabindex: '0', 'aria-label': 'Recipe as JSON' });
  const dialog = el('dialog', { class: 'large', 'aria-label': 'Picture', onclose: () => dialog.remove() },
    el('img', { src: api.picture(image.key), alt: image.caption ?? 'picture', class: 'enlarged' }),
    el('div', { class: 'about' },
      el('h2', {}, image.caption ?? 'Picture'),
      facts,
      el('details', {}, el('summary', {}, 'Recipe as JSON'), raw),
      el('p', { class: 'actions' },
        el('a', { href: api.picture(image.key), download: `${image.key}.png` }, 'Download the PNG'),
        el('button', { type: 'button', autofocus: true, onclick: () => dialog.close() }, 'Close'))));
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  try {
    const recipe = await api.recipe(image.key);
    raw.textContent = JSON.stringify(recipe, null, 2);
    facts.append(...describe(image, recipe, checkpoints).flatMap(([term, text]) =>
      [el('dt', {}, term), el('dd', {}, text)]));
  } catch (problem) {
    facts.append(el('dd', { class: 'bad' }, problem.message));
  }
}

function describe(image, recipe, checkpoints) {
  const { sampling, noise, seedImage } = recipe;
  const facts = [
    ['from', `${image.condition}, iteration ${image.iteration}, ${image.purpose} slot ${image.slot}`],
    ['image', key(image.key)],
  ];
  if (recipe.checkpoint) {
    const name = checkpoints.get(recipe.checkpoint);
    facts.push(['checkpoint', `${name ? `${name}: ` : ''}${key(recipe.checkpoint)}`]);
  }
  if (recipe.prompt !== undefined) {
    facts.push(['prompt', recipe.prompt]);
  }
  if (recipe.negativePrompt) {
    facts.push(['negative prompt', recipe.negativePrompt]);
  }
  if (seedImage) {
    facts.push(['made from', `image ${key(seedImage.image)} at strength ${short(seedImage.strength)}`]);
  }
  if (sampling) {
    facts.push(['sampling',
      `${sampling.scheduler}, ${sampling.steps} steps, guidance ${short(sampling.guidance)}, ${sampling.width}×${sampling.height}`]);
  }
  if (noise) {
    facts.push(['noise', `seed ${noise.seed}, iteration ${noise.iteration}, slot ${noise.slot}, attempt ${noise.attempt}, stream ${noise.stream}`]);
  }
  if (image.accepted === false) {
    facts.push(['rejected', image.reasons.join('; ') || 'without a reason']);
  }
  for (const [name, score] of Object.entries(image.scores ?? {})) {
    facts.push([name, short(score)]);
  }
  return facts;
}
