"""What speaks against a line that a person or a proposer wrote, said at its place before the record is signed.

Each doubt is one line that names what the page prints. None of them changes a value: a person looks and decides.

The draft of a record in words, with what speaks against it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, permutations
from typing import Any

from memlit.config import DeskBar, FieldOfScience
from memlit.datum import LISTED_METHOD, NOT_NAMED, PULSES, UNASSIGNED, Datum, Reading, SaidHow, notes_of
from memlit.desk.read.boxed import SEEN_AS
from memlit.desk.read.quotations import letters_of, stands_in
from memlit.desk.read.readings import DocumentSnapshot
from memlit.desk.read.sentence import PAIRED, WORDS_OF, place_in, transition_said
from memlit.desk.show.paper import place_of
from memlit.errors import certain
from memlit.field import Vocabulary
from memlit.library import squeezed
from memlit.presentation.format import reading_text
from memlit.reconcile.losses import is_impossible

_CITED = re.compile(r"\[\d+(?:\s*[,–-]\s*\d+)*\]|\bet al\b|\b[Rr]efs?\. ?\d")
DECADES = 1000.0
"""Values of one parameter of one device that differ by more are seldom both right."""
OrderedNames = tuple[str, str]
Texts = Mapping[str, Sequence[str]]
"""Of each document of the folder its pages as `letters_of` gives them."""


def doubts(
    readings: Iterable[Reading], key: str, texts: Texts, vocabulary: Vocabulary, not_smaller: Collection[OrderedNames]
) -> dict[str, list[str]]:
    """Lines of doubt by the id of the datum that they are about; not_smaller: as the field has it."""
    # Left out because it cannot be what it is taken for is a doubt; left out for another reason is none.
    used = [one for one in readings if one.status != "excluded" or is_impossible(one)]
    own = [one for one in used if one.datum.device != UNASSIGNED]
    found: dict[str, list[str]] = {}
    for reading in own:
        if reading.is_derived or reading.datum.figure is not None:
            continue
        lines = [*_of_place(reading, texts), *_of_transition(reading), *_of_paper(reading, key)]
        lines += [*_of_device(reading, texts), *_of_size(reading, own, vocabulary)]
        if lines:
            found[reading.datum.id] = lines
    for one, other in _swapped(own, not_smaller):
        line = f"{one.parameter} {reading_text(one)} is smaller than {other.parameter} {reading_text(other)}"
        for reading in (one, other):
            found.setdefault(reading.datum.id, []).append(line)
    return found


def _pages_named(texts: Texts, wanted: int | None) -> list[str]:
    """The texts of the page of that number in each document, or of all; one without pages is always among them."""
    found = []
    for pages in texts.values():
        for number, text in enumerate(pages, 1):
            if wanted is None or len(pages) == 1 or number == wanted:
                found.append(text)
    return found


def _of_place(reading: Reading, texts: Texts) -> list[str]:
    """A listed value whose text, or the sentence it is quoted from, stands on no page of the folder's documents."""
    datum = reading.datum
    if datum.method != LISTED_METHOD or not texts:
        return []
    if datum.locator.drawn is not None:
        return _of_box(datum)
    page = re.match(r"page (\d+)", datum.locator.place or "")
    pages = _pages_named(texts, int(page[1]) if page else None)
    where = f"page {page[1]}" if page else "any page"
    lines = []
    wanted = letters_of(datum.printed.text)
    unit = letters_of(datum.printed.unit or "")
    if not any(stands_in(wanted + unit, text) or (stands_in(wanted, text) and unit and unit in text) for text in pages):
        lines.append(f"{datum.printed.text!r} is not printed on {where}")
    quoted = re.fullmatch(r"“(.+)”", next(iter(datum.printed.notes), ""))
    if quoted is not None and not any(stands_in(letters_of(quoted[1]), text) for text in pages):
        lines.append(f"the sentence quoted for it is not printed on {where}")
    return lines


