# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import describe_synapses, logged

with logged(snakemake.log[0]):
    describe_synapses.run(
        inputs={name: path for name, path in snakemake.input.items() if name != "measured"},
        measured_files=list(snakemake.input.measured),
        settings=snakemake.params.settings,
        outputs=dict(snakemake.output.items()),
    )
