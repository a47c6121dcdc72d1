"""Rule draw_observed: the figures of a field whose values are observations."""

from collections.abc import Callable, Mapping
from pathlib import Path

from memlit.config import FIELD_FILE
from memlit.errors import ConfigError
from memlit.observations.record import Compared, MetricValues, Observations
from memlit.plots.look.style import NARROW, WIDE, ClassStyles
from memlit.plots.observed import class_comparison, metric_by_condition
from memlit.stages.job import Job

_SMALL = "_narrow"
"""Ends the name of a figure for a narrow screen."""
_DRAWINGS: Mapping[str, Callable[[Job, list[Path], float], None]] = {
    "metric_by_condition": lambda job, to, width: metric_by_condition.draw(
        job.record(MetricValues, "metrics").values,
        job.record(Observations, "observations").values,
        job.config,
        job.field,
        ClassStyles(job.classes),
        to,
        width,
    ),
    "class_comparison": lambda job, to, width: class_comparison.draw(
        job.record(Compared, "compared").classes, job.config, ClassStyles(job.classes), to, width
    ),
}
"""How each figure is drawn; field.yaml lists which are."""


def run(job: Job) -> None:
    """outputs: paths by figure. Raises ConfigError for a figure that there is not, or has no axis."""
    for name, path in job.outputs.items():
        figure = name.removesuffix(_SMALL)
        if figure not in _DRAWINGS:
            raise ConfigError(f"{FIELD_FILE}: figures", f"there is no {figure}", f"write {' or '.join(_DRAWINGS)}")
        if figure == "metric_by_condition" and not job.field.conditions:
            raise ConfigError(f"{FIELD_FILE}: figures", f"{figure} is drawn against a condition", "leave it out")
        _DRAWINGS[figure](job, [Path(path)], NARROW if name.endswith(_SMALL) else WIDE)
