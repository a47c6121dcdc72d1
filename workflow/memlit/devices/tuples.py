"""One tuple (V_spike, tau, G_on, G_off) per device and pulse, chosen among readings by a stated rule.

Choice: tier, then the source that gives most of the tuple, then newer, then key. The parts of a tuple
must come from one source; readings of other sources with equal values count as agreeing with it. What a paper itself
prints is one source: its sentences, lists, tables, figures and supplement. A table about it in another document is
another source, and so is what its own folder holds at second hand. Within a paper the place that gives most of the
tuple goes first.
A state that its source gives for one transition counts for no other. A device that was measured under several
conditions, such as pulse amplitudes, has one tuple for each; what is printed without a condition holds in all.

candidates (a row for each reading of each tuple that it may enter) -> ranked (the better before the worse) -> choose
(a row for each tuple, as devices.csv has it).
"""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from memlit.config import Config
from memlit.datum import FIRST_HAND, PULSES, SUPPORTING_ONLY, weakest_trust
from memlit.datum.reading import RELATIVE_TOLERANCE
from memlit.devices.class_rule import Described, Saying, described
from memlit.devices.device import TUPLE_PARTS, pulse_id
from memlit.devices.outputs import DEVICES
from memlit.devices.series import SPANS_SERIES, equal
from memlit.field.codes import CHOSEN_PARTS, CIRCUIT, STATES, SURVEY, TUPLE_PARAMETERS
from memlit.frames import SEVERAL, cells_of, framed, has_item, items_of, joined_by
from memlit.naming import READINGS_FILE, without_marks

FIRST_CURATOR = "first_curator"
"""Flag of a survey's row that is used where two curators read one paper."""
UNDATED = 9999
"""Year of a source without one: a manual or a page stands as it was read, after what was printed."""
READING_COLUMNS = (
    *("id", "document", "document_kind", "paper", "work", "device", "name", "class", "pulse", "condition"),
    *("parameter", "printed", "kind", "file", "label", "value", "low", "high", "comparator", "tier", "lineage"),
    *("derived_from", "flags", "status"),
)
"""Columns of readings.csv that decide the tuples."""
_DEVICE = ["paper", "device", "survey"]
_SOURCE = ["tuple", "document", "source"]
_PLACE = ["tuple", "document", "place"]
_PULSES = (*PULSES, "unpaired")
_WHOLE = ("v_spike", "tau", "g_on")
"""Parts that make a source's tuple whole."""
_PARTS = pd.DataFrame(
    [
        (pulse, part, parameter)
        for pulse, own in TUPLE_PARAMETERS.items()
        for part, parameter in {**own, **STATES, **CIRCUIT}.items()
    ],
    columns=["of_pulse", "part", "parameter"],
)
"""The parameters of each pulse's tuple."""
_NAMES_PULSE = pd.DataFrame(
    [(parameter, pulse) for pulse, own in TUPLE_PARAMETERS.items() for parameter in own.values()],
    columns=["parameter", "of_pulse"],
)
"""The parameters that name a pulse."""


def choose_tuples(readings: pd.DataFrame, years: Mapping[str, int], config: Config) -> pd.DataFrame:
    """The rows of devices.csv with their CHOSEN_PARTS, sorted by paper, device, pulse and condition.

    readings: READING_COLUMNS of all readings, sorted by id; years: of publication, by document. A reading that only
    supports enters no tuple, nor does one in the span of a series. No number of a survey joins a paper's own.
    """
    candidates = _candidates(readings, config)
    if candidates.empty:
        return framed(DEVICES, {name: [] for name in (*DEVICES.names, CHOSEN_PARTS)})
    ranked = _ranked(candidates, years, config)
    chosen = _chosen(ranked).sort_values(["tuple", "part_rank"])
    by_tuple = chosen.groupby("tuple")
    devices = ranked.drop_duplicates("tuple").set_index("tuple").sort_index()
    devices = devices[[*_DEVICE, "of_pulse", "condition"]].rename(columns={"of_pulse": "pulse"})
    first = ranked.sort_values(["tuple", "part_rank", "place_in_file"]).groupby("tuple")
    devices["work"] = first["work"].first()
    devices["class"] = first["class"].nth(0).set_axis(devices.index)
    devices["first_curator"] = has_item(ranked["flags"], FIRST_CURATOR).groupby(ranked["tuple"]).any()
    devices["name"] = _names(ranked)
    devices["tier"] = by_tuple["tier_rank"].max().map(dict(enumerate(config.evidence.tiers)))
    devices["readings"] = joined_by(chosen["tuple"], chosen["id"])
    devices[CHOSEN_PARTS] = joined_by(chosen["tuple"], chosen["part"])
    devices["flags"] = by_tuple["flag"].first() + _trust(chosen)
    devices["conflicts"] = _conflicts(ranked)
    devices["confirmed"] = _confirmed(chosen, ranked)
    for part, column in _ENDS.items():
        own = chosen[chosen["part"] == part].set_index("tuple")[["value", "low", "high"]]
        devices[[column, f"{column}_low", f"{column}_high"]] = own.reindex(devices.index)
    devices[["words", "stack"]] = _described(readings, devices)
    devices["id"] = list(map(pulse_id, *(devices[name] for name in ("paper", "device", "pulse", "condition"))))
    return devices.drop(columns="ratio").replace("", None).reset_index(drop=True)


