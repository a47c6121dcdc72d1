"""What a blind reader is answered: the drawn values, one of them with its page, and the agreement when all is read.

A reader signs as the first or the second of a value, never as both. Nothing is compared before they have read all.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.datum import Datum
from memlit.desk.read.quotations import page_png, place_png
from memlit.desk.second_look.source import is_unchanged, source_path
from memlit.desk.serve.answer import PICTURE_KINDS, Reply, named, png, problem
from memlit.desk.session import DeskPart, Review
from memlit.desk.write.files import alone
from memlit.desk.write.files import replace as write
from memlit.desk.write.rows import changed_rows
from memlit.errors import CheckError, MemlitError, SourceError
from memlit.files import csv_field
from memlit.sampling.agreement import agreement_lines, agreements, read_blind
from memlit.sampling.draw import (
    BLIND_COLUMNS,
    BLIND_FILE,
    FIRST,
    SAMPLE_FILE,
    SECOND,
    BlindReading,
    RecordedValues,
    SampledValue,
    at_hand,
    by_value,
    drawn,
    load_blind_readings,
    load_sample,
    recorded_values,
    sample_text,
)

_BLANK = "[…]"
_WHICH_END = {"ramp": "the last of a ramp", "ramp_start": "the first of a ramp"}
"""Flags that say which of two printed ends is asked for."""
_LONGEST = 500
"""Characters of what is typed."""
_OF_EACH = 20
"""Values of each method that are drawn at once."""

_PAGE = re.compile(r"\b(?:page|p\.)\s+(?P<number>[0-9]+)", re.IGNORECASE)
_View = dict[str, Any]


class BlindReadings(DeskPart):
    """What this reader may see of the sample. The records are read again where one of them changed."""

    place = "blind/"
    beside = frozenset({"blind/picture"})

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._kept: tuple[object, RecordedValues] | None = None

    def _values(self) -> RecordedValues:
        root = self.review.root
        files = [*(root / "extracted").glob("*"), root / "curation/corrections.csv", root / "config/vocabulary.yaml"]
        stamp = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in files if path.is_file()))
        if self._kept is None or self._kept[0] != stamp:
            self._kept = (stamp, recorded_values(root))
        return self._kept[1]

    def _sample(self) -> list[SampledValue]:
        known = self._values().data
        return [one for one in load_sample(self.review.root) if one.id in known]

    def _readings(self) -> dict[str, dict[str, BlindReading]]:
        return by_value(load_blind_readings(self.review.root)[0])

    def get_items(self) -> Any:
        """The drawn values, and of each what this reader is to it: first, second, done, or not needed."""
        readings = self._readings()
        items = [
            {"id": one.id, "method": one.method, "role": self._role(readings.get(one.id, {}))} for one in self._sample()
        ]
        return {"who": self.review.who, "items": items, "is_done": not any(map(_is_open, items)), "file": SAMPLE_FILE}

    def _role(self, own: Mapping[str, BlindReading]) -> str:
        if any(one.who == csv_field(self.review.who) for one in own.values()):
            return "done"
        return next((name for name in (FIRST, SECOND) if name not in own), "not needed")

    def post_draw(self) -> Any:
        """Draw values to be read again, of documents at hand, by the seed of the settings; none that was drawn before.

        Raises SourceError where there is none to draw.
        """
        root = self.review.root
        with alone(root):
            values, known = at_hand(self._values()), load_sample(root)
            new = drawn(values, _OF_EACH, str(self.review.config().seed), {one.id for one in known})
            if not new:
                problem = "holds no value of a document at hand that was not drawn yet"
                raise SourceError("extracted", problem, "sign a paper, or put its document into sources/KEY")
            write(root, SAMPLE_FILE, sample_text([*known, *new]).encode("utf-8"))
        return {"n": len(new)}

    def get_item(self, id: str) -> Any:
        """Where a value stands and what it is of; nothing that anybody read there but this reader."""
        one, datum = self._drawn(id)
        own = self._readings().get(one.id, {})
        mine = next((row for row in own.values() if row.who == csv_field(self.review.who)), None)
        place, entry = datum.locator, self.review.library().entries.get(datum.locator.document)
        parameter = self.review.vocabulary().parameters[datum.parameter]
        return {
            **named(one, "id", "method"),
            "role": self._role(own),
            "mine": named(mine, "text", "note", "reading") if mine else None,
            "document": place.document,
            "title": entry.plain("title") if entry else "",
            "doi": entry.fields.get("doi", "") if entry else "",
            "parameter": datum.figure.y.label or "curve" if datum.figure else datum.parameter,
            "meaning": "" if datum.figure else parameter.meaning,
            "device": datum.device,
            "headers": list(datum.printed.headers),
            "stub": datum.printed.stub or "",
            "unit": datum.printed.unit or "",
            "transition": datum.pulse or "",
            "condition": _condition(datum),
            "remark": ", ".join(_WHICH_END[flag] for flag in datum.flags if flag in _WHICH_END),
            "sentence": _sentence(datum),
            "color": list(datum.figure.color or ()) if datum.figure else [],
            "where": _where(datum),
            "asks": self._asks(one, datum),
            "source": self._source(datum),
        }

    def _asks(self, one: SampledValue, datum: Datum) -> str:
        """What is to be typed, in words."""
        if datum.figure is None:
            return "The value as it is printed, with its unit where the unit stands beside it"
        x, _ = self._values().point(datum, one.point or 0)
        axes, series = datum.figure, datum.printed.stub or datum.locator.series or "the series"
        at = f"{axes.x.label or 'x'} = {x:.4g} {axes.x.unit}".strip()
        return f"{axes.y.label or 'y'} of {series} at {at}, as a number in {axes.y.unit or 'the unit of the axis'}"

    def _source(self, datum: Datum) -> _View:
        path = source_path(self.review.root, datum)
        if is_unchanged(path, datum):
            if path.suffix.lower() in PICTURE_KINDS:
                return {"kind": "picture", "alt": f"the figure in {path.name}"}
            if path.suffix.lower() == ".pdf" and datum.locator.page:
                return {"kind": "picture", "alt": f"page {datum.locator.page} of {path.name}"}
        sheet = self._sheet(datum)
        if sheet is not None:
            return {"kind": "picture", "alt": f"page {sheet[1]} of {sheet[0].name}"}
        return {"kind": "none", "alt": ""}

    def _sheet(self, datum: Datum) -> tuple[Path, int] | None:
        """The PDF and its page on which a transcribed table or a listed value stands, as far as the folder says it."""
        folder = source_path(self.review.root, datum).parent
        documents = sorted(folder.glob("*.pdf"))
        page = datum.locator.page or _page_in(datum.locator.place or "")
        return (documents[0], page) if len(documents) == 1 and page else None

    def get_picture(self, id: str) -> Reply:
        """The page about a value, its place framed where the record knows it; or the picture of a figure."""
        _, datum = self._drawn(id)
        path, page, box = source_path(self.review.root, datum), datum.locator.page, datum.locator.bbox
        if not is_unchanged(path, datum) or path.suffix.lower() not in (*PICTURE_KINDS, ".pdf"):
            found = self._sheet(datum)
            if found is None:
                return problem(404, "there is no picture of this place")
            path, page, box = *found, None
        if kind := PICTURE_KINDS.get(path.suffix.lower()):
            return Reply(200, kind, path.read_bytes())
        call = self.review.pages.call
        try:
            if box is None:
                return png(call(path.name, page_png, path, page or 1))
            return png(call(path.name, place_png, path, page or 1, box))
        except MemlitError as error:
            return problem(404, str(error))

    def post_read(self, id: str, text: str = "", note: str = "") -> Any:
        """What this reader read, or why they could not; typed once more before all is read, it takes the place."""
        one, _ = self._drawn(id)
        text, note = (" ".join(typed.split()) for typed in (text, note))
        if not (text or note) or len(text) > _LONGEST or len(note) > _LONGEST:
            raise CheckError(
                one.id, "nothing is typed, or too much", "type what is printed, or say why it cannot be read"
            )
        root, who = self.review.root, csv_field(self.review.who)
        with alone(root):
            own = self._readings().get(one.id, {})
            mine = next((name for name, row in own.items() if row.who == who), None)
            reading = mine or self._role(own)
            if reading not in (FIRST, SECOND):
                raise CheckError(one.id, "is read by two readers already", "go on to the next one")
            if mine and self.get_items()["is_done"]:
                raise CheckError(one.id, "is compared already, and stays as you read it", "dispute the value instead")
            row = dict(zip(BLIND_COLUMNS, (one.id, reading, text, who, self.review.day, note), strict=True))
            row = {name: csv_field(cell) for name, cell in row.items()}

            def is_replaced(other: Mapping[str, str]) -> bool:
                return (other["id"], other["reading"], other["who"]) == (row["id"], reading, row["who"])

            write(root, BLIND_FILE, changed_rows(root / BLIND_FILE, BLIND_COLUMNS, row, is_replaced))
        return {"reading": reading}

    def get_agreement(self) -> Any:
        """How the readings agree, and where they do not; told to a reader who has read all that is theirs."""
        if not self.get_items()["is_done"]:
            raise CheckError(BLIND_FILE, "is compared when you have read all", "read what is left")
        found = read_blind(self.review.root, self._values())
        apart = [one for one in found if not all(one.equals.values()) or one.alike is False]
        return {
            "lines": agreement_lines(agreements(found)),
            "differences": [
                {
                    "id": one.value.id,
                    "method": one.value.method,
                    "recorded": one.recorded,
                    "readings": {name: {"text": row.text, "who": row.who} for name, row in one.readings.items()},
                }
                for one in apart
            ],
        }

    def _drawn(self, name: str) -> tuple[SampledValue, Datum]:
        one = next((one for one in self._sample() if one.id == name), None)
        if one is None:
            raise CheckError(name or "no id", "is not in the sample", "load the page again")
        return one, self._values().data[name]


def _is_open(item: Mapping[str, str]) -> bool:
    return item["role"] in (FIRST, SECOND)


def _page_in(place: str) -> int | None:
    """The page that a place names in words: 3 of `page 3, Fig. 2`."""
    found = _PAGE.search(place)
    return int(found["number"]) if found else None


def _condition(datum: Datum) -> str:
    """The condition of a value, unless it is the value itself, as that of a curve by its amplitude."""
    said, printed = datum.condition or "", datum.printed.text
    return "" if printed and printed in said else said


def _sentence(datum: Datum) -> str:
    """The sentence of a value, with a blank where the value stands; empty where the record holds none."""
    printed = datum.printed.markup or datum.printed.text
    around = datum.printed.notes[0] if datum.printed.notes else ""
    return around.replace(printed, _BLANK) if datum.method == "text" and printed in around else ""


def _where(datum: Datum) -> str:
    place = datum.locator
    parts = [place.named_place, f"page {place.page}" if place.page else ""]
    if place.row is not None and place.column is not None:
        parts.append(f"row {place.row + 1}, column {place.column + 1}")
    parts += [f"panel {place.panel}" if place.panel else "", f"part {place.part} of the cell" if place.part else ""]
    return ", ".join(filter(None, parts))
