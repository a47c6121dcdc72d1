"""Rule choose_tuples: all reconciled documents and the library to results/resolved.json and the tables of readings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from memlit.caching.packed import PACKED_FOLDER, Packed
from memlit.datum import list_pieces
from memlit.devices.gather import unknown_classes, unknown_papers
from memlit.devices.outputs import DEVICES, OF_DOCUMENTS, READINGS_TABLE
from memlit.devices.parts import DocumentPart, PaperPart, Shared, parts_of_corpus, read_lines
from memlit.field import load_vocabulary
from memlit.files import json_line, write_pieces
from memlit.library import ScreeningRow, load_library, load_screening
from memlit.parquet import write_parquet
from memlit.reconcile.checks import Check, load_checks, standing, with_checks
from memlit.reconcile.corrections import load_corrections
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Join, flag and choose.

    params: settings; problems, lines about folder names; code, the digest of the code. checks: the file where there is
    one.
    """
    settings, problems, code = job.params["settings"], job.params["problems"], job.params["code"]
    entries = load_library(job.path("library"))
    rows, unusable = load_corrections(job.path("corrections"), load_vocabulary(job.path("vocabulary")))
    looks, unusable_looks = _checks(job.paths("checks"))
    lines = read_lines(job.paths("documents"))
    keys = {line.key for line in lines}
    orphaned = [
        f"curation/corrections.csv:{row.line}: there is no document {row.document}; mend the id or remove the row"
        for row in rows
        if row.document not in keys
    ]
    screened, unknown_stages = load_screening(job.path("screening"))
    shared = Shared(entries, job.config, looks)
    packed = Packed(PACKED_FOLDER / "resolve", f"{code} {json_line(settings)}")
    parts = parts_of_corpus(lines, shared, packed)
    found = [
        *(*entries.problems, *problems, *unknown_stages, *unusable, *orphaned),
        *unknown_classes(entries, job.classes),
        *(line for part in parts.documents.values() for line in part.problems),
        *unknown_papers(part.unknown for part in parts.documents.values()),
        *unusable_looks,
        *_stale(parts.documents, looks),
    ]
    by_id = [part for _, part in sorted(parts.documents.items(), key=lambda item: f"{item[0]}:")]
    devices = [part for _, part in sorted(parts.papers.items())]
    resolved = _resolved(parts.documents, by_id, list(dict.fromkeys(found)), devices, shared.entries, screened)
    write_pieces(job.output("resolved"), resolved)
    for place, table in enumerate(OF_DOCUMENTS):
        write_pieces(job.output(table.name), [table.header, *(part.rows[place] for part in by_id)])
    write_pieces(job.output(DEVICES.name), [DEVICES.header, *(part.rows for part in devices)])
    for name, table in (("readings", READINGS_TABLE), ("devices", DEVICES)):
        write_parquet(table, job.output(name), job.output(f"{name}_columns"))
    packed.save()


def _checks(files: Iterable[Path]) -> tuple[dict[str, dict[str, Check]], list[str]]:
    """The checks that count by document and datum, and one line for each row that cannot be used."""
    found = [load_checks(file) for file in files]
    looks: dict[str, dict[str, Check]] = {}
    for datum, check in standing(row for usable, _ in found for row in usable).items():
        looks.setdefault(check.document, {})[datum] = check
    return looks, [line for _, lines in found for line in lines]


def _stale(documents: Mapping[str, DocumentPart], looks: Mapping[str, Mapping[str, Check]]) -> Iterator[str]:
    """One line for each check that holds no more, by id; those of a document that is not there too."""
    for key, checks in sorted(looks.items(), key=lambda item: f"{item[0]}:"):
        yield from documents[key].stale if key in documents else with_checks([], checks)[1]


def _resolved(
    documents: Mapping[str, DocumentPart],
    by_id: Iterable[DocumentPart],
    problems: Sequence[str],
    devices: Iterable[PaperPart],
    entries: Mapping[str, str],
    screening: Iterable[ScreeningRow],
) -> Iterator[str | bytes]:
    """The text of a `Resolved`."""
    yield '{"corpus":{"documents":'
    yield from list_pieces(part.document for part in documents.values())
    yield f',"problems":{json_line(problems)},"readings":'
    yield from list_pieces(part.readings for part in by_id)
    yield '},\n"devices":'
    yield from list_pieces(part.devices for part in devices)
    yield f',\n"entries":{{{",".join(f"{json_line(key)}:{text}" for key, text in entries.items())}}}'
    yield ',\n"screening":'
    yield from list_pieces(json_line(asdict(row)) for row in screening)
    yield "}"
