# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import run_stage

run_stage(snakemake.input, snakemake.output, snakemake.params, snakemake.log[0])
