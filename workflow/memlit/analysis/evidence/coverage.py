"""Coverage: for each paper of the sets, what is known, what is missing and what to supply.

`papers_of_sets` says which papers there are, `cover` makes coverage.csv of them with `coverage_numbers`,
`coverage_counts` counts them by set and role, `check_counts` the readings that were looked at again.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from memlit.config import Classes, Config
from memlit.datum import CHECKED, DISPUTED
from memlit.devices.device import TUPLE_PARTS
from memlit.devices.gather import classes_of, set_of
from memlit.field.codes import (
    AT_SOURCE,
    CHECKED_COUNT,
    CHOSEN_PARTS,
    DISPUTED_COUNT,
    FULL_TEXT,
    HOW_READ,
    NOT_SEEN,
    OWN,
    USED_COUNT,
    count_base,
    count_name,
)
from memlit.frames import SEVERAL, cells_of, has_item, items_of, joined_by
from memlit.library import Entry, Library, is_cited_work
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.presentation.words import whose_number
from memlit.published import PublishedTable, published_table

_READINGS_COUNTED = "readings counted"
COUNTED_ROLES = ("synapse", "neuron")
"""Roles whose papers have metrics of the benchmark to print."""
WHAT_TO_SUPPLY = {
    "v_spike": "pulse amplitude (set_voltage or reset_voltage)",
    "tau": "pulse width (set_pulse_width or reset_pulse_width)",
    "g_on": "resistance or conductance of the on state (r_on or g_on)",
    "g_off": "resistance or conductance of the off state, or the ratio of the pulse window",
}
_PART_OF = {
    **dict.fromkeys(("set_voltage", "reset_voltage", "programming_voltage"), "v_spike"),
    **dict.fromkeys(("set_pulse_width", "reset_pulse_width", "pulse_width"), "tau"),
    **dict.fromkeys(("g_on", "r_on", "on_current"), "g_on"),
    **dict.fromkeys(("g_off", "r_off", "off_current", "on_off_ratio"), "g_off"),
}
"""The part of a tuple that each parameter is read for."""
_KNOWN_AS = ("known", "bounded", "beside")
"""A metric of a paper that counts, as a point or within bounds, and one that stands beside the medians."""

COVERAGE_TABLE: PublishedTable[None] = published_table(__file__, "coverage")
COVERED = ("id", "document", "paper", "low", "high", "tier", "grade", "derived_from", "flags", "status")
"""Columns of readings.csv that say what is covered."""


def papers_of_sets(library: Library, read: Mapping[str, str], classes: Classes, config: Config) -> pd.DataFrame:
    """The papers of the sets, each in its first one, by set and key; read: as `how_read` gives it."""
    found = [
        (
            entry.key,
            set_name,
            SEVERAL.join(classes_of(entry, classes)),
            SEVERAL.join(entry.roles),
            read.get(entry.key, NOT_SEEN),
            where_to_find(entry),
        )
        for set_name in config.evidence.sets
        for entry in library.in_set(set_name)
        if set_of(entry, config) == set_name
    ]
    return pd.DataFrame(found, columns=["paper", "set", "class", "role", "read", "find"], dtype="str")


def cover(
    papers: pd.DataFrame,
    readings: pd.DataFrame,
    devices: pd.DataFrame,
    benchmark: pd.DataFrame,
    values: pd.DataFrame,
    looked: pd.DataFrame,
    config: Config,
) -> pd.DataFrame:
    """The rows of coverage.csv, with the ids of the readings that are counted (`n_readings_ids`).

    papers: as `papers_of_sets` gives them; readings: COVERED of readings.csv; devices, benchmark, values: rows of the
    tables of these names, of values.csv the metrics alone; looked: rows of looked_for.csv.
    """
    found, paper = papers.copy(), papers["paper"]
    read = readings.dropna(subset=["paper"])
    printed = read[read["derived_from"].isna()]
    used = printed[printed["status"] == "value"]
    counted = {
        "n_readings": used,
        "n_excluded": read[read["status"].isin(["excluded", "flagged"])],
        "n_checked": used[has_item(used["flags"], CHECKED)],
    }
    for name, own in counted.items():
        found[name] = paper.map(own["paper"].value_counts()).fillna(0).astype("int64")
        found[f"{name}_ids"] = _listed(paper, own, "id")
    found["disputed"] = _listed(paper, printed[has_item(printed["flags"], DISPUTED)], "id")
    documents = used.drop_duplicates(["paper", "document"]).sort_values("document")
    found["documents"] = _listed(paper, documents, "document")
    found["has_readings"] = paper.isin(read["paper"])

    sought = _sought(looked)
    found["not_printed"] = _listed(
        paper, sought.assign(told=sought["parameter"] + " (" + sought["where"] + ")"), "told"
    )
    chosen = _chosen_readings(devices, readings)
    known = chosen.drop_duplicates(["paper", "part"])
    found["known"] = _listed(paper, in_order(known, "part", TUPLE_PARTS), "part")
    asked = _asked_parts(paper, chosen, sought)
    is_missing = asked["reading"].isna()
    found["whose"], found["readings"] = (_listed(paper, asked[~is_missing], name) for name in ("whose", "reading"))
    is_device_paper = (papers["class"] != "") & (papers["role"] != "")
    found["missing"] = _listed(paper, asked[is_missing], "part").where(is_device_paper)
    to_supply = asked[is_missing].groupby("paper")["what"].agg("; ".join)
    supply = ("sources/" + paper + ": " + paper.map(to_supply).astype("str")).where(
        is_device_paper, "device class and role in references.bib, if it is a device paper"
    )
    stores_charge = paper.isin(benchmark["paper"][benchmark["not_applicable"].notna()])
    found["supply"] = supply.mask(stores_charge, "not applicable: stores charge")

    metrics = _best_known(values, ["paper"]).drop_duplicates(["paper", "quantity"])
    metrics = in_order(metrics, "quantity", config.metrics)
    for name, known_as in zip(("metrics", "bounded", "beside"), _KNOWN_AS, strict=True):
        found[name] = _listed(paper, metrics[metrics["known"] == known_as], "quantity")
    return found


def _listed(papers: "pd.Series[str]", own: pd.DataFrame, column: str) -> "pd.Series[str]":
    """The cells of each paper as one list."""
    return papers.map(joined_by(own["paper"], own[column])).astype("str")


def in_order(table: pd.DataFrame, column: str, names: Iterable[str]) -> pd.DataFrame:
    """The rows sorted as the names stand that the column holds."""
    place = {name: number for number, name in enumerate(names)}
    return table.sort_values(column, key=lambda cells: cells.map(place), kind="stable")


def _sought(looked: pd.DataFrame) -> pd.DataFrame:
    """What was looked for in vain, a row for each paper and parameter, and where: what was read for it."""
    pages = ("pages " + looked["pages"]).fillna("no page")
    supplement = ("supplement " + looked["supplement"]).fillna("the supplement not looked at")
    each = looked.assign(parameter=looked["parameters"].str.split(SEVERAL), where=pages + ", " + supplement)
    return each.explode("parameter").groupby(["paper", "parameter"], sort=False)["where"].last().reset_index()


def _chosen_readings(devices: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """The reading of each part of each tuple: whose number it is, and if it is printed as bounds alone."""
    lists = {"part": devices[CHOSEN_PARTS].str.split(SEVERAL), "reading": devices["readings"].str.split(SEVERAL)}
    chosen = devices[["id", "paper"]].assign(**lists).explode(["part", "reading"]).rename(columns={"id": "tuple"})
    about = readings.drop(columns="paper").rename(columns={"id": "reading"})
    chosen = chosen.merge(about, on="reading", how="left")
    # A grade is given to the amplitude of a pulse and holds for what the same document prints of that tuple.
    grades = chosen.dropna(subset=["grade"]).sort_values("grade").drop_duplicates(["tuple", "document"], keep="last")
    of_document = grades[["tuple", "document", "grade"]]
    chosen = chosen.drop(columns="grade").merge(of_document, on=["tuple", "document"], how="left")
    cells = cells_of(chosen, ["tier", "grade", "paper", "flags"])
    chosen["whose"] = [whose_number(tier, grade, paper, items_of(flags)) for tier, grade, paper, flags in cells]
    chosen["is_bounded"] = chosen["low"].isna() | chosen["high"].isna() | (chosen["low"] != chosen["high"])
    return chosen


def _asked_parts(papers: "pd.Series[str]", chosen: pd.DataFrame, sought: pd.DataFrame) -> pd.DataFrame:
    """Each part that a paper is asked for: the reading that says most of it, whose number that is, what to supply.

    The paper's own comes before others, a number before bounds; the ratio stands for an off state that is not printed.
    """
    of_tuples = chosen.sort_values("part", kind="stable")
    of_tuples["part"] = of_tuples["part"].replace("ratio", "g_off")
    of_tuples = of_tuples.drop_duplicates(["tuple", "part"])
    of_tuples["is_other"] = of_tuples["whose"] != OWN
    best = of_tuples.sort_values(["is_other", "is_bounded", "reading"]).drop_duplicates(["paper", "part"])
    bounded = best["is_bounded"].map({True: ", bounded", False: ""})
    best["whose"] = best["part"] + "=" + best["whose"] + bounded

    where = sought.assign(part=sought["parameter"].map(_PART_OF)).drop_duplicates(["paper", "part"])
    what = pd.DataFrame({"part": list(WHAT_TO_SUPPLY), "what": list(WHAT_TO_SUPPLY.values())})
    asked = papers.to_frame().merge(what, how="cross")
    asked = asked.merge(best[["paper", "part", "reading", "whose"]], how="left", on=["paper", "part"])
    asked = asked.merge(where[["paper", "part", "where"]], how="left", on=["paper", "part"])
    asked["what"] += (", not printed in " + asked["where"]).fillna("")
    return asked


def _best_known(metrics: pd.DataFrame, of: list[str]) -> pd.DataFrame:
    """The rows that say how each metric is known `of` a paper, or of its devices in a role, with `known`, as that is.

    What counts, where anything does; else what stands beside the medians.
    """
    is_point = metrics["counted"] & metrics["value"].notna()
    rank = pd.Series(np.select([is_point, metrics["counted"]], [0, 1], 2), metrics.index)
    best = rank.groupby([metrics[name] for name in (*of, "quantity")]).transform("min")
    found = metrics.assign(known=best.map(dict(enumerate(_KNOWN_AS))))
    return found[found["counted"] | (found["known"] == "beside")]


def where_to_find(entry: Entry) -> str:
    """Where the paper can be read: its DOI, else its address, else journal, volume and pages."""
    fields = entry.fields
    if fields.get("doi"):
        return f"https://doi.org/{fields['doi']}"
    place = [fields.get(name, "") for name in ("journal", "booktitle", "volume", "pages", "year")]
    return fields.get("url") or ", ".join(filter(None, place))


def coverage_counts(coverage: pd.DataFrame, values: pd.DataFrame, config: Config) -> pd.DataFrame:
    """Papers by set, of device papers by role also how far they were read and how each metric is known, as numbers.

    coverage: as `cover` gives it; values: the metrics of values.csv. A share of synapse metrics is one of the synapse
    papers: a paper of neurons has none to print.
    """
    coverage = coverage.assign(role=coverage["role"].str.split(SEVERAL)).explode("role", ignore_index=True)
    of_role = coverage[coverage["class"] != ""]
    of_role = of_role.assign(base="count/" + of_role["set"] + "/" + of_role["role"])
    is_bare = (of_role["read"] == FULL_TEXT) & of_role["readings"].isna()
    known = of_role[["paper", "role", "base"]].merge(_best_known(values, ["paper", "role"]), on=["paper", "role"])
    found = pd.concat(
        [
            coverage.assign(count="count/" + coverage["set"] + "#papers"),
            of_role.assign(count=of_role["base"] + "#papers"),
            of_role.assign(count=of_role["base"] + "#" + of_role["read"].map(count_name)),
            of_role.assign(count=of_role["base"] + "#bare")[is_bare],
            known.assign(count=known["base"] + "#" + known["quantity"] + "_" + known["known"]),
        ]
    )
    return papers_counted(_labels_of_counts(config), found["count"], found["paper"], found["id"])


def papers_counted(
    labels: Mapping[str, str], counts: "pd.Series[str]", papers: "pd.Series[str]", inputs: "pd.Series[str]"
) -> pd.DataFrame:
    """How many papers there are of each count, none too, as rows of the table of numbers.

    labels: of the counts by id; counts, papers, inputs: rows that say a paper is of a count, and an id behind it, or
    none.
    """
    found = pd.DataFrame({"id": list(labels), "label": list(labels.values())})
    found["n"] = found["id"].map(papers.groupby(counts).nunique()).fillna(0)
    found["inputs"] = found["id"].map(joined_by(counts[inputs.notna()], inputs.dropna()))
    return numbers_of_table(found, NumberColumn("n", "{label}", "papers counted", "count", "inputs", id="{id}"))


def _labels_of_counts(config: Config) -> dict[str, str]:
    """What is counted, by the id of its count."""
    labels = {}
    for set_name in config.evidence.sets:
        labels[f"count/{set_name}#papers"] = f"papers in {set_name}"
        for role in COUNTED_ROLES:
            base, papers = count_base(set_name, role), f"{role} papers in {set_name}"
            labels[f"{base}#papers"] = papers
            labels |= {f"{base}#{count_name(read)}": f"{papers}, {read}" for read in HOW_READ}
            labels[f"{base}#bare"] = f"{papers} in full text without a part of their pulse"
            for metric in config.metrics_of(role):
                labels |= {f"{base}#{metric}_{known}": f"{papers} with {metric} {known}" for known in _KNOWN_AS}
    return labels


def check_counts(readings: pd.DataFrame) -> pd.DataFrame:
    """Printed readings in use, those of them that were looked at again, and all that are in dispute, as numbers."""
    is_cited = readings["paper"].fillna("").map(is_cited_work).astype(bool)
    printed = readings[readings["derived_from"].isna() & ~is_cited]
    used = printed[printed["status"] == "value"]
    counted = [
        (USED_COUNT, "printed readings used", used),
        (CHECKED_COUNT, "of them looked at again", used[has_item(used["flags"], CHECKED)]),
        (DISPUTED_COUNT, "printed readings in dispute", printed[has_item(printed["flags"], DISPUTED)]),
    ]
    for flag, count_id in AT_SOURCE.items():
        words = f"printed readings in use, {flag.replace('_', ' ')}"
        counted.append((count_id, words, used[has_item(used["flags"], flag)]))
    rows = [(count_id, label, len(own), SEVERAL.join(own["id"]) or None) for count_id, label, own in counted]
    found = pd.DataFrame(rows, columns=["id", "label", "n", "inputs"])
    return numbers_of_table(found, NumberColumn("n", "{label}", _READINGS_COUNTED, "count", "inputs", id="{id}"))


_COVERAGE_NUMBERS = tuple(
    NumberColumn(name, label, _READINGS_COUNTED, "count", f"{name}_ids", id="coverage/{paper}#{column}")
    for name, label in (
        ("n_readings", "readings used"),
        ("n_excluded", "readings excluded or without a value"),
        ("n_checked", "readings used and looked at again"),
    )
)


def coverage_numbers(coverage: pd.DataFrame) -> pd.DataFrame:
    """The numbers of coverage.csv, as rows of the table of numbers."""
    return numbers_of_table(coverage, *_COVERAGE_NUMBERS)
