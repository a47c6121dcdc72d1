"""Rule plot: the figures as SVG and PNG."""

import importlib
from pathlib import Path

from memlit.config import FIELD_FILE
from memlit.errors import ConfigError
from memlit.plots.look.data import FigureData, figure_modules, tables_by_name
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Draw all figures. tables: files that they are drawn from; outputs: paths by figure, an SVG or PNG each."""
    modules = figure_modules()
    data = FigureData(job.config, job.classes, tables_by_name(job.paths("tables")))
    for name, path in job.outputs.items():
        drawn = name.removesuffix("_png")
        if drawn not in modules:
            raise ConfigError(FIELD_FILE, f"there is no figure {drawn}", f"write one of {', '.join(sorted(modules))}")
        importlib.import_module(modules[drawn]).draw(data, [Path(path)])
