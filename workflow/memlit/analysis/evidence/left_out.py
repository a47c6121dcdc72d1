"""What did not enter: readings by reason, unknown headers, and devices of no paper of the library."""

import pandas as pd

from memlit.devices.gather import UNRESOLVED
from memlit.frames import SEVERAL, items_of, joined_by
from memlit.library import is_cited_work
from memlit.naming import without_marks
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table

_SHOWN = {
    **dict.fromkeys(("set_voltage", "reset_voltage", "programming_voltage", "write_voltage"), "v_spike"),
    **dict.fromkeys(("set_pulse_width", "reset_pulse_width", "pulse_width"), "tau"),
    **dict.fromkeys(("on_off_ratio", "dynamic_range"), "ratio"),
}
"""The column in which each parameter of an unresolved device is shown."""

EXCLUSIONS_TABLE: PublishedTable[None] = published_table(__file__, "exclusions")
UNRESOLVED_DEVICES_TABLE: PublishedTable[None] = published_table(__file__, "unresolved_devices")
LEFT_OUT = (
    *("id", "document", "paper", "device", "name", "parameter", "low", "high", "derived_from", "status", "reason"),
)
"""Columns of readings.csv that say what did not enter."""


def count_exclusions(readings: pd.DataFrame) -> pd.DataFrame:
    """Printed readings that do not feed the benchmark, by the first word of their reason, sorted, with their `ids`.

    readings: LEFT_OUT of readings.csv.
    """
    left_out = readings[readings["status"].isin(["excluded", "flagged"]) & readings["derived_from"].isna()]
    ids = joined_by(_reason_types(left_out).replace("", "no_reason"), left_out["id"])
    found = pd.DataFrame(sorted(ids.items()), columns=["reason", "ids"], dtype="str")
    return found.assign(id="excluded/" + found["reason"], n=found["ids"].map(items_of).map(len))


def _reason_types(readings: pd.DataFrame) -> "pd.Series[str]":
    """The word before the colon of each reason, empty where there is none."""
    return readings["reason"].fillna("").str.split(":").str[0]


def unresolved_devices(readings: pd.DataFrame) -> pd.DataFrame:
    """Devices of comparison tables whose citation leads to no paper of the library; never counted.

    Those with a pulse width and a ratio or an amplitude, by document and device. readings: LEFT_OUT of readings.csv.
    """
    papers = readings["paper"].fillna("")
    is_open = (_reason_types(readings) == UNRESOLVED) | papers.map(is_cited_work).astype(bool)
    has_number = readings["low"].notna() | readings["high"].notna()
    # Assigned before rows are chosen: a frame without rows would take those of the column.
    found = readings.assign(paper=papers)[is_open & readings["derived_from"].isna() & has_number]
    found["name"] = [without_marks(name) for name in found["name"].fillna(found["device"])]
    device = ["document", "device", "paper"]
    names = found.drop_duplicates(device).set_index(device)["name"]
    shown = found.assign(shown=found["parameter"].map(_SHOWN)).dropna(subset=["shown"]).sort_values("id")
    listed = shown.groupby([*device, "shown"])["id"].agg(SEVERAL.join).unstack()
    listed = listed.reindex(columns=["v_spike", "tau", "ratio"])
    listed = listed[listed["tau"].notna() & (listed["ratio"].notna() | listed["v_spike"].notna())]
    return listed.join(names).reset_index()


_EXCLUDED = NumberColumn("n", "readings not used: {reason}", "readings counted", "count", "ids")
_UNMAPPED = NumberColumn("unmapped", "headers that no word of the vocabulary fits", "headers counted", "count")


def left_out_numbers(exclusions: pd.DataFrame, headers: pd.DataFrame) -> pd.DataFrame:
    """The numbers of exclusions.csv, and for each document that of its unknown headers, which stand in the note.

    headers: rows of unmapped.csv.
    """
    texts = headers.groupby("document", sort=False)["text"]
    unmapped = pd.DataFrame({"unmapped": texts.size(), "note": texts.agg("; ".join)}).reset_index()
    unmapped["id"] = "document/" + unmapped["document"]
    counts = numbers_of_table(unmapped, _UNMAPPED).assign(note=unmapped["note"])
    return pd.concat([numbers_of_table(exclusions, _EXCLUDED), counts])
