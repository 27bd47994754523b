"""How large a document may be, and that what is larger costs next to nothing."""

import re
import sys
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from graphql import get_introspection_query

from execution import LIMITS, LimitExceededError, RefusedDocumentError
from schema import build_schema
from tests.api import Api

ROOT = Path(__file__).parents[2]
SCHEMA = build_schema()
COMMENT = "#" + "x" * 5_000_000 + "\n{__typename}"
FRAGMENTS = "".join(f"fragment F{n} on Query {{...F{n + 1} ...F{n + 1}}}" for n in range(49))
TRIPLING = "".join(
    f"fragment F{n} on Educator {{{place}: followers {{nodes {{...F{n + 1}}}}}"
    f" more{place}: followers {{nodes {{...F{n + 1}}}}} following {{nodes {{...F{n + 1}}}}}}}"
    for n, place in enumerate("abcde")
)

# Each document, and the limit that refuses it.
ATTACKS = {
    "a comment of 5 MB": (COMMENT, "characters"),
    "a field 1,000 times": ("{me {" + "id " * 1_000 + "}}", "tokens"),
    "a field 31 times": ("{me {" + "id " * 31 + "}}", "repetitions"),
    "5,000 directives": ("{__typename" + "@x" * 5_000 + "}", "directives"),
    "5,000 aliases": ("{" + " ".join(f"a{n}:me{{id}}" for n in range(5_000)) + "}", "characters"),
    "31 aliases": ("{" + " ".join(f"a{n}:me{{id}}" for n in range(31)) + "}", "aliases"),
    "21 root fields": ("{me{a}" + "".join(f" f{n}" for n in range(20)) + "}", "root_fields"),
    "brackets without end": ("{" * 19_000, "nesting"),
    "lists without end": ("{me(x: " + "[" * 19_000, "nesting"),
    "junk": ("$ ! " * 4_900, "tokens"),
    "quotes": ('"\\"' * 6_000, "tokens"),
    "an unfinished string": ('{me(x: "' + '\\"' * 5_000 + ' a b c d e "' * 500, "tokens"),
    "strings": ('""' * 9_000, "tokens"),
    "11 operations": (" ".join(f"query Q{n} {{__typename}}" for n in range(11)), "operations"),
    "51 fragments": (" ".join(f"fragment F{n} on Query {{me{{id}}}}" for n in range(51)), "fragments"),
    "deep fields": ("{" + "a{" * 14 + "b" + "}" * 15, "depth"),
    "tripling fragments": (
        f"{{me {{educator {{...F0}}}}}} {TRIPLING} fragment F5 on Educator {{id}}",
        "fields",
    ),
}


def refused(document: str) -> LimitExceededError:
    with pytest.raises(RefusedDocumentError) as error:
        SCHEMA.documents.ready(document)
    (reason,) = error.value.reasons
    assert isinstance(reason, LimitExceededError)
    return reason


def milliseconds(document: str) -> float:
    """Processor time for refusing a document, the best of a few: others use the machine too."""

    def once() -> float:
        began = time.thread_time()
        refused(document)
        return (time.thread_time() - began) * 1000

    # Coverage traces every line, which takes longer than what is measured.
    trace = sys.gettrace()
    sys.settrace(None)
    try:
        return min(once() for _ in range(5))
    finally:
        sys.settrace(trace)


@pytest.mark.parametrize(("document", "limit"), ATTACKS.values(), ids=ATTACKS)
def test_an_attack_is_refused_by_name_in_10_ms(document: str, limit: str) -> None:
    reason = refused(document)
    assert reason.extensions == {"code": "LIMIT_EXCEEDED", "limit": limit, "most": getattr(LIMITS, limit)}
    assert f"{getattr(LIMITS, limit):,}" in reason.message
    assert milliseconds(document) <= 10


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
async def test_a_document_that_is_too_large_is_400_in_every_media_type(visitor: Api, accept: str) -> None:
    body = {"query": "{me {" + "id " * 1_000 + "}}"}
    response = await visitor.http.post("/graphql", json=body, headers={"accept": accept})
    assert response.status_code == 400
    assert response.json()["errors"] == [
        {
            "message": "A document may have 1,000 tokens at most.",
            "extensions": {"code": "LIMIT_EXCEEDED", "limit": "tokens", "most": 1_000},
        }
    ]


def test_fragments_that_spread_each_other_without_end_are_not_followed() -> None:
    """2⁵⁰ ways through these fragments, and one field at the end of all."""
    SCHEMA.documents.ready(f"{{...F0}} {FRAGMENTS} fragment F49 on Query {{__typename}}")


@pytest.mark.parametrize(
    "document",
    [
        # The most of each that is taken.
        "{" + " ".join(f"a{n}: __typename" for n in range(20)) + "}",
        "{topics {nodes {" + "id " * 30 + "}}}",
        "{" + "... {" * 38 + "__typename" + "}" * 39,
        " ".join(f"query Q{n} {{__typename}}" for n in range(10)),
        "{threads(first: 1) {nodes {id}}} #" + "x" * 10_000,
        # What looks like an alias, a bracket or a directive and is none.
        '{search(query: "' + "{@a:b" * 40 + '") {nodes {__typename}}}',
        "{threads(" + "first: 1" + ") {nodes {id}}} #" + "{@a:b" * 40,
        "query("
        + " ".join(f"$v{n}: Int" for n in range(19))
        + ") {"
        + " ".join(f"a{n}: topics(first: $v{n}) {{nodes {{id}}}}" for n in range(19))
        + " me {"
        + " ".join(f"... @include(if: true) {{b{n}: __typename}}" for n in range(10))
        + "}}",
    ],
)
def test_what_is_within_the_limits_is_taken(document: str) -> None:
    refusal = SCHEMA.refusal(document)
    assert [reason.message for reason in (refusal.errors or () if refusal else ())] == []


@pytest.mark.parametrize("options", [{}, {"input_value_deprecation": True, "specified_by_url": True}])
def test_tools_may_ask_for_the_schema(options: dict[str, bool]) -> None:
    SCHEMA.documents.ready(get_introspection_query(**options))


def test_introspection_in_circles_is_refused() -> None:
    with pytest.raises(RefusedDocumentError) as error:
        SCHEMA.documents.ready("{__schema{types{fields{type{fields{type{fields{type{name}}}}}}}}}")
    assert [reason.message for reason in error.value.reasons] == ["Maximum introspection depth exceeded"]


def test_of_many_mistakes_only_some_are_told() -> None:
    with pytest.raises(RefusedDocumentError) as error:
        SCHEMA.documents.ready("{me{" + " ".join(f"f{n}" for n in range(400)) + "}}")
    assert len(error.value.reasons) == 21


def test_remembered_documents_are_bounded() -> None:
    documents = build_schema().documents
    for number in range(60):
        documents.ready(f"{{__typename}} #{number}" + "x" * 15_000)
    assert sum(map(len, documents._ready)) <= 500_000
    assert len(documents._ready) > 20


def test_the_limits_are_documented() -> None:
    rows = re.findall(
        r"^\| [^|]+ \| ([\d,]+) \| `(\w+)` ", (ROOT / "docs/limits.md").read_text(), re.MULTILINE
    )
    assert {name: int(most.replace(",", "")) for most, name in rows} == asdict(LIMITS)
