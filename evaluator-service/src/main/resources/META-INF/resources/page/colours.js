// Okabe and Ito's colours, which colour-blind people can tell apart. A condition has its colour by its
// place in the spec, the same in every chart and in the report.

const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#000000',
  '#8c6d31', '#7f7f7f'];
const ON_DARK = { '#000000': '#f2f2f2', '#0072b2': '#3a9bdc' };

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** The line of the condition at this place. */
export function lineStyle(place) {
  const colour = COLOURS[place % COLOURS.length];
  return {
    colour: dark.matches ? ON_DARK[colour] || colour : colour,
    dash: place < COLOURS.length ? [] : [6, 4],
  };
}

/** Calls when the person turns to dark or light; returns a function that ends it. */
export function onScheme(change) {
  dark.addEventListener('change', change);
  return () => dark.removeEventListener('change', change);
}

/** A colour of the style sheet. */
export function named(variable) {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}
