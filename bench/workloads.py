"""The operations that are measured, as our API takes them.

A GraphQL peer with a schema of its own brings its own texts (`bench/peers/node/queries.json`); one
without GraphQL has a path for each workload and takes the `facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.subjects import Subjects
from kit.cursors import encode_position
from kit.ids import encode_id

_PAGE = """
    threads(first: 5) { nodes { id title
      posts(first: 5) { nodes { id seq body createdAt author { id handle displayName } } } } }"""
_PROFILE = """id handle displayName headline bio role careerStage phases organisation country region
      languages visibility createdAt version"""

NESTED = f"""query Nested($after: String!) {{
  educators(first: 10, after: $after) {{ nodes {{ id handle displayName {_PAGE} }} }}
}}"""
SMALL = f"""query Small($handle: String!) {{
  educator(handle: $handle) {{ id handle displayName headline {_PAGE} }}
}}"""
ENTITY = f"""query Entity($id: ID!) {{
  node(id: $id) {{ ... on Educator {{ {_PROFILE} }} }}
}}"""
WIDE = f"""query Wide($after: String!) {{
  educators(first: 100, after: $after) {{ nodes {{ {_PROFILE} }} }}
}}"""
DEEP = """query Deep($after: String!) {
  threads(first: 20, after: $after) {
    nodes { id title createdAt author { id handle displayName } } pageInfo { hasNextPage }
  }
}"""
TINY = "query Tiny { me { educator { id } } }"
MARK_READ = """mutation MarkRead($input: MarkReadInput!) {
  markRead(input: $input) { ... on ThreadSubscription { level lastReadSeq } }
}"""
ADD_POST = """mutation AddPost($input: AddPostInput!) {
  addPost(input: $input) { ... on Post { body author { id handle displayName } } }
}"""


@dataclass(frozen=True)
class Workload:
    """One operation with its variables; `facts` name the same rows by their ids in the database."""

    name: str
    title: str
    document: str
    variables: Mapping[str, Any]
    facts: Mapping[str, Any]
    token: str | None = None


def workloads(subjects: Subjects) -> list[Workload]:
    """All workloads over these subjects."""
    s = subjects
    return [
        Workload(
            "nested",
            "nested profile: 10 educators, 5 threads each, 5 posts each, authors",
            NESTED,
            {"after": _after("Educator", s.window_after)},
            {"after": str(s.window_after), "first": 10},
        ),
        Workload(
            "small",
            "small page: one educator, 5 threads, 5 posts each, authors",
            SMALL,
            {"handle": s.handle},
            {"handle": s.handle},
        ),
        Workload(
            "entity",
            "single entity by id, leaves only",
            ENTITY,
            {"id": encode_id("Educator", s.educator_id)},
            {"id": str(s.educator_id)},
        ),
        Workload(
            "wide",
            "wide page: 100 educators, leaves only",
            WIDE,
            {"after": _after("Educator", s.newest_educator)},
            {"after": str(s.newest_educator), "first": 100},
        ),
        Workload(
            "deep",
            "deep page: 20 threads with authors, by a cursor in the middle of all",
            DEEP,
            {"after": _after("Thread", s.middle_thread)},
            {"after": str(s.middle_thread), "first": 20},
        ),
        *_signed_in(s),
        _faults(s),
    ]


def _signed_in(s: Subjects) -> list[Workload]:
    thread = encode_id("Thread", s.writer_thread)
    read = {"threadId": thread, "seq": s.writer_seq}
    post = {"threadId": thread, "kind": "PROGRESS", "body": "Twelve pupils have now tried the new warm-up."}
    return [
        Workload("tiny", "{ me { educator { id } } }, signed in", TINY, {}, {}, s.writer_token),
        Workload(
            "mark-read",
            "mutation: one row written (markRead)",
            MARK_READ,
            {"input": read},
            {"threadId": str(s.writer_thread), "seq": s.writer_seq},
            s.writer_token,
        ),
        Workload(
            "add-post",
            "mutation: a post with its event and notifications (addPost)",
            ADD_POST,
            {"input": post},
            {"threadId": str(s.writer_thread), "body": post["body"]},
            s.writer_token,
        ),
    ]


def _faults(s: Subjects) -> Workload:
    """The nested profile, with 1 % of its fields nulls, errors and refusals."""
    hidden = [f'h{i}: educator(handle: "{handle}") {{ id }}' for i, handle in enumerate(s.hidden_handles)]
    failing = [
        f'f{i}: educator(handle: "{s.handle}") {{ threads(first: {101 + i}) {{ nodes {{ id }} }} }}'
        for i in range(6)
    ]
    refused = [f'r{i}: thread(id: "{i}") {{ id }}' for i in range(6)]
    broken = NESTED.rstrip().removesuffix("}") + "\n  ".join(["", *hidden, *failing, *refused]) + "\n}"
    return Workload(
        "faults",
        "nested profile with 1 % nulls, errors and refusals",
        broken.replace("Nested", "Faults"),
        {"after": _after("Educator", s.window_after)},
        {},
    )


def _after(type_name: str, row_id: object) -> str:
    """Our API's cursor behind a row of a list that is ordered newest first."""
    return encode_position(f"{type_name} newest", (row_id,))
