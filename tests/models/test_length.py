import pytest

from kit.errors import DomainError, ErrorCode
from models import Post, Row, Thread
from models.row import Length

LIMITED = [
    (model, column, length) for model in Row.__subclasses__() for column, length in model.lengths.items()
]


def problem(model: type[Row], column: str, text: str) -> str:
    with pytest.raises(DomainError) as refused:
        model.check_lengths(**{column: text})
    (field,) = refused.value.fields
    assert (refused.value.code, field.message) == (ErrorCode.INVALID, refused.value.message)
    return refused.value.message


@pytest.mark.parametrize(("model", "column", "length"), LIMITED)
def test_a_text_may_have_what_its_column_holds(model: type[Row], column: str, length: Length) -> None:
    model.check_lengths(**{column: "x" * length.least})
    model.check_lengths(**{column: "🌱" * length.most})
    assert problem(model, column, "x" * (length.most + 1)) == (
        f"This text has {length.most + 1} characters; at most {length.most} are allowed."
    )


@pytest.mark.parametrize(("model", "column", "length"), [case for case in LIMITED if case[2].least])
def test_white_space_is_no_text(model: type[Row], column: str, length: Length) -> None:
    blank = " \n".ljust(length.least, "\t") + "x" * (length.least - 1)
    assert problem(model, column, blank[: length.most]).startswith("This text needs at least ")


def test_what_postgresql_cannot_hold_is_refused() -> None:
    assert problem(Post, "body", "nul \x00") == "A text cannot contain the character U+0000."
    assert problem(Post, "body", "half \ud83d") == "A text cannot contain half of a surrogate pair."


def test_every_wrong_text_is_named_and_what_is_left_out_is_right() -> None:
    with pytest.raises(DomainError) as refused:
        Thread.check_lengths(title="", about="x" * 2001)
    assert [field.path for field in refused.value.fields] == [["title"], ["about"]]
    Thread.check_lengths(title=None, about=None)
