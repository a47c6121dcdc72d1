"""What the texts of one table say, each text read once however often it is asked for."""

import functools
import re

from memlit.asking.looks import is_quantity
from memlit.field import HeaderMatch, Vocabulary, split_header
from memlit.quantities import read_quantities
from printed.documents.markup.text import without_scripts

LONGEST_HEAD = 140
_LAYER = re.compile(r"[td]_?[A-Z]")
"""A symbol of a length that names a material: the thickness of its layer."""
_NO_HEADER = re.compile(r":\s?[-−–+±~]?\s?\d|[<>≤≥]\s?=?\s?\d|\w\*\w|=\s?\w+\(|\bet al\b")


class Prints:
    """Heads by the words of a vocabulary, and quantities, with a memory of each text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.match = functools.cache(self._match)
        self.quantities = functools.cache(read_quantities)

    def _match(self, text: str) -> HeaderMatch | None:
        if not text.strip() or len(text) > LONGEST_HEAD or _NO_HEADER.search(without_scripts(text)):
            return None
        if is_quantity(text):
            return None
        found = self.vocabulary.match_header(text)
        header = split_header(text)
        is_layer = found is None and _LAYER.match(header.base) and header.unit in ("nm", "Å", "µm")
        return self.vocabulary.match_header(f"thickness ({header.unit})") if is_layer else found

    def weight(self, text: str) -> float:
        """1 for a number's parameter, 0.6 for a text column, 0 for unknown words."""
        match = self.match(text)
        if match is None:
            return 0.0
        parameters = [self.vocabulary.parameters[name] for name in match.parameters]
        return 0.6 if all(parameter.is_text for parameter in parameters) else 1.0

    def si_unit_of(self, parameter: str) -> str:
        """The SI unit of a parameter of the vocabulary."""
        return self.vocabulary.parameters[parameter].unit

    def dimension(self, text: str) -> str | None:
        """SI unit of the first quantity of a text that prints one, None otherwise."""
        for quantity in self.quantities(text):
            if quantity.si_unit is not None and quantity.unit is not None:
                return quantity.si_unit
        return None

    def dimension_of_unit(self, unit: str) -> str | None:
        """SI unit of a printed unit, None where it is none."""
        return self.dimension(f"1 {unit}")