def _of_box(datum: Datum) -> list[str]:
    """A value in a box: the desk took the words of the page itself, and a picture may be read in another way by OCR."""
    seen = re.fullmatch(SEEN_AS, next(iter(datum.printed.notes), ""))
    if seen is None or stands_in(letters_of(datum.printed.text), letters_of(seen[1])):
        return []
    return [f"entered as {datum.printed.text!r}, and what is read in the box is {seen[1]!r}"]


def _of_transition(reading: Reading) -> list[str]:
    """A set value whose sentence or head speaks of reset, and the reverse."""
    printed = reading.datum.printed
    pulse = next((name for name in PULSES if reading.parameter.startswith(f"{name}_")), reading.datum.pulse)
    said = _said(reading)
    if pulse is None or not said or PAIRED in reading.flags:
        return []
    place = place_in(next(iter(printed.notes), ""), printed.text)
    is_in_sentence = place >= 0 and reading.datum.locator.kind == "text"
    nearest = transition_said(said, place if is_in_sentence else len(said))
    if nearest is None:
        is_negative = re.match(r"\s*[(]?\s*[−-]", printed.text) is not None
        if is_negative and pulse == "set" and "voltage" in reading.parameter:
            return ["a negative amplitude read as set, and no word near it says so"]
        return []
    is_headed = printed.headers and WORDS_OF[pulse].search(said)
    if nearest[0] == pulse or is_headed:
        return []
    return [f"read as {pulse}, and the print says {nearest[1]!r}"]


def _of_paper(reading: Reading, key: str) -> list[str]:
    datum = reading.datum
    if datum.method not in ("text", LISTED_METHOD):
        return []
    cited = _CITED.search(_said(reading))
    if datum.paper == key and cited:
        return [f"taken as this paper's own, and the sentence cites {cited[0]}"]
    if datum.paper != key and not cited:
        return [f"taken as {datum.paper}'s, and the sentence cites no other work"]
    return []


def _of_device(reading: Reading, texts: Texts) -> list[str]:
    """A name that the document nowhere prints, or that the row or column of the value does not have."""
    datum = reading.datum
    # A device whose table gives no name is called by its place.
    if NOT_NAMED in datum.flags:
        return []
    name = squeezed(datum.device)
    if datum.locator.kind == "table" and datum.printed.stub:
        stub = squeezed(datum.printed.stub)
        if name and stub and name not in stub and stub not in name:
            return [f"named {datum.device}, and its row or column prints {datum.printed.stub!r}"]
        return []
    words = [squeezed(part) for part in datum.device.split("-") if len(part) > 1]
    printed = squeezed("".join(chain.from_iterable(texts.values())))
    missing = [word for word in words if word not in printed]
    return [f"{missing[0]!r} of the device's name is not printed in the document"] if printed and missing else []


def _of_size(reading: Reading, own: Sequence[Reading], vocabulary: Vocabulary) -> list[str]:
    """A value outside of what the parameter ever has, or decades from the others of its device."""
    parameter = vocabulary.parameters[reading.parameter]
    value = reading.value if reading.value is not None else reading.high
    if value is None:
        return [f"no value: {reading.reason}"] if reading.reason else []
    if parameter.range and not parameter.range[0] <= abs(value) <= parameter.range[1] and value != 0:
        return [f"{reading_text(reading)} is outside of what {parameter.name} has in other papers"]
    for one in own:
        is_alike = (one.parameter, one.datum.device) == (reading.parameter, reading.datum.device)
        if is_alike and one.id != reading.id and one.value and _ratio(value, one.value) > DECADES:
            where = one.datum.locator.place or "a table"
            return [f"{reading_text(reading)} here, {reading_text(one)} in {where}"]
    return []


def _swapped(own: Sequence[Reading], not_smaller: Collection[OrderedNames]) -> Iterable[tuple[Reading, Reading]]:
    printed = [one for one in own if one.value and not one.is_derived]
    for one, other in permutations(printed, 2):
        same = (one.datum.device, one.datum.paper) == (other.datum.device, other.datum.paper)
        if same and (one.parameter, other.parameter) in not_smaller and certain(one.value) < certain(other.value):
            yield one, other


