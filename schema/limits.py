"""How large a document may be, checked before or while it is parsed and validated."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from strawberry.extensions import (
    DisableIntrospection,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    ParserCache,
    QueryDepthLimiter,
    SchemaExtension,
    ValidationCache,
)


@dataclass(frozen=True)
class Limits:
    """The largest document that is taken, and how many documents are remembered."""

    tokens: int = 2_000
    aliases: int = 30
    depth: int = 14
    remembered_documents: int = 500

    def extensions(self, *, introspection: bool) -> list[Callable[[], SchemaExtension]]:
        """Strawberry's limiters and caches with these numbers."""
        hidden: list[Callable[[], SchemaExtension]] = [] if introspection else [DisableIntrospection]
        return [
            *hidden,
            partial(MaxTokensLimiter, max_token_count=self.tokens),
            partial(MaxAliasesLimiter, max_alias_count=self.aliases),
            partial(QueryDepthLimiter, max_depth=self.depth),
            partial(ParserCache, maxsize=self.remembered_documents),
            partial(ValidationCache, maxsize=self.remembered_documents),
        ]


LIMITS = Limits()
