# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import analyse, logged

with logged(snakemake.log[0]):
    analyse.run(
        resolved=snakemake.input.resolved,
        benchmark=snakemake.input.benchmark,
        classes=snakemake.input.classes,
        settings=snakemake.params.settings,
        outputs=dict(snakemake.output.items()),
    )
