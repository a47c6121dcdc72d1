# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import logged, report_data

with logged(snakemake.log[0]):
    report_data.run(
        inputs=dict(snakemake.input.items()),
        settings=snakemake.params.settings,
        projects=snakemake.params.projects,
        outputs=dict(snakemake.output.items()),
    )
