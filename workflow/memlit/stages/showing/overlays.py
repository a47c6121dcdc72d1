"""Rule overlays: every digitized panel drawn over its source, results/figures/overlays/, and a list of them."""

import shutil
from pathlib import Path

from memlit.audit.overlays import draw_overlay, from_record, panels
from memlit.datum import DocumentReading, parse_record
from memlit.errors import MemlitError
from memlit.files import read_json_lines, write_bytes, write_json
from memlit.sources.points import read_all_points
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Draw the panels of all digitized series.

    documents, points: what the rule extract_publications wrote; drawn: each overlay with None, or with why it is
    not over its source but from the record alone.
    """
    folder = job.output("folder")
    data = [
        datum
        for path in job.inputs["documents"]
        for line in read_json_lines(Path(path))
        for datum in parse_record(DocumentReading, line, path).data
        if datum.figure is not None
    ]
    rows = read_all_points(job.paths("points"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    drawn: dict[str, str | None] = {}
    for path, group in panels(data).items():
        try:
            write_bytes(path, draw_overlay(Path("sources"), group, rows))
            drawn[path.as_posix()] = None
        except MemlitError as error:
            write_bytes(path, from_record(group, rows))
            drawn[path.as_posix()] = str(error)
    write_json(job.output("drawn"), drawn)
