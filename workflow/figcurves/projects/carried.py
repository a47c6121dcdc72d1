"""What a project written by memlit says of its own digitization, so that reading it back raises no trust.

The tools that the project is for do not know this part. WebPlotDigitizer drops it when a person saves the project,
which is then that person's digitization.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from figcurves.errors import FigureError
from figcurves.model import CURVE_TRUSTS, CurveTrust, Digitization, Series, unique
from figcurves.projects.files import ProjectFile, parse_json
from figcurves.writing import digitization_from_json

CARRIED = "memlit"
"""Key in a WebPlotDigitizer project, and id of the metadata element of an SVG."""


def read_project(file: ProjectFile) -> tuple[Digitization, ...]:
    """A digitization as memlit itself writes it. Raises FigureError for a missing, wrong or unknown field."""
    return (digitization_from_json(parse_json(file.where, file.data)),)


def carried_state(digitization: Digitization, exported: Sequence[Series]) -> dict[str, Any]:
    """Method, tier, flags and open reasons of a panel, and of those of its series that are written."""
    return {
        "method": digitization.method,
        "tier": digitization.tier,
        "flags": list(digitization.flags),
        "review_required": list(digitization.review_required),
        "series": [
            {
                "kind": series.kind,
                "flags": list(series.flags),
                "review_required": list(series.review_required),
                "points": [[point.vertex_kind, list(point.flags)] for point in series.points],
            }
            for series in exported
        ],
    }


def with_carried_state(where: str, digitization: Digitization, state: Any) -> Digitization:
    """An imported panel with the state that its project carries: its tier is the less trusted of the two.

    Raises FigureError for a state that memlit did not write, or one of another number of series.
    """
    try:
        tiers = (digitization.tier, cast("CurveTrust", state["tier"]))
        weaker = max(tiers, key=CURVE_TRUSTS.index)
        series = tuple(
            _with_series(item, said) for item, said in zip(digitization.series, state["series"], strict=True)
        )
        return replace(
            digitization,
            tier=weaker,
            series=series,
            flags=unique((*digitization.flags, *map(str, state["flags"]))),
            review_required=unique((*digitization.review_required, *map(str, state["review_required"]))),
            notes=(*digitization.notes, f"written by memlit from a {state['method']}"),
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        problem = f"what memlit wrote about the digitization ({CARRIED!r}) does not fit it"
        raise FigureError(where, problem, "export the figure again, or save the project in its own program") from error


def _with_series(series: Series, said: dict[str, Any]) -> Series:
    """Points that were added or taken away since lose only what was known of each; the reasons stay."""
    points = series.points
    if len(said["points"]) == len(points):
        points = tuple(
            replace(point, vertex_kind=str(kind), flags=unique((*point.flags, *map(str, flags))))
            for point, (kind, flags) in zip(points, said["points"], strict=True)
        )
    return replace(
        series,
        kind=str(said["kind"]),
        points=points,
        flags=unique((*series.flags, *map(str, said["flags"]))),
        review_required=unique((*series.review_required, *map(str, said["review_required"]))),
    )