def _said(reading: Reading) -> str:
    """The words that stand with a value: its sentence, or its head."""
    printed = reading.datum.printed
    heads = () if reading.datum.method == LISTED_METHOD else printed.headers
    return " ".join((*printed.notes, *heads))


def _ratio(one: float, other: float) -> float:
    small, large = sorted((abs(one), abs(other)))
    return large / small if small else 0.0


def doubts_summary(
    key: str, snapshot: DocumentSnapshot, doubts: Mapping[str, Sequence[str]], field: FieldOfScience
) -> dict[str, Any]:
    """One sentence a device and row of the field's bar, the doubts at their places, and what is left open."""
    used, titles = snapshot.used, snapshot.titles
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for one in used:
        # The paper's own devices come first.
        of_other = "" if one.datum.paper == key else f" of {str(one.datum.paper).removeprefix(key + ':')}"
        groups[of_other, one.datum.device].append(one)
    lines: list[str] = []
    for (of_other, device), own in sorted(groups.items()):
        lines += _sentences(titles.get(device, device) + of_other, own, field.bar)
    left = [one.datum for one in snapshot.document.readings if one.datum.device == UNASSIGNED and not one.is_derived]
    n_curves = sum(one.figure is not None for one in left)
    printed = {one.id: one.datum for one in snapshot.document.readings}
    return {
        "lines": lines or [f"No value of a {field.item} is read."],
        "n_values": sum(not one.is_derived for one in used),
        "n_left": len(left) - n_curves,
        "n_curves": n_curves,
        "doubts": [_doubt(printed[name], said) for name, said in doubts.items()],
    }


def _doubt(datum: Datum, lines: Sequence[str]) -> dict[str, Any]:
    """What speaks against a value, at its place."""
    about = f"{datum.parameter} of {datum.device}"
    return {"printed": datum.printed.text, "lines": lines, **place_of(datum), "about": about}


def _sentences(device: str, own: Sequence[Reading], bar: DeskBar) -> list[str]:
    """`hfox, set: amplitude 1.2 V (page 3), pulse width 50 ns (page 3), on state 10 µS; off state not read.`"""
    lines = []
    of_all = set.intersection(*map(set, (parts.values() for parts in bar.rows.values()))) if bar.rows else set()
    for place, (row, asked) in enumerate(bar.rows.items()):
        parts = {part: _first(own, name, row) for part, name in asked.items()}
        # What is of every row says nothing of a further one.
        if place and not any(parts[part] for part, name in asked.items() if name not in of_all):
            continue
        names = {part: bar.parts[part].name for part in asked}
        told = [f"{names[part]} {reading_text(one)} ({_where(one)})" for part, one in parts.items() if one is not None]
        open_parts = [names[part] for part, one in parts.items() if one is None]
        rest = f"; {', '.join(open_parts)} not read" if open_parts else ""
        if told:
            lines.append(f"{device}, {row}: {', '.join(told)}{rest}; {_come_by(parts.values())}.")
    if lines or not bar.parts:
        return lines or [f"{device}: {len(own)} values."]
    return [f"{device}: {len(own)} values, none of them of {_listed(part.name for part in bar.parts.values())}."]


def _listed(names: Iterable[str]) -> str:
    """`amplitude, pulse width, on state or off state`."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def _come_by(parts: Iterable[Reading | None]) -> str:
    """How the values of a row were obtained, as it was said of them."""
    flags = chain.from_iterable(one.flags for one in parts if one is not None)
    said = {note.kind for note in notes_of(SaidHow, flags)}
    return ", ".join(sorted(said)) or "how they were obtained is not said"


def _first(own: Sequence[Reading], parameter: str, row: str) -> Reading | None:
    fitting = (one for one in own if one.parameter == parameter and one.datum.pulse in (None, row))
    return min(fitting, key=lambda one: (one.is_derived, one.id), default=None)


def _where(reading: Reading) -> str:
    place = reading.datum.locator
    named = place.label or (place.place if place.page is None else None)
    page = f"page {place.page}" if place.page else ""
    return ", ".join(filter(None, (named, page))) or place.file
