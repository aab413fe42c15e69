// A line chart with an interval around each line and, behind them, what real images score.

import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { named } from '/page/colours.js';
import { el } from '/page/dom.js';
import { short } from '/page/format.js';

const HEIGHT = 280;

/** Ticks at 1, 2 and 5 times powers of ten or, where there are few of them, at equal steps. */
const LOGARITHMIC = {
  splits: (plot, index, low, high) => {
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      ticks.push(...[1, 2, 5].map((n) => n * 10 ** power).filter((y) => y >= low && y <= high));
    }
    if (ticks.length > 2) {
      return ticks;
    }
    const step = 10 ** Math.floor(Math.log10((high - low) / 2));
    return Array.from({ length: 40 }, (_, i) => (Math.ceil(low / step) + i) * step).filter((y) => y <= high)
      .filter((y, i, all) => all.length < 9 || i % 2 === 0);
  },
  filter: (plot, ticks) => ticks,
};

/**
 * Draws a chart that fits the width it is given.
 *
 * model: { lines: [{ name, style, points: [{ x, value, low, high }] }], floor: { value, low, high },
 *   log, axis, last }; low, high and floor may be missing. Points are in the order of x.
 */
export class LineChart {
  #plot;
  #model;
  #tip = el('div', { class: 'tip', hidden: true });
  #size = new ResizeObserver(() => this.#fit());

  constructor(label) {
    this.element = el('div', { class: 'chart', role: 'img', 'aria-label': label });
    this.#size.observe(this.element);
  }

  /** Shows other data. */
  update(model) {
    this.#model = model;
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#fit();
  }

  destroy() {
    this.#size.disconnect();
    this.#plot?.destroy();
  }

  #fit() {
    const width = this.element.clientWidth;
    if (!this.#model || width === 0) {
      return;
    }
    if (this.#plot) {
      if (this.#plot.width !== width) {
        this.#plot.setSize({ width, height: HEIGHT });
      }
      return;
    }
    this.#plot = new uPlot(options(this.#model, width, this.#tip), data(this.#model), this.element);
    this.#plot.over.append(this.#tip);
  }
}

/** uPlot's columns: x, then low, high and value of each line. */
function data({ lines, log }) {
  const xs = [...new Set(lines.flatMap((line) => line.points.map((p) => p.x)))].sort((a, b) => a - b);
  const drawable = (y) => (y === undefined || (log && y <= 0) ? null : y);
  const least = Math.min(...lines.flatMap((l) => l.points.map((p) => p.value)).filter((y) => y > 0));
  // A band that reaches down to zero has no end on a logarithmic axis: it is cut below the lines.
  const bound = (y) => (log && y <= 0 ? least / 2 : drawable(y));
  const columns = lines.flatMap((line) => {
    const at = new Map(line.points.map((p) => [p.x, p]));
    return [
      xs.map((x) => bound(at.get(x)?.low)),
      xs.map((x) => drawable(at.get(x)?.high)),
      xs.map((x) => drawable(at.get(x)?.value)),
    ];
  });
  return [xs, ...columns];
}

function options(model, width, tip) {
  const axis = {
    stroke: named('--quiet'),
    grid: { stroke: named('--grid'), width: 1 },
    ticks: { stroke: named('--grid'), width: 1 },
    font: '12px system-ui, sans-serif',
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false }, points: { size: 7 } },
    scales: {
      x: { time: false, range: () => [-0.08, Math.max(1, model.last) + 0.08] },
      y: { distr: model.log ? 3 : 1, range: () => range(model) },
    },
    axes: [
      { ...axis, label: model.axis, labelFont: axis.font, labelSize: 22, incrs: [1, 2, 5, 10, 20, 50, 100] },
      { ...axis, size: 56, ...(model.log && LOGARITHMIC), values: (plot, ticks) => ticks.map((y) => (y === null ? '' : short(y))) },
    ],
    series: [{}, ...model.lines.flatMap(series)],
    bands: model.lines.map((line, i) => ({
      series: [3 * i + 2, 3 * i + 1],
      fill: line.style.colour + '22',
    })),
    hooks: {
      drawClear: [(plot) => drawFloor(plot, model.floor)],
      setCursor: [(plot) => point(plot, model, tip)],
    },
  };
}

function series(line) {
  const edge = { stroke: 'transparent', points: { show: false }, spanGaps: true };
  const many = line.points.length > 40;
  return [edge, edge, {
    stroke: line.style.colour,
    width: 2,
    dash: line.style.dash,
    spanGaps: true,
    points: { show: !many, size: 6, fill: line.style.colour },
  }];
}

function range({ lines, floor, log }) {
  const points = lines.flatMap((line) => line.points);
  let values = [...points.flatMap((p) => [p.low ?? p.value, p.value, p.high ?? p.value]),
    ...(floor ? [floor.low, floor.high] : [])].filter((y) => !log || y > 0);
  if (values.length === 0) {
    values = [log ? 0.1 : 0, 1];
  }
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (log) {
    return [low / 1.15, high * 1.15];
  }
  const room = 0.04 * (high - low || 1);
  return [low - room, high + room];
}

function drawFloor(plot, floor) {
  if (!floor) {
    return;
  }
  const { ctx, bbox } = plot;
  const y = (value) => plot.valToPos(value, 'y', true);
  const inside = (value) => Math.min(bbox.top + bbox.height, Math.max(bbox.top, value));
  const low = floor.low > 0 || plot.scales.y.distr !== 3 ? y(floor.low) : bbox.top + bbox.height;
  ctx.save();
  ctx.fillStyle = named('--floor');
  const top = inside(y(floor.high));
  ctx.fillRect(bbox.left, top, bbox.width, inside(low) - top);
  ctx.strokeStyle = named('--quiet');
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y(floor.value));
  ctx.lineTo(bbox.left + bbox.width, y(floor.value));
  ctx.stroke();
  ctx.restore();
}

/** What stands where the pointer is. */
function point(plot, model, tip) {
  const { idx, left } = plot.cursor;
  const x = plot.data[0][idx];
  const here = left < 0 ? [] : model.lines
    .map((line) => [line, line.points.find((p) => p.x === x)])
    .filter(([, p]) => p);
  tip.hidden = here.length === 0;
  tip.replaceChildren(...here.map(([line, p]) => el('div', {},
    el('i', { class: 'swatch', '--colour': line.style.colour }), ` ${line.name} `, el('b', {}, p.text))));
  tip.style.setProperty('left', `${Math.min(left + 12, plot.over.clientWidth - tip.offsetWidth - 4)}px`);
}
