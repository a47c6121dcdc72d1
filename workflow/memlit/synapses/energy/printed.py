"""Papers on either side of the medians that the review prints, and the share below them as an interval.

With k of N papers below, and u of which nothing is known or whose bounds hold the printed value, the share below is in
[k/N, (k + u)/N]: half of the papers lie below a median, so an interval without one half contradicts it.
"""

import math
from collections.abc import Iterable

import pandas as pd

from memlit.analysis.medians import paper_ends
from memlit.config import Classes, Config
from memlit.config.claims import Claim, si_factor
from memlit.field.codes import EVIDENCE, NAMED_SET, NOT_COUNTED
from memlit.frames import SEVERAL
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table
from memlit.synapses.members import chosen_by

PRINTED_MEDIANS_TABLE: PublishedTable[object] = published_table(__file__, "printed_medians")
_MEDIAN = ["claim", "subject", "class", "role", "metric", "unit", "printed"]


def printed_medians(claims: Iterable[Claim], classes: Classes, config: Config) -> pd.DataFrame:
    """The medians that the review prints, a row for each claim and class that it names; `printed` in SI."""
    found = []
    for claim in claims:
        is_median = claim.kind == "class_value" and claim.statistic == "median"
        # Against a number whose classes the review does not name no paper can be counted.
        if is_median and not claim.lacks and claim.metric in config.metrics:
            unit, value = config.metrics[claim.metric].unit, float(claim.value) * float(si_factor(claim.unit, claim.id))
            for name in claim.subjects:
                device_class = classes.canonical(name) or name
                found.append((claim.id, claim.subject, device_class, claim.role, claim.metric, unit, value))
    return pd.DataFrame(found, columns=_MEDIAN)


def sides_of_medians(
    medians: pd.DataFrame,
    of_classes: tuple[pd.DataFrame, pd.DataFrame],
    named: pd.DataFrame,
    values: pd.DataFrame,
    config: Config,
) -> pd.DataFrame:
    """The rows of printed_medians.csv: against each median the credited papers, and named synapses by their evidence.

    medians: as `printed_medians` makes them; of_classes: rows of classes.csv and class_papers.csv; named: as
    `graded_synapses` makes it; values: rows of values.csv.
    """
    pulse, (summaries, papers) = config.conventions.headline_pulse, of_classes
    medians = medians.reset_index(names="place")
    is_credited = (summaries["set"] == config.evidence.headline_set) & (summaries["pulse"] == pulse)
    credited = summaries.loc[is_credited, ["id", "set", "class", "role", "metric", "n_credited"]].assign(evidence="all")
    lines = [medians.merge(credited.rename(columns={"id": "summary", "n_credited": "n_papers"}))]
    known = [papers[papers["known"] != NOT_COUNTED].assign(inputs=papers["id"])]
    for evidence in EVIDENCE:
        chosen = chosen_by(evidence, named[named["pulse"] == pulse])
        works = chosen.groupby("class")["work"].nunique().reset_index(name="n_papers")
        own = medians.merge(works.assign(set=NAMED_SET, evidence=evidence))
        lines.append(own.assign(summary=_summary(own)))
        ends = paper_ends(values[values["row"].isin(chosen["id"])], ["class", "quantity"])
        ends = ends.rename(columns={"quantity": "metric", "work": "paper"}).assign(evidence=evidence)
        known.append(ends.assign(summary=_summary(ends)))
    return _with_sides(pd.concat(lines), pd.concat(known))


def _summary(rows: pd.DataFrame) -> "pd.Series[str]":
    """What named synapses are taken together by."""
    return rows["evidence"].str.cat(rows[["class", "metric"]], sep="/")


def _with_sides(lines: pd.DataFrame, papers: pd.DataFrame) -> pd.DataFrame:
    """The lines with the papers of their `summary` that lie on either side of what is `printed`."""
    lines = lines.assign(id=lines["claim"].str.cat(lines[["set", "class", "evidence"]], sep="/"))
    both = lines[["id", "summary", "printed"]].merge(
        papers[["summary", "paper", "low", "high", "inputs"]], on="summary"
    )
    lines = lines.set_index("id").sort_values("place", kind="stable")
    lines["inputs"] = both.groupby("id")["inputs"].agg(SEVERAL.join)
    is_below, is_above = both["high"] < both["printed"], both["low"] > both["printed"]
    sides = {"below": is_below, "above": is_above, "undecided": ~is_below & ~is_above}
    for side, is_there in sides.items():
        own = both[is_there].sort_values("paper").groupby("id")["paper"]
        lines[side] = own.agg(SEVERAL.join)
        lines[f"n_{side}"] = own.size().reindex(lines.index, fill_value=0)
    n_read = lines["n_below"] + lines["n_above"] + lines["n_undecided"]
    lines["n_unread"] = lines["n_papers"] - n_read
    lines["share_low"] = 100 * lines["n_below"] / lines["n_papers"]
    lines["share_high"] = 100 * (lines["n_papers"] - lines["n_above"]) / lines["n_papers"]
    lines["share"] = lines["share_low"].where(lines["share_low"] == lines["share_high"])
    return lines.assign(words=lines["metric"].str.replace("_", " ")).reset_index()


_SIDES = (
    NumberColumn("n_unread", "papers of which nothing is known", "papers counted", "count", id="synapses/{id}#unread"),
    NumberColumn("n_papers", "{class} papers of the set", "papers counted", "count", id="synapses/{id}#papers"),
    NumberColumn(
        "share",
        "share of {class} papers below the printed median of {words}",
        "papers below, to papers below, undecided or unread, over all",
        inputs="inputs",
        unit="%",
        ends=("share_low", "share_high"),
        id="synapses/{id}#share",
    ),
)
_DISTANCE = "printed_medians/action_energy"
_END = NumberColumn(
    "printed",
    "{subject} median of the action energy, printed",
    "as the review prints it",
    id=f"{_DISTANCE}#{{subject}}",
    unit="J",
)
_BETWEEN = NumberColumn(
    "distance",
    "distance of the printed medians",
    "log10 of largest over least",
    inputs="inputs",
    unit="decades",
)


def side_numbers(lines: pd.DataFrame) -> pd.DataFrame:
    """The numbers of `sides_of_medians`, as rows of the table of numbers."""
    return numbers_of_table(lines, *_SIDES)


def distance_numbers(medians: pd.DataFrame) -> pd.DataFrame:
    """How far apart the least and the largest printed action energy lie, as rows of the table of numbers.

    medians: as `printed_medians` makes them; of fewer than two claims there are none.
    """
    energies = medians[medians["metric"] == "action_energy"].drop_duplicates("claim").sort_values("printed")
    ends = energies.iloc[[0, -1]] if len(energies) > 1 else energies.head(0)
    ids = f"{_DISTANCE}#" + ends["subject"]
    between = ends.head(1).assign(
        id=_DISTANCE,
        inputs=SEVERAL.join(ids),
        distance=math.log10(ends["printed"].max() / ends["printed"].min()),
    )
    return pd.concat([numbers_of_table(ends, _END), numbers_of_table(between, _BETWEEN)])
