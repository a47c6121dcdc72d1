"""Energies per spike as authors report them: a metric of its own, beside the action energy and never mixed with it."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config
from memlit.datum import Numbers, Reading, Record, Result
from memlit.library import is_cited_work
from memlit.published import meaning, published

ENERGY_PER_SPIKE = "energy_per_spike"


@published("own_energies.csv", "Energies per spike as authors report them", "test_sensitivity")
class OwnEnergy(Record):
    """An energy per spike that authors report, and its ratio to E_a where the device has both."""

    reading: Annotated[str, meaning("id of the energy per spike as reported")]
    paper: Annotated[str, meaning("key of the paper")]
    device: Annotated[str, meaning("device within the paper")]
    action_energy: Annotated[str | None, meaning("id of the device's E_a, empty where it is not known")] = None
    ratio: Annotated[Result | None, meaning("reported energy over E_a", unit="1")] = None


def own_energies(readings: Iterable[Reading], rows: Sequence[BenchmarkRow], config: Config) -> tuple[OwnEnergy, ...]:
    """Energies per spike of any paper, sorted by paper, device and id."""
    known: dict[tuple[str | None, str], Result] = {}
    for row in rows:
        if row.pulse == config.conventions.headline_pulse and row.value("action_energy"):
            known.setdefault((row.paper, row.device), row.metrics["action_energy"])
    reported = (reading for reading in readings if reading.parameter == ENERGY_PER_SPIKE)
    used = [reading for reading in reported if reading.status == "value" and not is_cited_work(reading.datum.paper)]
    found = [_beside(each, known.get((each.datum.paper, each.datum.device))) for each in used if each.datum.paper]
    return tuple(sorted(found, key=lambda item: (item.paper, item.device, item.reading)))


def _beside(reading: Reading, energy: Result | None) -> OwnEnergy:
    """A reported energy beside the action energy of its device, if that is known."""
    ratio = None
    if energy is not None and energy.value and reading.value:
        make = Numbers(f"own_energy/{reading.id}", (reading.id, energy.id))
        rule = "energy per spike as reported over E_a of the headline pulse"
        ratio = make.statistic("ratio", "reported energy over action energy", reading.value / energy.value, rule)
    return OwnEnergy(
        reading=reading.id,
        paper=reading.datum.paper or "",
        device=reading.datum.device,
        action_energy=energy.id if energy else None,
        ratio=ratio,
    )