_ENDS = {"v_spike": "v_spike_v", "tau": "tau_s", "g_on": "g_on_s", "g_off": "g_off_s", "ratio": "ratio"}
"""The columns of devices.csv that hold value and ends of a part."""


def _candidates(readings: pd.DataFrame, config: Config) -> pd.DataFrame:
    """A row for each usable reading of each tuple that it may enter; `tuple` counts them in their order."""
    flags = readings["flags"]
    spans = readings["derived_from"][has_item(flags, SPANS_SERIES)]
    spanned = {part for cell in spans for part in items_of(cell)}
    usable = (readings["status"] == "value") & readings["paper"].notna() & ~readings["id"].isin(spanned)
    r = readings[usable & ~has_item(flags, SUPPORTING_ONLY)].copy()
    r["place_in_file"] = range(len(r))
    r["survey"] = r["document_kind"] == SURVEY
    pulses = _pulses_of_devices(r, config)
    r = r.merge(pulses, on=_DEVICE).merge(_PARTS, on=["of_pulse", "parameter"])
    r = r[r["pulse"].isna() | (r["pulse"] == r["of_pulse"])]
    # What is printed without a condition holds in all of them.
    about = [*_DEVICE, "of_pulse"]
    named = r.loc[r["condition"].notna(), [*about, "condition"]].drop_duplicates()
    without = r[r["condition"].isna()].drop(columns="condition").merge(named, on=about, how="left")
    r = pd.concat([r[r["condition"].notna()], without], ignore_index=True)
    r["condition"] = r["condition"].fillna("")
    r["pulse_rank"] = r["of_pulse"].map(_PULSES.index)
    r["tuple"] = r.groupby([*_DEVICE, "pulse_rank", "condition"]).ngroup()
    return r


