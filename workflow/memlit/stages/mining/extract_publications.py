"""Rule extract_publications: documents of a bucket to results/extracted/BUCKET.jsonl."""

import os
from pathlib import Path

from memlit.caching.contents import CONTENTS_FILE, Contents
from memlit.caching.entries import Cache
from memlit.errors import SourceError
from memlit.field import load_vocabulary
from memlit.files import sha256_of, write_lines
from memlit.sources.extract import DocumentStore
from memlit.sources.points import write_points
from memlit.sources.texts import bucket_texts, document_files
from memlit.sources.throughput import CACHES, tally_line, write_tally
from memlit.stages.job import Job
from memlit.worker import shared_worker


def run(job: Job) -> None:
    """Read documents as printed. params: documents, their keys; code, the digest of the code, part of the cache's key;
    supplied, the digest of all files when the run began.

    points: where the points of digitized series go. Raises SourceError when a file changed since, for the results would
    stand for contents that were not read.
    """
    vocabulary, output = job.path("vocabulary"), job.output("documents")
    start = _cpu_seconds()
    corpus = DocumentStore(
        sources=Path("sources"),
        records=Path("extracted"),
        vocabulary=load_vocabulary(vocabulary),
        cache=Cache(CACHES / "extract"),
        code=f"{job.code}-{sha256_of(vocabulary)}",
    )
    texts = bucket_texts(corpus, job.params["documents"])
    files = [file for text in texts for file in document_files(corpus, text.key)]
    if job.params["supplied"] != Contents(Path(), CONTENTS_FILE).of([*files, vocabulary.as_posix()]):
        problem = f"a file of bucket {output.stem} changed while the run read it"
        raise SourceError("sources/", problem, "run again when it is whole")
    write_lines(output, (text.line for text in texts))
    write_points(job.output("points"), {series: rows for text in texts for series, rows in text.points.items()})
    lines = [f"{text.key}: {text.status}, {text.n_data} data" for text in texts]
    corpus.tally.network = shared_worker().network
    # The kernel counts a child's time when it has ended.
    shared_worker().close()
    corpus.tally.cpu = _cpu_seconds() - start
    write_tally(output.stem, corpus.tally)
    lines.append(tally_line(corpus.tally))
    Path(job.params["log"]).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _cpu_seconds() -> float:
    """CPU time of this process and its ended children in s."""
    return sum(os.times()[:4])
