"""Rule bound_energy: what the action energy follows and leaves out, and what arrays ask of it."""

from collections.abc import Mapping, Sequence

from memlit.benchmark.rows import load_rows
from memlit.datum import Reading
from memlit.devices.resolved import load_resolved
from memlit.devices.stored import StoredReadings
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.codes import STATES
from memlit.reconcile.figures import train_of
from memlit.sources.points import read_all_points
from memlit.stages.job import Job
from memlit.synapses import fronts, requirements
from memlit.synapses.energy import over_width, polarisation, train
from memlit.synapses.outputs import EnergyLimits


def run(job: Job) -> None:
    """Exponents of the width, trains, the polarisation, requirements and fronts. points: those of digitized series."""
    config, devices, stored = job.config, load_resolved(job.inputs).devices, StoredReadings(job.path("readings"))
    rows = load_rows(job.path("benchmark"), config)
    points = read_all_points(job.paths("points"))
    vocabulary = load_vocabulary(job.path("vocabulary"))
    table = stored.frame(("id", "parameter"))
    of_series = table["id"][table["id"].str.partition(">")[0].isin(points)]
    sizes = table["id"][table["parameter"].isin(polarisation.SIZES_OF_CHARGE)]
    made = EnergyLimits(
        exponents=tuple(over_width.energy_exponents(rows)),
        trains=tuple(train.train_energies(rows, devices, _trains(list(stored.of(of_series)), points, vocabulary))),
        polarisation=tuple(polarisation.polarisation_energies(rows, devices, stored.of(sizes))),
        requirements=tuple(requirements.requirements(config)),
        fronts=tuple(fronts.front_lines(rows, config)),
    )
    job.write_results(made)


def _trains(
    readings: Sequence[Reading], points: Mapping[str, str], vocabulary: Vocabulary
) -> dict[str, list[tuple[float, float]]]:
    """The states of each series from which a state of a device was read, by series; readings: of series with points."""
    read_from = {
        reading.datum.id
        for reading in readings
        if reading.parameter in STATES and reading.status == "value" and reading.inputs
    }
    return {
        reading.datum.id: train_of(reading.datum, points[reading.datum.id], vocabulary)
        for reading in readings
        if reading.datum.figure is not None and reading.datum.id in read_from
    }
