"""Spreads that documents print for named devices, by paper, kind and definition."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from memlit.analysis.variability.summaries import from_template, rows_of_numbers
from memlit.field.codes import NOT_STATED
from memlit.frames import SEVERAL
from memlit.published import PublishedTable, published_table

CYCLES = "cycle to cycle"
_KINDS = {"cycle_to_cycle": CYCLES, "device_to_device": "device to device", "variation": "not stated"}
NEUROSIM = "neurosim"
"""The lineage of its manual: sigma of one programming step as a share of the conductance range."""
WINDOW, _UNKNOWN = "window", "not stated"
PRINTED_SPREADS: PublishedTable[object] = published_table(__file__, "printed_spreads")
_SAME = ["paper", "device", "quantity", "normalised_by"]
"""What the prints of one spread share."""


def printed_spreads(values: pd.DataFrame, papers: Collection[str]) -> pd.DataFrame:
    """The rows of printed_spreads.csv: one a paper, device, kind and printed class.

    Beside its columns stand `is_limit`, `end` (the value or limit, a fraction of 1) and `readings`, the ids of all
    prints. values: of values.csv; papers: keys of those in the library. Of several prints a value counts before a
    limit, then a smaller one before a larger one.
    """
    is_printed = values["row"].isna() & ~values["derived"].astype("bool")
    own = values[is_printed & values["paper"].isin(papers) & values["quantity"].isin(_KINDS)]
    own = own.assign(
        normalised_by=np.where(own["lineage"] == NEUROSIM, WINDOW, _UNKNOWN),
        is_limit=own["value"].isna(),
        end=own["value"].fillna(own["high"]).fillna(0.0),
    )
    own["class"] = own["class"].fillna(NOT_STATED)
    of_all = own.groupby(_SAME).agg(readings=("id", tuple), classes=("class", "first"))
    # By id too, from the last: the same on every run.
    ranked = own.sort_values(["is_limit", "end", "id"], ascending=[True, True, False])
    chosen = ranked.drop_duplicates(_SAME).merge(of_all, on=_SAME).sort_values(_SAME)
    rows = chosen.assign(
        reading=chosen["id"],
        kind=chosen["quantity"].map(_KINDS),
        comparator=chosen["comparator"].fillna("="),
        tier=chosen["tier"].fillna(""),
        tables=chosen["readings"].map(len),
        **{"class": chosen["classes"].str.split(SEVERAL)},
    ).explode("class", ignore_index=True)
    rows["id"] = from_template(rows, "spread/printed/{paper}/{device}/{class}/{quantity}/{normalised_by}")
    return rows[[*PRINTED_SPREADS.names, "is_limit", "end", "readings"]]


def counts_of_tables(spreads: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table of numbers: how many tables print each spread."""
    ids, readings = spreads["id"] + "#n", spreads["readings"]
    label = "tables that print it"
    return rows_of_numbers(ids, label, spreads["tables"], "1", "readings counted", inputs=readings, kind="count")
