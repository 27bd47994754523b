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

export function resolvers(query) {
  const { pageOf, pagesOf, rowsBy } = reading(query);
  const viewer = ({ reply }) => viewerOf(reply.request.headers, query);
  const one = async (table, key, value, info) => (await rowsBy(table, key, [value], info))[0];
  const author = batched((parents, _, info) => rowsBy(EDUCATOR, 'id', parents.map((parent) => parent.authorId), info));

  return {
    Query: {
      me: (_, __, context) => viewer(context),
      node: (_, { id }, __, info) => one(EDUCATOR, 'id', uuid(id), info),
      educator: batched((parents, { handle }, info) => rowsBy(EDUCATOR, 'handle', parents.map(() => handle), info)),
      educators: (_, args, __, info) => pageOf(EDUCATOR, args, info),
      thread: (_, { id }, __, info) => one(THREAD, 'id', uuid(id), info),
      threads: (_, args, __, info) => pageOf(THREAD, args, info),
    },
    Mutation: { markRead: async (_, { input }, context) => markRead(await viewer(context), input, query) },
    Node: { resolveType: () => 'Educator' },
    Me: { educator: (parent, _, __, info) => (onlyId(info) ? parent : one(EDUCATOR, 'id', parent.id, info)) },
    Educator: { threads: batched((parents, args, info) => pagesOf(THREAD, 'author_id', parents, args, info)) },
    Thread: { author, posts: batched((parents, args, info) => pagesOf(POST, 'thread_id', parents, args, info)) },
    Post: { author },
  };
}
