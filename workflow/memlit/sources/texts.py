"""The lines of a bucket: each document as it was read, from the cache where none of its files changed."""

import contextlib
import os
from collections.abc import Iterable
from typing import NamedTuple

from memlit.caching.entries import Cache
from memlit.errors import CountError
from memlit.files import sha256_of
from memlit.sources.extract import DocumentStore, is_still, read_document
from memlit.sources.folder import source_names
from memlit.sources.points import RECORD_SUFFIXES


class DocumentText(NamedTuple):
    """A document as a line of results/extracted/BUCKET.jsonl, its points by series, and what the log says of it.

    n_files: readings of files that it took, counted as the tally counts them.
    """

    key: str
    line: str
    points: dict[str, str]
    status: str
    n_data: int
    n_files: int


def bucket_texts(corpus: DocumentStore, keys: Iterable[str]) -> list[DocumentText]:
    """The documents of a bucket, sorted by key: as many as there are keys, else a CountError."""
    wanted = sorted(keys)
    texts = [document_text(corpus, key) for key in wanted]
    if [text.key for text in texts] != sorted(set(wanted)):
        raise CountError("extract", f"{len(wanted)} documents in, other ones out", "look for repeated keys")
    return texts


def document_text(corpus: DocumentStore, key: str) -> DocumentText:
    """One document, stored under the bytes of all its files: no model is built of what did not change."""
    address = _address(corpus, key)
    # An entry that does not fit (another version) counts as absent.
    with contextlib.suppress(KeyError, TypeError):
        stored = corpus.cache.get(address)
        if stored is not None:
            text = DocumentText(**stored)
            corpus.tally.cached += text.n_files
            return text
    before = corpus.tally.files + corpus.tally.cached
    document = read_document(corpus, key)
    text = DocumentText(
        key=document.key,
        line=document.model_dump_json(),
        points=document.points,
        status=document.status,
        n_data=len(document.data),
        n_files=corpus.tally.files + corpus.tally.cached - before,
    )
    # What a limit stopped on a busy machine, or a fault of the disk, must not stand for ever.
    is_whole = document.status != "excluded" and not document.unreadable
    if is_whole and is_still(lambda: _address(corpus, key), address):
        corpus.cache.put(address, text._asdict())
    return text


def document_files(corpus: DocumentStore, key: str) -> list[str]:
    """All files that decide the line of a document: what was supplied, its record, its points and its pictures."""
    # Texts and no paths: a bucket asks this of thousands of documents of which one changed.
    folder = f"{corpus.sources}/{key}"
    records = [f"{corpus.records}/{key}{suffix}" for suffix in RECORD_SUFFIXES]
    return [*(f"{folder}/{name}" for name in source_names(folder)[0]), *filter(os.path.isfile, records)]


def _address(corpus: DocumentStore, key: str) -> str:
    digests = [f"{file}:{sha256_of(file)}" for file in document_files(corpus, key)]
    return Cache.key(corpus.code, "looked at" if corpus.looks else "document", key, *digests)
