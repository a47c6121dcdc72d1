from memlit.stages import audit_index

audit_index.run(
    resolved=snakemake.input.resolved,
    benchmark=snakemake.input.benchmark,
    analysis=snakemake.input.analysis,
    report=snakemake.input.report,
    output=snakemake.output.index,
)
