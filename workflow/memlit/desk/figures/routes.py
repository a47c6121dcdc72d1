"""Panels of a page as the digitizer sees them, the overlay that proves what was read, and the values that they give."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from figcurves.model import Digitization
from figcurves.pageimage import page_image_png
from memlit.datum import SERIES_PARAMETER, Datum, DocumentReading
from memlit.desk.figures.panels import checked_scale, digitized, figure_captions, overlay, panel_view
from memlit.desk.serve.answer import Reply, png, problem
from memlit.desk.session import DeskPart, Review
from memlit.desk.show.paper import devices_view
from memlit.files import sha256_of
from memlit.presentation.format import reading_text
from memlit.reconcile.document import reconcile_document
from memlit.sources.data.from_figures import mine_figures
from memlit.sources.data.supplied import MinedFile, Supplied, read_as_plain
from memlit.sources.figures_yaml import FigureEntry, FiguresDescription
from memlit.sources.folder import read_folder
from memlit.sources.points import points_of


class Figures(DeskPart):
    """Panels are digitized once while their file stays as it is. All answers read a document."""

    beside = frozenset({"captions", "panels", "overlay", "gives"})

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._kept: dict[tuple[Path, int, int | None, int | None, str], list[Digitization]] = {}

    def get_captions(self, key: str, file: str) -> Any:
        """Where the figures of a PDF stand."""
        path = self.review.document(key, file)
        is_pdf = path.suffix.lower() == ".pdf"
        return {"captions": self.review.pages.call(path.name, figure_captions, path) if is_pdf else []}

    def get_panels(
        self, key: str, file: str, page: int | None = None, image: int | None = None, panel: str = "", scale: str = ""
    ) -> Any:
        """The panels of a page or a picture."""
        found = self._digitized(self.review.document(key, file), page, image, panel, scale)
        has_parts = len(found) > 1 and all(one.frame and not one.axes for one in found)
        return {"panels": [panel_view(one, part if has_parts else 0) for part, one in enumerate(found, 1)]}

    def get_overlay(
        self,
        key: str,
        file: str,
        page: int | None = None,
        image: int | None = None,
        panel: str = "",
        scale: str = "",
        plain: bool = False,
    ) -> Reply:
        """A panel with what was read drawn over it; plain: the image inside the page alone."""
        path = self.review.document(key, file)
        if plain and page is not None and image is not None:
            return png(self.review.figures.call(path.name, page_image_png, path, page, image))
        found = self._digitized(path, page, image, panel, scale)
        one = next((item for item in found if item.panel == panel), None)
        if one is None:
            return problem(404, "there is no such panel")
        return png(self.review.figures.call(path.name, overlay, path, one))

    def post_gives(self, key: str, entry: FigureEntry) -> Any:
        """What a panel gives as it is described: values by device, and why a curve gives none. Nothing is written."""
        self.review.entry(key)
        path = self.review.document(key, entry.file)
        said = FiguresDescription(curator=self.review.who, date=date.fromisoformat(self.review.day), figures=(entry,))
        folder = replace(read_folder(self.review.root / "sources", key), figures=said)
        vocabulary = self.review.vocabulary()
        file = Supplied(path, sha256_of(path), folder, vocabulary)
        mined = MinedFile.model_validate(self.review.figures.call(path.name, read_as_plain, mine_figures, file))
        document = DocumentReading(key=key, status="new", data=mined.data, points=mined.points)
        found = reconcile_document(document, {}, vocabulary)
        used = [one for one in found.readings if one.status == "value"]
        titles = {one.device: one.printed.stub for one in mined.data if one.printed.stub}
        values = []
        for one in used:
            if one.parameter != SERIES_PARAMETER:
                device = titles.get(one.datum.device, one.datum.device)
                values.append({"parameter": one.parameter, "device": device, "reads": reading_text(one)})
        return {
            "devices": devices_view(key, used, titles, self.review.field.bar),
            "values": values,
            "curves": [_ends(one, mined.points.get(one.id, "")) for one in mined.data],
            "warnings": [*mined.warnings, *found.problems],
        }

    def _digitized(self, path: Path, page: int | None, image: int | None, panel: str, scale: str) -> list[Digitization]:
        name = (path, path.stat().st_mtime_ns, page, image, scale)
        if name not in self._kept:
            declared = checked_scale(json.loads(scale)) if scale else None
            self._kept[name] = self.review.figures.call(path.name, digitized, path, page, image, panel or "1", declared)
        return self._kept[name]


def _ends(curve: Datum, rows: str) -> dict[str, Any]:
    """A curve with its first and its last point in the units of its axes, and why it gives no value."""
    points = sorted(points_of(rows), key=lambda point: point.x)
    unit = curve.figure.y.unit if curve.figure else ""
    ends = [f"{point.y:.4g} {unit or ''} at {point.x:.4g}" for point in (*points[:1], *points[-1:])]
    told = {"series": curve.locator.series, "name": curve.printed.text, "n": len(points), "ends": ends}
    return {**told, "left_out": curve.excluded or ""}
