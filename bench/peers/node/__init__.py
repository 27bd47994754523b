"""The peers that run on Node: PostGraphile 5 and Mercurius with graphql-jit; README.md says how."""
