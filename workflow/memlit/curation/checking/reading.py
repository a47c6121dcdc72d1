"""What a run would read of documents, from its own cache where their files are as they were."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from memlit.caching.entries import Cache
from memlit.code_hash import reading_digest
from memlit.curation.record_differences import differences, n_differing
from memlit.datum import DEVICE_NAME, DocumentReading, ReconciledDocument, parse_record
from memlit.errors import RecordError, counted
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


class DocumentReader:
    """Reads documents of the review in `root` as its next run does, and by OCR what is a picture; writes no record."""

    def __init__(self, root: Path, vocabulary: Vocabulary, corrections: Sequence[Correction]) -> None:
        # Lines about another folder name their files by its path, so they are not for the run's cache.
        cache = Cache(CACHES / "extract" if root == Path() else None)
        code = f"{reading_digest()}-{sha256_of(root / VOCABULARY_FILE)}"
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
        reconciled = self.in_si(document)
        lost = [*_differs(document), *reconciled.problems]
        given = [] if document.status in ACCEPTED else [*_given(document), *_left_of_pages(reconciled)]
        # A document that cannot be used at all says so in its reason.
        reason = (
            [document.reason] if document.status == "excluded" and document.reason and not document.warnings else []
        )
        return given, [*reason, *lost]

    def document(self, key: str) -> DocumentReading:
        """A document as it is read, and as its record says."""
        return self._document(document_text(self._corpus, key))

    def _document(self, text: DocumentText) -> DocumentReading:
        document = parse_record(DocumentReading, json.loads(text.line), text.key)
        return document.model_copy(update={"points": text.points})

    def reconciled(self, key: str) -> ReconciledDocument:
        """The readings of a document in SI."""
        return self.in_si(self.document(key))

    def in_si(self, document: DocumentReading) -> ReconciledDocument:
        """The readings of a document that was read, in SI."""
        own = by_datum(row for row in self._corrections if row.document == document.key)
        return reconcile_document(document, own, self._corpus.vocabulary)


def _left_of_pages(document: ReconciledDocument) -> list[str]:
    """A line for each page with a grid or a text that was not read, and one for what is left of all others."""
    left = not_read_whole(page_accounts(document))
    lines = [f"sources/{document.key}/{page.line}" for page in left if page.is_table_left]
    others = counted(sum(not page.is_table_left for page in left), "page")
    if len(lines) < len(left):
        lines.append(f"sources/{document.key}: {others} with more that is not read: memlit check {document.key}")
    return lines


def _differs(document: DocumentReading) -> list[str]:
    """One line for a document that is read otherwise than its accepted record says, which is what a run uses."""
    if document.status != "changed":
        return []
    key = document.key
    count = n_differing(differences(document.data, document.read or ()))
    problem = f"differs in {counted(count, 'value')} from what is read of sources/{key} now, and is what a run uses"
    remedy = f"see memlit check {key}, then mend the source or memlit accept {key}"
    return [str(RecordError(f"extracted/{key}.json", problem, remedy))]


def _given(document: DocumentReading) -> list[str]:
    """A line for each file that was read, with the number of its values, names of devices apart: of those read now,
    where the record has others.
    """
    read = document.data if document.read is None else document.read
    data = [datum for datum in read if datum.locator.file in document.files and datum.parameter != DEVICE_NAME]
    counts = Counter(datum.locator.file for datum in data if datum.method != "text")
    texts = Counter(datum.locator.file for datum in data if datum.method == "text")
    return [
        f"sources/{document.key}/{file}: {counted(counts[file], 'printed reading')}"
        + (f", {counted(texts[file], 'candidate')} in sentences" if texts[file] else "")
        for file in sorted(counts | texts)
    ]
