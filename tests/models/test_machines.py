"""Every state machine, walked whole: each state, each actor, each action."""

import re
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import models
from kit.errors import DomainError, ErrorCode
from models.agreement import AGREEMENT_MACHINE
from models.closure import ENDORSEMENT_MACHINE
from models.community import MEMBERSHIP_MACHINE
from models.enrollment import ENROLLMENT_MACHINE
from models.flag import FLAG_MACHINE
from models.goal import GOAL_MACHINE
from models.mentorship import MENTORSHIP_MACHINE
from models.pledge import PARTNER_MACHINE
from models.request import REQUEST_MACHINE
from models.roadmap import ROADMAP_MACHINE
from models.session import SESSION_MACHINE
from models.transition import Actor, Machine, Step

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
MACHINES = {
    models.MentorshipRequest: REQUEST_MACHINE,
    models.Mentorship: MENTORSHIP_MACHINE,
    models.Agreement: AGREEMENT_MACHINE,
    models.Goal: GOAL_MACHINE,
    models.Session: SESSION_MACHINE,
    models.Endorsement: ENDORSEMENT_MACHINE,
    models.Roadmap: ROADMAP_MACHINE,
    models.Enrollment: ENROLLMENT_MACHINE,
    models.Membership: MEMBERSHIP_MACHINE,
    models.PledgePartner: PARTNER_MACHINE,
    models.Flag: FLAG_MACHINE,
}
TERMINAL = {
    "request": {"ACCEPTED", "DECLINED", "WITHDRAWN", "EXPIRED"},
    "mentorship": {"CLOSED"},
    "agreement": {"SUPERSEDED", "WITHDRAWN"},
    "goal": {"MET", "NOT_MET", "DROPPED"},
    "session": {"HELD", "CANCELLED", "DISPUTED"},
    "endorsement": {"ACCEPTED", "DECLINED"},
    "roadmap": {"RETIRED"},
    "enrollment": set(),
    "membership": set(),
    "partnership": set(),
    "flag": {"ACTIONED", "DISMISSED"},
}
DOCS = Path(__file__).parents[2] / "docs" / "mentoring.md"
each = pytest.mark.parametrize(
    ("model", "machine"), MACHINES.items(), ids=[machine.thing for machine in MACHINES.values()]
)


def walked(machine: Machine) -> dict[tuple[str, str, str], Any]:
    """What becomes of a row in each (state, actor, action); None where it is refused and stays as it is."""
    found: dict[tuple[str, str, str], Any] = {}
    for state, actor, action in product(machine.states, Actor, sorted({step.action for step in machine})):
        row, code = SimpleNamespace(status=state, version=4), None
        try:
            machine.take(row, action, actor, NOW)
        except DomainError as refused:
            code = refused.code
        found[state, actor, action] = vars(row) if code is None else None
        if code is not None:
            assert code is ErrorCode.INVALID_TRANSITION
            assert vars(row) == {"status": state, "version": 4}
    return found


def listed(step: Step) -> dict[str, Any]:
    stamp = {step.stamp: NOW} if step.stamp else {}
    return {"status": step.target, "version": 5, **stamp}


@each
def test_what_is_listed_happens_and_nothing_else_does(model: type[models.Row], machine: Machine) -> None:
    meant = {
        (state, actor, step.action): listed(step)
        for step in machine
        for state, actor in product(step.sources, step.by)
    }
    found = walked(machine)
    assert {key: row for key, row in found.items() if row is not None} == meant
    assert len(found) == len(machine.states) * len(Actor) * len({step.action for step in machine})


@each
def test_no_two_steps_lead_from_the_same_place(model: type[models.Row], machine: Machine) -> None:
    places = [
        (state, actor, step.action) for step in machine for state, actor in product(step.sources, step.by)
    ]
    assert len(places) == len(set(places))


@each
def test_a_step_stamps_a_column_of_its_row(model: type[models.Row], machine: Machine) -> None:
    assert {step.stamp for step in machine if step.stamp} <= set(model.columns())
    assert {"status", "version"} <= set(model.columns())


@each
def test_terminal_states_have_no_way_out_and_every_state_is_reached(
    model: type[models.Row], machine: Machine
) -> None:
    assert machine.terminal == TERMINAL[machine.thing]
    for (state, _, _), row in walked(machine).items():
        assert state not in machine.terminal or row is None
    targets = {step.target for step in machine}
    begins = set(machine.states) - targets
    assert begins <= {"PENDING", "FORMING", "PROPOSED", "DRAFT", "OPEN"}


def test_every_machine_is_walked() -> None:
    files = (Path(models.__file__).parent).glob("*.py")
    names = [name for file in files for name in re.findall(r"\n(\w+_MACHINE) =", file.read_text())]
    assert len(names) == len(MACHINES)


def a_row(step: Step) -> str:
    by = ", ".join(actor.lower() for actor in step.by)
    return f"| {', '.join(step.sources)} | {step.action} | {by} | {step.target} | {step.stamp or ''} |"


def test_the_life_cycle_in_the_docs_is_the_machines() -> None:
    lines = DOCS.read_text().splitlines()
    start = lines.index("| from | step | by | to | written |") + 2
    table = lines[start : lines.index("", start)]
    printed = [a_row(step) for step in MENTORSHIP_MACHINE]
    print("\n".join(["", *printed]))  # noqa: T201 - the table to report
    assert table == printed
