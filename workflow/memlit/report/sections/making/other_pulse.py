"""What the other pulse would change: medians, the papers behind them, and single devices."""

import math
from collections import defaultdict
from collections.abc import Iterator

from memlit.analysis.robustness.conventions import OTHER_PULSE, ChangedConvention
from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import PULSES, Pulse
from memlit.field.codes import SYNAPSE_ROLES
from memlit.presentation.text import few_cited
from memlit.report.blocks import Material
from memlit.report.written import written_text


def other_pulse(m: Material) -> str:
    """What it would change in a paragraph; empty where no device is known for both pulses."""
    widest = _widest(m, m.config.evidence.headline_set)
    if not widest:
        return ""
    return written_text(
        m,
        "making/other_pulse",
        pulse=m.config.conventions.headline_pulse,
        other=_other_pulse(m),
        widest=widest,
        widest_of_all=_widest(m),
        moved=moved_medians(m),
        changed=other_papers(m),
    )


def _other_pulse(m: Material) -> Pulse:
    return next(pulse for pulse in PULSES if pulse != m.config.conventions.headline_pulse)


def _widest(m: Material, set_name: str | None = None) -> dict[str, BenchmarkRow] | None:
    """The synapse of a set, or of all sets, whose energies by the two pulses lie furthest apart: its rows by pulse.

    A device counts whatever its grade: the question is what a choice of the pulse does to it.
    """
    energies: dict[str, dict[str, BenchmarkRow]] = defaultdict(dict)
    for row in m.rows:
        is_own = row.is_of_one_source and set_name in (None, row.set_name)
        if is_own and row.role in SYNAPSE_ROLES and row.value("action_energy"):
            energies[f"{row.paper}/{row.device}/{row.condition}/{row.device_class}"][row.pulse] = row
    both = [rows for _, rows in sorted(energies.items()) if set(rows) >= set(PULSES)]
    return max(both, key=_distance, default=None)


def _distance(rows: dict[str, BenchmarkRow]) -> float:
    first, second = (rows[pulse].value("action_energy") or 1.0 for pulse in PULSES)
    return abs(math.log(first / second))


def _under_other_pulse(m: Material) -> Iterator[ChangedConvention]:
    for line in m.analysis.conventions:
        if line.convention == OTHER_PULSE:
            yield line


def moved_medians(m: Material) -> str:
    """Medians that the other pulse moves, papers being the same."""
    moves: dict[str, list[str]] = defaultdict(list)
    for line in _under_other_pulse(m):
        is_enough = line.n_papers.value and line.n_papers.value >= m.config.analysis.inclusion.range_from
        if is_enough and line.has_same_papers and line.before and line.after:
            moves[line.metric].append(f"{line.device_class} from {m.use(line.before)} to {m.use(line.after)}")
    return "; ".join(f"{m.symbol(metric)} of {', '.join(texts)}" for metric, texts in moves.items())


def other_papers(m: Material) -> str:
    """Classes whose papers are others under the other pulse: no move of a median, but other evidence."""
    return "; ".join(
        f"{m.symbol(line.metric)} of {line.device_class}: {papers_changed(line)}"
        for line in _under_other_pulse(m)
        if not line.has_same_papers
    )


def papers_changed(line: ChangedConvention) -> str:
    """Which papers enter or leave a class under a convention; empty where none does."""
    parts = ((line.entered, "enter"), (line.left, "leave"))
    return ", ".join(f"{few_cited(papers)} {verb}{'s' if len(papers) == 1 else ''}" for papers, verb in parts if papers)
