// PostGraphile 5 behind grafserv; PORT and DATABASE_URL say where.
import { createServer } from 'node:http';

import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { addPgTableOrderBy, makeJSONPgSmartTagsPlugin, orderByAscDesc } from 'postgraphile/utils';

import { MemberPlugin } from './postgraphile/member.mjs';
import { CREATE, DROP, SCHEMA, SMART_TAGS } from './postgraphile/views.mjs';
import { viewerOf } from './viewer.mjs';

const { PORT, DATABASE_URL, POOL = '10' } = process.env;
const size = Number(POOL);
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: size, min: size, idleTimeoutMillis: 0 });
await pool.query(CREATE);
// Views that stayed would keep later migrations from changing the columns they show.
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => pool.query(DROP).finally(() => process.exit()));

const query = async (statement) => (await pool.query(statement)).rows;
// Nobody waits for a viewer who did not sign in.
function context({ node: { req } }) {
  const viewer = viewerOf(req.headers, query);
  return viewer === null ? { viewer } : viewer.then((found) => ({ viewer: found }));
}

// Within a thread no two posts have the same number, so nothing more has to be sorted by: the index will do.
const InThreadPlugin = addPgTableOrderBy({ schemaName: SCHEMA, tableName: 'post' }, () =>
  orderByAscDesc('IN_THREAD', 'seq', { unique: true }),
);

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [makeJSONPgSmartTagsPlugin(SMART_TAGS), InThreadPlugin, MemberPlugin],
  disablePlugins: ['NodePlugin', 'PgMutationCreatePlugin', 'PgMutationUpdateDeletePlugin'],
  pgServices: [makePgService({ pool, schemas: [SCHEMA], pubsub: false })],
  grafserv: { graphiql: false, watch: false, websockets: false, outputDataAsString: true },
  grafast: { context, explain: false },
});
const server = createServer();
await pgl.createServ(grafserv).addTo(server);
await pgl.getSchema();
server.listen(Number(PORT), '127.0.0.1', () => process.stdout.write('ready\n'));
