"""A bucket of documents read as printed: their lines, the points of their digitized series, what the log says."""

import os
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from memlit.caching.contents import CONTENTS_FILE, Contents
from memlit.caching.entries import Cache
from memlit.errors import SourceError
from memlit.field import load_vocabulary
from memlit.files import sha256_of
from memlit.sources.extract import DocumentStore
from memlit.sources.texts import bucket_texts, document_files
from memlit.sources.throughput import CACHES, tally_line, write_tally
from memlit.worker import shared_worker


class Bucket(NamedTuple):
    """lines: of results/extracted/BUCKET.jsonl, sorted by key; points: the points of each digitized series by its id;
    log: what the log says.
    """

    lines: list[str]
    points: dict[str, str]
    log: str


def read_bucket(name: str, keys: Collection[str], vocabulary: Path, code: str, supplied: str) -> Bucket:
    """Read the documents `keys` as printed. name: of the bucket; code: the digest of the code, part of the cache's key.

    supplied: the digest of all files when the run began. Raises SourceError when one changed since, for the results
    would stand for contents that were not read.
    """
    start = _cpu_seconds()
    corpus = DocumentStore(
        sources=Path("sources"),
        records=Path("extracted"),
        vocabulary=load_vocabulary(vocabulary),
        cache=Cache(CACHES / "extract"),
        code=f"{code}-{sha256_of(vocabulary)}",
    )
    texts = bucket_texts(corpus, keys)
    files = [file for text in texts for file in document_files(corpus, text.key)]
    if supplied != Contents(Path(), CONTENTS_FILE).of([*files, vocabulary.as_posix()]):
        problem = f"a file of bucket {name} changed while the run read it"
        raise SourceError("sources/", problem, "run again when it is whole")
    corpus.tally.network = shared_worker().network
    # The kernel counts a child's time when it has ended.
    shared_worker().close()
    corpus.tally.cpu = _cpu_seconds() - start
    write_tally(name, corpus.tally)
    log = [*(f"{text.key}: {text.status}, {text.n_data} data" for text in texts), tally_line(corpus.tally)]
    points = {series: rows for text in texts for series, rows in text.points.items()}
    return Bucket([text.line for text in texts], points, "\n".join(log) + "\n")


def _cpu_seconds() -> float:
    """CPU time of this process and its ended children in s."""
    return sum(os.times()[:4])
