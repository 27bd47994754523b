import { createGraphiQLFetcher } from '@graphiql/toolkit';

import { current, signOut } from './session.js';

const bearer = () => current() && `Bearer ${current().token}`;

/** `fetch`, which also forgets a token that the server no longer takes (it expired, or was revoked). */
async function fetchOrSignOut(url, init) {
  const response = await fetch(url, init);
  if (response.status === 401 && init.headers.Authorization === bearer()) signOut();
  return response;
}

const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
const connection = {
  url: '/graphql',
  fetch: fetchOrSignOut,
  subscriptionUrl: `${scheme}//${location.host}/graphql`,
  enableIncrementalDelivery: false,
};

/** The headers to send: the session's token, unless the headers editor names one itself. */
function headers(typed = {}) {
  const named = Object.keys(typed).some(name => name.toLowerCase() === 'authorization');
  return current() && !named ? { Authorization: bearer(), ...typed } : typed;
}

/**
 * What GraphiQL sends operations with: POST, and a graphql-ws socket for subscriptions whose
 * connectionParams are the headers. A new fetcher (and socket) each time, so that signing in
 * or out takes effect at once.
 */
export const fetcher = (params, options) =>
  createGraphiQLFetcher(connection)(params, { ...options, headers: headers(options?.headers) });
