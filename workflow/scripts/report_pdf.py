from memlit.stages import report_pdf

figures = dict(snakemake.input.items())
report_pdf.run(report=figures.pop("report"), figures=figures, output=snakemake.output.pdf)
