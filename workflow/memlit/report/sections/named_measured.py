"""Measured sets of named synapses: pulse trains, and their spread between and within devices over the conductance."""

from __future__ import annotations

from memlit.report.blocks import DASH, Block, Material, figure, paragraph, section, table
from memlit.report.text import cite, name
from memlit.synapses.measured import BETWEEN, MeasuredSpread

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
        table(
            "Spread of measured sets, between devices and within them.",
            [
                *(("set", "l"), ("devices", "l"), ("quantity", "l"), ("kind", "l"), ("value", "r")),
                *(("interval", "r"), ("n", "r"), ("repeats", "r")),
            ],
            [_row(m, line) for line in m.named.measured],
            note="Interval of 95 % for a slope, pulses as its points. The meaning of the columns of some files is "
            "inferred; recipe.yaml of each set says how its numbers were made.",
            source="measured_spreads.csv",
        ),
    )


def _row(m: Material, line: MeasuredSpread) -> list[str]:
    interval = f"[{m.book.use(line.low.id)}; {m.book.use(line.high.id)}]" if line.low and line.high else DASH
    return [
        cite(line.document),
        name(line.set_name),
        name(line.quantity),
        KINDS[line.kind],
        m.book.use(line.value.id),
        interval,
        m.book.use(line.n_devices.id),
        m.book.use(line.n_repeats.id),
    ]
