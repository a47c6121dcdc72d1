"""The fields that each simulator names, as committed lists with their source, and the check of a file against them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from memlit.errors import RecordError
from memlit.files import read_csv

FIELDS_FOLDER = Path(__file__).with_name("fields")


@dataclass(frozen=True, slots=True)
class SimulatorField:
    """A field: its name in the simulator, what it means, its unit and where the simulator declares it."""

    field: str
    meaning: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class SimulatorSource:
    """A simulator whose fields are listed: its name, the version that was read, and its address."""

    simulator: str
    name: str
    version: str
    address: str


@cache
def simulator_fields(simulator: str) -> dict[str, SimulatorField]:
    """The fields of a simulator by name, in the order of its list."""
    return {row["field"]: SimulatorField(**row) for row in read_csv(FIELDS_FOLDER / f"{simulator}.csv")}


@cache
def simulator_source(simulator: str) -> SimulatorSource:
    """The simulator's name, version and address."""
    rows = read_csv(FIELDS_FOLDER / "sources.csv")
    return next(SimulatorSource(**row) for row in rows if row["simulator"] == simulator)


def check_fields(simulator: str, names: Iterable[str], where: str) -> None:
    """Raise RecordError for the first name that the simulator does not have."""
    known = simulator_fields(simulator)
    for name in names:
        if name not in known:
            raise RecordError(where, f"names {name!r}, which {simulator} does not have", "make the cards again")