def _pulses_of_devices(r: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The pulses of each device: those that a state names or that a parameter is of, else the headline's."""
    stated = r.dropna(subset=["pulse"])[[*_DEVICE, "pulse"]].rename(columns={"pulse": "of_pulse"})
    by_parameter = r.merge(_NAMES_PULSE, on="parameter")[[*_DEVICE, "of_pulse"]]
    found = pd.concat([stated, by_parameter]).drop_duplicates()
    found = found[found["survey"] | (found["of_pulse"] != "unpaired")]
    every = r[_DEVICE].drop_duplicates().merge(found, on=_DEVICE, how="left")
    return every.fillna({"of_pulse": config.conventions.headline_pulse})


def _ranked(r: pd.DataFrame, years: Mapping[str, int], config: Config) -> pd.DataFrame:
    """The candidates of each part of each tuple, the one that goes first before the others."""
    is_own = (r["paper"] == r["document"]) & (r["tier"] == FIRST_HAND)
    r["place"] = r["label"].fillna(r["file"]).mask(is_own & (r["kind"] == "figure"), READINGS_FILE)
    # All that a paper prints itself is one source; of any other document one table, list or figure.
    r["source"] = r["place"].mask(is_own, "")
    r["part_rank"] = r["part"].map(TUPLE_PARTS.index)
    r["tier_rank"] = r["tier"].map(config.evidence.tiers.index)
    # G_off and its ratio say the same, so they count once.
    says = r["part"].replace("ratio", "g_off")
    r["source_gives"] = -says.groupby([r[name] for name in _SOURCE]).transform("nunique")
    r["place_gives"] = -says.groupby([r[name] for name in _PLACE]).transform("nunique")
    r["age"] = -r["document"].map(lambda key: years.get(key, UNDATED))
    of_source = ["source_gives", "age", "document", "source"]
    return r.sort_values(["tuple", "tier_rank", *of_source, "place_gives", "place", "id"], ignore_index=True)


def _chosen(ranked: pd.DataFrame) -> pd.DataFrame:
    """The chosen reading of each part with the flag of its tuple.

    The best readings where one source agrees with them all, else the source that gives most where it gives a whole
    tuple, a conflict; else the best, of mixed sources.
    """
    part = ["tuple", "part"]
    best = _without_lesser_ratio(ranked.drop_duplicates(part))
    of_source = ranked.drop_duplicates([*_SOURCE, "part"])
    both = of_source[[*_SOURCE, "part", *_SAID]].merge(best[[*part, *_SAID]], on=part, suffixes=("", "_other"))
    agreeing = both[_says_the_same(both)].groupby(_SOURCE).size().rename("agrees").reset_index()
    n_parts = agreeing["tuple"].map(best.groupby("tuple").size())
    agreed = set(agreeing["tuple"][agreeing["agrees"] == n_parts])
    rank = ["tuple", "source_gives", "age", "document", "source"]
    fullest = of_source.merge(of_source.sort_values(rank).drop_duplicates("tuple")[_SOURCE], on=_SOURCE)
    n_whole = fullest[fullest["part"].isin(_WHOLE)].groupby("tuple").size()
    whole = set(n_whole.index[n_whole == len(_WHOLE)]) - agreed
    is_best = ~best["tuple"].isin(whole)
    found = pd.concat([best[is_best], fullest[fullest["tuple"].isin(whole)]])
    found["flag"] = "mixed_sources"
    found.loc[found["tuple"].isin(whole), "flag"] = "conflict"
    found.loc[found["tuple"].isin(agreed), "flag"] = ""
    return found


_SAID = ["comparator", "low", "high"]


def _without_lesser_ratio(best: pd.DataFrame) -> pd.DataFrame:
    """The best readings, without a ratio of a lesser tier than both states: it says once more what they say."""
    tiers = best.pivot(index="tuple", columns="part", values="tier_rank").reindex(columns=["g_on", "g_off", "ratio"])
    is_lesser = (tiers["ratio"] > tiers["g_on"]) & (tiers["ratio"] > tiers["g_off"])
    return best[(best["part"] != "ratio") | ~best["tuple"].map(is_lesser)]


def _says_the_same(both: pd.DataFrame) -> "pd.Series[bool]":
    """As `equal`, of readings and the others beside them."""
    same = both["comparator"] == both["comparator_other"]
    for end in ("low", "high"):
        one, other = both[end].abs(), both[f"{end}_other"].abs()
        is_close = (one - other).abs() <= RELATIVE_TOLERANCE * one.clip(lower=other)
        same &= is_close | (one.isna() & other.isna())
    return same


def _names(ranked: pd.DataFrame) -> "pd.Series[str]":
    """The label of each tuple's device as the first of its readings prints it, without citation marks.

    Where nothing but marks is printed, the device is named as its id, by what else is printed of it or its place.
    """
    by_id = ranked.sort_values(["tuple", "id"])
    labels = by_id.dropna(subset=["name"]).groupby("tuple")["name"].first().map(without_marks).replace("", None)
    return labels.reindex(by_id["tuple"].unique()).fillna(by_id.groupby("tuple")["device"].first())


def _trust(chosen: pd.DataFrame) -> "pd.Series[str]":
    """The least trust in a figure of the readings of each tuple, to follow its flag."""
    flags = joined_by(chosen["tuple"], chosen["flags"].fillna(""))
    trust = flags.map({own: SEVERAL.join(weakest_trust(own.split(SEVERAL))) for own in flags.unique()})
    has_both = (trust != "") & (chosen.groupby("tuple")["flag"].first() != "")
    return trust.mask(has_both, SEVERAL + trust)


class _Reading(NamedTuple):
    """What is compared of a reading of one part of one tuple."""

    tuple: int
    part: str
    id: str
    comparator: str
    low: float | None
    high: float | None


def _conflicts(ranked: pd.DataFrame) -> "pd.Series[str]":
    """Of each tuple the parts whose readings disagree, with their ids; none of them is averaged."""
    several = ranked[ranked.duplicated(["tuple", "part"], keep=False)].sort_values(["tuple", "part_rank", "id"])
    distinct: dict[tuple[int, str], list[_Reading]] = {}
    for reading in map(_Reading._make, cells_of(several, _Reading._fields)):
        others = distinct.setdefault((reading.tuple, reading.part), [])
        if not any(equal(reading, other) for other in others):
            others.append(reading)
    lines: dict[int, str] = {}
    for (number, part), readings in distinct.items():
        if len(readings) > 1:
            line = f"{part}: " + " | ".join(reading.id for reading in readings)
            lines[number] = f"{lines[number]}{SEVERAL}{line}" if number in lines else line
    return pd.Series(lines, dtype="str")


def _confirmed(chosen: pd.DataFrame, ranked: pd.DataFrame) -> "pd.Series[str]":
    """Of each tuple the readings that another place prints alike; a copy of the same table is no other place."""
    told = ["tuple", "part", "document", "place", "lineage", *_SAID]
    both = chosen[["id", "part_rank", *told]].merge(ranked[told], on=["tuple", "part"], suffixes=("", "_other"))
    is_here = (both["document"] == both["document_other"]) & (both["place"] == both["place_other"])
    is_copy = both["lineage"] == both["lineage_other"]
    found = both[_says_the_same(both) & ~is_here & ~is_copy].drop_duplicates(["tuple", "part"])
    found = found.sort_values(["tuple", "part_rank"])
    return joined_by(found["tuple"], found["id"])


def _described(readings: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    """Words and layers of each device by what its sources say of it; of a survey's none."""
    own = readings[readings["document_kind"] != SURVEY]
    cells = cells_of(own, ["paper", "device", "name", "parameter", "printed"])
    said = described(Saying(paper, device, name or device, *rest) for paper, device, name, *rest in cells)
    nothing = Described()
    about = zip(devices["paper"], devices["device"], devices["survey"], strict=True)
    found = [nothing if is_survey else said[paper, device] for paper, device, is_survey in about]
    return pd.DataFrame([(each.words, each.stack) for each in found], index=devices.index)
