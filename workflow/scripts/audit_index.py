# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import audit_index, logged

with logged(snakemake.log[0]):
    audit_index.run(
        resolved=snakemake.input.resolved,
        benchmark=snakemake.input.benchmark,
        analysis=snakemake.input.analysis,
        claims=snakemake.input.claims,
        changes=snakemake.input.changes,
        report=snakemake.input.report,
        output=snakemake.output.index,
    )
