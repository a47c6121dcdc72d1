from memlit.stages import extract

extract.run(
    keys=snakemake.params.documents,
    vocabulary=snakemake.input.vocabulary,
    code=snakemake.params.code,
    output=snakemake.output.documents,
    log=snakemake.log[0],
)
