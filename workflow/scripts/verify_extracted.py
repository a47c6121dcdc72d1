# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import logged, verify_extracted

with logged(snakemake.log[0]):
    verify_extracted.run(
        documents=snakemake.input.documents,
        output=snakemake.output.verified,
        log=snakemake.log[0],
    )
