"""Whether a table is plainly one of devices: what its print shows for it, and what makes it doubtful.

A table whose values are about to be used needs positive evidence. Where that is missing, or something speaks against
it, the table is asked about as a whole and none of its values is used before a person says that it is of devices.
The rules were chosen by leaving out one labelled document after the other (evaluation/tables/evidence.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from memlit.datum import ReadBy, notes_of
from memlit.field import Parameter, Vocabulary
from memlit.field.of_a_device import WORDS_OF_COMPARISONS, WORDS_OF_OTHERS
from memlit.quantities import read_quantities
from memlit.sources.attribution.identity import THIS_WORK, Identity, LabelledLine, line_of_reading
from memlit.sources.attribution.reference_list import names_author
from memlit.sources.attribution.table_place import TableSubject, any_case, names_device, subject_of
from memlit.tables.meaning import CellReading, Interpretation
from memlit.tables.meaning.looks import is_this_work, names_work
from printed.ordered_rules import TradeRule
from printed.tables.model import Table

NOT_TOLD = "not_told"
"""Type of the reason of values that wait until a person says what their table is of."""
FEWEST_PARAMETERS = 2
"""Parameters of devices of so many kinds make a table one of devices; one does where its lines or caption name them."""
SHARE_OF_DEVICES = 0.5
"""At least this share of the values about to be used is of parameters of devices."""
SHARE_BESIDE_OTHERS = 0.8
"""The same in a table that speaks of circuits, networks or simulations too."""
BEYOND = 1000.0
"""So many times beyond the plausible range of its parameter (config/vocabulary.yaml) no value is printed."""
OCR = ReadBy("rapidocr")
"""Remark of a table that was read from a picture."""
_OF_OTHERS = any_case(rf"\b(?:{WORDS_OF_OTHERS})\b")
_COMPARISONS = any_case(rf"\b(?:{WORDS_OF_COMPARISONS})\b")


@dataclass(frozen=True)
class WeighedTable:
    """A table with the numbers of it that are about to be used, and whose each of its lines is."""

    table: Table
    interpretation: Interpretation
    used: Sequence[CellReading]
    identities: Mapping[LabelledLine, Identity]
    vocabulary: Vocabulary

    @cached_property
    def subject(self) -> TableSubject:
        """What the table as a whole is about."""
        return subject_of(self.table, self.interpretation)

    @cached_property
    def caption(self) -> str:
        """The words over the table."""
        return self.table.caption or ""

    @cached_property
    def lines(self) -> dict[LabelledLine, list[CellReading]]:
        """The values about to be used of each line."""
        lines: dict[LabelledLine, list[CellReading]] = {}
        for reading in self.used:
            lines.setdefault(line_of_reading(reading), []).append(reading)
        return lines

    def texts(self, line: LabelledLine) -> list[str]:
        """The label of a line and the texts that stand in it."""
        label, place = line
        return [label, *(place.texts(self.table.view) if place else ())]

    def is_named(self, line: LabelledLine) -> bool:
        """Whether a line names a device or what it is made of."""
        return any(map(self.names_device, self.texts(line)))

    def names_device(self, text: str) -> bool:
        """Whether a text names a device or a material."""
        return names_device(text) or self.vocabulary.names_item(text)

    @cached_property
    def has_named_lines(self) -> bool:
        """Whether every line names a device or what it is made of."""
        return all(map(self.is_named, self.lines))

    @cached_property
    def of_devices(self) -> list[str]:
        """The parameter of each value that devices alone have."""
        return [one.parameter for one in self.used if one.parameter in self.vocabulary.item_parameters]

    @cached_property
    def speaks_of_others(self) -> bool:
        """Whether caption or heads are of circuits, networks or simulations."""
        return self.subject.is_of_no_device or _OF_OTHERS.search(self.caption) is not None

    def is_given_to_document(self, line: LabelledLine) -> bool:
        """Whether a line is taken as of the document because nothing says whose it is."""
        if self.identities[line].tier != "primary":
            return False
        says_so = any(THIS_WORK in one.flags for one in self.lines[line])
        return not says_so and not is_this_work(self.texts(line))


def _is_of_a_picture(weighed: WeighedTable) -> bool:
    """Whether OCR read the table: heads, devices and numbers of such tables are wrong far more often than right."""
    return OCR in notes_of(ReadBy, weighed.table.flags)


def _has_few_parameters(weighed: WeighedTable) -> bool:
    kinds = len(set(weighed.of_devices))
    is_named = weighed.has_named_lines or weighed.names_device(weighed.caption)
    return kinds < (1 if is_named else FEWEST_PARAMETERS)


def _is_mostly_of_others(weighed: WeighedTable) -> bool:
    """Whether too few values are of devices alone; where each line names a device, others may be of it as well."""
    named, unnamed = (0.0, SHARE_OF_DEVICES), (SHARE_OF_DEVICES, SHARE_BESIDE_OTHERS)
    least, beside_others = named if weighed.has_named_lines else unnamed
    return len(weighed.of_devices) < (beside_others if weighed.speaks_of_others else least) * len(weighed.used)


def _has_work_of_nobody(weighed: WeighedTable) -> bool:
    """Whether a line that looks like a work is taken as of the document."""
    given = filter(weighed.is_given_to_document, weighed.lines)
    return any(names_work(line[0]) or any(map(names_author, weighed.texts(line))) for line in given)


def _compares_unnamed_lines(weighed: WeighedTable) -> bool:
    """Whether a comparison has lines that name neither a device nor whose they are."""
    given = [line for line in weighed.lines if weighed.is_given_to_document(line) and not weighed.is_named(line)]
    return len(given) * 2 > len(weighed.lines) > 1 and _COMPARISONS.search(weighed.caption) is not None


def _has_value_out_of_span(weighed: WeighedTable) -> bool:
    return any(_is_out_of_span(one, weighed.vocabulary) for one in weighed.used)


def _is_out_of_span(reading: CellReading, vocabulary: Vocabulary) -> bool:
    """Whether a value lies far outside of its plausible range, as where an exponent lost its sign."""
    parameter = vocabulary.parameters[reading.parameter]
    told: dict[str, Any] = {"header": reading.header or None, "parameter": parameter}
    for one in read_quantities(reading.part_markup or reading.part_text, **told):
        ends = [end for end in (one.si_value, one.si_lower, one.si_upper) if end is not None]
        if one.si_unit == parameter.unit and any(_is_beyond(end, parameter) for end in ends):
            return True
    return False


def _is_beyond(value: float, parameter: Parameter) -> bool:
    size, ends = abs(value), [abs(end) for end in parameter.range or ()]
    if not ends or not size or not parameter.is_outside(value):
        return False
    return size > max(ends) * BEYOND or (min(ends) > 0 and size < min(ends) / BEYOND)


TABLE_DOUBTS: tuple[TradeRule[WeighedTable], ...] = (
    TradeRule(
        "of_a_picture",
        _is_of_a_picture,
        "it is a picture whose letters OCR read",
        "Device | R_ON (kΩ) | Endurance; HfOx | 12 | 10^6; TaOx | 9 | 10^5",
    ),
    TradeRule(
        "few_parameters_of_devices",
        _has_few_parameters,
        "hardly a parameter that devices alone have stands in it",
        "Work | Accuracy (%) | Power (mW); A | 97 | 12; B | 96 | 20",
    ),
    TradeRule(
        "mostly_of_others",
        _is_mostly_of_others,
        "most of its values could be of a circuit, a chip or a network",
        "Sample | R_ON (kΩ) | On/off ratio | Area (µm2) | Energy per operation (pJ) | Feature size (nm)"
        "; A | 12 | 40 | 30 | 2 | 50; B | 9 | 30 | 20 | 3 | 40",
    ),
    TradeRule(
        "work_of_nobody",
        _has_work_of_nobody,
        "a line looks like another work and would be given to this document",
        "Device | R_ON (kΩ) | Endurance; Tuma 2016 | 12 | 10^6; Present cell | 9 | 10^5",
    ),
    TradeRule(
        "unnamed_lines_compared",
        _compares_unnamed_lines,
        "a comparison whose lines say neither whose nor what they are",
        "Table 1. Comparison with the literature; Name | R_ON (kΩ) | Endurance; Tuma | 12 | 10^6; Prezioso | 9 | 10^5",
    ),
    TradeRule(
        "value_out_of_span",
        _has_value_out_of_span,
        "a value lies where none was ever printed: a power of ten may have lost its sign",
        "Device | R_ON (kΩ) | Pulse width; HfOx | 12 | 2 × 10^9 s; TaOx | 9 | 3 × 10^8 s",
    ),
)
"""What makes it doubtful that a table is of devices, each with a print that shows it alone."""


def doubts_of(weighed: WeighedTable) -> tuple[str, ...]:
    """Why a table is not plainly of devices, in words; nothing where it is, or where no number of it is to be used."""
    if not weighed.used:
        return ()
    asked = [rule for rule in TABLE_DOUBTS if rule.name not in weighed.vocabulary.without_rules]
    return tuple(rule.says for rule in asked if rule.holds(weighed))
