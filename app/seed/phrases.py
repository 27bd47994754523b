"""Sentences with slots, filled by chance."""

from collections.abc import Mapping, Sequence
from functools import cache
from string import Formatter

from app.seed.content import read_parts
from app.seed.dice import Dice

Words = Mapping[str, str]
"""What is known already: the slots that must not be left to chance."""

_parse = Formatter().parse


@cache
def inside_sentence(label: str) -> str:
    """A label as it stands in the middle of a sentence."""
    first = label.split(maxsplit=1)[0].rstrip(",")
    return label if first in read_parts().proper_nouns else label[:1].lower() + label[1:]


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def fit(text: str, most: int) -> str:
    """The text, cut at a space when it is longer than `most` characters."""
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(" ", 1)[0].rstrip(",;:. ")


@cache
def _pieces(sentence: str) -> tuple[tuple[str, str | None, bool], ...]:
    """Literal text, the slot after it, and whether that slot starts with a large letter."""
    return tuple(
        (literal, name and name.removesuffix("_start").removesuffix("_title"), _is_capital(name))
        for literal, name, _, _ in _parse(sentence)
    )


def _is_capital(name: str | None) -> bool:
    return name is not None and name.endswith(("_start", "_title"))


def say(sentence: str, words: Words, dice: Dice) -> str:
    """The sentence with every slot filled, from `words` first."""
    slots = read_parts().slots
    parts = []
    for literal, name, large in _pieces(sentence):
        parts.append(literal)
        if name is not None:
            value = words.get(name) or dice.pick(slots[name.removeprefix("another_")])
            parts.append(capital(value) if large else value)
    return capital("".join(parts))


def tell(sentences: Sequence[Sequence[str]], words: Words, dice: Dice) -> str:
    """One sentence from each list, filled and joined; an empty sentence is left out."""
    told = (say(dice.pick(choice), words, dice) for choice in sentences)
    return " ".join(sentence for sentence in told if sentence)
