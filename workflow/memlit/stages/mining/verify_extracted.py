"""Rule verify_extracted, the last: records can be read and what was read agrees with them, or the run fails."""

from pathlib import Path

from memlit.curation.record_differences import differences
from memlit.datum import DocumentReading, parse_record
from memlit.files import read_json_lines, write_json
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Write `verified` when no document differs from its record, else put the difference into the log and exit 1.

    A record that cannot be read, such as half of one, is a difference too.
    """
    status: dict[str, str] = {}
    lines: list[str] = []
    for path in job.inputs["documents"]:
        for line in read_json_lines(Path(path)):
            document = parse_record(DocumentReading, line, path)
            status[document.key] = document.status
            if document.record_problem:
                lines.append(document.record_problem)
            if document.status == "changed":
                lines.append(
                    f"extracted/{document.key}.json: differs from what this run reads of sources/{document.key}; "
                    f"look at the lines below, then mend the source or run: memlit accept {document.key}"
                )
                lines += differences(document.data, document.read or ())
    text = "".join(line + "\n" for line in lines)
    Path(job.params["log"]).write_text(text, encoding="utf-8")
    if lines:
        raise SystemExit(1)
    write_json(job.output("verified"), {"documents": status})
