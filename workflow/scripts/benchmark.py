from memlit.stages import benchmark, logged

with logged(snakemake.log[0]):
    benchmark.run(
        resolved=snakemake.input.resolved,
        classes=snakemake.input.classes,
        settings=snakemake.params.settings,
        outputs=dict(snakemake.output.items()),
    )
