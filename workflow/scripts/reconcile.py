from memlit.stages import reconcile

reconcile.run(
    documents=snakemake.input.documents,
    corrections=snakemake.input.corrections,
    vocabulary=snakemake.input.vocabulary,
    output=snakemake.output.documents,
)
