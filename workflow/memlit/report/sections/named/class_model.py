"""What the data do say of the classes: prior, posterior, votes and a laboratory left out, never on the first page."""

from memlit.field.codes import LEAST_LABORATORIES
from memlit.numbers import PublishedLine
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def class_model(m: Material) -> ReportBlock:
    """Medians and comparisons of the classes, a row a prior; nothing where no class has an own number."""
    statements = m.tables["class_model"]
    if statements.empty:
        return {}
    is_said, is_median = statements["why_not"].isna(), statements["below"].isna()
    few = statements[~is_said & is_median].drop_duplicates(["class", "metric"])
    return written_section(
        m,
        "named/class_model",
        medians=statements[is_said & is_median],
        comparisons=statements[is_said & ~is_median],
        few=m.lines(few),
        votes=_votes,
        LEAST_LABORATORIES=LEAST_LABORATORIES,
    )


def _votes(line: PublishedLine) -> str:
    """`, 1 open` where bounds leave votes open."""
    return f", {line.votes_open} open" if line.votes_open else ""
