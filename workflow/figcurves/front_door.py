"""What `python -m figcurves` does, and `memlit digitize` in a reader process: read a file, show, explain, write it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from figcurves.calibration import Declared
from figcurves.calling import Caller, in_this_process
from figcurves.errors import FigureError
from figcurves.label_ink.proposals import Propose
from figcurves.model import PICTURE_SUFFIXES, Digitization


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be read: a file, its page, an image of the page, a panel, with the scales that a person declares.

    page, image: from 1, None for all pages and no image; panel: as it is numbered on its page, in a picture its number
    or its letter, empty for all;
    propose: scales to be read off the ink of labels that are no text, see `label_ink`.
    """

    file: Path
    page: int | None = None
    image: int | None = None
    panel: str = ""
    calibration: Path | None = None
    propose: Propose = ""

    @property
    def is_picture(self) -> bool:
        """Whether one picture is asked for, a file or an image of a page, and no panels that a page draws."""
        return self.image is not None or self.file.suffix.lower() in PICTURE_SUFFIXES


def read_figures(asked: Asked, call: Caller = in_this_process) -> tuple[Digitization, ...]:
    """The panels that are asked for. Raises FigureError as `digitize_file`, and where there is no such panel."""
    from figcurves.pageimage import digitize_file

    calibration = _calibration(asked, call)
    given = (asked.page, calibration, asked.image, asked.propose)
    found: tuple[Digitization, ...] = call(asked.file, digitize_file, asked.file, *given)
    if not asked.panel or asked.is_picture:
        return found
    kept = tuple(item for item in found if item.panel == asked.panel)
    if not kept:
        known = ", ".join(item.panel for item in found if item.panel) or "none with a number"
        raise FigureError(asked.file.name, f"no panel {asked.panel} (there is {known})", "name one of them")
    return kept


def _calibration(asked: Asked, call: Caller) -> Declared:
    """What is declared, with the frame of the panel that is asked for where a picture has several."""
    if not asked.panel or not asked.is_picture:
        return asked.calibration
    from figcurves.pageimage import picture_panels
    from figcurves.picture.composite import panel_names
    from printed.yaml_files.read import read_yaml

    is_letter = not asked.panel.isdigit()
    panels = call(asked.file, partial(picture_panels, letters=is_letter), asked.file, asked.page, asked.image)
    numbered = [one for number, one in enumerate(panels, 1) if asked.panel in (str(number), one.letter)]
    if len(numbered) != 1 or numbered[0].frame is None:
        problem = f"no panel {asked.panel} with axes ({panel_names(panels)})"
        raise FigureError(asked.file.name, problem, "name one of them, or declare its `frame`")
    beside = asked.calibration or asked.file.with_suffix(".yaml")
    said = read_yaml(beside) if beside.is_file() else {}
    return {"frame": [round(end, 2) for end in numbered[0].frame], **(said or {})}


def write_explanation(asked: Asked, target: Path, call: Caller = in_this_process) -> None:
    """Draw what is read and what is dropped, with the reasons, as SVG. Raises FigureError for a PDF without a page."""
    from figcurves.explain import explain_figure
    from printed.files import write_text

    if asked.page is None and asked.file.suffix.lower() == ".pdf":
        raise FigureError(asked.file.name, "--explain draws one page of a PDF", "name it: --page N")
    given = (asked.page, _calibration(asked, call), asked.image, asked.propose)
    write_text(target, call(asked.file, explain_figure, asked.file, *given))


def as_text(found: Sequence[Digitization]) -> str:
    """The panels for a person."""
    from figcurves.render import render_digitization

    return "\n\n".join(render_digitization(item) for item in found)


def figures_as_json(found: Sequence[Digitization]) -> str:
    """The panels as one line of JSON."""
    from figcurves.writing import digitization_as_json

    return json.dumps([digitization_as_json(item) for item in found], ensure_ascii=False)


def write_files(file: Path, found: Sequence[Digitization], folder: Path, call: Caller = in_this_process) -> str:
    """Write points and overlays into the folder; the line that says so. Raises FigureError for a file."""
    from figcurves.exports import write_exports

    return f"wrote {len(write_exports(file, found, folder, call))} files into {folder}"


def needs_person(found: Sequence[Digitization]) -> bool:
    """Whether a panel or a series has an open reason."""
    return any(item.needs_review for item in found)
