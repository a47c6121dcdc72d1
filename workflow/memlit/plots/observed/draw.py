"""The figures that a field of observations lists."""

from collections.abc import Iterable
from pathlib import Path

from memlit.config import FIELD_FILE, Classes, Config, FieldOfScience
from memlit.errors import ConfigError
from memlit.observations.lines import ObservedLines
from memlit.plots.look.style import ClassStyles
from memlit.plots.observed import class_comparison, metric_by_condition

_KNOWN = ("metric_by_condition", "class_comparison")


def draw_observed(
    lines: ObservedLines,
    config: Config,
    field: FieldOfScience,
    classes: Classes,
    files: Iterable[str],
) -> None:
    """files: FIGURE.svg. Raises ConfigError for a figure that there is not, or has no axis."""
    styles = ClassStyles(classes)
    for path in map(Path, files):
        if path.stem not in _KNOWN:
            raise ConfigError(f"{FIELD_FILE}: figures", f"there is no {path.stem}", f"write {' or '.join(_KNOWN)}")
        if path.stem == "class_comparison":
            class_comparison.draw(lines, config, styles, [path])
        elif not field.conditions:
            raise ConfigError(f"{FIELD_FILE}: figures", f"{path.stem} is drawn against a condition", "leave it out")
        else:
            metric_by_condition.draw(lines, config, field, styles, [path])
