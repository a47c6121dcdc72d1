# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import chart_bundle, logged

with logged(snakemake.log[0]):
    chart_bundle.run(output=snakemake.output.bundle)
