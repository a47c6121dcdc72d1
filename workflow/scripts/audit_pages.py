# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import audit_pages, logged

with logged(snakemake.log[0]):
    audit_pages.run(
        index=snakemake.input.index,
        resolved=snakemake.input.resolved,
        points=snakemake.input.points,
        settings=snakemake.params.settings,
        folder=snakemake.output.pages,
    )
