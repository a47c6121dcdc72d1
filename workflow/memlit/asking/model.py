"""Questions of a printed table and the answers to them, as records; an answer names, it never holds a digit of a value.

A question is asked of a table, of a row or column that is a head or a line of values, or of a single cell. What is said
of a table holds for its lines, what is said of a line for its cells unless the head or the cell itself says otherwise.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from memlit.datum import Record

QuestionAxis = Literal["table", "row", "column", "cell", "box", "number"]
AnswerPart = Literal["table", "head", "line", "cell", "box", "number"]
"""What an answer is about; a row or column is a head where it names a parameter, a line where it is of a device."""
Obtained = Literal["measured", "simulated", "assumed", "extrapolated", "compiled", "constraint"]
"""How a value came about, where the print says so. compiled: a review's typical value; constraint: a limit that was
set. See docs/what-is-a-value.md."""
Owner = Literal["device", "circuit", "conventional"]
"""What a value is of: a device, a circuit of devices, a conventional memory beside them."""
Answerer = Literal["person", "model", "program"]
LONGEST_ANSWER = 200
"""Characters of a name, work or condition; a longer text is none."""
LARGEST_PAGE = 14_400.0
"""Points of the largest page of a PDF."""
THIS_WORK = "this"
NOT_TOLD = "not told"


def _short(text: str) -> str:
    """The text on one line. Raises ValueError where it is too long to be a name."""
    line = " ".join(text.split())
    if len(line) > LONGEST_ANSWER:
        raise ValueError(f"has {len(line)} characters, a name has at most {LONGEST_ANSWER}")
    return line


Name = Annotated[str, AfterValidator(_short)]


class SaidOfValue(Record):
    """What may be said of the values of a table, a head, a line or a cell; None where nothing is said.

    device: its name as the print gives it. work: `this`, the number that the print gives, an author with a year,
    several of these with semicolons between, or `not told`. condition: what the value holds for, as printed (a mode, a
    scheme, a temperature).
    """

    device: Name | None = None
    work: Name | None = None
    how: Obtained | None = None
    of: Owner | None = None
    condition: Name | None = None
    transition: Literal["set", "reset"] | None = None


class TableAnswer(SaidOfValue):
    """What a table is of, and along which axis its devices lie; `table`: all of it is of one device.

    values_in: the columns (or rows) of values, where devices_in is `table` and not all of them hold values.
    """

    about: Literal["devices", "others", "no_table"] = "devices"
    devices_in: Literal["rows", "columns", "table"] | None = None
    values_in: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_axis(self) -> "TableAnswer":
        if self.about == "devices" and self.devices_in is None:
            raise ValueError("say devices_in (rows, columns or table) of a table of devices")
        return self


class HeadAnswer(SaidOfValue):
    """What a head means: a parameter, several in printed order, one of several by the unit of the cell, or none.

    unit: the unit of its cells as it is printed somewhere else than in them or in the head.
    """

    parameters: tuple[str, ...] = ()
    by_unit: tuple[str, ...] = ()
    unit: Name | None = None


class LineAnswer(SaidOfValue):
    """Which device a line is of. skip: it is of none, or no line of values."""

    skip: bool = False


class CellAnswer(SaidOfValue):
    """What one cell means where its head and line do not say it.

    skip: it holds no value of the device. compared: somebody held its doubtful letters against the picture. parameters:
    as of a head.
    """

    parameters: tuple[str, ...] = ()
    unit: Name | None = None
    skip: bool = False
    compared: bool = False


class BoxAnswer(Record):
    """Where on a page a table stands that was not found or was cut wrongly: left, top, right, bottom in points.

    The box is cut out and read as a page of its own.
    """

    box: tuple[float, float, float, float]

    @model_validator(mode="after")
    def _is_a_box(self) -> "BoxAnswer":
        left, top, right, bottom = self.box
        if not (0 <= left < right <= LARGEST_PAGE and 0 <= top < bottom <= LARGEST_PAGE):
            raise ValueError("a box is left, top, right, bottom in points (72 an inch) from the top left of its page")
        return self


class NumberAnswer(SaidOfValue):
    """What a number of a sentence is. skip: no value of a device."""

    parameter: str | None = None
    skip: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> "NumberAnswer":
        if (self.parameter is None) != self.skip:
            raise ValueError("say a parameter, or skip: true")
        return self


AnyAnswer = TableAnswer | HeadAnswer | LineAnswer | CellAnswer | BoxAnswer | NumberAnswer
ANSWER_OF: dict[AnswerPart, type[AnyAnswer]] = {
    "table": TableAnswer,
    "head": HeadAnswer,
    "line": LineAnswer,
    "cell": CellAnswer,
    "box": BoxAnswer,
    "number": NumberAnswer,
}


class Question(Record):
    """What is asked, by what is printed: it is found again by text, whatever happens to the pages.

    table: the printed label, None where there is none. head: the first row of the table, which tells tables without a
    label apart; of a number the words around it. text: of the head, line, cell or number, the first that is not blank
    of a row or column; nth of `among`: which of those that print the same. page, place (`r3`, `c2`, `r3c2`,
    `p3.c1204`) and sha256: where it stood when it was answered, in the file with that digest.
    """

    file: str
    table: str | None = None
    head: str = ""
    page: int | None = None
    axis: QuestionAxis = "table"
    text: str = ""
    nth: int = 1
    among: int = 1
    place: str = ""
    sha256: str | None = None


class Answer(Record):
    """An answer, who gave it, and who accepted it where a model or a program gave it.

    by: the person's name, or that of the model or program. A model's answer is a proposal until a person accepts it.
    """

    question: Question
    part: AnswerPart
    said: dict[str, object] = Field(default_factory=dict)
    by: str
    answerer: Answerer
    accepted_by: str | None = None

    @model_validator(mode="after")
    def _is_of_its_part(self) -> "Answer":
        ANSWER_OF[self.part].model_validate(self.said)
        return self

    @property
    def answer(self) -> AnyAnswer:
        """What is said, as a record of its part."""
        return ANSWER_OF[self.part].model_validate(self.said)

    @property
    def is_accepted(self) -> bool:
        """Whether a person stands for it."""
        return self.answerer == "person" or self.accepted_by is not None
