"""The class of a device: the source's own word, else a decisive part of its stack, else none.

    source says "analogue valence change memory"   VCM, word
    Ag/SiGe, no word                               ECM, class_from_stack: an electrode of silver
    Pt/TiOx/Ti, "memristor"                        oxide, mechanism not stated

The parts that decide stand in config/classes.yaml. One oxide stack is found under several mechanisms, so no other part
of a stack decides. `confusion` holds the rule against papers whose class the review states and whose stack is known.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from memlit.config import Classes
from memlit.datum import Numbers, Reading, Record, Result
from memlit.devices.gather import NOT_STATED
from memlit.library import Library
from memlit.published import meaning, published

WORD, STACK, OXIDE, NONE = "word", "class_from_stack", "oxide", "none"
_LAYER = re.compile(r"[/:\s,;()\-]+")
_OXYGEN = re.compile(r"O(?:[0-9x]|$)|[A-Z][a-z]?O\b")


@dataclass(frozen=True, slots=True)
class ClassFound:
    """A class and what decided it: the source's word, a part of the stack, oxygen in it, or nothing."""

    device_class: str
    basis: str
    because: str


def class_of(words: str, stack: str, classes: Classes) -> ClassFound:
    """The class of a device that its source calls `words` and whose layers are `stack`, each empty where unknown."""
    lower = words.lower()
    said = [
        (len(word), name, word)
        for name, known in classes.classes.items()
        for word in known.words
        # Whole words: PCMO is no PCM.
        if re.search(rf"(?<![a-z0-9]){re.escape(word)}s?(?![a-z0-9])", lower)
    ]
    if said:
        # The longest word says most: "non-filamentary bulk RRAM" is no mere RRAM.
        _, name, word = max(said)
        return ClassFound(name, WORD, word)
    layers = set(layers_of(stack))
    for name, known in classes.classes.items():
        part = next((part for part in known.decisive_parts if part in layers), None)
        if part is not None:
            return ClassFound(name, STACK, part)
    if _is_of_oxide(stack) or "oxide" in lower:
        name = next((name for name, known in classes.classes.items() if known.of_other_oxides), NOT_STATED)
        return ClassFound(name, OXIDE, "an oxide, and no word")
    return ClassFound(NOT_STATED, NONE, "no word and no decisive part")


def layers_of(stack: str) -> list[str]:
    """The layers and words of a stack; marks of lowered characters go: `TaO_x` is TaOx."""
    return [layer for layer in _LAYER.split(stack.replace("_", "")) if layer]


def _is_of_oxide(stack: str) -> bool:
    return any(_OXYGEN.search(layer) for layer in layers_of(stack))


@dataclass(frozen=True, slots=True)
class Described:
    """What sources say of a device: its words, its layers, and the ids of both."""

    words: str = ""
    stack: str = ""
    readings: tuple[str, ...] = ()


def described(readings: Iterable[Reading]) -> dict[tuple[str, str], Described]:
    """Words and layers of each device, by paper and device; its name stands for a stack that is not given."""
    found: dict[tuple[str, str], dict[str, Reading]] = defaultdict(dict)
    names: dict[tuple[str, str], str] = {}
    for reading in readings:
        datum = reading.datum
        if datum.paper is None:
            continue
        about = datum.paper, datum.device
        name = datum.printed.stub or datum.device
        # Of two labels of a device the one that names layers tells more than `130nm RRAM (Tsinghua)`.
        if about not in names or (_is_of_oxide(name) and not _is_of_oxide(names[about])):
            names[about] = name
        if reading.parameter in ("mechanism", "material_stack"):
            found[about].setdefault(reading.parameter, reading)
    return {
        about: Described(
            # What a source calls its device is its word too: a "CBRAM".
            words=f"{_text(found[about].get('mechanism'))} {names[about]}",
            stack=_text(found[about].get("material_stack")) or names[about],
            readings=tuple(reading.id for _, reading in sorted(found[about].items())),
        )
        for about in names
    }


def _text(reading: Reading | None) -> str:
    return reading.datum.printed.text if reading else ""


@published(
    "class_rule.csv", "The rule for a class from a stack against credited papers of known stack", "describe_synapses"
)
class Confusion(Record):
    """Papers that the review credits to one class, and what their stacks alone would make of them."""

    credited: Annotated[str, meaning("class that the review credits the papers to")]
    by_stack: Annotated[str, meaning("what decisive parts of the stack make of them, without the words of the source")]
    n_papers: Annotated[Result, meaning("credited papers with a stack")]
    papers: Annotated[tuple[str, ...], meaning("their keys")]


def confusion(known: Mapping[tuple[str, str], Described], library: Library, classes: Classes) -> list[Confusion]:
    """The rule without words against the review's credit lists, for credited papers with a stack."""
    papers = {entry.reviewref: key for key, entry in library.entries.items() if entry.reviewref}
    stacks: dict[str, set[str]] = defaultdict(set)
    for (paper, _), item in known.items():
        if len(layers_of(item.stack)) > 1 or _is_of_oxide(item.stack):
            stacks[paper].add(class_of("", item.stack, classes).device_class)
    by_stack_of = {paper: " or ".join(sorted(found - {NOT_STATED})) or NOT_STATED for paper, found in stacks.items()}
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    for credited in classes.credited:
        for paper in (papers.get(number, "") for number in classes.fig11_credits[credited]):
            if paper in by_stack_of:
                cells[credited, by_stack_of[paper]].append(paper)
    confused = []
    for (credited, by_stack), keys in sorted(cells.items()):
        make = Numbers(f"class_rule/{credited}/{by_stack}", rule="credited papers with a stack")
        n = make.count("papers", f"papers credited as {credited} whose stack says {by_stack}", len(keys))
        confused.append(Confusion(credited=credited, by_stack=by_stack, papers=tuple(keys), n_papers=n))
    return confused
