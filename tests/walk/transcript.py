"""What people ask the API and what it answers, told so that anybody can read it."""

import json
from datetime import datetime
from typing import Any

from tests.api import Subscribed
from tests.clock import DrivenClock
from tests.network import Person

_LONGEST = 88


class Transcript:
    """Does what people do through the running server, and writes down what was asked, answered and heard."""

    def __init__(self, clock: DrivenClock) -> None:
        self.lines: list[str] = []
        self.heard: list[str] = []
        self.cursors: list[str] = []
        self.feed: Subscribed | None = None
        self._clock = clock
        self._day: datetime | None = None

    def __str__(self) -> str:
        return "\n".join(self.lines)

    async def does(self, person: Person, mutation: str, answers: str, hears: str = "", **asked: Any) -> Any:
        """What a mutation answers; whoever listens then hears just these events, in this order.

        Raises: AssertionError when it is refused.
        """
        shape = answers if answers.startswith("...") else f"... on {answers}"
        answer = await person.api.perform(mutation, shape, **asked)
        assert answer["__typename"] != "Problem", (mutation, answer)
        self._tell(person.handle, mutation, asked, answer)
        if self.feed is not None:
            for expected in hears.split():
                event = await self.feed.event()
                assert event["__typename"] == expected, (mutation, event)
                self.heard.append(expected)
                self.cursors.append(event["cursor"])
                self.lines.append(f"      live ⟵ {expected}")
        return answer

    async def reads(self, person: Person, query: str, **variables: Any) -> Any:
        """What a query answers."""
        (named,) = (await person.api.data(query, **variables)).items()
        self._tell(person.handle, named[0], {}, named[1])
        return named[1]

    def _tell(self, handle: str, operation: str, asked: dict[str, Any], answer: Any) -> None:
        now = self._clock.time
        if self._day is None or self._day.date() != now.date():
            self._day = now
            self.lines += ["", f"{now:%d %B %Y}".lstrip("0")]
        given = {name: value for name, value in asked.items() if not name.endswith("Id")}
        self.lines.append(f"  {handle.title()}: {operation}{_cut(f'({_words(given)})') if given else ''}")
        self.lines.append(f"      {_cut(_words(answer, top=True))}")


def _words(value: Any, *, top: bool = False) -> str:
    """A value as people write it; ids say nothing to them."""
    if isinstance(value, dict):
        name = value.get("__typename", "")
        parts = [f"{key}: {_words(one)}" for key, one in value.items() if key not in ("id", "__typename")]
        told = ", ".join(parts)
        return f"{name} {told}".strip() if top or not name else f"{name} {{ {told} }}"
    if isinstance(value, list):
        return f"[{', '.join(_words(one) for one in value)}]"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return f"“{value}”" if isinstance(value, str) and " " in value else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
