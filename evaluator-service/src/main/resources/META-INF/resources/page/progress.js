// How far an experiment has come, and how long the rest will take.

/** Shares of an iteration's work, from the laptop experiment's times; the same as the lab command's. */
const GENERATING = 0.3;
const TRAINING = 0.4;
const EVALUATING = 0.3;
const LEAST = 0.02;

const ratio = (part, whole) => (whole === 0 ? 0 : Math.min(1, part / whole));

function done(iteration) {
  if (iteration.state === 'measured') {
    return 1;
  }
  const { trainingImages, dataset, training, evaluation } = iteration;
  const evaluated = evaluation ? 0.95 * ratio(evaluation.made, evaluation.wanted) : 0;
  if (iteration.iteration === 0) {
    return evaluated;
  }
  const generated = dataset ? 1 : ratio(trainingImages.made, trainingImages.requested);
  const trained = !training ? 0 : training.trainedAt ? 1 : ratio(training.step, training.steps);
  return GENERATING * generated + TRAINING * trained + EVALUATING * evaluated;
}

const weight = (iteration) => (iteration.iteration === 0 ? EVALUATING : 1);

/** The share of a condition's work that is done, from 0 to 1. */
export function fraction({ iterations }) {
  const all = iterations.reduce((sum, i) => sum + weight(i), 0);
  return iterations.reduce((sum, i) => sum + weight(i) * done(i), 0) / all;
}

/** The share of it that took no time, for it was there before. */
function given({ iterations }) {
  const all = iterations.reduce((sum, i) => sum + weight(i), 0);
  return iterations.reduce((sum, i) =>
    sum + (i.training?.reused && i.evaluation?.reused ? weight(i) : 0), 0) / all;
}

/** The share of all work that is done. */
export function overall(view) {
  return mean(view.conditions.map(fraction));
}

const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Which iteration is at what, and who works at it; nothing for what waits or is done. */
export function doing(iteration) {
  const { trainingImages: images, training, evaluation } = iteration;
  switch (iteration.state) {
    case 'generating': {
      const open = images.made < images.requested;
      return {
        text: open ? `generating ${images.made}/${images.requested} images`
          : `judging ${images.judged}/${images.requested} images`,
        who: open ? 'generator' : 'curator',
      };
    }
    case 'training':
      return {
        text: training?.steps
          ? `training ${training.step}/${training.steps} steps, loss ${training.loss.toFixed(4)}`
          : 'waiting for the trainer',
        who: 'trainer',
      };
    case 'evaluating': {
      const open = !evaluation || evaluation.made < evaluation.wanted;
      return {
        text: !evaluation ? 'waiting to be measured'
          : open ? `making ${evaluation.made}/${evaluation.wanted} images to measure`
            : 'computing metrics',
        who: evaluation && open ? 'generator' : 'evaluator',
      };
    }
    default:
      return undefined;
  }
}

/** Reckons times from what was done since the page was opened or, at first, since the submission. */
export class Clock {
  #start;

  /** Milliseconds that the rest of each condition and of all takes; unknown ones are missing. */
  remaining(view) {
    const now = Date.parse(view.now);
    const fractions = new Map(view.conditions.map((c) => [c.name, fraction(c)]));
    this.#start ??= { now, fractions };
    const left = (at, from, since) =>
      (at - from < LEAST || at >= 1 ? undefined : ((now - since) * (1 - at)) / (at - from));
    const of = (name, at, before) =>
      left(at, this.#start.fractions.get(name) ?? 0, this.#start.now)
      ?? left(at, before, Date.parse(view.submittedAt));
    const conditions = new Map(view.conditions.map((c) =>
      [c.name, of(c.name, fractions.get(c.name), given(c))]));
    const all = left(overall(view), mean([...this.#start.fractions.values()]), this.#start.now)
      ?? left(overall(view), mean(view.conditions.map(given)), Date.parse(view.submittedAt));
    return { conditions, all };
  }
}
