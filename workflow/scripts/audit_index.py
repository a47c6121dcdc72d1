# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import audit_index, logged

with logged(snakemake.log[0]):
    audit_index.run(
        inputs=dict(snakemake.input.items()),
        settings=snakemake.params.settings,
        code=snakemake.params.codes,
        output=snakemake.output.index,
    )
