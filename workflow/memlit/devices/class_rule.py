"""The class of a device: what the review credits its paper to, else the source's own word, else its stack.

    the review credits reference 69 to ECM            ECM, review, whatever the source says
    source says "analogue valence change memory"      VCM, word
    Ag/SiGe, no word                                  ECM, class_from_stack: an electrode of silver
    nothing decides, the paper's entry says FTJM      FTJM, entry
    Pt/TiOx/Ti, "memristor"                           oxide, mechanism not stated

The parts that decide stand in config/classes.yaml. One oxide stack is found under several mechanisms, so no other part
of a stack decides. A paper that the review credits in its benchmark twice has both classes, for the benchmark counts it
twice; one that its text names in two ways is decided by its source.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from memlit.config import Classes
from memlit.devices.gather import classes_of
from memlit.field.codes import NOT_STATED
from memlit.library import Entry

BY_REVIEW, BY_WORD, BY_STACK, BY_ENTRY, BY_OXIDE, BY_NOTHING = (
    "review",
    "word",
    "class_from_stack",
    "entry",
    "oxide",
    "none",
)
_LAYER = re.compile(r"[/:\s,;()\-]+")
_OXYGEN = re.compile(r"O(?:[0-9x]|$)|[A-Z][a-z]?O\b")


@dataclass(frozen=True, slots=True)
class ClassFound:
    """A class and what decided it: the review, a word, a part of the stack, the entry, oxygen, or nothing."""

    device_class: str
    basis: str
    because: str


@dataclass(frozen=True, slots=True)
class Described:
    """What sources say of a device: its words and its layers, each empty where unknown."""

    words: str = ""
    stack: str = ""


def device_classes(entry: Entry, about: Described, classes: Classes) -> tuple[ClassFound, ...]:
    """The class of a device of the paper `entry`; several where the review's benchmark or the entry alone has several.

    Empty for a paper that has neither class nor role.
    """
    said = classes_of(entry, classes)
    if not said:
        return ()
    credited = _credited(entry, classes)
    if credited:
        return tuple(ClassFound(name, BY_REVIEW, f"reference {entry.reviewref}") for name in credited)
    found = class_by_source(about, classes)
    if found.basis in (BY_WORD, BY_STACK) or said == (NOT_STATED,):
        return (found,)
    if len(said) > 1 and found.basis == BY_OXIDE:
        return (found,)
    return tuple(ClassFound(name, BY_ENTRY, "the paper's entry") for name in said)


def _credited(entry: Entry, classes: Classes) -> tuple[str, ...]:
    """The classes under which the review counts a paper, else the one that its text gives it."""
    if entry.reviewref is None or not entry.device_classes:
        return ()
    said = classes_of(entry, classes)
    counted = tuple(name for name in said if entry.reviewref in classes.fig11_credits.get(name, ()))
    return counted or (said if len(said) == 1 else ())


def class_by_source(about: Described, classes: Classes) -> ClassFound:
    """What the source alone makes of a device, by its words and its layers."""
    lower = about.words.lower()
    said = [
        (len(word), name, word)
        for name, known in classes.classes.items()
        for word in known.words
        # Whole words: PCMO is no PCM.
        if word in lower and re.search(rf"(?<![a-z0-9]){re.escape(word)}s?(?![a-z0-9])", lower)
    ]
    if said:
        # The longest word says most: "non-filamentary bulk RRAM" is no mere RRAM.
        _, name, word = max(said)
        return ClassFound(name, BY_WORD, word)
    layers = set(layers_of(about.stack))
    for name, known in classes.classes.items():
        part = next((part for part in known.decisive_parts if part in layers), None)
        if part is not None:
            return ClassFound(name, BY_STACK, part)
    if is_of_oxide(about.stack) or "oxide" in lower:
        name = next((name for name, known in classes.classes.items() if known.of_other_oxides), NOT_STATED)
        return ClassFound(name, BY_OXIDE, "an oxide, and no word")
    return ClassFound(NOT_STATED, BY_NOTHING, "no word and no decisive part")


def contradiction(device_class: str, about: Described, classes: Classes) -> ClassFound | None:
    """What the source's words or a decisive part of its stack make of a device, where that is another class."""
    found = class_by_source(about, classes)
    return found if found.basis in (BY_WORD, BY_STACK) and found.device_class != device_class else None


def layers_of(stack: str) -> list[str]:
    """The layers and words of a stack; marks of lowered characters go: `TaO_x` is TaOx."""
    return [layer for layer in _LAYER.split(stack.replace("_", "")) if layer]


def is_of_oxide(stack: str) -> bool:
    """Whether a layer of a stack holds oxygen."""
    return any(_OXYGEN.search(layer) for layer in layers_of(stack))


class Saying(NamedTuple):
    """What a reading says of a device: the label that it has there, and the print of a parameter."""

    paper: str | None
    device: str
    name: str
    parameter: str
    printed: str


def described(said: Iterable[Saying]) -> dict[tuple[str, str], Described]:
    """Words and layers of each device, by paper and device; its name stands for a stack that is not given."""
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    stacks: dict[tuple[str, str], str] = {}
    names: dict[tuple[str, str], str] = {}
    for paper, device, name, parameter, printed in said:
        if paper is None:
            continue
        about = paper, device
        # Of two labels of a device the one that names layers tells more than `130nm RRAM (Tsinghua)`.
        if about not in names or (is_of_oxide(name) and not is_of_oxide(names[about])):
            names[about] = name
        if parameter == "mechanism":
            words[about].append(printed)
        elif parameter == "material_stack":
            stacks.setdefault(about, printed)
    return {
        about: Described(
            # What a source calls its device is its word too: a "CBRAM".
            words=" ".join([*dict.fromkeys(words[about]), name]),
            stack=stacks.get(about, name),
        )
        for about, name in names.items()
    }
