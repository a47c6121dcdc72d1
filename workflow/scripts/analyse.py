from memlit.stages import analyse

analyse.run(
    inputs=dict(snakemake.input.items()),
    settings=snakemake.params.settings,
    outputs=dict(snakemake.output.items()),
)
