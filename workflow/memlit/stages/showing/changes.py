"""Rule changes: the tables of this run against those that the last release kept, to results/changes.json."""

from pathlib import Path

from memlit.changes.release import change_since
from memlit.files import write_json
from memlit.stages.job import Job


def run(job: Job) -> None:
    """params: folder, that of the last release, which may be absent."""
    output = job.output("changes")
    found = change_since(Path(job.params["folder"]), output.parent)
    write_json(output, found.model_dump(mode="json"))
    job.write_numbers(found.results)
