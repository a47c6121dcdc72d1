from memlit.stages import figures

figures.run(
    resolved=snakemake.input.resolved,
    benchmark=snakemake.input.benchmark,
    settings=snakemake.params.settings,
    outputs=dict(snakemake.output.items()),
)
