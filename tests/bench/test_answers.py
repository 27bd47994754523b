from uuid import UUID

import orjson
import pytest

from bench.answers import UnequalAnswersError, check_equal
from kit.ids import encode_id

ROW = UUID("018de464-f4b0-797e-b012-d8f9da536273")


def answer(**data: object) -> bytes:
    return orjson.dumps({"data": data})


def test_an_opaque_id_is_the_same_as_the_id_in_the_database() -> None:
    check_equal(answer(me={"id": encode_id("Educator", ROW)}), answer(me={"id": str(ROW)}), "here")


def test_an_instant_is_the_same_however_its_zone_is_written() -> None:
    written = answer(createdAt="2026-03-02T08:00:00+00:00")
    check_equal(written, answer(createdAt="2026-03-02T08:00:00.000Z"), "here")


@pytest.mark.parametrize(
    ("ours", "theirs", "difference"),
    [
        ({"nodes": [{"seq": 1}]}, {"nodes": [{"seq": 2}]}, ".data.nodes[0].seq is '1' and '2'"),
        ({"nodes": [1]}, {"nodes": [1, 2]}, ".data.nodes is '[1]' and '[1, 2]'"),
        ({"author": None}, {}, ".data has ['author'] and []"),
    ],
)
def test_the_first_difference_is_named(
    ours: dict[str, object], theirs: dict[str, object], difference: str
) -> None:
    with pytest.raises(UnequalAnswersError, match=r"^here: ") as raised:
        check_equal(answer(**ours), answer(**theirs), "here")
    assert str(raised.value) == f"here: {difference}"


def test_errors_are_compared_only_when_asked_for() -> None:
    refused = orjson.dumps({"data": {"thread": None}, "errors": [{"message": "There is no such thread."}]})
    check_equal(answer(thread=None), refused, "here")
    with pytest.raises(UnequalAnswersError):
        check_equal(answer(thread=None), refused, "here", {"data", "errors"})
