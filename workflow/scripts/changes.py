# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)
from pathlib import Path

from memlit.stages import changes, logged

with logged(snakemake.log[0]):
    changes.run(
        release=snakemake.params.release,
        results=str(Path(snakemake.output.changes).parent),
        output=snakemake.output.changes,
    )
