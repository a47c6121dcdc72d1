from memlit.stages import logged, report_data

with logged(snakemake.log[0]):
    report_data.run(
        inputs=dict(snakemake.input.items()),
        settings=snakemake.params.settings,
        outputs=dict(snakemake.output.items()),
    )
