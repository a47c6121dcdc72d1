"""Rule summarize_measured: raw reads of measured sets, where they are at hand, to the summaries in results/measured."""

from pathlib import Path

from memlit.files import write_json
from memlit.measuring.sets import RAW_FOLDER, summaries
from memlit.stages.job import Job

SOURCES = Path("sources")


def run(job: Job) -> None:
    """measured: committed summaries with their recipes; raw: the raw files at hand, in a folder a set."""
    folder = job.output("folder")
    folder.mkdir(parents=True, exist_ok=True)
    write_json(job.output("told"), summaries(SOURCES, Path(RAW_FOLDER), folder))
