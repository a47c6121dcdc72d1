"""The figures that a field lists, each drawn to its file by the module of its name."""

import importlib
from collections.abc import Iterable
from pathlib import Path

from memlit.config import FIELD_FILE
from memlit.errors import ConfigError
from memlit.plots.look.data import FigureData, figure_modules


def draw_figures(data: FigureData, files: Iterable[str]) -> None:
    """files: FIGURE.svg or FIGURE.png. Raises ConfigError for a figure that there is not."""
    modules = figure_modules()
    for path in map(Path, files):
        if path.stem not in modules:
            known = ", ".join(sorted(modules))
            raise ConfigError(FIELD_FILE, f"there is no figure {path.stem}", f"write one of {known}")
        importlib.import_module(modules[path.stem]).draw(data, [path])
