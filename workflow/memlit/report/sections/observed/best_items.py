"""Every item where its primary metric is best, with the values that it is computed from."""

from memlit.numbers import PublishedLine
from memlit.presentation.text import symbol
from memlit.report.blocks import ReportBlock
from memlit.report.observed import ObservedMaterial
from memlit.report.written import written_section


def best_items(m: ObservedMaterial) -> ReportBlock:
    """The benchmark, the best item first."""
    if not m.best:
        return {}
    others = [name for name in m.config.metrics if name != m.primary]

    def inputs(one: PublishedLine) -> list[tuple[str, str]]:
        found = []
        for letter, parameter in m.field.inputs.items():
            value = m.by_observation[one.observation].get(parameter)
            shown = m.book.use(value.reading) if value and value.reading else ""
            found.append((symbol(letter), shown))
        return found

    def further(one: PublishedLine) -> list[tuple[str, str]]:
        known = m.metrics_of[one.observation]
        return [(m.symbol(name), m.use(known[name].own_number) if name in known else "") for name in others]

    return written_section(m, "observed/best_items", metric=m.config.metrics[m.primary], inputs=inputs, further=further)
