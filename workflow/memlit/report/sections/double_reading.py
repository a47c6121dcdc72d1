"""How far two people who read one document agree, and what they still have to settle."""

from __future__ import annotations

from memlit.analysis.evidence.two_readers import LIMIT_DECADES
from memlit.analysis.evidence.two_readers_record import ALL, Agreement
from memlit.datum import Result
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.text import cite, name

NONE_YET = (
    "No document of this run was read by a second person, so the error of our own reading is not measured: "
    "the survey's curators stand in for it. A second list in sources/KEY/readings_second.csv measures it."
)
SOME = "A second person read these documents too. Their readings measure the error of the first and feed nothing."
LIMIT = name(f"{LIMIT_DECADES:g} decades")
COLUMNS = ("places", "numbers", "equal", "median", "far apart", "classes", "kappa", "open")


def double_reading(m: Material) -> Block:
    record = m.analysis.double_reading
    parts = [paragraph(SOME if record.has_second_reader else NONE_YET)]
    if record.agreements:
        parts.append(
            table(
                "Agreement of two readers.",
                [("read by two", "l"), *((label, "r") for label in COLUMNS)],
                [_row(m, item) for item in record.agreements],
                note=f"Equal, far apart: shares of the numbers, the latter of those more than {LIMIT} (a factor of "
                "two) apart; median of |log10 ratio|; Cohen's kappa on the classes; open: differ, and no correction or "
                "check settles them yet. data/to_settle.csv lists the open ones.",
                source="double_reading.csv",
            )
        )
    return section("double-reading", "Second readings", *parts)


def _row(m: Material, item: Agreement) -> list[str]:
    def shown(result: Result | None) -> str:
        return m.book.use(result.id) if result else DASH

    numbers = (
        item.n_places,
        item.n_numbers,
        item.share_equal,
        item.median_absolute,
        item.share_over,
        item.n_classes,
        item.kappa,
        item.n_open,
    )
    document = "all" if item.document == ALL else cite(item.document)
    return [document, *map(shown, numbers)]
