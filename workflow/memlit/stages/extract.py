"""Stage extract: documents of a bucket to results/extracted/BUCKET.jsonl."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from memlit.files import Cache, sha256_of, write_lines
from memlit.sources.extract import Corpus, read_bucket
from memlit.sources.points import write_points
from memlit.sources.throughput import CACHES, summary, write_tally
from memlit.vocabulary import load_vocabulary
from memlit.worker import shared_worker


def run(keys: Iterable[str], vocabulary: str, code: str, output: str, points: str, log: str) -> None:
    """Read the documents `keys` as printed; `code` is the hash of the stage, part of the cache's key.

    points: where the points of their digitized series go.
    """
    start = _cpu_seconds()
    corpus = Corpus(
        sources=Path("sources"),
        records=Path("extracted"),
        vocabulary=load_vocabulary(Path(vocabulary)),
        cache=Cache(CACHES / "extract"),
        code=f"{code}-{sha256_of(Path(vocabulary))}",
    )
    documents = read_bucket(corpus, keys)
    write_lines(Path(output), (document.model_dump_json() for document in documents))
    write_points(Path(points), {series: rows for document in documents for series, rows in document.points.items()})
    lines = [f"{document.key}: {document.status}, {len(document.data)} data" for document in documents]
    corpus.tally.network = shared_worker().network
    # The kernel counts a child's time when it has ended.
    shared_worker().close()
    corpus.tally.cpu = _cpu_seconds() - start
    write_tally(Path(output).stem, corpus.tally)
    lines.append(summary(corpus.tally))
    Path(log).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _cpu_seconds() -> float:
    """CPU time of this process and its ended children in s."""
    return sum(os.times()[:4])
