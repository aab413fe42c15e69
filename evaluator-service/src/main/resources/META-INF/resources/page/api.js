// The evaluator's API. Errors are problem details (RFC 9457).

export class ProblemError extends Error {
  constructor(problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }
}

async function request(path, options = {}) {
  const response = await fetch(path, options);
  const type = response.headers.get('content-type') || '';
  if (response.ok) {
    return response.status === 204 ? undefined : response.json();
  }
  throw new ProblemError(type.includes('json')
    ? await response.json()
    : { status: response.status, title: response.statusText, errors: [] });
}

const posted = (yaml) =>
  ({ method: 'POST', headers: { 'Content-Type': 'application/yaml' }, body: yaml });

export const experiments = () => request('/api/experiments');
export const view = (id) => request(`/api/experiments/${encodeURIComponent(id)}`);
export const cancel = (id) =>
  request(`/api/experiments/${encodeURIComponent(id)}`, { method: 'DELETE' });
export const inputs = () => request('/api/inputs');
export const checkSpec = (yaml) => request('/api/specs/check', posted(yaml));
export const submit = (yaml) => request('/api/experiments', posted(yaml));
export const recipe = (image) => request(`/api/images/${image}/recipe`);
export const picture = (image) => `/api/images/${image}`;

/** Images of an experiment; the filter is what the API calls its parameters. */
export const images = (id, filter) =>
  request(`/api/experiments/${encodeURIComponent(id)}/images?${new URLSearchParams(filter)}`);

/**
 * Listens to a stream: handlers by event, each given the event's JSON.
 * Returns a function that ends it. The browser connects again by itself.
 */
export function listen(path, handlers, onconnection) {
  const source = new EventSource(path);
  for (const [event, handle] of Object.entries(handlers)) {
    source.addEventListener(event, (message) => handle(JSON.parse(message.data)));
  }
  source.addEventListener('end', () => source.close());
  source.addEventListener('open', () => onconnection(true));
  source.addEventListener('error', () => onconnection(false));
  return () => source.close();
}
