"""What generated educators write: a thread keeps to its theme, a writer to their own world."""

from app.seed.content import read_parts
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.phrases import fit, say, tell

THEMES = ("strategy", "problem", "colleague", "class_size", "skill")


class Voice:
    """The texts of one thread."""

    def __init__(self, author: Member, dice: Dice) -> None:
        self._dice = dice
        self._parts = read_parts()
        self._theme = {name: dice.pick(self._parts.slots[name]) for name in THEMES}
        self._author = author
        self._own = self._words(author)

    def title(self) -> str:
        """The thread's title."""
        return fit(say(self._dice.pick(self._parts.titles), self._own, self._dice), 140)

    def about(self) -> str:
        """What the thread is about."""
        return tell(self._parts.abouts, self._own, self._dice)

    def body(self, kind: str, writer: Member) -> str:
        """A post of some kind; a guest speaks of their own pupils and city, and now and then all stray."""
        words = self._own if writer is self._author else self._words(writer)
        if self._dice.happens(0.3):
            words = {**words, "strategy": "", "problem": ""}
        text = tell(self._parts.posts[kind], words, self._dice)
        if kind != "REPLY" and self._dice.happens(0.45):
            text = f"{text}\n\n{tell(self._parts.asides, words, self._dice)}"
        return text

    def _words(self, writer: Member) -> dict[str, str]:
        return {
            **self._theme,
            "year_group": self._dice.pick(self._parts.year_groups[writer.phase]),
            "subject": writer.subjects[0],
            "subject_two": writer.subjects[-1],
            "city": writer.city,
        }
