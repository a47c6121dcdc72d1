"""Of a field whose values are observations: metrics that one paper prints and that do not follow from their parts."""

from collections.abc import Iterator, Mapping, Sequence

from memlit.benchmark.formula_text import TEXT, formula_text
from memlit.config import Classes, Config, FieldOfScience
from memlit.field import Vocabulary
from memlit.library import Entry, Library
from memlit.observations.metrics import formulas, observed_lines, printed_otherwise
from memlit.presentation.format import format_value
from memlit.sheet.contradictions import Contradiction
from memlit.sheet.items import own_readings
from memlit.sheet.paper import THIS_PAPER, SheetPaper
from memlit.sheet.values import SheetValue


def printed_and_parts(
    paper: SheetPaper,
    values: Sequence[SheetValue],
    classes: Classes,
    config: Config,
    field: FieldOfScience,
    vocabulary: Vocabulary,
) -> Iterator[Contradiction]:
    """Each metric of a line of the paper's tables that the line prints otherwise. values: all of the paper."""
    library = Library({THIS_PAPER: Entry(THIS_PAPER, "misc", {})})
    known = formulas(config, field, vocabulary)
    lines = observed_lines(own_readings(paper), library, classes, config, field, known)
    by_name: Mapping[str, SheetValue] = {value.name: value for value in values}
    for one, printed in printed_otherwise(lines.metrics, lines.observations, field):
        names = [name.rpartition(":")[2] for name in (printed, *one.several("readings"))]
        if not all(name in by_name for name in names):
            continue
        said, *parts = (by_name[name] for name in names)
        text = (
            f"{formula_text(known[one.metric], TEXT)} of {', '.join(part.printed for part in parts)} is "
            f"{format_value(one.value, one.unit)}, and the paper prints {said.printed}."
        )
        yield Contradiction(text, (said, *parts))
