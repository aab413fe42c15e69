// Numbers, times and keys as people read them.

/** As many decimals as an interval of this width deserves. */
function decimals(width) {
  return width > 0 ? Math.min(4, Math.max(0, 2 - Math.floor(Math.log10(width)))) : 2;
}

/** A value and its interval, with the same decimals. */
export function interval({ value, low, high }) {
  const digits = decimals(high - low);
  return `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}

export function short(value) {
  return Number.isInteger(value) ? value.toLocaleString('en') : Number(value.toPrecision(4)).toString();
}

export const percent = (fraction) => `${Math.floor(100 * fraction)} %`;

/** A time span in milliseconds. */
export function span(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  const two = (n) => String(n).padStart(2, '0');
  if (seconds < 60) {
    return `${seconds} s`;
  }
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
    : `${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)} min`;
}

export function bytes(count) {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return `${short(count / 1000 ** unit)} ${units[unit]}`;
}

export const time = (instant) => new Date(instant).toLocaleString();
export const key = (hash) => hash.slice(0, 12);

/** How many there are of a thing. */
export const count = (n, one, many) => `${short(n)} ${n === 1 ? one : many}`;

const METRICS = {
  'fd-small-clip': 'FD (small CLIP): distance to the real images, lower is better',
  'alignment-small-clip': 'Alignment (small CLIP) with prompts trained on, higher is better',
  'alignment-small-clip-held-out': 'Alignment (small CLIP) with held-out prompts, higher is better',
  'rejected-fraction': 'Share of the training set’s generated images that were rejected',
  'kd-small-clip': 'KD (small CLIP): unbiased kernel distance, lower is better',
  'cmmd-small-clip': 'CMMD (small CLIP): Gaussian kernel distance, lower is better',
  'precision-small-clip': 'Precision (small CLIP): generated images that look real, higher is better',
  'recall-small-clip': 'Recall (small CLIP): real images within reach of generated ones, higher is better',
  'density-small-clip': 'Density (small CLIP): real images around generated ones, higher is better',
  'coverage-small-clip': 'Coverage (small CLIP): real images with a generated one near, higher is better',
  'vendi-small-clip': 'Vendi score (small CLIP): how many different images there seem to be',
};

/** What a metric is called in a figure; says on which network it is computed. */
export const metricTitle = (name) => METRICS[name] || name;
