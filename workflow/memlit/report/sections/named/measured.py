"""Measured sets of named synapses: pulse trains, and their spread between and within devices over the conductance."""

from collections import defaultdict

from memlit.report.blocks import DASH, Block, Material, figure, listing, paragraph, section, table
from memlit.report.text import cite, name
from memlit.synapses.beside.measured import BETWEEN, MeasuredSpread

TRAIN = " train"
KINDS = {BETWEEN: "device to device", "within": "cycle to cycle"}


def measured_synapses(m: Material) -> Block:
    """The trains as a picture and the spreads as a table; nothing without a measured set."""
    if not m.named.measured:
        return {}
    picture = (
        figure(
            "pulse_trains",
            "Panels of conductance against the number of the pulse, set and reset, with bands of one standard "
            "deviation between and within devices.",
            "Measured pulse trains of open raw data, as in the review's Fig. 12d: mean conductance of the devices; "
            "light band: one SD between devices, dark band: one SD within a device over its repeats."
            if m.tests_a_review
            else "Measured pulse trains of open raw data: mean conductance; bands of one SD between devices (light) "
            "and within a device over its repeats (dark).",
            narrow="pulse_trains_narrow",
        )
        if m.named.trains
        else {}
    )
    return section(
        "measured-synapses",
        "Measured pulse trains of named synapses",
        picture,
        paragraph(
            "The pulses of a train are a ladder and not a population, so the coefficient of variation (CV) of the "
            "conductance is given at its ends and as a slope, the change of ln CV over a decade of conductance: where "
            "it is negative, higher conductances vary less. Sets are listed, not pooled."
        ),
        _trains(m),
        _others(m),
    )


def _trains(m: Material) -> Block:
    """A row a train and kind: the spread at its ends, and its slope."""
    groups: dict[tuple[str, str, str, str], dict[str, MeasuredSpread]] = defaultdict(dict)
    for line in m.named.measured:
        what, _, train = line.quantity.rpartition(", ")
        if train.endswith(TRAIN):
            groups[line.document, line.set_name, train.removesuffix(TRAIN), line.kind][what] = line
    if not groups:
        return {}
    columns = list(dict.fromkeys(what for own in groups.values() for what in own))
    return table(
        "Spread along the trains, between devices and within them.",
        [("set", "l"), ("devices", "l"), ("train", "l"), ("kind", "l"), *((name(what), "r") for what in columns)],
        [
            [cite(document), name(devices), train, KINDS[kind], *(_value(m, own.get(what)) for what in columns)]
            for (document, devices, train, kind), own in groups.items()
        ],
        note="Interval of 95 % for a slope, pulses as its points; recipe.yaml of each set says how its numbers were "
        "made.",
        source="measured_spreads.csv",
    )


def _others(m: Material) -> Block:
    """Spreads that are of no train."""
    return listing(
        m,
        "Spread of cells switched over and over.",
        [line for line in m.named.measured if not line.quantity.endswith(TRAIN)],
        [
            ("set", "l", lambda line: cite(line.document)),
            ("devices", "l", lambda line: name(line.set_name)),
            ("quantity", "l", lambda line: name(line.quantity)),
            ("kind", "l", lambda line: KINDS[line.kind]),
            ("value", "r", lambda line: line.value),
        ],
        note="The meaning of the columns of the raw file is inferred, for it has no header.",
        source="measured_spreads.csv",
        wide=False,
    )


def _value(m: Material, line: MeasuredSpread | None) -> str:
    if line is None:
        return DASH
    interval = f" [{m.book.use(line.low.id)}; {m.book.use(line.high.id)}]" if line.low and line.high else ""
    return m.book.use(line.value.id) + interval
