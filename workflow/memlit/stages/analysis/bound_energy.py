"""Rule bound_energy: what the action energy follows and leaves out, and what arrays ask of it."""

from memlit.benchmark.rows import load_rows
from memlit.devices.resolved import load_resolved
from memlit.field import load_vocabulary
from memlit.sources.points import read_points
from memlit.stages.job import Job
from memlit.synapses import fronts, requirements
from memlit.synapses.energy import over_width, polarisation, train
from memlit.synapses.outputs import EnergyLimits


def run(job: Job) -> None:
    """Exponents of the width, trains, the polarisation, requirements and fronts. points: those of digitized series."""
    config, record = job.config, load_resolved(job.inputs)
    rows, readings = load_rows(job.path("benchmark"), config), record.corpus.readings
    points = {series: text for path in job.paths("points") for series, text in read_points(path).items()}
    vocabulary = load_vocabulary(job.path("vocabulary"))
    made = EnergyLimits(
        exponents=tuple(over_width.energy_exponents(rows)),
        trains=tuple(train.train_energies(rows, record.devices, readings, points, vocabulary)),
        polarisation=tuple(polarisation.polarisation_energies(rows, record.devices, readings)),
        requirements=tuple(requirements.requirements(config)),
        fronts=tuple(fronts.front_lines(rows, config)),
    )
    job.write_record("energy_limits", made)
