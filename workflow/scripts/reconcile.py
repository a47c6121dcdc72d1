# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import logged, reconcile

with logged(snakemake.log[0]):
    reconcile.run(
        documents=snakemake.input.documents,
        points=snakemake.input.points,
        corrections=snakemake.input.corrections,
        vocabulary=snakemake.input.vocabulary,
        code=snakemake.params.code,
        output=snakemake.output.documents,
    )
