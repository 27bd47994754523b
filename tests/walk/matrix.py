"""What a walk found, as a table for people."""

from collections.abc import Mapping

from models.transition import Machine
from tests.walk.performance import HAPPENS
from tests.walk.stage import Case

LEGEND = (
    "● happens   · refused   ~ done to another thing, this one stays   × cannot be   blank: nobody can ask"
)


def printed(machine: Machine, came: Mapping[Case, str]) -> str:
    """One line for each actor and action, one column for each state; what happens shows the next state."""
    states = [str(state) for state in machine.states]
    width = max(len(state) for state in states) + 5
    lines = [_line(machine.thing.upper(), "", states, width)]
    for actor, action in dict.fromkeys((case.actor, case.action) for case in came):
        cells = []
        for state in machine.states:
            case = Case(machine, state, actor, action)
            mark = came.get(case, "")
            cells.append(f"● → {case.step.target}" if mark == HAPPENS and case.step else mark)
        lines.append(_line(actor.lower(), action, cells, width))
    return "\n".join(lines)


def _line(actor: str, action: str, cells: list[str], width: int) -> str:
    return f"{actor:<12}{action:<17}{''.join(cell.ljust(width) for cell in cells)}".rstrip()
