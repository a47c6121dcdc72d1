"""The review's four equations and Fig. 11a's pair on what is known, by the formulas of config/metrics.yaml."""

from __future__ import annotations

from memlit.benchmark.bounds import UNKNOWN, Interval, States
from memlit.benchmark.formulas import ConductanceMean
from memlit.benchmark.metrics import interval_of_metric, joint_segment

from tests.builders import METRICS


def known(voltage: Interval, width: Interval, states: States) -> dict[str, Interval]:
    return {"V": voltage, "tau": width, "G_on": states.g_on, "G_off": states.g_off, "r": states.ratio}


def action_energy(voltage: Interval, width: Interval, states: States, mean: ConductanceMean = "arithmetic") -> Interval:
    return interval_of_metric(METRICS["action_energy"], known(voltage, width, states), mean)


def standby_power(voltage: Interval, states: States) -> Interval:
    return interval_of_metric(METRICS["standby_power"], known(voltage, UNKNOWN, states), "arithmetic")


def spiking_energy(voltage: Interval, width: Interval, g_off: Interval) -> Interval:
    states = States(UNKNOWN, g_off)
    return interval_of_metric(METRICS["spiking_energy"], known(voltage, width, states), "arithmetic")


def firing_energy(voltage: Interval, width: Interval, g_on: Interval) -> Interval:
    states = States(g_on, UNKNOWN)
    return interval_of_metric(METRICS["firing_energy"], known(voltage, width, states), "arithmetic")


def segment(
    voltage: Interval, width: Interval, states: States, mean: ConductanceMean = "arithmetic"
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    pair = METRICS["action_energy"], METRICS["standby_power"]
    return joint_segment(pair, known(voltage, width, states), mean)
