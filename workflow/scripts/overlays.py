# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import logged, overlays

with logged(snakemake.log[0]):
    overlays.run(
        documents=snakemake.input.documents,
        points=snakemake.input.points,
        folder=snakemake.output.folder,
        output=snakemake.output.drawn,
    )
