"""Rule compute_benchmark: results/resolved.json to results/benchmark.json and the tables of values."""

import json
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from memlit.benchmark.rows import UNPAIRED_SET, benchmark_devices, benchmark_table, without_row
from memlit.benchmark.values import (
    EDGES,
    MEMBERSHIPS,
    PAPERS,
    VALUES,
    derived_edges,
    edges_of_rows,
    load_readings,
    memberships,
    papers,
    values_of,
    values_of_readings,
)
from memlit.caching.packed import PACKED_FOLDER, Packed
from memlit.config import Classes, Config
from memlit.datum import ITEM_GAP, list_pieces, parse_line
from memlit.devices.gather import SURVEY
from memlit.devices.resolved import entry_text, load_device_lines
from memlit.devices.tuples import DevicePulse
from memlit.files import json_line, write_pieces
from memlit.library import Library
from memlit.parquet import write_parquet
from memlit.stages.job import Job


class _Paper(NamedTuple):
    """What the devices of a paper give: rows, lines of tables, its classes, and devices without a row."""

    rows: bytes
    table: bytes
    values: bytes
    edges: bytes
    classes: bytes
    without_row: bytes


def run(job: Job) -> None:
    """Metrics of every device. params: settings; code, the hash of the stage.

    A paper whose entry and devices are as before is copied.
    """
    config, known_classes, resolved = job.config, job.classes, job.path("resolved")
    found = load_device_lines(resolved)
    library = Library(found.entries)
    decisive = f"{job.params['code']} {json_line(job.params['settings'])} {known_classes.model_dump_json()}"
    packed = Packed(PACKED_FOLDER / "benchmark", decisive)
    made: dict[str, _Paper] = {}
    # Rows are sorted by an id that begins with the paper and a slash.
    for paper, lines in sorted(found.devices.items(), key=lambda item: f"{item[0]}/"):
        entry = entry_text(found.entries[paper]) if paper in found.entries else b""
        make = partial(_made, lines, resolved, library, known_classes, config)
        made[paper] = _Paper(*packed.get(packed.address(entry, *lines), make))
    write_pieces(job.output("benchmark"), _benchmark(made.values()))
    table = benchmark_table(config.metrics)
    write_pieces(job.output("table"), [table.header, *(paper.table for paper in made.values())])
    write_parquet(table, job.output("table"), job.output("table_columns"))
    readings = load_readings(job.path("readings"))
    printed = VALUES.rows(values_of_readings(readings, library, known_classes, config))
    write_pieces(job.output("values"), [VALUES.header, *(paper.values for paper in made.values()), printed])
    write_parquet(VALUES, job.output("values"), job.output("values_columns"))
    derived = EDGES.rows(derived_edges(readings))
    write_pieces(job.output("edges"), [EDGES.header, *(paper.edges for paper in made.values()), derived])
    job.write_table(PAPERS, papers(library, known_classes).values())
    of_rows = {key: json.loads(paper.classes) for key, paper in made.items()}
    job.write_table(MEMBERSHIPS, memberships(library, readings, known_classes, config, of_rows))
    packed.save()


def _made(lines: Sequence[bytes], resolved: Path, library: Library, classes: Classes, config: Config) -> list[bytes]:
    devices = [parse_line(DevicePulse, line.decode(), resolved, 1) for line in lines]
    rows = benchmark_devices(devices, library, classes, config)
    left_out = without_row(devices, rows, library, config)
    texts = (
        ITEM_GAP.join(row.model_dump_json() for row in rows),
        benchmark_table(config.metrics).rows(rows),
        VALUES.rows(values_of(rows)),
        EDGES.rows(edges_of_rows(rows)),
        json_line(list(dict.fromkeys(row.device_class for row in rows if row.set_name not in (SURVEY, UNPAIRED_SET)))),
        json_line(left_out),
    )
    return [text.encode() for text in texts]


def _benchmark(papers: Collection[_Paper]) -> Iterator[str | bytes]:
    """The text of a `Benchmark`."""
    yield '{"rows":'
    yield from list_pieces(paper.rows for paper in papers)
    left_out = sorted(line for paper in papers for line in json.loads(paper.without_row))
    yield f',"without_row":{json_line(left_out)}}}'
