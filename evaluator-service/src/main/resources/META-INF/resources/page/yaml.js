// A spec as YAML: objects, lists, text, numbers and booleans are all that a spec has.

const plain = /^[A-Za-z][A-Za-z0-9 _./,+-]*[A-Za-z0-9_./+]$/;
const words = /^(true|false|null|yes|no|on|off)$/i;

function scalar(value) {
  if (typeof value !== 'string') {
    return String(value);
  }
  return plain.test(value) && !words.test(value) ? value : JSON.stringify(value);
}

const isScalar = (value) => value === null || typeof value !== 'object';

function lines(value) {
  if (Array.isArray(value)) {
    return value.flatMap((element) => {
      const [first, ...rest] = isScalar(element) ? [scalar(element)] : lines(element);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  return Object.entries(value).flatMap(([name, field]) => {
    if (isScalar(field)) {
      return [`${scalar(name)}: ${scalar(field)}`];
    }
    if (Array.isArray(field) && field.every((e) => typeof e === 'number')) {
      return [`${scalar(name)}: [${field.join(', ')}]`];
    }
    if (Object.keys(field).length === 0) {
      return [`${scalar(name)}: ${Array.isArray(field) ? '[]' : '{}'}`];
    }
    return [`${scalar(name)}:`, ...lines(field).map((line) => `  ${line}`)];
  });
}

/** The YAML of a spec. */
export function yaml(spec) {
  return `${lines(spec).join('\n')}\n`;
}
