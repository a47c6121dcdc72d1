# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import logged, report_html

with logged(snakemake.log[0]):
    figures = dict(snakemake.input.items())
    report_html.run(
        report=figures.pop("report"), bundle=figures.pop("bundle"), figures=figures, output=snakemake.output.html
    )
