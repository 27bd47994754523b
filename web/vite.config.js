import { readFileSync } from 'node:fs';

import { defineConfig } from 'vite';

/** The code editor lists the parts it contains itself; that list travels with the bundle. */
const editorNotices = {
  name: 'editor-notices',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: 'third-party-notices-monaco.txt',
      source: readFileSync('node_modules/monaco-editor/ThirdPartyNotices.txt', 'utf8'),
    });
  },
};

export default defineConfig({
  base: '/graphiql/',
  logLevel: 'warn',
  plugins: [editorNotices],
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    // Everything is a file of our own: the page's policy then allows no data: scripts or fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    license: { fileName: 'third-party-licences.md' },
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  worker: { format: 'es' },
});
