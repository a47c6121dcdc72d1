"""Panels of a page as the digitizer sees them, and the overlay that proves what was read."""

import json
from pathlib import Path

from memlit.desk.figures.panels import checked_scale, digitized, figure_captions, overlay, panel_view, plain_picture
from memlit.desk.serve.answer import Answer, Asked, Routes, as_json, problem
from memlit.desk.session import Review
from memlit.digitize.model import Digitization


class Figures:
    """Panels are digitized once while their file stays as it is."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self._kept: dict[tuple[Path, int, int | None, int | None, str], list[Digitization]] = {}

    def routes(self) -> Routes:
        """The paths of figures. All read a document, so that none holds up the page."""
        gets = {"captions": self._captions, "panels": self._panels, "overlay": self._overlay}
        return Routes(gets=gets, beside=frozenset(gets))

    def _captions(self, asked: Asked) -> Answer:
        path = self.review.document(asked.get("key", ""), asked.get("file", ""))
        is_pdf = path.suffix.lower() == ".pdf"
        return as_json({"captions": self.review.pages.call(path.name, figure_captions, path) if is_pdf else []})

    def _panels(self, asked: Asked) -> Answer:
        return as_json({"panels": [panel_view(one) for one in self._digitized(asked)[1]]})

    def _overlay(self, asked: Asked) -> Answer:
        path, page, image = self._place(asked)
        if asked.get("plain") and page is not None and image is not None:
            return Answer(200, "image/png", self.review.figures.call(path.name, plain_picture, path, page, image))
        found = self._digitized(asked)[1]
        one = next((item for item in found if item.panel == asked.get("panel", "")), None)
        if one is None:
            return problem(404, "there is no such panel")
        return Answer(200, "image/png", self.review.figures.call(path.name, overlay, path, one))

    def _digitized(self, asked: Asked) -> tuple[Path, list[Digitization]]:
        path, page, image = self._place(asked)
        scale = asked.get("scale", "")
        name = (path, path.stat().st_mtime_ns, page, image, scale)
        if name not in self._kept:
            declared = checked_scale(json.loads(scale)) if scale else None
            panel = asked.get("panel", "") or "1"
            self._kept[name] = self.review.figures.call(path.name, digitized, path, page, image, panel, declared)
        return path, self._kept[name]

    def _place(self, asked: Asked) -> tuple[Path, int | None, int | None]:
        numbers = (int(text) if (text := asked.get(name, "")).isdecimal() else None for name in ("page", "image"))
        return self.review.document(asked.get("key", ""), asked.get("file", "")), next(numbers), next(numbers)
