from memlit.stages import verify_extracted

verify_extracted.run(
    documents=snakemake.input.documents,
    output=snakemake.output.verified,
    log=snakemake.log[0],
)
