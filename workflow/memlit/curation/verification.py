"""Whether what a run read agrees with the accepted records."""

from collections.abc import Iterable
from pathlib import Path

from memlit.curation.record_differences import differences
from memlit.datum import DocumentReading, parse_record
from memlit.files import read_json_lines


def unlike_records(extracted: Iterable[Path]) -> tuple[dict[str, str], list[str]]:
    """The status of each document by key, and lines about those that differ from their record.

    extracted: what was read of each bucket. A record that cannot be read, such as half of one, is a difference too.
    """
    status: dict[str, str] = {}
    lines: list[str] = []
    for path in extracted:
        for line in read_json_lines(path):
            document = parse_record(DocumentReading, line, path.as_posix())
            status[document.key] = document.status
            if document.record_problem:
                lines.append(document.record_problem)
            if document.status == "changed":
                lines.append(
                    f"extracted/{document.key}.json: differs from what this run reads of sources/{document.key}; "
                    f"look at the lines below, then mend the source or run: memlit accept {document.key}"
                )
                lines += differences(document.data, document.read or ())
    return status, lines
