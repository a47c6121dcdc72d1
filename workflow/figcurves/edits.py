"""What a person changes of a panel: marks mended; series dropped, joined, split, named; reasons dismissed.

No edit makes a panel verified: where marks are placed by a person, or edits close its last open reason, its tier is
`looked_at`.
"""

import fnmatch
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Self

from pydantic import Field, model_validator

from figcurves.model import Digitization, Pixel, Point, Series, point_at, unique, with_tier
from printed.yaml_files.checked import Section

DISMISSED = "dismissed: "
"""Begins the flag of a reason that a person looked at and closed; the reason and the person's words follow."""
PLACED = "placed by a person"
"""Flag of a mark that a person set."""
_HAND = 1.0
"""Standard uncertainty of the place of a mark that a person set [pixels, points of a page]."""
_NEAR = 2.0
"""From its place within which a mark is found that a person takes away [pixels, points of a page]."""


class MendedMarks(Section):
    """Marks of a series that a person set or took away, by their places; one that was moved is taken away and set."""

    add: tuple[Pixel, ...] = Field(default=(), description="places of marks that a person set")
    remove: tuple[Pixel, ...] = Field(default=(), description="places of marks that are none")


class Split(Section):
    """Where a series is cut: x values between its parts, and a name for each part.

    A series that runs up for 50 pulses and down for 50 is `{at: [50.5], names: [LTP, LTD]}`.
    """

    at: tuple[float, ...] = Field(min_length=1, description="x values at which the series is cut, rising")
    names: tuple[str, ...] = Field(default=(), description="a name for each part, one more than there are cuts")

    @model_validator(mode="after")
    def _one_name_a_part(self) -> Self:
        if list(self.at) != sorted(set(self.at)):
            raise ValueError("`at` must rise")
        if self.names and len(self.names) != len(self.at) + 1:
            raise ValueError(f"{len(self.at)} cuts make {len(self.at) + 1} parts, {len(self.names)} names are given")
        return self


class PanelEdits(Section):
    """Edits of a panel, in the order in which they are made.

    A series is named by its id (`p1s0`), its printed name, or a pattern of ids (`p1s*`).
    """

    mend: dict[str, MendedMarks] = Field(
        default_factory=dict,
        description="marks set or taken away in a series: {p1s0: {add: [[120.5, 88]], remove: [[118, 90]]}}",
    )
    drop: dict[str, str] = Field(
        default_factory=dict, description="series that are no data, each with the reason: {p1s3: legend key}"
    )
    join: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="pieces of one curve by its new name, in their order: {LTP: [p1s0, p1s2]}"
    )
    split: dict[str, Split] = Field(
        default_factory=dict, description="series cut at x values: {p1s0: {at: [50.5], names: [LTP, LTD]}}"
    )
    name: dict[str, str] = Field(default_factory=dict, description="names of series by id: {p1s0: LTP}")
    dismiss: dict[str, str] = Field(
        default_factory=dict,
        description="open reasons, each by its first words, and why it does not hold: {a mark beside: an arrow head}; "
        "`p1s0: 3 marks partly` is that of one series alone",
    )

    @model_validator(mode="after")
    def _why(self) -> Self:
        for verb, said in (("drop", self.drop), ("dismiss", self.dismiss)):
            empty = [key for key, why in said.items() if not key.strip() or not why.strip()]
            if empty:
                raise ValueError(f"{verb} {empty[0]!r} without a reason, write {verb}: {{{empty[0]}: why}}")
        return self


EDITS = tuple(PanelEdits.model_fields)
"""The keys of all edits."""


def edited(panel: Digitization, edits: PanelEdits) -> Digitization:
    """The panel as the person says; an edit that fits no series becomes an open reason."""
    if not edits.model_fields_set & set(EDITS):
        return panel
    looked_at = _dismiss(panel, edits.dismiss)
    series, problems = _with_edited_series(looked_at, edits)
    reasons = unique((*looked_at.review_required, *problems))
    result = replace(looked_at, series=tuple(series), review_required=reasons)
    if result.needs_review:
        return with_tier(result, False) if result.method in ("vector-figure", "raster-figure") else result
    return replace(result, tier="looked_at") if (panel.needs_review or edits.mend) and result.series else result


def chosen(series: Sequence[Series], selector: str) -> list[Series]:
    """The series that a selector names: by id, else by printed name, else by a pattern of ids."""
    for key in ("id", "name"):
        found = [item for item in series if getattr(item, key) == selector]
        if found:
            return found
    return [item for item in series if fnmatch.fnmatchcase(item.id, selector)]


def no_series(verb: str, selector: str, series: Sequence[Series]) -> str:
    """The open reason of an edit that fits no series."""
    known = ", ".join(item.id for item in series[:6]) or "none"
    return f"{verb}: no series {selector!r} in this panel (there are {known})"


def _with_edited_series(panel: Digitization, edits: PanelEdits) -> tuple[list[Series], list[str]]:
    """The series after mending, dropping, joining, splitting and naming, and what could not be done."""
    editing = _Editing(panel)
    editing.mend(edits.mend)
    editing.drop(edits.drop)
    editing.join(edits.join)
    editing.split(edits.split)
    editing.name(edits.name)
    return editing.series, editing.problems


