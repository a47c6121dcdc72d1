from memlit.stages import report_html

figures = dict(snakemake.input.items())
report_html.run(report=figures.pop("report"), figures=figures, output=snakemake.output.html)
