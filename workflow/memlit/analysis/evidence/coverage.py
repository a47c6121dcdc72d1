"""Coverage: for each paper of the sets, what is known, what is missing and what to supply."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Classes, Config
from memlit.datum import CHECKED, DISPUTED, Numbers, ReconciledDocument, Record, Result, count_of
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
    Whose,
    count_base,
    count_name,
)
from memlit.frames import SEVERAL, cells_of, has_item, items_of, joined_by
from memlit.grouping import grouped
from memlit.library import Entry, Library, is_cited_work
from memlit.presentation.words import whose_number
from memlit.published import PublishedTable, of_path, published_table

_COUNTED = "papers counted"
COUNTED_ROLES = ("synapse", "neuron")
"""Roles whose papers have metrics of the benchmark to print."""
WHAT_TO_SUPPLY = {
    "v_spike": "pulse amplitude (set_voltage or reset_voltage)",
    "tau": "pulse width (set_pulse_width or reset_pulse_width)",
    "g_on": "resistance or conductance of the on state (r_on or g_on)",
    "g_off": "resistance or conductance of the off state, or the ratio of the pulse window",
}

READ_FROM = {
    "v_spike": ("set_voltage", "reset_voltage", "programming_voltage"),
    "tau": ("set_pulse_width", "reset_pulse_width", "pulse_width"),
    "g_on": ("g_on", "r_on", "on_current"),
    "g_off": ("g_off", "r_off", "off_current", "on_off_ratio"),
}
"""Parameters that each part of a tuple can be read from."""


class KnownPart(Record):
    """A part of a paper's pulse with the reading that says most of it, and whose number that is."""

    part: str
    reading: str
    whose: Whose
    is_bounded: bool


def _part_words(parts: Sequence[KnownPart]) -> list[str]:
    """`v_spike=measured by the paper`, with `, bounded` where no number is printed."""
    return [f"{known.part}={known.whose}{', bounded' if known.is_bounded else ''}" for known in parts]


class CoverageLine(Record):
    """One paper. `missing`: parts of the tuple without a reading; `documents`: where readings came from;
    `disputed`: ids of its readings in dispute, used or not; `find`: where the paper itself can be read;
    `not_printed`: what a person looked for and did not find, with what was read for it."""

    key: str
    set_name: str
    device_classes: tuple[str, ...]
    roles: tuple[str, ...]
    read: str = NOT_SEEN
    n_readings: Result
    n_excluded: Result
    n_checked: Result
    disputed: tuple[str, ...] = ()
    known: tuple[str, ...]
    parts: tuple[KnownPart, ...] = ()
    missing: tuple[str, ...]
    metrics: tuple[str, ...]
    bounded: tuple[str, ...]
    beside: tuple[str, ...] = ()
    documents: tuple[str, ...]
    supply: str
    find: str
    has_readings: bool = False
    not_printed: tuple[str, ...] = ()


COVERAGE_TABLE: PublishedTable[CoverageLine] = published_table(
    __file__,
    "coverage",
    {
        "paper": "key",
        "set": "set_name",
        "class": "device_classes",
        "role": "roles",
        "whose": of_path("parts", _part_words),
        "readings": of_path("parts", lambda parts: [known.reading for known in parts]),
    },
)


COVERED = ("id", "document", "paper", "low", "high", "tier", "grade", "derived_from", "flags", "status")
"""Columns of readings.csv that say what is covered."""


def cover(
    readings: pd.DataFrame,
    devices: pd.DataFrame,
    rows: Iterable[BenchmarkRow],
    looked: Mapping[str, Mapping[str, str]],
    read: Mapping[str, str],
    library: Library,
    classes: Classes,
    config: Config,
) -> tuple[list[CoverageLine], list[Result]]:
    """Lines for every paper of a set, by set and key; counts of known metrics by set, and of checked data.

    readings: COVERED of readings.parquet; devices: of devices.parquet; looked: as `looked_for` gives it;
    read: as `how_read` gives it.
    """
    benchmark = grouped(rows, lambda row: row.paper)
    evidence = _Evidence(readings, _known_parts(devices, readings), read)
    lines = [
        _line(entry, set_name, classes_of(entry, classes), evidence, benchmark[key], looked.get(key, {}), config)
        for key, entry in sorted(library.entries.items())
        if (set_name := set_of(entry, config)) is not None
    ]
    order = config.evidence.sets
    lines.sort(key=lambda line: (order.index(line.set_name), line.key))
    return lines, [*_counts(lines, benchmark, config), *_check_counts(readings)]