class _Editing:
    """The series of a panel while they are edited, and what could not be done."""

    def __init__(self, panel: Digitization) -> None:
        self.panel = panel
        self.series = list(panel.series)
        self.problems: list[str] = []

    def _found(self, verb: str, selector: str) -> list[Series]:
        items = chosen(self.series, selector)
        self.problems += [] if items else [no_series(verb, selector, self.series)]
        return items

    def mend(self, said: Mapping[str, MendedMarks]) -> None:
        for selector, marks in said.items():
            for one in self._found("mend", selector):
                self.series[self.series.index(one)] = self._mended(one, marks)

    def _mended(self, series: Series, marks: MendedMarks) -> Series:
        kept = list(series.points)
        for place in marks.remove:
            nearest = min(kept, key=lambda point: _from(place, point), default=None)
            if nearest is None or _from(place, nearest) > _NEAR:
                self.problems.append(f"mend: {series.id} has no mark at {place[0]:g}, {place[1]:g}")
            else:
                kept.remove(nearest)
        axes = self.panel.axis(series.x_axis), self.panel.axis(series.y_axis)
        for x, y in marks.add:
            kept.append(point_at(axes, (x, y), (_HAND, _HAND), f"px={x:.3f},{y:.3f}", flags=(PLACED,)))
        flag = f"a person set {len(marks.add)} of its marks and took {len(marks.remove)} away"
        return replace(series, points=tuple(kept), flags=(*series.flags, flag))

    def drop(self, said: Mapping[str, str]) -> None:
        gone = {item.id for selector in said for item in self._found("drop", selector)}
        self.series = [item for item in self.series if item.id not in gone]

    def join(self, said: Mapping[str, Sequence[str]]) -> None:
        for name, selectors in said.items():
            found = (item for selector in selectors for item in self._found("join", selector))
            pieces = list({item.id: item for item in found}.values())
            if len(pieces) < 2:
                continue
            first, *rest = pieces
            if len({(item.kind, item.x_axis, item.y_axis) for item in pieces}) > 1:
                self.problems.append(f"join {name!r}: its pieces are of different kinds or axes")
                continue
            whole = _joined(name, pieces)
            self.series = [whole if item is first else item for item in self.series if item not in rest]

    def split(self, said: Mapping[str, Split]) -> None:
        for selector, cuts in said.items():
            whole = self._found("split", selector)
            parts = _parts(whole[0], cuts) if len(whole) == 1 else []
            if len(whole) > 1:
                self.problems.append(f"split: {selector!r} is several")
            elif not all(part.points for part in parts):
                self.problems.append(f"split {selector!r}: no points on one side of a cut")
            elif parts:
                at = self.series.index(whole[0])
                self.series[at : at + 1] = parts

    def name(self, said: Mapping[str, str]) -> None:
        names = {item.id: name for selector, name in said.items() for item in self._found("name", selector)}
        self.series = [replace(item, name=names.get(item.id, item.name)) for item in self.series]


def _joined(name: str, pieces: list[Series]) -> Series:
    """One series of all points; a piece of a line is turned round where its other end is the nearer one."""
    points = list(pieces[0].points)
    for piece in pieces[1:]:
        more = list(piece.points)
        if piece.kind == "line" and points and more and _apart(points[-1], more[-1]) < _apart(points[-1], more[0]):
            more.reverse()
        points += more
    flag = f"joined by a person from {', '.join(piece.id for piece in pieces)}"
    return replace(
        pieces[0],
        name=name,
        points=tuple(points),
        flags=unique((*(flag for piece in pieces for flag in piece.flags), flag)),
        review_required=unique(reason for piece in pieces for reason in piece.review_required),
        ink_precision=_least(piece.ink_precision for piece in pieces),
        ink_recall=_least(piece.ink_recall for piece in pieces),
    )


def _apart(one: Point, other: Point) -> float:
    a, b = one.pixel or (one.x, one.y), other.pixel or (other.x, other.y)
    return math.dist(a, b)


def _from(place: Pixel, point: Point) -> float:
    return math.dist(place, point.pixel) if point.pixel else math.inf


def _least(shares: Iterable[float | None]) -> float | None:
    return min((share for share in shares if share is not None), default=None)


def _parts(whole: Series, said: Split) -> list[Series]:
    ends = (-math.inf, *said.at, math.inf)
    parts = []
    for number, (low, high) in enumerate(itertools.pairwise(ends)):
        name = said.names[number] if said.names else f"{whole.name or whole.id} {number + 1}"
        points = tuple(point for point in whole.points if low < point.x <= high)
        part_id = f"{whole.id}-{number + 1}"
        parts.append(replace(whole, id=part_id, name=name, points=points, flags=(*whole.flags, f"part of {whole.id}")))
    return parts


def _dismiss(panel: Digitization, dismissed: dict[str, str]) -> Digitization:
    """Reasons that begin with a dismissed one become flags that say who may be asked; one that is not met is noted."""
    met: dict[str, str] = {}

    def still_open(found: Iterable[str], series_id: str = "") -> tuple[str, ...]:
        kept = []
        for reason in found:
            told = reason, f"{series_id}: {reason}"
            beginning = next((first for first in dismissed if any(text.startswith(first) for text in told)), None)
            if beginning is None:
                kept.append(reason)
            else:
                met[beginning] = f"{DISMISSED}{reason} ({dismissed[beginning]})"
        return tuple(kept)

    series = tuple(replace(one, review_required=still_open(one.review_required, one.id)) for one in panel.series)
    reasons = still_open(panel.review_required)
    flags = [met.get(key, f"dismissed reason is not met: {key}") for key in dismissed]
    return replace(panel, series=series, review_required=reasons, flags=unique((*panel.flags, *flags)))
