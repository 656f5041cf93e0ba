// The control interface of the local server.

async function answer(response) {
  const body = await response.json().catch(() => ({ error: response.statusText }));
  if (!response.ok) throw new Error(body.error || response.statusText);
  return body;
}

export const get = path => fetch('/control/' + path).then(answer);

export const post = (path, body) =>
  fetch('/control/' + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }).then(answer);

export function upload(fields, file) {
  const form = new FormData();
  for (const [k, v] of Object.entries(fields)) form.append(k, v);
  form.append('file', file, file.name || 'file');
  return fetch('/control/upload', { method: 'POST', body: form }).then(answer);
}

export const fileURL = id => '/control/file/' + encodeURIComponent(id);

// listen calls on(event) for each event after seq, lost() when some are missing,
// and online(bool) when the connection comes or goes.
export function listen(seq, { on, lost, online }) {
  const source = new EventSource('/control/events?after=' + seq);
  source.onopen = () => online(true);
  source.onerror = () => online(false);
  source.onmessage = e => on(JSON.parse(e.data));
  source.addEventListener('reset', () => lost());
  return source;
}
