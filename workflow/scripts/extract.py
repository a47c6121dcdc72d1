# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import extract, logged

with logged(snakemake.log[0]):
    extract.run(
        keys=snakemake.params.documents,
        vocabulary=snakemake.input.vocabulary,
        code=snakemake.params.code,
        stamp=snakemake.input.supplied,
        output=snakemake.output.documents,
        points=snakemake.output.points,
        log=snakemake.log[0],
    )
