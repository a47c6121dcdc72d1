from memlit.stages import benchmark

benchmark.run(
    resolved=snakemake.input.resolved,
    classes=snakemake.input.classes,
    settings=snakemake.params.settings,
    outputs=dict(snakemake.output.items()),
)
