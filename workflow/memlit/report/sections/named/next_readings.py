"""Which paper to read next: papers whose tuple lacks a part, open ones first, then those that lack least."""

from memlit.presentation.text import name
from memlit.presentation.words import parameter_words
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section

TIMING = "spike_timing"


def next_readings(m: Material) -> ReportBlock:
    """A row a paper that anyone can read, or that one reading completes; nothing without such a paper."""
    lines = m.tables["next_readings"]
    shown = lines[lines["open_access"] | ~lines["completes"].fillna(TIMING).isin([TIMING])]
    return {} if shown.empty else written_section(m, "named/next_readings", lines=shown, looked_for=_looked_for)


def _looked_for(words: str) -> str:
    """`set pulse width (pages of the main text)` for a parameter that was looked for in vain."""
    parameter, space, where = words.partition(" ")
    return name(f"{parameter_words(parameter)}{space}{where}")
