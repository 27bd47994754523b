import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { useEffect } from 'react';

import { fetcher } from './fetcher.js';
import icon from './icon.svg';
import { subscribe } from './session.js';
import { SignIn } from './sign-in.jsx';
import { tabs, welcome } from './tabs.js';

// Made once: GraphiQL recognises a plugin by its identity.
const plugins = [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];

/** Keeps GraphiQL up to date with what changes around it; shows nothing. */
function Follow() {
  const { introspect, setTheme } = useGraphiQLActions();
  const theme = useGraphiQL(state => state.theme);
  // A refused token leaves no schema behind: ask again as whoever it is now.
  useEffect(() => subscribe(introspect), [introspect]);
  // GraphiQL looks at the system's colours only once: its editor would be dark on dark by evening.
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => theme || setTheme(null);
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [theme, setTheme]);
  return null;
}

/** The whole page: a bar to sign in, and GraphiQL below it. */
export function Page() {
  return (
    <>
      <header className="bar">
        <h1>
          <img src={icon} alt="" />
          Menteo <small>GraphiQL</small>
        </h1>
        <SignIn />
      </header>
      <main>
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          defaultTabs={tabs}
          defaultQuery={welcome}
          defaultEditorToolsVisibility="variables"
          isHeadersEditorEnabled
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo> </GraphiQL.Logo>
          <Follow />
        </GraphiQL>
      </main>
    </>
  );
}
