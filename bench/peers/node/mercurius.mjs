// Mercurius with graphql-jit over node-postgres; PORT and DATABASE_URL say where.
import Fastify from 'fastify';
import mercurius from 'mercurius';

import { connect } from './mercurius/database.mjs';
import { resolvers } from './mercurius/resolvers.mjs';
import { schema } from './mercurius/schema.mjs';

const { PORT, DATABASE_URL, POOL = '10' } = process.env;
const query = connect(DATABASE_URL, Number(POOL));

const app = Fastify({ logger: false });
app.register(mercurius, {
  schema,
  resolvers: resolvers(query),
  jit: 1,
  graphiql: false,
  subscription: false,
});
await app.listen({ host: '127.0.0.1', port: Number(PORT) });
process.stdout.write('ready\n');