class _Evidence:
    """Readings, parts of tuples and how far it was read by paper."""

    def __init__(self, readings: pd.DataFrame, parts: pd.DataFrame, read: Mapping[str, str]) -> None:
        self.read = read
        is_printed = readings["derived_from"].isna()
        used = readings[is_printed & (readings["status"] == "value")]
        left_out = readings[readings["status"].isin(["excluded", "flagged"])]
        self.papers = set(readings["paper"].dropna())
        self.used, self.left_out = _by_paper(used), _by_paper(left_out)
        self.checked = _by_paper(used[has_item(used["flags"], CHECKED)])
        self.disputed = _by_paper(readings[is_printed & has_item(readings["flags"], DISPUTED)])
        self.documents = _by_paper(used.drop_duplicates(["paper", "document"]).sort_values("document"), "document")
        self.parts: dict[str, dict[str, KnownPart]] = {}
        columns = ["paper", "part", "reading", "whose", "is_bounded"]
        for paper, part, reading, whose, is_bounded in cells_of(parts, columns):
            name = "g_off" if part == _OFF_STATE else part
            known = KnownPart(part=name, reading=reading, whose=whose, is_bounded=is_bounded)
            self.parts.setdefault(paper, {})[part] = known


def _by_paper(readings: pd.DataFrame, column: str = "id") -> dict[str, tuple[str, ...]]:
    known = readings.dropna(subset=["paper"])
    return {str(paper): items_of(cell) for paper, cell in joined_by(known["paper"], known[column]).items()}


def _line(
    entry: Entry,
    set_name: str,
    device_classes: tuple[str, ...],
    evidence: _Evidence,
    rows: Sequence[BenchmarkRow],
    looked: Mapping[str, str],
    config: Config,
) -> CoverageLine:
    parts = evidence.parts.get(entry.key, {})
    known = [part for part in TUPLE_PARTS if part in parts]
    is_device_paper = bool(device_classes and entry.roles)
    missing = _missing_parts(known) if is_device_paper else ()
    supply = _what_to_supply(entry.key, missing, looked)
    if any(row.not_applicable for row in rows):
        supply = "not applicable: stores charge"
    elif not is_device_paper:
        supply = "device class and role in references.bib, if it is a device paper"
    points, bounded, beside = _metrics_of(rows, config)
    return CoverageLine(
        key=entry.key,
        set_name=set_name,
        device_classes=device_classes,
        roles=entry.roles,
        read=evidence.read.get(entry.key, NOT_SEEN),
        **_of_readings(entry.key, evidence),
        known=tuple(known),
        parts=tuple(part for name in WHAT_TO_SUPPLY if (part := parts.get(_AS_ASKED.get(name, name)))),
        missing=missing,
        metrics=points,
        bounded=bounded,
        beside=beside,
        supply=supply,
        find=where_to_find(entry),
        has_readings=entry.key in evidence.papers,
        not_printed=tuple(f"{name} ({where})" for name, where in looked.items()),
    )


def _of_readings(key: str, evidence: _Evidence) -> dict[str, Any]:
    """What a line says of the readings of its paper: how many are used, left out or checked, and from where."""
    make = Numbers(f"coverage/{key}", rule="readings counted")
    return {
        "n_readings": make.counted("n_readings", "readings used", evidence.used.get(key, ())),
        "n_excluded": make.counted(
            "n_excluded", "readings excluded or without a value", evidence.left_out.get(key, ())
        ),
        "n_checked": make.counted("n_checked", "readings used and looked at again", evidence.checked.get(key, ())),
        "disputed": evidence.disputed.get(key, ()),
        "documents": evidence.documents.get(key, ()),
    }


