"""memlit sample: draw where that is asked for, or where nothing was drawn yet; and what is left to read."""

from collections.abc import Sequence
from pathlib import Path

from memlit.config import CONFIG_FILE, load_config
from memlit.errors import SourceError, counted
from memlit.sampling.agreement import ReadBlind
from memlit.sampling.draw import (
    FIRST,
    SAMPLE_FILE,
    SAMPLED_METHODS,
    SECOND,
    RecordedValues,
    add_to_sample,
    at_hand,
    drawn,
    load_sample,
    recorded_values,
)

OF_EACH = 20
"""Values of each method where no number is given."""


def draw_sample(
    root: Path, n: int | None, methods: Sequence[str], seed: str | None, *, only_at_hand: bool = False
) -> RecordedValues:
    """The accepted values; a sample of them is in SAMPLE_FILE afterwards. Raises SourceError where there are none."""
    values = recorded_values(root)
    is_asked = bool(n or methods or seed or only_at_hand)
    if is_asked or not load_sample(root):
        text = seed or str(load_config(root / CONFIG_FILE).seed)
        drawn_from = at_hand(values) if only_at_hand else values
        new = drawn(drawn_from, n or OF_EACH, text, methods or SAMPLED_METHODS)
        if not new:
            about = f" of the method {' or '.join(methods)}" if methods else ""
            if only_at_hand and values.data:
                about += " of a document at hand"
                raise SourceError("extracted", f"holds no value{about} to draw", "put the document into sources/KEY")
            raise SourceError("extracted", f"holds no value{about} to draw", "accept a paper first: memlit accept KEY")
        add_to_sample(root, new)
    return values


def open_line(found: Sequence[ReadBlind]) -> str:
    """What is left to read, and what to type."""
    counts = [(name, sum(name not in one.readings for one in found)) for name in (FIRST, SECOND)]
    left = ", ".join(f"{counted(n, f'{name} reading')}" for name, n in counts if n)
    if not left:
        return f"Every value of {SAMPLE_FILE} was read twice"
    return f"Left: {left}. Next: memlit desk, then “Blind readings”; the second reader says who they are by --who"
