"""The questions that a reader brings, answered in some lines of the first section with the place that has more."""

from collections import Counter
from collections.abc import Iterator

from memlit.datum import Reading, Result
from memlit.field.codes import KNOWN_AS_POINT
from memlit.presentation.text import name, symbol
from memlit.presentation.words import PART_SYMBOLS, parameter_words
from memlit.report.blocks import Material, ReportBlock
from memlit.report.verdicts import claim_link
from memlit.report.written import written_blocks

SHOWN_PRINTS = 4
MOST_WANTED = 5


def answers(m: Material) -> ReportBlock:
    """What the findings leave open, in few words; a question without an answer in this run is left out."""
    example = _largest(m)
    covered = m.tables["coverage"]
    claims = m.claims
    wanted = Counter(
        parameter
        for verdict in claims
        if verdict.verdict == "not_checkable"
        for parameter in verdict.several("missing_parameters")
    )
    order = sorted(wanted, key=lambda parameter: (-wanted[parameter], parameter))
    (block,) = written_blocks(
        m,
        "summary/answers",
        has_metrics=any(row.metrics for row in m.rows),
        has_claims=bool(claims),
        differing=[claim_link(verdict) for verdict in claims if verdict.verdict == "differs"],
        lacks=covered["missing"][covered["set"] == m.config.evidence.headline_set].notna().any(),
        wanted=[_words(parameter) for parameter in order[:MOST_WANTED]],
        example=example,
        prints=_prints(m, example),
    )
    return block


def _largest(m: Material) -> Result | None:
    """The largest value of the primary metric in the class with most papers known."""
    primary = (item for item in m.headline_classes if item.metric == m.config.analysis.primary)
    most = max(primary, key=lambda summary: summary.n_papers, default=None)
    behind = m.papers_behind([most])[most.id] if most else []
    results = [m.book.results[paper.id] for paper in behind if paper.known == KNOWN_AS_POINT]
    return max(results, key=lambda result: (result.value or 0.0, result.id), default=None)


def _prints(m: Material, example: Result | None) -> tuple[Reading, str] | None:
    """The first of the printed readings behind the example, and all as they were used; None where there are none, or
    where they are of several documents.
    """
    prints = list(_printed(m, example)) if example else []
    if len({reading.datum.locator.document for reading in prints}) != 1:
        return None
    texts = list(dict.fromkeys(map(as_used, prints)))
    return prints[0], ", ".join(map(name, texts[:SHOWN_PRINTS]))


def as_used(reading: Reading) -> str:
    """The printed characters, and what a correction makes of them where the number was computed from that."""
    printed = reading.datum.printed
    corrected = [s.after for s in reading.steps if s.op == "correct" and s.before and s.before in printed.text]
    return f"“{printed.text}”, corrected to “{corrected[-1]}”" if corrected else f"“{printed.text}”"


def _printed(m: Material, result: Result) -> Iterator[Reading]:
    """The printed readings under a number, in order."""
    queue, seen = [result.id], set()
    while queue:
        identifier = queue.pop(0)
        if identifier in seen:
            continue
        seen.add(identifier)
        item = m.book.results.get(identifier) or m.book.readings[identifier]
        if isinstance(item, Reading) and not item.is_derived:
            yield item
        queue += item.inputs


def _words(parameter: str) -> str:
    """A parameter in words; a state of a device with its symbol."""
    part = PART_SYMBOLS.get(parameter)
    return symbol(part) if part else name(f"the {parameter_words(parameter)}")
