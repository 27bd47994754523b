"""How large an operation's document may be."""

from dataclasses import dataclass

from graphql import GraphQLError

LIMIT_EXCEEDED = "LIMIT_EXCEEDED"


@dataclass(frozen=True)
class Limits:
    """The largest document that is taken; `docs/limits.md` lists these figures for clients.

    The first five are counted in the text, before it is parsed; the others in the parsed
    document, with its fragments in their places, before it is validated.
    """

    # Lexers read comments and strings letter by letter; 1,000 tokens with room to indent them need less.
    characters: int = 20_000
    # Parsing costs some 15 µs for a token. The largest operations of known clients have about 300.
    tokens: int = 1_000
    # Brackets within brackets, of every kind: parsers and validators recurse into them.
    nesting: int = 40
    # An alias repeats a field, and its work, with other arguments.
    aliases: int = 30
    # Each directive is validated wherever it stands.
    directives: int = 30
    # A document is sent for one operation; an editor sends all that stand in it.
    operations: int = 10
    # Validation compares every fragment with every other.
    fragments: int = 50
    # Fields within fields: each level may multiply the rows to be read.
    depth: int = 14
    # What is executed after fragments are put in their places, which may multiply a small text.
    fields: int = 500
    # Each root field is a read, or a whole transaction, of its own.
    root_fields: int = 20
    # Fields that answer under one name are merged, and validation compares each with each.
    repetitions: int = 30


LIMITS = Limits()

_WORDS = {
    "nesting": "An operation's brackets may be nested {most:,} deep at most",
    "depth": "An operation's fields may be {most:,} levels deep at most",
    "repetitions": "An operation may ask for a field under one name {most:,} times at most",
    "root_fields": "An operation may have {most:,} root fields at most",
    "fields": "An operation may have {most:,} fields at most, counting fragments wherever they are used",
}


class LimitExceededError(GraphQLError):
    """A document is larger than a limit allows; the message names the limit."""

    def __init__(self, limits: Limits, name: str) -> None:
        most: int = getattr(limits, name)
        words = _WORDS.get(name, f"A document may have {{most:,}} {name} at most").format(most=most)
        super().__init__(f"{words}.", extensions={"code": LIMIT_EXCEEDED, "limit": name, "most": most})
