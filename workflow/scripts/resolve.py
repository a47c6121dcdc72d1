from memlit.stages import resolve

resolve.run(
    documents=snakemake.input.documents,
    library=snakemake.input.library,
    corrections=snakemake.input.corrections,
    vocabulary=snakemake.input.vocabulary,
    classes=snakemake.input.classes,
    settings=snakemake.params.settings,
    problems=snakemake.params.problems,
    outputs=dict(snakemake.output.items()),
)
