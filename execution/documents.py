"""Documents ready to be executed: within the limits, parsed, validated, and remembered."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    parse,
    specified_rules,
    validate,
)

from execution.limits import Limits
from execution.scan import scan
from execution.shape import measure

# A parsed document takes about a hundred times the memory of its text, so 50 MB at most are remembered.
REMEMBERED_CHARACTERS = 500_000
MOST_ERRORS = 20

Note = TypeVar("Note")


@dataclass(frozen=True)
class RefusedDocumentError(Exception):
    """A document that cannot be executed, and every reason found."""

    reasons: list[GraphQLError]


class Documents(Generic[Note]):
    """The documents of one schema, which without `introspection` is told by no answer.

    `note` is what somebody wants to know of each document; it is worked out once while it is remembered.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits,
        note: Callable[[DocumentNode], Note],
        *,
        introspection: bool,
    ) -> None:
        self._schema = schema
        self._note = note
        self._limits = limits
        self._hidden = not introspection
        self._rules = [*specified_rules, *([] if introspection else [NoSchemaIntrospectionCustomRule])]
        self._ready: OrderedDict[str, tuple[DocumentNode, Note]] = OrderedDict()
        self._characters = 0

    def ready(self, text: str) -> DocumentNode:
        """The document, each check made once while it is remembered; cheap checks come first.

        Raises: RefusedDocumentError for one that is too large, malformed or does not fit the schema.
        """
        return self._found(text)[0]

    def note(self, text: str) -> Note:
        """What was to be known of the document.

        Raises: RefusedDocumentError like `ready`.
        """
        return self._found(text)[1]

    def _found(self, text: str) -> tuple[DocumentNode, Note]:
        found = self._ready.get(text)
        if found is None:
            document = self._checked(text)
            found = document, self._note(document)
            self._remember(text, found)
        else:
            self._ready.move_to_end(text)
        return found

    def _checked(self, text: str) -> DocumentNode:
        try:
            scan(text, self._limits)
            document = parse(text, max_tokens=self._limits.tokens)
            measure(document, self._limits)
        except GraphQLError as refusal:
            raise RefusedDocumentError([refusal]) from refusal
        errors = validate(self._schema, document, self._rules, MOST_ERRORS, hide_suggestions=self._hidden)
        if errors:
            raise RefusedDocumentError(errors)
        return document

    def _remember(self, text: str, found: tuple[DocumentNode, Note]) -> None:
        self._ready[text] = found
        self._characters += len(text)
        while self._characters > REMEMBERED_CHARACTERS:
            forgotten, _ = self._ready.popitem(last=False)
            self._characters -= len(forgotten)
