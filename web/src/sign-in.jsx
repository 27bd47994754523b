import { useState, useSyncExternalStore } from 'react';

import { current, signIn, signOut, subscribe } from './session.js';

function Form() {
  const [state, setState] = useState({ busy: false, problem: '' });
  const submit = async event => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setState({ busy: true, problem: '' });
    try {
      await signIn(form.get('email'), form.get('password'));
    } catch (error) {
      setState({ busy: false, problem: error.message });
    }
  };
  return (
    <form className="sign-in" onSubmit={submit}>
      <output role="alert" title={state.problem}>{state.problem}</output>
      <input name="email" type="email" placeholder="Email" aria-label="Email" autoComplete="username" required />
      <input
        name="password"
        type="password"
        placeholder="Password"
        aria-label="Password"
        autoComplete="current-password"
        required
      />
      <button disabled={state.busy}>{state.busy ? 'Signing in …' : 'Sign in'}</button>
    </form>
  );
}

/** The form, or who is signed in and the way out. */
export function SignIn() {
  const session = useSyncExternalStore(subscribe, current);
  if (!session) return <Form />;
  return (
    <div className="sign-in">
      <span>
        Signed in as <strong>@{session.handle}</strong>
      </span>
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </div>
  );
}
