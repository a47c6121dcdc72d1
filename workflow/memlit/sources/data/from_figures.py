"""Figures of a document become data: a digitized series is one datum, what it is comes from figures.yaml."""

import fnmatch
import re
from dataclasses import dataclass, replace
from pathlib import Path

import figcurves
from figcurves.edits import edited
from figcurves.model import PICTURE_SUFFIXES, Axis, Digitization, Series, unique
from memlit.datum import (
    REVIEW_REQUIRED,
    SERIES_PARAMETER,
    UNASSIGNED,
    Datum,
    FigureAxis,
    FigureSeries,
    Locator,
    Printed,
)
from memlit.errors import SourceError
from memlit.field import Vocabulary
from memlit.naming import device_id, slug
from memlit.sources.data.supplied import MinedFile, Supplied, within_a_print
from memlit.sources.figures_yaml import FIGURES_FILE, READER_AXES, AssignedSeries, FigureEntry
from memlit.sources.folder import FIGURE_PREFIX
from memlit.sources.points import point_rows, rows_digest, steady
from printed.geometry import Box

_FIGURE = re.compile(r"fig(?:ure|\.)?\s*(S?\d+)\s*\(?([a-z]?)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Panel:
    """A digitized panel with what figures.yaml says of it."""

    file: Supplied
    digitization: Digitization
    entry: FigureEntry


def mine_figures(file: Supplied) -> MinedFile:
    """All digitized series of one file; those that figures.yaml does not name are `unassigned`.

    Raises FigureError when the file cannot be read exactly.
    """
    path, figures = file.path, file.folder.figures
    entries = figures.entries_of(path.name) if figures else ()
    found = _panels(file, entries)
    known = ", ".join(panel.digitization.panel or "one without a name" for panel in found) or "none"
    warnings = []
    for entry in entries:
        if not any(panel.entry is entry for panel in found):
            problem = f"no panel {entry.panel or ''} with a scale for {entry.label or 'an entry'}, found: {known}"
            warnings.append(str(SourceError(f"{path}", problem, f"mend page and panel in {FIGURES_FILE}")))
    data: dict[str, Datum] = {}
    points: dict[str, str] = {}
    for panel in found:
        series, more = _panel_data(panel)
        warnings += more
        for datum, rows in series:
            if datum.id in data:
                problem = f"two series get the id {datum.id}"
                warnings.append(str(SourceError(f"{path}", problem, "give the figures labels of their own")))
                continue
            data[datum.id], points[datum.id] = datum, rows
    printed, too_long = within_a_print(file, data.values())
    kept = {datum.id: points[datum.id] for datum in printed}
    return MinedFile(data=printed, points=kept, warnings=unique((*warnings, *too_long)))


def _panels(file: Supplied, entries: tuple[FigureEntry, ...]) -> list[_Panel]:
    """Panels of a file with what figures.yaml says of them: those it names, or all where it names none of the file."""
    path = file.path
    suffix = path.suffix.lower()
    unsaid = FigureEntry(file=path.name)
    found = []
    if entries and (suffix == ".pdf" or suffix in PICTURE_SUFFIXES):
        for entry in entries:
            is_one_picture = suffix != ".pdf" or entry.image is not None
            for item in _digitized(path, entry):
                if is_one_picture or entry.panel in (None, item.panel):
                    found.append(_Panel(file, item, entry))
        return found
    for item in _digitized(path, unsaid):
        entry = next((entry for entry in entries if entry.panel in (None, item.panel)), unsaid)
        found.append(_Panel(file, edited(item, entry), entry))
    return found


def _digitized(path: Path, entry: FigureEntry) -> tuple[Digitization, ...]:
    suffix = path.suffix.lower()
    declared = entry.declared
    if suffix == ".pdf" and entry.image is not None:
        return (figcurves.digitize_page_image(path, entry.page or 1, entry.image, declared or {}),)
    if suffix == ".pdf":
        panels = {"panels": {entry.panel or "1": declared}} if declared else None
        return figcurves.digitize_pdf(path, entry.page, calibration=panels)
    if suffix in PICTURE_SUFFIXES:
        return (figcurves.digitize_raster(path, declared),)
    return figcurves.import_project(path)


def _panel_data(panel: _Panel) -> tuple[list[tuple[Datum, str]], list[str]]:
    """Data of one panel with their rows of points, and a line for each name in figures.yaml that fits no series."""
    digitization, entry, path = panel.digitization, panel.entry, panel.file.path
    where = panel.file.folder.path / FIGURES_FILE
    data, warnings, used = [], [], set()
    for number, series in enumerate(digitization.series):
        selector = _selector(series, entry)
        assigned = entry.series[selector] if selector else None
        used.add(selector)
        problem = _misfit(assigned, panel.file.vocabulary) if assigned else None
        if problem is not None:
            warnings.append(str(SourceError(f"{where}: {selector}", *problem)))
            assigned = None
        data.append(_datum(panel, series, number, assigned))
    known = ", ".join(series.name or series.id for series in digitization.series[:6]) or "none"
    for selector in entry.series:
        if selector not in used:
            error = SourceError(f"{where}", f"no series {selector!r} in {path.name}", f"write one of {known}")
            warnings.append(str(error))
    if not digitization.series:
        reasons = "; ".join(digitization.review_required) or "nothing is drawn in it"
        error = SourceError(f"{path}", f"{REVIEW_REQUIRED}: {reasons}", "see docs/digitize.md, Reasons you may meet")
        warnings.append(str(error))
    return data, warnings


def _selector(series: Series, entry: FigureEntry) -> str | None:
    """The name under which figures.yaml says what a series is: its id, else its printed name, else a pattern."""
    for name in (series.id, series.name):
        if name in entry.series:
            return name
    return next((selector for selector in entry.series if fnmatch.fnmatchcase(series.id, selector)), None)


def _misfit(assigned: AssignedSeries, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Why a series cannot be read as it is assigned: a scatter's axes must be numeric parameters."""
    if assigned.reader is None or assigned.reader in READER_AXES:
        return None
    for name in (assigned.x or "", assigned.y or ""):
        if name not in vocabulary.parameters or vocabulary.parameters[name].is_text:
            near = ", ".join(vocabulary.nearest(name))
            return f"{name!r} is no numeric parameter", f"write one of config/vocabulary.yaml, such as {near}"
    return None


def figure_name(label: str | None, file: str) -> str:
    """`f4a` for `Fig. 4a`, else the label's or the file's words."""
    text = label or Path(file).stem.replace("_", " ")
    match = _FIGURE.search(text)
    if match:
        return f"f{match.group(1)}{match.group(2)}".lower()
    return slug(text if label else Path(file).stem.removeprefix(FIGURE_PREFIX)) or "figure"


def _datum(panel: _Panel, series: Series, number: int, assigned: AssignedSeries | None) -> tuple[Datum, str]:
    folder, digitization, entry = panel.file.folder, panel.digitization, panel.entry
    datum_id = f"{folder.key}:{figure_name(entry.label, panel.file.path.name)}/{slug(series.id)}"
    axes = {axis.name: axis for axis in digitization.axes}
    x, y = axes[series.x_axis], axes[series.y_axis]
    rows = point_rows(datum_id, series.points, x, y)
    reasons = unique((*digitization.review_required, *series.review_required))
    said = assigned or AssignedSeries()
    paper, device = None, ""
    if assigned:
        paper = said.paper or folder.key
        device = (said.device or "devices").replace("{number}", str(number))
    datum = Datum(
        id=datum_id,
        paper=paper,
        device=device_id(device) if device else UNASSIGNED,
        parameter=SERIES_PARAMETER,
        printed=Printed(
            text=series.name or _looks(series),
            headers=tuple(_printed_axis(axis) for axis in (x, y) if axis.label),
            stub=device or None,
            caption=entry.caption,
            notes=(said.note,) if said.note else (),
        ),
        locator=_locator(panel, series),
        method=digitization.method,
        pulse=said.set_or_reset,
        condition=said.condition,
        tier=said.tier or entry.tier or ("primary" if paper == folder.key else "redigitised"),
        lineage=entry.lineage or folder.description.lineage,
        excluded=_excluded(reasons, assigned),
        flags=unique((*digitization.flags, *series.flags)),
        figure=_figure(panel, series, number, assigned, (_axis(x), _axis(y)), reasons, rows),
    )
    return datum, rows


def _printed_axis(axis: Axis) -> str:
    return f"{axis.label} [{axis.unit}]" if axis.unit else axis.label


def _excluded(reasons: tuple[str, ...], assigned: AssignedSeries | None) -> str | None:
    """Why a series gives no reading: it must be looked at, or nobody has said what it is."""
    if reasons:
        return f"{REVIEW_REQUIRED}: {'; '.join(reasons)}"
    return None if assigned else f"{UNASSIGNED}: {FIGURES_FILE} does not say what the series is"


def _looks(series: Series) -> str:
    """A series without a legend, by what is seen of it."""
    color = f" in #{bytes(series.color).hex()}" if series.color else ""
    return f"{series.kind}{color}, no name printed"


def frame_box(one: Digitization) -> Box | None:
    """The frame of a vector panel in points from the top left, as boxes on a page are."""
    if one.frame is None or one.size is None or one.method != "vector-figure":
        return None
    left, bottom, right, top = one.frame
    return (left, one.size[1] - top, right, one.size[1] - bottom)


def _locator(panel: _Panel, series: Series) -> Locator:
    digitization, entry, name = panel.digitization, panel.entry, panel.file.path.name
    box = frame_box(digitization)
    return Locator(
        document=panel.file.folder.key,
        file=name,
        sha256=digitization.sha256,
        page=digitization.page or entry.page,
        kind="figure",
        label=entry.label,
        place=name,
        bbox=tuple(round(end, 2) for end in box) if box else None,
        panel=digitization.panel or None,
        series=series.id,
    )


def _figure(
    panel: _Panel,
    series: Series,
    number: int,
    assigned: AssignedSeries | None,
    axes: tuple[FigureAxis, FigureAxis],
    reasons: tuple[str, ...],
    rows: str,
) -> FigureSeries:
    digitization, said = panel.digitization, assigned or AssignedSeries()
    by = panel.file.folder.figures if assigned else None
    return FigureSeries(
        trust=digitization.tier,
        kind=series.kind,
        n_points=len(series.points),
        points_sha256=rows_digest(rows),
        x=axes[0],
        y=axes[1],
        color=series.color,
        ink_precision=series.ink_precision,
        ink_recall=series.ink_recall,
        review_required=reasons,
        fingerprint=digitization.fingerprint,
        tool=digitization.tool,
        reader=said.reader,
        x_quantity=said.x,
        y_quantity=said.y,
        x_unit=said.x_unit,
        y_unit=said.y_unit,
        v_read=said.v_read,
        state=(said.state or "").replace("{number}", str(number)) or None,
        points=dict(sorted(said.points.items())),
        curator=by.curator if by else None,
        curated=by.date.isoformat() if by else None,
    )


def _axis(axis: Axis) -> FigureAxis:
    """The axis as a record keeps it, with the digits that all machines agree on."""
    known = replace(axis, low=steady(axis.low, axis), high=steady(axis.high, axis))
    return FigureAxis.model_validate(known, from_attributes=True)
