# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import describe_synapses, logged

with logged(snakemake.log[0]):
    describe_synapses.run(
        inputs=dict(snakemake.input.items()),
        settings=snakemake.params.settings,
        outputs=dict(snakemake.output.items()),
    )
