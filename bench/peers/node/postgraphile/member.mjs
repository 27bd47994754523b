// What somebody signed in may do: `me`, and remembering up to where a thread was read.
import { sideEffectWithPgClient } from 'postgraphile/@dataplan/pg';
import { context, object } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';

import { markRead } from '../viewer.mjs';

// Statements with parameters of their own need neither a transaction nor settings of the session.
export const MemberPlugin = extendSchema((build) => ({
  typeDefs: gql`
    type Viewer { id: UUID! }
    type Me { educator: Viewer! }
    type ThreadSubscription { level: String!, lastReadSeq: Int! }
    input MarkReadInput { threadId: UUID!, seq: Int! }
    extend type Query { me: Me }
    extend type Mutation { markRead(input: MarkReadInput!): ThreadSubscription }
  `,
  objects: {
    Query: { plans: { me: () => context().get('viewer') } },
    Me: { plans: { educator: ($viewer) => $viewer } },
    Mutation: {
      plans: {
        markRead(_, { $input }) {
          const $asked = object({ viewer: context().get('viewer'), input: $input });
          return sideEffectWithPgClient(build.input.pgRegistry.pgExecutors.main, $asked, (client, { viewer, input }) =>
            markRead(viewer, input, async (statement) => (await client.query(statement)).rows),
          );
        },
      },
    },
  },
}));
