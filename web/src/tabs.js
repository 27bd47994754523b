/** What a tab opened later starts with. */
export const welcome = `# Ctrl-Enter runs, Ctrl-Space completes.
`;

const educators = `# Ctrl-Enter runs this, Ctrl-Space completes.
# Docs and explorer: the bar on the left.
query Educators {
  educators(first: 5) {
    nodes {
      handle
      displayName
      headline
      threads(first: 2) {
        nodes {
          id
          title
          postCount
        }
      }
    }
  }
}
`;

const signIn = `# The form above does this for you.
# By hand: give the token under Headers,
# { "Authorization": "Bearer <accessToken>" }
mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    ... on SignedIn {
      accessToken
      accessTokenExpiresAt
      educator {
        handle
        displayName
      }
    }
    ... on Problem {
      code
      message
    }
  }
}
`;

const threadEvents = `# Runs until you stop it. "id" is a thread's,
# "after" the last cursor you have seen.
subscription ThreadEvents($id: ID!, $after: String) {
  threadEvents(threadId: $id, after: $after) {
    __typename
    cursor
    ... on PostAdded {
      post {
        seq
        body
        author {
          handle
        }
      }
    }
    ... on PostEdited {
      post {
        seq
        body
      }
    }
    ... on PostDeleted {
      postId
    }
    ... on ResyncRequired {
      reason
    }
    ... on AccessRevoked {
      reason
    }
  }
}
`;

const json = value => JSON.stringify(value, null, 2);

/** What a first visit opens; GraphiQL remembers later changes in the browser. */
export const tabs = [
  { query: educators },
  { query: signIn, variables: json({ input: { email: 'you@example.org', password: '' } }) },
  { query: threadEvents, variables: json({ id: '' }) },
];
