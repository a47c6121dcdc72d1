"""Arrays for in-memory computing: the review's Table 1, and efficiencies beside what the papers themselves print.

Demonstrations of spatial and temporal signal processing, as the review's section 6.C and Fig. 15 have them.

Tables of the review as transcribed: cells with digits are links to their place, the work is a citation.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import filterfalse
from typing import NamedTuple

from memlit.config import CONFIG_FILE
from memlit.config.claims import references_of
from memlit.datum import Reading
from memlit.errors import ConfigError, certain
from memlit.grouping import grouped
from memlit.library import is_cited_work
from memlit.numbers import PublishedLine
from memlit.presentation.text import cite, name
from memlit.report.blocks import DASH, Material, ReportBlock
from memlit.report.sections.review.claims import number_text
from memlit.report.written import written_section

_RAISED = str.maketrans("abcdefg", "ᵃᵇᶜᵈᵉᶠᵍ")


class ReviewRow(NamedTuple):
    """A row of a transcribed table of the review: the work of its first column as text, its paper, cells by header."""

    work: str
    paper: str | None
    cells: dict[str, Reading]

    def said(self, header: str) -> Reading | None:
        """The cell under a header; None for `-`, the transcription's sign for what is not said."""
        cell = self.cells.get(header)
        return None if cell is None or cell.datum.printed.text in {"-", ""} else cell

    def shown(self, m: Material, header: str) -> str:
        """Words as words, digits as a link."""
        cell = self.said(header)
        if cell is None:
            return DASH
        return m.use(cell) if re.search(r"\d", cell.datum.printed.text) else name(cell.datum.printed.text)


def review_rows(m: Material, file: str) -> Iterator[ReviewRow]:
    """Rows of one transcribed table of the review, in the order of print; none where it is not read."""
    review = m.config.report.review_key
    rows: dict[int, dict[int, Reading]] = defaultdict(dict)
    for reading in m.readings.where(document=[review], file=[file]):
        place = reading.datum.locator
        if not reading.is_derived:
            rows[certain(place.row)][certain(place.column)] = reading
    for _, by_column in sorted(rows.items()):
        cells = [cell for _, cell in sorted(by_column.items())]
        paper = next((cell.datum.paper for cell in cells if cell.datum.paper), None)
        printed = cells[0].datum.printed.stub or cells[0].datum.printed.text
        work = f"{cite(paper)}{_footnote(printed)}" if paper else name(printed or DASH)
        yield ReviewRow(work, paper, {_header(cell): cell for cell in cells})


def _header(cell: Reading) -> str:
    """The innermost header of the reading's cell; empty where it has none."""
    return cell.datum.printed.headers[-1] if cell.datum.printed.headers else ""


def _footnote(printed: str) -> str:
    """The raised mark of a footnote behind a work, which a transcription writes `Oh et al. [75]^a`."""
    found = re.search(r"\^([a-z*†‡])$", printed.strip())
    return name(found.group(1).translate(_RAISED)) if found else ""


_ARRAYS, _DEMONSTRATIONS = "table_1.csv", "table_3.csv"
EFFICIENCY = "energy_efficiency"
TIERS = ("primary", "secondary", "review_claim")


def arrays(m: Material) -> ReportBlock:
    """What was computed on physical arrays, and how efficiently."""
    rows, efficiencies = list(review_rows(m, _ARRAYS)), list(_efficiencies(m))
    if not (rows or efficiencies):
        return {}
    simulated = m.readings.where(parameter=[EFFICIENCY], tier=["simulator"])
    return written_section(
        m,
        "review/arrays",
        rows=rows,
        differing=_differing(m, {row.paper or "" for row in rows}),
        number_text=lambda identifier: number_text(identifier, m),
        efficiencies=efficiencies,
        once=lambda readings: _once(readings, lambda reading: m.book.display(reading.id)),
        few=few,
        simulated=sorted({reading.datum.locator.document for reading in simulated}),
    )


MOST_LISTED = 3
"""Numbers of a paper that a cell lists; of more it has the least and the largest."""


def few(readings: Sequence[Reading]) -> list[Reading]:
    """The readings; of many the least and the largest."""
    if len(readings) <= MOST_LISTED or any(reading.value is None for reading in readings):
        return list(readings)
    order = sorted(readings, key=lambda reading: reading.value or 0.0)
    return [order[0], order[-1]]


def _differing(m: Material, papers: Collection[str]) -> dict[str, PublishedLine]:
    """Those of these papers whose own array is of another size than the review says, with the verdict."""
    return {
        key: verdict
        for verdict in m.claims
        if verdict.verdict == "differs" and verdict.metric == "array_size"
        for key, entry in m.library.entries.items()
        if key in papers and entry.reviewref in references_of(verdict.subject)
    }


def _efficiencies(m: Material) -> Iterator[tuple[str, list[Reading], list[Reading], dict[str, list[Reading]]]]:
    """A paper with an efficiency: those that the review prints, those that sources print, all readings by parameter."""
    found = (reading.datum.paper for reading in m.readings.where(parameter=[EFFICIENCY], tier=TIERS))
    papers = sorted({paper for paper in found if paper and not is_cited_work(paper)})
    printed = (reading for reading in m.readings.where(paper=papers, tier=TIERS) if not reading.is_derived)
    by_paper = grouped(printed, lambda reading: reading.datum.paper)
    for paper in papers:
        own = grouped(by_paper[paper], lambda reading: reading.parameter)
        if efficiencies := own[EFFICIENCY]:
            by_review = _once(filter(_is_claim, efficiencies), lambda reading: reading.datum.printed.text)
            by_source = _once(filterfalse(_is_claim, efficiencies), lambda reading: reading.datum.printed.text)
            yield paper, by_review, by_source, own


def _is_claim(reading: Reading) -> bool:
    return reading.datum.tier == "review_claim"


def _once(readings: Iterable[Reading], look: Callable[[Reading], str]) -> list[Reading]:
    """The first of the readings that look alike."""
    return [alike[0] for alike in grouped(readings, look).values()]


def outlook(m: Material) -> ReportBlock:
    """What the review says of the state of its field beside the claims that test it; nothing where none is listed.

    Raises ConfigError for a claim that does not exist.
    """
    verdicts = {verdict.id: verdict for verdict in m.claims}
    lines = []
    for statement in m.config.report.statements:
        for claim in statement.claims:
            if claim not in verdicts:
                raise ConfigError(
                    CONFIG_FILE, f"report.statements: there is no claim {claim!r}", "write an id of config/claims.yaml"
                )
        lines.append((statement, [verdicts[claim] for claim in statement.claims]))
    return written_section(m, "review/outlook", lines=lines) if lines and m.tests_a_review else {}


def demonstrations(m: Material) -> ReportBlock:
    """One row a demonstration; nothing where the table was not read."""
    rows = list(review_rows(m, _DEMONSTRATIONS))
    if not rows:
        return {}
    energies = {metric for metric, known in m.config.metrics.items() if known.unit == "J"}
    counted = {row.paper for row in m.rows if energies.intersection(row.counted)}
    return written_section(
        m,
        "review/demonstrations",
        rows=rows,
        with_neuron=[row.work for row in rows if row.said("Neuron")],
        with_energy=[row.work for row in rows if row.paper in counted],
    )
