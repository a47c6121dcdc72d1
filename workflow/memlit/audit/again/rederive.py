"""Derive the data of documents from sources/ alone, for the recheck: `python -m memlit.audit.again.rederive KEY...`.

Works in the current folder, which holds sources/KEY, config/vocabulary.yaml and curation/corrections.csv; no record and
no cache is read. Prints one reading a line, and an empty line after each document.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from memlit.caching.entries import Cache
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import json_line
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import DocumentStore, read_document

NO_RECORDS = Path("no-records")


def derived_lines(keys: Iterable[str]) -> Iterator[str]:
    """JSON of every reading of the documents `keys`, sorted by id in each, and "" after each of them."""
    vocabulary = load_vocabulary(Path(VOCABULARY_FILE))
    usable, _ = load_corrections(Path("curation/corrections.csv"), vocabulary)
    fixes = by_datum(usable)
    corpus = DocumentStore(Path("sources"), NO_RECORDS, vocabulary, Cache(None), code="recheck")
    for key in sorted(keys):
        reconciled = reconcile_document(read_document(corpus, key), fixes, vocabulary)
        for reading in reconciled.readings:
            yield json_line(reading.model_dump(mode="json", exclude_defaults=True))
        yield ""


if __name__ == "__main__":
    for line in derived_lines(sys.argv[1:]):
        print(line, flush=not line)
