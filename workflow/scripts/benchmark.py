# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import benchmark, logged

with logged(snakemake.log[0]):
    benchmark.run(
        resolved=snakemake.input.resolved,
        classes=snakemake.input.classes,
        settings=snakemake.params.settings,
        code=snakemake.params.code,
        outputs=dict(snakemake.output.items()),
    )
