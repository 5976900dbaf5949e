// Talks to the service that the page came from.

import { tokens } from './memory.js';

const ROOT = new URL('../', import.meta.url);
const PATIENCE = 30_000;
const GONE = 'The service does not answer. It may have been stopped, or the connection is down.';

// What went wrong, in words for the user; `unauthorised` when a token is missing or wrong.
export class Trouble extends Error {
  constructor(message, unauthorised = false) {
    super(message);
    this.unauthorised = unauthorised;
  }
}

export async function films() {
  return (await request('films')).films;
}

export function film(id, limit) {
  const query = limit === null ? '' : `?limit=${limit}`;
  return request(`films/${encodeURIComponent(id)}${query}`);
}

// The replies to a message. Asked again with the same id, the service does not process it twice.
export function answers({ sender, message, id, film }) {
  return request('webhooks/rest/webhook', {
    method: 'POST',
    body: JSON.stringify({ sender, message, message_id: id, ...(film && { metadata: { film } }) }),
  });
}

async function request(path, options = {}) {
  let response;
  let body;
  try {
    response = await fetch(new URL(path, ROOT), {
      ...options,
      headers: headers(options),
      signal: AbortSignal.timeout(PATIENCE),
    });
    body = await response.json().catch(() => null);
  } catch {
    throw new Trouble(GONE);
  }
  if (response.ok && body !== null) return body;
  if (response.status === 401) throw new Trouble('The service asks for a token.', true);
  if (response.status === 429) {
    throw new Trouble('That was a lot of questions at once. Wait a little, then try again.');
  }
  if (body?.error) throw new Trouble(`The service says: ${body.error}.`);
  throw new Trouble(`The service is in trouble (${response.status}).`);
}

function headers({ body }) {
  const token = tokens.get();
  return {
    ...(body && { 'Content-Type': 'application/json' }),
    ...(token && { Authorization: `Bearer ${token}` }),
  };
}
