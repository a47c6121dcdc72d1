"""What one more reading would change: papers whose tuple lacks one part, credited open ones first."""

from memlit.report.blocks import Block, Material, paragraph, section
from memlit.report.text import cite, name, symbol
from memlit.report.words import PART_SYMBOLS, parameter_words
from memlit.synapses.next_readings import NextReading

TIMING = "spike_timing"


def next_readings(m: Material) -> Block:
    """A row a paper that anyone can read, or that one reading completes; nothing without such a paper."""
    shown = [line for line in m.named.next_readings if line.open_access or set(line.completes) - {TIMING}]
    if not shown:
        return {}
    return section(
        "next-readings",
        "What one more reading would change",
        paragraph(
            "Papers that lack a part of their tuple, those that the review credits and that anyone can read first. A "
            "reading in sources/KEY/readings.csv changes the metrics named. What was looked for and is not printed is "
            "marked as such: unread is another thing than unreported."
            if m.tests_a_review
            else "Papers that lack a part of their tuple. What was looked for and is not printed is marked as such."
        ),
        m.listing(
            "The next reading of each paper.",
            shown,
            [
                ("paper", "l", lambda line: cite(line.paper)),
                (
                    "access",
                    "l",
                    lambda line: ", ".join(["credited"] * line.credited + ["open"] * line.open_access) or None,
                ),
                ("class", "l", lambda line: ", ".join(line.classes).replace("_", " ")),
                ("missing", "l", lambda line: ", ".join(symbol(PART_SYMBOLS[part]) for part in line.missing)),
                ("one reading", "l", lambda line: line.reading.partition(" (")[0]),
                ("completes", "l", lambda line: ", ".join(map(m.symbol, line.completes)) or None),
                ("not printed", "l", lambda line: ", ".join(map(_looked_for, line.not_printed)) or None),
            ],
            note=f"Open: anyone can read it, as far as is known. Of the papers that are in the file alone one reading "
            f"completes {symbol('tau')} at most; the file says where each can be found.",
            source="next_readings.csv",
        ),
    )


def _looked_for(words: str) -> str:
    """`set pulse width (pages of the main text)` for a parameter that was looked for in vain."""
    parameter, space, where = words.partition(" ")
    return name(f"{parameter_words(parameter)}{space}{where}")


def _access(line: NextReading) -> str | None:
    return ", ".join(["credited"] * line.credited + ["open"] * line.open_access) or None
