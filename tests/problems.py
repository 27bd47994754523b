"""What a refused mutation answers, in short."""

from typing import Any


def refusal(answer: dict[str, Any]) -> tuple[str, list[str]]:
    """The code of a Problem and the arguments it concerns."""
    assert answer["__typename"] == "Problem", answer
    return answer["code"], [".".join(field["path"]) for field in answer["fields"]]
