"""What variability costs: accuracy of a small network against weight error, named devices, and measured cells baked.

`curation.measured` makes the simulations; here their summaries become the rows of one table and its numbers.
"""

import math

import numpy as np
import pandas as pd

from memlit.analysis.variability.printed import CYCLES, WINDOW
from memlit.analysis.variability.summaries import (
    Summaries,
    SummaryNumber,
    from_template,
    in_percent,
    measured,
    number_rows,
    printed_cells,
    rows_of_numbers,
    share,
    with_columns,
)
from memlit.errors import SourceError
from memlit.published import PublishedTable, published_table

ACCURACY: PublishedTable[object] = published_table(__file__, "accuracy")
OF_DRAWS = ("2.5 % of the draws", "97.5 %")
"""What the ends of a mean over draws are."""
OF_CELLS = "SD of the weight error over the weight range"
MEAN = ("mean", "low", "high")
CURVE_POINT = "accuracy/curve/{weight_error}"
CURVE = (
    SummaryNumber("error", "weight error over the weight range", "%", "weight_error"),
    *share("accuracy", "accuracy at the weight error", MEAN, OF_DRAWS),
)
SIMULATION = (
    SummaryNumber("networks", "networks trained"),
    SummaryNumber("draws", "draws of the errors a network"),
    SummaryNumber("test_images", "digits tested"),
)
BAKE = {
    "before": (
        SummaryNumber("n", "cells drawn from"),
        *share("before", "accuracy before the bake", MEAN, OF_DRAWS),
        SummaryNumber("error_before", OF_CELLS, "%", "weight_error"),
    ),
    "after": (
        *share("after", "accuracy after the bake", MEAN, OF_DRAWS),
        SummaryNumber("error_after", OF_CELLS, "%", "weight_error"),
    ),
    "loss": share("loss", "accuracy before less accuracy after, same cells", MEAN, OF_DRAWS),
}
"""The numbers of each of the three lines of a baked array, in their order; the loss is paired, in percent points."""


def accuracy_table(summaries: Summaries, spreads: pd.DataFrame) -> pd.DataFrame:
    """The rows of accuracy.csv: the curve, devices on it, and each moment of the baked arrays.

    spreads: as `printed_spreads` gives them. Raises SourceError for a broken summary.
    """
    lines = summaries["accuracy"]
    curve = _accuracies(lines, from_template(lines, CURVE_POINT), "curve")
    moments = _moments(summaries)
    bakes = _accuracies(moments, from_template(moments, "{array}/{moment}"), "bake").assign(cells=moments["cells"])
    table = pd.concat([curve, _devices(spreads, curve), bakes], ignore_index=True)
    return table.reindex(columns=list(ACCURACY.names))


def accuracy_numbers(summaries: Summaries, table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the table of numbers: of the curve, of the devices in `table`, of the bakes, and of the simulation."""
    lines, moments = summaries["accuracy"], _moments(summaries)
    devices = table[table["kind"] == "device"]
    errors = rows_of_numbers(
        devices["id"] + "#error",
        "weight error of one step",
        devices["weight_error"],
        "%",
        "SD of one step over the window, over sqrt(2): a pair",
        inputs=devices["reading"].map(lambda reading: (reading,)),
    )
    accuracies = rows_of_numbers(
        devices["id"] + "#accuracy",
        "accuracy read off the curve",
        devices["accuracy"],
        "%",
        "linear between curve points",
        inputs=devices["from"],
    )
    bakes = [number_rows(moments[moments["moment"] == name], "{array}", own) for name, own in BAKE.items()]
    parts = [
        number_rows(lines, CURVE_POINT, CURVE),
        *(errors, accuracies, *bakes),
        number_rows(lines.head(1), "accuracy", SIMULATION),
    ]
    return pd.concat(parts, ignore_index=True)


def _accuracies(lines: pd.DataFrame, ids: "pd.Series[str]", kind: str) -> pd.DataFrame:
    cells = {
        "id": ids,
        "kind": kind,
        "document": printed_cells(lines, "document"),
        "weight_error": 100 * measured(lines, "weight_error", may_be_empty=True),
        "accuracy": in_percent(lines, "mean"),
        "low": in_percent(lines, "low"),
        "high": in_percent(lines, "high"),
        "is_limit": False,
    }
    return pd.DataFrame(cells)


def _moments(summaries: Summaries) -> pd.DataFrame:
    """The lines of baked arrays, three each, with `array`, the id of the array, and the cells before the bake."""
    lines = with_columns(summaries["bake"], ("document", "moment", "read", "cells"))
    place = lines.groupby("document").cumcount()
    is_due = lines["moment"] == (place % len(BAKE)).map(dict(enumerate(BAKE)))
    is_whole = lines.groupby("document")["moment"].transform("size") % len(BAKE) == 0
    for summary in lines.loc[~(is_due & is_whole), "summary"].head(1) if len(lines) else ():
        raise SourceError(summary, f"has an array without its lines {', '.join(BAKE)}", "make it anew")
    three = lines.groupby(["document", place // len(BAKE)])
    compared, cells = three["read"].transform("last"), three["cells"].transform("first")
    return lines.assign(array="accuracy/" + lines["document"] + "/" + compared + "/" + cells, cells=cells)


def _devices(spreads: pd.DataFrame, curve: pd.DataFrame) -> pd.DataFrame:
    """Named devices as if each conductance of a pair carried the error of one programming step.

    A pair has sqrt(2) times that error. A spread that is printed as a limit gives an error that is at most, and an
    accuracy that is at least this. Devices beyond the curve, which rises in weight error, are left out.
    """
    own = spreads[(spreads["kind"] == CYCLES) & (spreads["normalised_by"] == WINDOW) & (spreads["end"] > 0)]
    own = own.assign(weight_error=100 * own["end"] / math.sqrt(2))
    errors, accuracies = curve["weight_error"], curve["accuracy"]
    own = own[own["weight_error"].between(errors.min(), errors.max())]
    right = np.searchsorted(errors, own["weight_error"]).clip(1, len(errors) - 1)
    ids = curve["id"].to_numpy() + "#accuracy"
    own = own.assign(
        id=from_template(own, "accuracy/device/{paper}/{device}/{class}"),
        kind="device",
        document=own["paper"],
        accuracy=np.interp(own["weight_error"], errors, accuracies) if len(own) else [],
    )
    own["from"] = list(zip(own["id"] + "#error", ids[right - 1], ids[right], strict=True))
    return own.reindex(columns=list(ACCURACY.names))
