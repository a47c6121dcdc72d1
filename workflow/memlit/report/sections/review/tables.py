"""Tables of the review as transcribed: cells with digits are links to their place, the work is a citation."""

import re
from collections.abc import Iterable, Mapping

from memlit.datum import Reading
from memlit.errors import certain
from memlit.report.blocks import DASH, Block, Material, table
from memlit.report.text import cite, name

_RAISED = str.maketrans("abcdefg", "ᵃᵇᶜᵈᵉᶠᵍ")


def review_cells(m: Material, file: str) -> list[list[Reading]]:
    """Rows of cells of one transcribed table of the review, in the order of print; empty where it is not read."""
    review = m.config.report.review_key
    rows: dict[int, dict[int, Reading]] = {}
    for reading in m.resolved.corpus.readings:
        place = reading.datum.locator
        if place.document != review or place.file != file or reading.is_derived:
            continue
        rows.setdefault(certain(place.row), {})[certain(place.column)] = reading
    return [[cells[column] for column in sorted(cells)] for _, cells in sorted(rows.items())]


def header_of(cell: Reading) -> str:
    """The innermost header of the reading's cell; empty where it has none."""
    return cell.datum.printed.headers[-1] if cell.datum.printed.headers else ""


def review_table(
    m: Material, file: str, caption: str, headers: Iterable[str], note: str = "", marks: Mapping[str, str] | None = None
) -> Block:
    """The columns `headers` of a transcribed table; the first names the work and becomes its citation.

    marks: by key of a paper, a mark for the first value of its row that `note` explains.
    """
    work, *others = headers
    rows = []
    for cells in review_cells(m, file):
        by_header = {header_of(cell): cell for cell in cells}
        papers = [cell.datum.paper for cell in cells if cell.datum.paper]
        printed = cells[0].datum.printed.stub or cells[0].datum.printed.text
        first = f"{cite(papers[0])}{_footnote(printed)}" if papers else name(printed or DASH)
        values = [shown_cell(m, by_header.get(header)) for header in others]
        if papers and values:
            values[0] += (marks or {}).get(papers[0], "")
        rows.append([first, *values])
    return table(caption, [(name(header), "l") for header in (work, *others)], rows, note=note, source="readings.csv")


def _footnote(printed: str) -> str:
    """The raised mark of a footnote behind a work, which a transcription writes `Oh et al. [75]^a`."""
    found = re.search(r"\^([a-z*†‡])$", printed.strip())
    return name(found.group(1).translate(_RAISED)) if found else ""


def shown_cell(m: Material, cell: Reading | None) -> str:
    """Words as words, digits as a link; `-` is the transcription's sign for what is not said."""
    if cell is None or cell.datum.printed.text in {"-", ""}:
        return DASH
    if re.search(r"\d", cell.datum.printed.text):
        return m.book.use(cell.id)
    return name(cell.datum.printed.text)
