"""Values that running text and captions state: sentence, place, parameter and quantity, unassigned to a device."""

from memlit.passages.model import Find, PassageReading
from memlit.passages.read import read_passages
from memlit.passages.render import passages_as_json, render_passages

__all__ = ["Find", "PassageReading", "passages_as_json", "read_passages", "render_passages"]
