"""Rule draw_observed: the figures of a field whose values are observations."""

from collections.abc import Callable, Mapping
from pathlib import Path

from memlit.config import FIELD_FILE
from memlit.errors import ConfigError
from memlit.observations.record import Compared, MetricValues, Observations
from memlit.plots.look.style import ClassStyles
from memlit.plots.observed import class_comparison, metric_by_condition
from memlit.stages.job import Job

_DRAWINGS: Mapping[str, Callable[[Job, list[Path]], None]] = {
    "metric_by_condition": lambda job, to: metric_by_condition.draw(
        job.record(MetricValues, "metrics").values,
        job.record(Observations, "observations").values,
        job.config,
        job.field,
        ClassStyles(job.classes),
        to,
    ),
    "class_comparison": lambda job, to: class_comparison.draw(
        job.record(Compared, "compared").classes, job.config, ClassStyles(job.classes), to
    ),
}
"""How each figure is drawn; field.yaml lists which are."""


def run(job: Job) -> None:
    """outputs: paths by figure. Raises ConfigError for a figure that there is not, or has no axis."""
    for figure, path in job.outputs.items():
        if figure not in _DRAWINGS:
            raise ConfigError(f"{FIELD_FILE}: figures", f"there is no {figure}", f"write {' or '.join(_DRAWINGS)}")
        if figure == "metric_by_condition" and not job.field.conditions:
            raise ConfigError(f"{FIELD_FILE}: figures", f"{figure} is drawn against a condition", "leave it out")
        _DRAWINGS[figure](job, [Path(path)])
