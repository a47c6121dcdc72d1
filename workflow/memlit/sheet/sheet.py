"""The sheet of one file: all that is found of it, for the page, the terminal and JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from memlit.code_hash import review_file
from memlit.config import (
    CLASSES_FILE,
    CONFIG_FILE,
    METRICS_FILE,
    FieldOfScience,
    load_classes,
    load_config,
    load_field,
    load_metrics,
)
from memlit.errors import ConfigError
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.sheet.clips import Clip, clips_of
from memlit.sheet.contradictions import Contradiction, contradictions_of
from memlit.sheet.items import ItemFound, StatedAt, items_found, kinds_of
from memlit.sheet.observed import printed_and_parts
from memlit.sheet.paper import SheetPaper, read_paper
from memlit.sheet.published import OwnMark, PublishedDevice, published_devices
from memlit.sheet.pulses import PulseFound, pulses_of
from memlit.sheet.standards import STANDARDS_FILE, Standards, load_standards
from memlit.sheet.values import SheetValue, sheet_values

THREE_TERMINALS = "three_terminal"
"""Kind of device that has no resistive energy."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one paper states, lacks and contradicts, and published devices beside it."""

    paper: SheetPaper
    standards: Standards
    items: tuple[ItemFound, ...]
    values: tuple[SheetValue, ...]
    pulses: tuple[PulseFound, ...]
    contradictions: tuple[Contradiction, ...]
    devices: tuple[PublishedDevice, ...]
    is_resistive: bool
    field: FieldOfScience

    @property
    def marks(self) -> tuple[OwnMark, ...]:
        """The pulses whose width is known and whose energy is known or bounded."""
        return tuple(_marks(self.pulses))


def sheet_of(path: Path) -> Sheet:
    """Read a file and make its sheet. Raises MemlitError where the file or a setting cannot be used."""
    root = Path()
    field = load_field(root)
    if field.is_observed and not (root / STANDARDS_FILE).is_file():
        problem = f"is missing: nothing says what is asked of a paper on {field.subject}"
        raise ConfigError(STANDARDS_FILE, problem, "write one, docs/another-field.md says how")
    vocabulary = load_vocabulary(review_file(VOCABULARY_FILE))
    standards = load_standards(review_file(STANDARDS_FILE), vocabulary)
    paper = read_paper(path, vocabulary)
    values = sheet_values(paper)
    items, contradictions = items_found(paper, standards), contradictions_of(paper, values)
    if field.is_observed:
        config, classes = load_config(root / CONFIG_FILE), load_classes(root / CLASSES_FILE)
        contradictions += tuple(printed_and_parts(paper, values, classes, config, field, vocabulary))
        return Sheet(paper, standards, items, values, (), contradictions, (), is_resistive=False, field=field)
    is_resistive = THREE_TERMINALS not in kinds_of(paper, standards)
    pulses = pulses_of(values, load_metrics(review_file(METRICS_FILE)), is_resistive=is_resistive)
    return Sheet(paper, standards, items, values, pulses, contradictions, published_devices(root), is_resistive, field)


def pictures_of(path: Path, sheet: Sheet) -> Mapping[Clip, bytes]:
    """A picture of each printed line that the page shows; none for a file without pages."""
    if sheet.paper.kind != "pdf":
        return {}
    return clips_of(path, [(place.page, place.box) for place in _shown(sheet) if place.page and place.box])


def _shown(sheet: Sheet) -> Iterator[StatedAt]:
    for one in sheet.contradictions:
        yield from (value.places[0] for value in one.values)
    for item in sheet.items:
        for part in item.parts:
            yield from part.places[:1]


def _marks(pulses: tuple[PulseFound, ...]) -> Iterator[OwnMark]:
    for pulse in pulses:
        energy = next((metric for metric in pulse.metrics if metric.symbol == "E_a"), None)
        tau = pulse.parts["tau"].interval
        if energy is not None and tau.is_point and tau.low > 0 and energy.text != "not bounded":
            name = " ".join(filter(None, (pulse.device or "this paper", pulse.transition)))
            yield OwnMark(f"{name}: E_a {energy.text}", energy.low, energy.high, tau.low)