def _missing_parts(known: Collection[str]) -> tuple[str, ...]:
    """Parts of the tuple without a reading; the ratio of the states stands for the off state."""
    stands_in = {"g_off"} if "ratio" in known else set()
    return tuple(part for part in WHAT_TO_SUPPLY if part not in {*known, *stands_in})


def _what_to_supply(key: str, missing: Sequence[str], looked: Mapping[str, str]) -> str:
    """The folder of the paper and what to supply there; nothing where nothing is missing."""
    if not missing:
        return ""
    return f"sources/{key}: " + "; ".join(_to_supply(part, looked) for part in missing)


_OFF_STATE = "off_state"
"""The off state of a tuple, for which the ratio stands where it is not printed."""
_AS_ASKED = {"g_off": _OFF_STATE}


def _known_parts(devices: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """The best reading of each part of each paper over all pulses: the paper's own before others, a number before
    bounds; also of the off state.
    """
    lists = {"part": devices[CHOSEN_PARTS].str.split(SEVERAL), "reading": devices["readings"].str.split(SEVERAL)}
    chosen = devices[["id", "paper"]].assign(**lists).explode(["part", "reading"]).rename(columns={"id": "tuple"})
    about = readings.drop(columns="paper").rename(columns={"id": "reading"})
    chosen = chosen.merge(about, on="reading", how="left")
    # A grade is given to the amplitude of a pulse and holds for what the same document prints of that tuple.
    grades = chosen.dropna(subset=["grade"]).sort_values("grade").drop_duplicates(["tuple", "document"], keep="last")
    chosen = chosen.drop(columns="grade").merge(
        grades[["tuple", "document", "grade"]], on=["tuple", "document"], how="left"
    )
    cells = cells_of(chosen, ["tier", "grade", "paper", "flags"])
    chosen["whose"] = [whose_number(tier, grade, paper, items_of(flags)) for tier, grade, paper, flags in cells]
    chosen["is_own"] = chosen["whose"] == OWN
    chosen["is_bounded"] = chosen["low"].isna() | chosen["high"].isna() | (chosen["low"] != chosen["high"])
    off = chosen[chosen["part"].isin(["g_off", "ratio"])].sort_values("part", kind="stable").drop_duplicates("tuple")
    every = pd.concat([chosen, off.assign(part=_OFF_STATE)])
    order = ["paper", "part", "is_own", "is_bounded", "reading"]
    every = every.sort_values(order, ascending=[True, True, False, True, True], kind="stable")
    return every.drop_duplicates(["paper", "part"])


def _metrics_of(
    rows: Sequence[BenchmarkRow], config: Config
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Metrics of a paper known as points, those only bounded, and those that stand beside the medians."""
    points, bounded, beside = [], [], []
    for metric in config.metrics:
        own = [row for row in rows if metric in row.counted]
        if any(row.value(metric) is not None for row in own):
            points.append(metric)
        elif own:
            bounded.append(metric)
        elif any(metric in row.metrics for row in rows):
            beside.append(metric)
    return tuple(points), tuple(bounded), tuple(beside)


def _to_supply(part: str, looked: Mapping[str, str]) -> str:
    """What a part of the tuple is read from, and where it was looked for in vain."""
    where = next((where for name, where in looked.items() if name in READ_FROM[part]), None)
    return WHAT_TO_SUPPLY[part] if where is None else f"{WHAT_TO_SUPPLY[part]}, not printed in {where}"


def looked_for(documents: Iterable[ReconciledDocument]) -> dict[str, dict[str, str]]:
    """What was looked for in vain, by paper and parameter, with what was read for it."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for document in documents:
        for item in document.looked_for:
            pages = f"pages {item.pages}" if item.pages else "no page"
            supplement = f"supplement {item.supplement}" if item.supplement else "the supplement not looked at"
            for name in item.parameters:
                found[item.paper][name] = f"{pages}, {supplement}"
    return found


def where_to_find(entry: Entry) -> str:
    """Where the paper can be read: its DOI, else its address, else journal, volume and pages."""
    fields = entry.fields
    if fields.get("doi"):
        return f"https://doi.org/{fields['doi']}"
    place = [fields.get(name, "") for name in ("journal", "booktitle", "volume", "pages", "year")]
    return fields.get("url") or ", ".join(filter(None, place))


def _check_counts(readings: pd.DataFrame) -> list[Result]:
    """Printed readings in use, those of them that were looked at again, and all that are in dispute."""
    is_cited = readings["paper"].fillna("").map(is_cited_work).astype(bool)
    printed = readings[readings["derived_from"].isna() & ~is_cited]
    used = printed[printed["status"] == "value"]
    counted = {
        USED_COUNT: ("printed readings used", used),
        CHECKED_COUNT: ("of them looked at again", used[has_item(used["flags"], CHECKED)]),
        DISPUTED_COUNT: ("printed readings in dispute", printed[has_item(printed["flags"], DISPUTED)]),
    }
    for flag, count_id in AT_SOURCE.items():
        words = f"printed readings in use, {flag.replace('_', ' ')}"
        counted[count_id] = words, used[has_item(used["flags"], flag)]
    return [
        count_of(count_id, label, len(own), "readings counted", tuple(own["id"]))
        for count_id, (label, own) in counted.items()
    ]


def _counts(lines: Sequence[CoverageLine], benchmark: Mapping[str, list[BenchmarkRow]], config: Config) -> list[Result]:
    """For each set its papers, and by role its device papers with how many of them have each metric known or bounded.

    A share of synapse metrics is one of the synapse papers: a paper of neurons has none to print.
    """
    results = []
    for set_name in config.evidence.sets:
        own = [line for line in lines if line.set_name == set_name]
        results.append(count_of(f"count/{set_name}#papers", f"papers in {set_name}", len(own), _COUNTED))
        for role in COUNTED_ROLES:
            lines_of_role = [line for line in own if line.device_classes and role in line.roles]
            of_role = [line.key for line in lines_of_role]
            make = Numbers(count_base(set_name, role), rule=_COUNTED)
            results.append(make.count("papers", f"{role} papers in {set_name}", len(of_role)))
            results += _read_counts(make, f"{role} papers in {set_name}", lines_of_role)
            rows = {key: [row for row in benchmark[key] if row.role == role] for key in of_role}
            for metric in config.metrics_of(role):
                results += _metric_counts(make, f"{role} papers in {set_name}", metric, rows)
    return results


def _read_counts(make: Numbers, papers: str, lines: Sequence[CoverageLine]) -> list[Result]:
    """Papers by how far they were read, and of those in full text the ones that no part of a pulse is read of."""
    by_read = grouped(lines, lambda line: line.read)
    counts = [make.count(count_name(read), f"{papers}, {read}", len(by_read[read])) for read in HOW_READ]
    bare = [line for line in by_read[FULL_TEXT] if not line.parts]
    return [*counts, make.count("bare", f"{papers} in full text without a part of their pulse", len(bare))]


def _metric_counts(make: Numbers, papers: str, metric: str, rows: Mapping[str, Sequence[BenchmarkRow]]) -> list[Result]:
    """Papers with the metric as a point, those with bounds alone, and those for which it stands beside the medians."""
    found = {key: [row for row in own if metric in row.counted] for key, own in rows.items()}
    known = {key: own for key, own in found.items() if any(row.value(metric) is not None for row in own)}
    bounded = {key: own for key, own in found.items() if own and key not in known}
    others = {key: [row for row in own if metric in row.metrics] for key, own in rows.items() if not found[key]}
    beside = {key: own for key, own in others.items() if own}
    return [
        make.count(
            f"{metric}_{word}",
            f"{papers} with {metric} {word}",
            len(chosen),
            inputs=tuple(row.metrics[metric].id for own in chosen.values() for row in own),
        )
        for word, chosen in (("known", known), ("bounded", bounded), ("beside", beside))
    ]
