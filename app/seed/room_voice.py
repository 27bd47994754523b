"""What the two of a generated mentorship write: it keeps to one theme, and to the mentee's classroom."""

from app.seed.content import read_parts, read_room_parts
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.phrases import fit, tell
from app.seed.voice import THEMES


class RoomVoice:
    """The texts of one mentorship."""

    def __init__(self, mentee: Member, dice: Dice) -> None:
        self._dice = dice
        parts = read_parts()
        self._words = {name: dice.pick(parts.slots[name]) for name in THEMES} | {
            "year_group": dice.pick(parts.year_groups[mentee.phase]),
            "subject": mentee.subjects[0],
            "subject_two": mentee.subjects[-1],
            "city": mentee.city,
        }

    def say(self, kind: str, most: int = 2000) -> str:
        """A text of some kind, of at most so many characters; now and then it strays from the theme."""
        words = self._words
        if self._dice.happens(0.4):
            words = {**words, "strategy": "", "problem": ""}
        return fit(tell(read_room_parts()[kind], words, self._dice), most)
