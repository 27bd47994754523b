"""A quick look at a document's text, so that what is far too large is never parsed."""

import re

from execution.limits import LimitExceededError, Limits

# Every alternative matches without going back, whatever follows: an unterminated string ends with its line.
_TOKEN = re.compile(
    r'"""(?:\\"""|[^"]|"(?!""))*(?:""")?'
    r'|"(?:\\.|[^"\\\n\r])*"?'
    r"|\#[^\n\r]*"
    r"|\.\.\."
    r"|[A-Za-z_0-9+\-][A-Za-z_0-9+.\-]*"
    r"|[^\s,\ufeff]",
    re.DOTALL,
)
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")


def scan(text: str, limits: Limits) -> None:
    """Pass a text whose size is within the limits.

    Only counts; what the text means, and whether it is well-formed, is the parser's to say.

    Raises: LimitExceededError naming the first limit that is exceeded.
    """
    if len(text) > limits.characters:
        raise LimitExceededError(limits, "characters")
    counts = _Counts(limits)
    for match in _TOKEN.finditer(text):
        if match[0][0] != "#":
            counts.take(match[0])


class _Counts:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._counts = dict.fromkeys(("tokens", "aliases", "directives"), 0)
        self._brackets: list[str] = []

    def take(self, sign: str) -> None:
        self._add("tokens")
        if sign in _OPENING:
            self._brackets.append(sign)
            if len(self._brackets) > self._limits.nesting:
                raise LimitExceededError(self._limits, "nesting")
        elif sign in _CLOSING:
            del self._brackets[-1:]
        elif sign == "@":
            self._add("directives")
        elif sign == ":" and "(" not in self._brackets:
            self._add("aliases")

    def _add(self, name: str) -> None:
        self._counts[name] += 1
        if self._counts[name] > getattr(self._limits, name):
            raise LimitExceededError(self._limits, name)
