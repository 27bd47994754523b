const KEY = 'menteo:session';
const listeners = new Set();

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) {
    ... on SignedIn { accessToken educator { handle } }
    ... on Problem { message }
  }
}`;

// Session storage: the token is gone with the browser tab, and other tabs do not see it.
let session = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');

/** Who is signed in: `{ token, handle }`, or null. */
export const current = () => session;

/** Calls `listener` on every change; answers how to stop that. */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next) {
  session = next;
  if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
  else sessionStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

/** Forgets the token here; the server is not asked. */
export const signOut = () => change(null);

/** Keeps the token for email and password, or throws an Error that says why there is none. */
export async function signIn(email, password) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: SIGN_IN, variables: { input: { email, password } } }),
  });
  const { data, errors } = await response.json();
  const answer = data?.signIn;
  if (!answer?.accessToken) {
    throw new Error(answer?.message ?? errors?.[0]?.message ?? `HTTP ${response.status}`);
  }
  change({ token: answer.accessToken, handle: answer.educator.handle });
}
