"""Values that running text and captions state: sentence, place, parameter and quantity, unassigned to a device."""

from memlit.passages.model import Find
from memlit.passages.read import read_passages
