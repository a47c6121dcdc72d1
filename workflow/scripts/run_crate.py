# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import logged, run_crate

with logged(snakemake.log[0]):
    run_crate.run(
        results=[*snakemake.input.data, *snakemake.input.results, snakemake.input.package],
        package=snakemake.input.package,
        codes=snakemake.params.codes,
        output=snakemake.output.crate,
    )
