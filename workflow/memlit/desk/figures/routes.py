"""Panels of a page as the digitizer sees them, and the overlay that proves what was read."""

import json
from pathlib import Path
from typing import Any

from figcurves.model import Digitization
from figcurves.pageimage import page_image_png
from memlit.desk.figures.panels import checked_scale, digitized, figure_captions, overlay, panel_view
from memlit.desk.serve.answer import Answer, problem
from memlit.desk.session import DeskPart, Message, Review


class Figures(DeskPart):
    """Panels are digitized once while their file stays as it is. All answers read a document."""

    beside = frozenset({"captions", "panels", "overlay"})

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._kept: dict[tuple[Path, int, int | None, int | None, str], list[Digitization]] = {}

    def get_captions(self, asked: Message) -> Any:
        """Where the figures of a PDF stand."""
        path = self.file_in(asked)
        is_pdf = path.suffix.lower() == ".pdf"
        return {"captions": self.review.pages.call(path.name, figure_captions, path) if is_pdf else []}

    def get_panels(self, asked: Message) -> Any:
        """The panels of a page or a picture."""
        return {"panels": [panel_view(one) for one in self._digitized(asked)]}

    def get_overlay(self, asked: Message) -> Answer:
        """A panel with what was read drawn over it; `plain`: the image inside the page alone."""
        path, page, image = self._place(asked)
        if asked.get("plain") and page is not None and image is not None:
            return Answer(200, "image/png", self.review.figures.call(path.name, page_image_png, path, page, image))
        one = next((item for item in self._digitized(asked) if item.panel == asked.get("panel", "")), None)
        if one is None:
            return problem(404, "there is no such panel")
        return Answer(200, "image/png", self.review.figures.call(path.name, overlay, path, one))

    def _digitized(self, asked: Message) -> list[Digitization]:
        path, page, image = self._place(asked)
        scale = asked.get("scale", "")
        name = (path, path.stat().st_mtime_ns, page, image, scale)
        if name not in self._kept:
            declared = checked_scale(json.loads(scale)) if scale else None
            panel = asked.get("panel", "") or "1"
            self._kept[name] = self.review.figures.call(path.name, digitized, path, page, image, panel, declared)
        return self._kept[name]

    def _place(self, asked: Message) -> tuple[Path, int | None, int | None]:
        numbers = (int(text) if (text := asked.get(name, "")).isdecimal() else None for name in ("page", "image"))
        return self.file_in(asked), next(numbers), next(numbers)
