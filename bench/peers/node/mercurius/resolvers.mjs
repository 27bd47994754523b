// The resolvers: pages and single rows, each level in one statement.
import { markRead, viewerOf } from '../viewer.mjs';
import { batched } from './batch.mjs';
import { EDUCATOR, POST, THREAD, reading } from './reading.mjs';
import { selection } from './selection.mjs';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function uuid(id) {
  if (!UUID.test(id)) throw new Error(`${id} is not an id.`);
  return id;
}

// Who is signed in is known already: their id needs no statement.
function onlyId(info) {
  const { fields } = selection(info);
  return fields.size === 1 && fields.has('id');
}

// Fields that name rows by a key, read together: the key comes from the call's parent or its arguments.
const rows = (rowsBy, table, key, keyOf, levelOf) =>
  batched((calls) => rowsBy(table, key, calls.map(keyOf), calls.map(({ info }) => info)), levelOf);

export function resolvers(query) {
  const { pageOf, pagesOf, rowsBy } = reading(query);
  const viewer = ({ reply }) => viewerOf(reply.request.headers, query);
  const one = async (table, id, info) => (await rowsBy(table, 'id', [uuid(id)], [info]))[0];
  const author = rows(rowsBy, EDUCATOR, 'id', ({ obj }) => obj.authorId);

  return {
    Query: {
      me: (_, __, context) => viewer(context),
      node: (_, { id }, __, info) => one(EDUCATOR, id, info),
      educator: rows(rowsBy, EDUCATOR, 'handle', ({ params }) => params.handle, () => 'educator'),
      educators: (_, args, __, info) => pageOf(EDUCATOR, args, info),
      thread: (_, { id }, __, info) => one(THREAD, id, info),
      threads: (_, args, __, info) => pageOf(THREAD, args, info),
    },
    Mutation: { markRead: async (_, { input }, context) => markRead(await viewer(context), input, query) },
    Node: { resolveType: () => 'Educator' },
    Me: { educator: (parent, _, __, info) => (onlyId(info) ? parent : one(EDUCATOR, parent.id, info)) },
    Educator: { threads: batched((calls) => pagesOf(THREAD, 'author_id', calls)) },
    Thread: { author, posts: batched((calls) => pagesOf(POST, 'thread_id', calls)) },
    Post: { author },
  };
}
