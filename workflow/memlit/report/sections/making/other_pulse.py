"""What the other pulse would change: medians, the papers behind them, and single devices."""

import math
from collections import defaultdict

import pandas as pd

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import PULSES, Pulse
from memlit.field.codes import OTHER_PULSE, SYNAPSE_ROLES
from memlit.numbers import PublishedLine
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


def moved_medians(m: Material) -> str:
    """Medians that the other pulse moves, papers being the same."""
    lines = m.tables["conventions"]
    is_enough = lines["n_papers"] >= m.config.analysis.inclusion.range_from
    moves: dict[str, list[str]] = defaultdict(list)
    for line in m.lines(lines[(lines["convention"] == OTHER_PULSE) & is_enough & ~_has_other_papers(lines)]):
        before, after = line.number("before"), line.number("after")
        if before and after:
            moves[line.metric].append(f"{line.device_class} from {m.use(before)} to {m.use(after)}")
    return "; ".join(f"{m.symbol(metric)} of {', '.join(texts)}" for metric, texts in moves.items())


def other_papers(m: Material) -> str:
    """Classes whose papers are others under the other pulse: no move of a median, but other evidence."""
    lines = m.tables["conventions"]
    changed = m.lines(lines[(lines["convention"] == OTHER_PULSE) & _has_other_papers(lines)])
    return "; ".join(f"{m.symbol(line.metric)} of {line.device_class}: {papers_changed(line)}" for line in changed)


def _has_other_papers(lines: pd.DataFrame) -> "pd.Series[bool]":
    """Whether a paper comes or goes under a convention, and not values alone change."""
    return lines["entered"].notna() | lines["left"].notna()


def papers_changed(line: PublishedLine) -> str:
    """Which papers enter or leave a class under a convention; empty where none does."""
    parts = ((line.several("entered"), "enter"), (line.several("left"), "leave"))
    return ", ".join(f"{few_cited(papers)} {verb}{'s' if len(papers) == 1 else ''}" for papers, verb in parts if papers)
