"""Generated educators: who they are, and whom they follow."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.seed.batch import Batch
from app.seed.content import Person, Place, Region, read_content, read_parts
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people import TopicIds, person_rows
from app.seed.phrases import fit, inside_sentence, say, tell

YEARS = timedelta(days=1100)
NEIGHBOURS = 30  # educators who joined about the same time share a region more often than not
MADE_AT_ONCE = 2_000

# How many of a hundred have each role, and the phases they may teach.
ROLES: dict[str, tuple[int, tuple[tuple[int, ...], ...]]] = {
    "CLASSROOM_TEACHER": (74, ((0,), (1,), (1,), (1, 2), (2,), (2, 3), (2, 3), (3,), (3, 4))),
    "INSTRUCTIONAL_COACH": (6, ((1,), (1, 2), (2, 3))),
    "SCHOOL_LEADER": (8, ((1,), (1, 2), (2, 3))),
    "TEACHER_EDUCATOR": (3, ((5,), (6,), (6, 7))),
    "FACULTY": (4, ((6,), (6, 7), (7, 8))),
    "SPECIALIST": (4, ((0, 1), (1,), (2,))),
    "OTHER": (1, ((1, 2), (2, 3))),
}
STAGES = {
    "PRE_SERVICE": (8, "My first year"),
    "EARLY_0_2": (22, "Two years"),
    "MID_3_9": (30, "Seven years"),
    "EXPERIENCED_10_19": (27, "Fourteen years"),
    "VETERAN_20_PLUS": (13, "Twenty-three years"),
}
# Letters that Unicode does not take apart into a base letter and a mark.
_SPELT = {ord("ø"): "o", 0x131: "i", ord("đ"): "d", ord("ß"): "ss", ord("æ"): "ae"}
VISIBILITIES = ("PUBLIC",) * 88 + ("MEMBERS",) * 9 + ("CONNECTIONS",) * 3


class Crowd:
    """Generated educators in the order in which they joined."""

    def __init__(self, count: int, topic_ids: TopicIds, today: datetime, taken: Sequence[str]) -> None:
        self.members: list[Member] = []
        self._count = count
        self._topic_ids = topic_ids
        self._today = today
        self._handles = set(taken)
        self._labels = {topic.slug: inside_sentence(topic.label) for topic in read_content().topics}
        topics = [topic for topic in read_content().topics if topic.parent]
        self._taught = [topic.slug for topic in topics if topic.kind == "SUBJECT"]
        self._practised = [topic.slug for topic in topics if topic.kind != "SUBJECT"]

    def batches(self) -> Iterator[Batch]:
        """All the educators, a few thousand at a time."""
        dice = Dice("crowd")
        for start in range(0, self._count, MADE_AT_ONCE):
            batch = Batch()
            for number in range(start, min(start + MADE_AT_ONCE, self._count)):
                self._add(number, dice, batch)
            yield batch

    def _add(self, number: int, dice: Dice, batch: Batch) -> None:
        # The network grows: more joined last month than in its first.
        grown = (number + dice.random()) / self._count
        joined = self._today - timedelta(seconds=3600 + int(YEARS.total_seconds() * (1 - grown) ** 1.6))
        region = _region(number, dice)
        place = dice.pick(region.places)
        person = self._person(region, place, dice)
        educator_id = person_rows(person, joined, self._topic_ids, dice, batch)
        subjects = tuple(self._labels[slug] for slug in person.subjects)
        where = (place.city, person.phases[0], subjects, place.time_zone, tuple(person.subjects))
        self.members.append(Member(educator_id, person.handle, joined, *where))

    def _person(self, region: Region, place: Place, dice: Dice) -> Person:
        role = dice.choices(list(ROLES), [weight for weight, _ in ROLES.values()])[0]
        stage = dice.choices(list(STAGES), [weight for weight, _ in STAGES.values()])[0]
        phases = dice.pick(ROLES[role][1])
        subjects = self._subjects(dice)
        name = f"{dice.pick(region.given)} {dice.pick(region.family)}"
        words = self._words(subjects, phases[0], dice)
        words |= {"city": place.city, "years": STAGES[stage][1]}
        words["organisation"] = dice.pick(region.schools).format(city=place.city)
        return Person(
            handle=self._handle(name, dice),
            display_name=name,
            headline=fit(say(dice.pick(read_parts().headlines[role]), words, dice), 120),
            bio=tell(read_parts().bios, words, dice),
            role=role,
            career_stage=stage,
            phases=phases,
            subjects=subjects,
            organisation=words["organisation"],
            country=place.country,
            region=place.region,
            languages=place.languages,
            visibility=dice.pick(VISIBILITIES),
            time_zone=place.time_zone,
        )

    def _subjects(self, dice: Dice) -> list[str]:
        subjects = [dice.pick(self._taught), dice.pick(self._practised)]
        if dice.happens(0.4):
            subjects.append(dice.pick(self._practised if dice.happens(0.5) else self._taught))
        return list(dict.fromkeys(subjects))

    def _words(self, subjects: Sequence[str], phase: int, dice: Dice) -> dict[str, str]:
        return {
            "subject": self._labels[subjects[0]],
            "subject_two": self._labels[subjects[1]],
            "year_group": dice.pick(read_parts().year_groups[phase]),
        }

    def _handle(self, name: str, dice: Dice) -> str:
        """A handle that nobody has, made of the name; a number helps where the name is taken."""
        given, *_, family = (part for part in _ascii(name).split("_") if part)
        stem = dice.pick(
            (f"{given}_{family}", f"{given}{family}", f"{given[0]}_{family}", f"{family}_{given}")
        )
        handle = stem = stem[:22]
        most = 99
        while handle in self._handles:
            handle = f"{stem}{dice.randint(2, most)}"
            most *= 2
        self._handles.add(handle)
        return handle


def _region(number: int, dice: Dice) -> Region:
    regions = read_parts().regions
    weights = [region.weight for region in regions]
    if dice.happens(0.6):
        return Dice(f"neighbours {number // NEIGHBOURS}").choices(regions, weights)[0]
    return dice.choices(regions, weights)[0]


def _ascii(name: str) -> str:
    spelt = name.lower().translate(_SPELT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return "".join(letter if letter.isalnum() else "_" for letter in plain)
