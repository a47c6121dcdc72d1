# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import export, logged

with logged(snakemake.log[0]):
    export.run(
        data=snakemake.input.data,
        library=snakemake.input.library,
        settings=snakemake.params.settings,
        codes=snakemake.params.codes,
        package=snakemake.output.package,
        citation=snakemake.output.citation,
        folder=snakemake.output.folder,
    )
