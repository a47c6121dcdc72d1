# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import figures, logged

with logged(snakemake.log[0]):
    figures.run(
        inputs=dict(snakemake.input.items()),
        settings=snakemake.params.settings,
        outputs=dict(snakemake.output.items()),
    )
