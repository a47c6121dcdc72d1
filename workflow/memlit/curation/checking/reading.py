"""What a run would read of documents, from its own cache where their files are as they were."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit.caching.entries import Cache
from memlit.code_hash import code_digest
from memlit.datum import DocumentReading, ReconciledDocument, parse_record
from memlit.errors import counted
from memlit.field import Vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import sha256_of
from memlit.reconcile.corrections import Correction, by_datum
from memlit.reconcile.document import reconcile_document
from memlit.reconcile.losses import ACCEPTED
from memlit.reconcile.page_accounts import not_read_whole, page_accounts
from memlit.sources.extract import DocumentStore
from memlit.sources.texts import DocumentText, document_text
from memlit.sources.throughput import CACHES

EXTRACT_CODE = "memlit.stages.mining.extract_publications"
"""The module by which a run addresses what it has read."""


class DocumentReader:
    """Reads documents of the review in `root` as its next run does, and by OCR what is a picture; writes no record."""

    def __init__(self, root: Path, vocabulary: Vocabulary, corrections: Sequence[Correction]) -> None:
        # Lines about another folder name their files by its path, so they are not for the run's cache.
        cache = Cache(CACHES / "extract" if root == Path() else None)
        code = f"{code_digest(EXTRACT_CODE)}-{sha256_of(root / VOCABULARY_FILE)}"
        self._corpus = DocumentStore.of(root, vocabulary, cache, code, looks=True)
        self._corrections = corrections

    def read(self, key: str) -> tuple[list[str], list[str]]:
        """(what each file gave and what of its pages is left, where there is no accepted record of it; what was not
        read), a line each.
        """
        text = document_text(self._corpus, key)
        plain = json.loads(text.line)
        if plain["status"] in ACCEPTED and not any(datum.get("figure") for datum in plain["data"]):
            return [], plain["warnings"]
        document = self._document(text)
        reconciled = self._reconciled(document)
        lost = list(reconciled.problems)
        given = [] if document.status in ACCEPTED else [*_given(key, plain), *_left_of_pages(reconciled)]
        # A document that cannot be used at all says so in its reason.
        reason = (
            [document.reason] if document.status == "excluded" and document.reason and not document.warnings else []
        )
        return given, [*reason, *lost]

    def reconciled(self, key: str) -> ReconciledDocument:
        """The readings of a document in SI."""
        return self._reconciled(self._document(document_text(self._corpus, key)))

    def _document(self, text: DocumentText) -> DocumentReading:
        document = parse_record(DocumentReading, json.loads(text.line), text.key)
        return document.model_copy(update={"points": text.points})

    def _reconciled(self, document: DocumentReading) -> ReconciledDocument:
        own = by_datum(row for row in self._corrections if row.document == document.key)
        return reconcile_document(document, own, self._corpus.vocabulary)


def _left_of_pages(document: ReconciledDocument) -> list[str]:
    """A line for each page with a grid or a text that was not read, and one for what is left of all others."""
    left = not_read_whole(page_accounts(document))
    lines = [f"sources/{document.key}/{page.line}" for page in left if page.is_table_left]
    others = counted(sum(not page.is_table_left for page in left), "page")
    if len(lines) < len(left):
        lines.append(f"sources/{document.key}: {others} with more that is not read: memlit found {document.key}")
    return lines


def _given(key: str, document: Mapping[str, Any]) -> list[str]:
    counts = Counter(datum["locator"]["file"] for datum in document["data"] if datum["method"] != "text")
    texts = Counter(datum["locator"]["file"] for datum in document["data"] if datum["method"] == "text")
    return [
        f"sources/{key}/{file}: {counted(counts[file], 'printed reading')}"
        + (f", {counted(texts[file], 'candidate')} in sentences" if texts[file] else "")
        for file in sorted(counts | texts)
    ]
