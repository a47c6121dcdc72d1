"""Whether a print says that there is no value."""

from memlit.quantities.context import context_of
from memlit.quantities.joined.refuse import refusal
from memlit.quantities.spelling.normalise import normalise


def is_absent(text: str) -> bool:
    """True for a blank text and for marks such as N/A, --, NR, no data."""
    return refusal(normalise(text)[0], context_of(None, None)) == "not_available"
