"""The report of a field whose values are observations as plain data, and some lines about it for the terminal."""

from typing import Any

from memlit.datum import Result
from memlit.presentation.text import symbol
from memlit.report.build import laid_out, with_numbers
from memlit.report.observed import ObservedMaterial


def observed_report(m: ObservedMaterial) -> dict[str, Any]:
    """The report as plain data."""
    return {
        **laid_out(m, m.field, _filled(m).get),
        "searched": f"papers, {m.field.item}s",
        "plain": "names and sizes",
        "has_pages": m.book.has_pages,
    }


def _filled(m: ObservedMaterial) -> dict[str, str]:
    """The formula of each metric with its numbers filled in, for its card."""
    found = {}
    for one in m.lines.metrics:
        formula = m.formulas[one.metric]
        inputs = dict(zip(formula.parameters, one.several("readings"), strict=True))
        text = with_numbers(formula, inputs, "arithmetic")
        found[one.id] = f"{symbol(m.config.metrics[one.metric].symbol)} = {text}"
    return found


def observed_summary(m: ObservedMaterial) -> str:
    """Some lines for the terminal."""
    metric = m.config.metrics[m.primary]
    counts = {name: _whole(m.counted(name)) for name in _COUNTED}
    known, tested, differing = map(_whole, (m.counted(m.primary), *map(m.pairs_counted, ("tested", "differing"))))
    lines = [
        f"library      {len(m.library.entries)} entries, {counts['documents']} documents",
        f"readings     {counts['readings']} printed, {counts['left_out']} of no observation",
        f"observations {counts['observations']} of {counts['items']} {m.field.item}s of {counts['papers']} papers",
        f"{metric.symbol:<12} known of {known} observations",
        f"classes      {differing} of {tested} tested pairs are shown to differ",
        f"conflicts    {counts['conflicts']} values whose readings disagree",
        f"problems     {len(m.problems)}, listed in the report",
        "data         results/data/*.csv, meanings in results/data/dictionary.csv",
    ]
    return "\n".join(lines) + "\n"


_COUNTED = ("documents", "readings", "papers", "items", "observations", "conflicts", "left_out")


def _whole(count: Result) -> int:
    return int(count.value or 0)
