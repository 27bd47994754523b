// The part of Menteo's schema that the benchmark asks for, with the same names and the same nullability.
const PAGE = 'first: Int, after: String';

const connection = (name) => `
  type ${name}Connection { nodes: [${name}!]!, edges: [${name}Edge!]!, pageInfo: PageInfo! }
  type ${name}Edge { node: ${name}!, cursor: String! }
`;

export const schema = `
  scalar DateTime

  type Query {
    me: Me
    node(id: ID!): Node
    educator(handle: String!): Educator
    educators(${PAGE}): EducatorConnection!
    thread(id: ID!): Thread
    threads(${PAGE}): ThreadConnection!
  }

  type Mutation {
    markRead(input: MarkReadInput!): ThreadSubscription
  }

  input MarkReadInput { threadId: ID!, seq: Int! }

  interface Node { id: ID! }
  type PageInfo { hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String, endCursor: String }
  type Me { educator: Educator! }
  type ThreadSubscription { level: String!, lastReadSeq: Int! }

  type Educator implements Node {
    id: ID!
    handle: String!
    displayName: String!
    headline: String!
    bio: String!
    role: String!
    careerStage: String!
    phases: [Int!]!
    organisation: String!
    country: String
    region: String!
    languages: [String!]!
    visibility: String!
    createdAt: DateTime!
    version: Int!
    threads(${PAGE}): ThreadConnection!
  }

  type Thread implements Node {
    id: ID!
    title: String!
    about: String!
    visibility: String!
    status: String!
    createdAt: DateTime!
    concludedAt: DateTime
    postCount: Int!
    version: Int!
    author: Educator
    posts(${PAGE}): PostConnection!
  }

  type Post implements Node {
    id: ID!
    seq: Int!
    kind: String!
    body: String
    depth: Int!
    helpful: Boolean!
    createdAt: DateTime!
    editedAt: DateTime
    deletedAt: DateTime
    version: Int!
    author: Educator
  }
  ${['Educator', 'Thread', 'Post'].map(connection).join('')}
`;
