from memlit.stages import analyse

analyse.run(
    resolved=snakemake.input.resolved,
    benchmark=snakemake.input.benchmark,
    classes=snakemake.input.classes,
    settings=snakemake.params.settings,
    outputs=dict(snakemake.output.items()),
)
