# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from memlit.stages import logged, resolve

with logged(snakemake.log[0]):
    resolve.run(
        documents=snakemake.input.documents,
        library=snakemake.input.library,
        screening=snakemake.input.screening,
        corrections=snakemake.input.corrections,
        checks=snakemake.input.get("checks", []),
        vocabulary=snakemake.input.vocabulary,
        classes=snakemake.input.classes,
        settings=snakemake.params.settings,
        problems=snakemake.params.problems,
        code=snakemake.params.code,
        library_code=snakemake.params.library_code,
        outputs=dict(snakemake.output.items()),
    )
