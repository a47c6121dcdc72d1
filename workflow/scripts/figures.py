# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import figures, logged

with logged(snakemake.log[0]):
    figures.run(
        resolved=snakemake.input.resolved,
        benchmark=snakemake.input.benchmark,
        analysis=snakemake.input.analysis,
        settings=snakemake.params.settings,
        outputs=dict(snakemake.output.items()),
    )
