"""The named synapses and neurons of a finished run, each with its rows, tuples and readings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from memlit.benchmark.rows import BenchmarkRow, load_rows
from memlit.config import CLASSES_FILE, CONFIG_FILE, Classes, Config, load_classes, load_config
from memlit.datum import UNASSIGNED, Reading, read_record
from memlit.devices.device import DevicePulse
from memlit.devices.resolved import Resolved, load_resolved
from memlit.errors import SourceError
from memlit.grouping import grouped
from memlit.library import Entry
from memlit.presentation.text import device_name
from memlit.synapses.beside.neurons import NeuronValue
from memlit.synapses.outputs import NamedDevices

OF_RUN = Path("results")
_FILES = {
    "library": "library.json",
    "documents": "data/documents.parquet",
    "readings": "data/readings.parquet",
    "devices": "data/devices.parquet",
    "benchmark": "data/benchmark.parquet",
    "synapses": "synapses.json",
}
_Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RunResults:
    """What the last run of a review says of its devices, and the review's settings."""

    root: Path
    config: Config
    classes: Classes
    resolved: Resolved
    rows: tuple[BenchmarkRow, ...]
    named: NamedDevices


@dataclass(frozen=True, slots=True)
class ChartDevice:
    """A synapse or a neuron that a paper names.

    rows: of the benchmark, tuples: those behind the rows, both sorted by id and empty for a neuron. readings: all
    that are about the device, sorted by id; of a neuron those that the run keeps for it. weight: why it is a weight.
    """

    entry: Entry
    device: str
    name: str
    role: str
    device_class: str
    weight: str
    rows: tuple[BenchmarkRow, ...]
    tuples: tuple[DevicePulse, ...]
    readings: tuple[Reading, ...]

    @property
    def id(self) -> str:
        """Paper and device, as in the tables: `woo2016/alox-hfo2`."""
        return f"{self.entry.key}/{self.device}"

    @property
    def key(self) -> str:
        """The name of its files: `woo2016--alox-hfo2`."""
        return f"{self.entry.key}--{self.device}"


def load_run(root: Path) -> RunResults:
    """The last run of the review in `root`. Raises SourceError where there was none."""
    files = {name: root / OF_RUN / path for name, path in _FILES.items()}
    for path in files.values():
        if not path.is_file():
            raise SourceError(path.as_posix(), "is missing", "run snakemake --cores 4 first")
    config = load_config(root / CONFIG_FILE)
    return RunResults(
        root,
        config,
        load_classes(root / CLASSES_FILE),
        load_resolved(files),
        tuple(load_rows(files["benchmark"], config)),
        read_record(NamedDevices, files["synapses"]),
    )


def named_devices(run: RunResults) -> list[ChartDevice]:
    """The named synapses and neurons, sorted by id; a device that is both stands once, as a synapse."""
    found = {device.id: device for device in [*_neurons(run), *_synapses(run)]}
    return [device for _, device in sorted(found.items())]


def _synapses(run: RunResults) -> Iterable[ChartDevice]:
    rows = {row.id: row for row in run.rows}
    tuples = {one.id: one for one in run.resolved.devices}
    readings = _by_device(run.resolved.corpus.readings)
    members = grouped(run.named.members, lambda member: (rows[member.row].paper, rows[member.row].device))
    for (paper, device), own in members.items():
        of_device = sorted((rows[member.row] for member in own), key=lambda row: row.id)
        yield ChartDevice(
            entry=run.resolved.entries[paper],
            device=device,
            name=device_name(of_device[0].name),
            role="synapse",
            device_class=own[0].device_class,
            weight=next((member.weight for member in own if member.weight), ""),
            rows=tuple(of_device),
            tuples=tuple(tuples[row.source] for row in of_device),
            readings=tuple(readings[paper, device]),
        )


def _neurons(run: RunResults) -> Iterable[ChartDevice]:
    for (paper, device), own in grouped(_read(run.named.neurons), _about).items():
        readings = [value.reading for value in own if value.reading is not None]
        yield ChartDevice(
            entry=run.resolved.entries[paper],
            device=device,
            name=device_name(_printed_name(readings, device)),
            role="neuron",
            device_class=", ".join(own[0].device_classes) or "not_stated",
            weight="",
            rows=(),
            tuples=(),
            readings=tuple(sorted(readings, key=lambda reading: reading.id)),
        )


def unread_neurons(run: RunResults) -> list[Entry]:
    """Credited papers on neurons of which no value is at hand, so that they have no device, by key."""
    known = {value.paper for value in _read(run.named.neurons)}
    silent = {value.paper for value in run.named.neurons} - known
    return [run.resolved.entries[paper] for paper in sorted(silent)]


def _read(values: Iterable[NeuronValue]) -> list[NeuronValue]:
    """Those with a reading of a device that has a name."""
    return [value for value in values if value.reading is not None and value.reading.datum.device != UNASSIGNED]


def _about(value: NeuronValue) -> _Name:
    return value.paper, value.reading.datum.device if value.reading else ""


def _printed_name(readings: Sequence[Reading], device: str) -> str:
    """The device as a list or a table prints it, else its short name."""
    return next((reading.datum.printed.stub for reading in readings if reading.datum.printed.stub), None) or device


def _by_device(readings: Iterable[Reading]) -> Mapping[_Name, list[Reading]]:
    return grouped(
        sorted(readings, key=lambda reading: reading.id),
        lambda reading: (reading.datum.paper or "", reading.datum.device),
    )
