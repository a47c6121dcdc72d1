"""The review's benchmark with the bounds that partly known devices allow."""

from memlit.benchmark.bounds import (
    Interval,
    States,
    action_energy,
    firing_energy,
    spiking_energy,
    standby_power,
)
from memlit.benchmark.rows import BenchmarkRow, benchmark_devices

__all__ = [
    "BenchmarkRow",
    "Interval",
    "States",
    "action_energy",
    "benchmark_devices",
    "firing_energy",
    "spiking_energy",
    "standby_power",
]
