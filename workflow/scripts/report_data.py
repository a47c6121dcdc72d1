from memlit.stages import report_data

report_data.run(
    inputs=dict(snakemake.input.items()),
    settings=snakemake.params.settings,
    outputs=dict(snakemake.output.items()),
)
