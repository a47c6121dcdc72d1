"""Whether a change of the code left the reading of documents as it was: every datum and every reading of it.

    python evaluation/code/same_reading.py keep FILE [--corpus FOLDER]       # before the change
    python evaluation/code/same_reading.py compare FILE [--corpus FOLDER]    # after it

All folders of sources/ are read anew, without a cache, and put into SI; so are ten documents with tables that nobody
described, where the open corpus is at hand. A datum, a reading, an unread head and a warning are a line each. Exits 1
with the lines that differ; those that are dropped on purpose are named with --gone, patterns of the shell for how a
line begins (`woo2016 reading woo2016:t1/*`).
"""

from __future__ import annotations

import argparse
import difflib
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from memlit.caching.entries import Cache
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import DocumentStore, read_document

CORPUS = Path("../shared/corpus")
STRANGERS = (
    "aguirre2024.md",
    "bettayeb2024.pdf",
    "caravelli2018.pdf",
    "chen2022.pdf",
    "chen2023.pdf",
    "dutta2020.pdf",
    "huang2016.html",
    "jiang2025.pdf",
    "lu2021.pdf",
    "soliman2023.pdf",
)
"""Documents with tables in text, of most kinds that the corpus has."""
SHOWN = 60
"""Lines of difference that are printed; the others are counted."""


def lines_of(root: Path, vocabulary: Vocabulary) -> Iterator[str]:
    """What is read of each folder of a review, sorted."""
    corpus = DocumentStore.of(root, vocabulary, Cache(None), "reading")
    corrections, _ = load_corrections(root / "curation/corrections.csv", vocabulary)
    for folder in sorted(path for path in (root / "sources").iterdir() if path.is_dir()):
        yield from sorted(_lines_of_document(corpus, folder.name, corrections, vocabulary))


def _lines_of_document(corpus: DocumentStore, key: str, corrections: list[Any], vocabulary: Vocabulary) -> list[str]:
    document = read_document(corpus, key)
    own = by_datum(row for row in corrections if row.document == key)
    readings = reconcile_document(document, own, vocabulary).readings
    return [
        *(f"{key} datum {one.id} {_text(one)}" for one in (*document.data, *(document.read or ()))),
        *(f"{key} reading {one.id} {_text(one)}" for one in readings),
        *(f"{key} unmapped {one.text}" for one in document.unmapped),
        *(f"{key} warning {one}" for one in document.warnings),
        f"{key} status {document.status}",
    ]


def _text(record: Any) -> str:
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)


def strangers(corpus: Path, vocabulary: Vocabulary) -> Iterator[str]:
    """What is read of documents that nobody described; nothing where the corpus is absent."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in STRANGERS:
            if (corpus / name).is_file():
                home = root / "sources" / Path(name).stem
                home.mkdir(parents=True)
                shutil.copy(corpus / name, home)
        if (root / "sources").is_dir():
            # A warning names its file by the path of the folder, which is another one each time.
            yield from (line.replace(str(root), "") for line in lines_of(root, vocabulary))


def differences(before: list[str], after: list[str], gone: list[str]) -> list[str]:
    """The lines that differ, but those that begin as `gone` says and are only before."""
    changed = [line for line in difflib.unified_diff(before, after, lineterm="", n=0) if line[:1] in "+-"]
    lines = [line for line in changed if not line.startswith(("+++", "---"))]
    return [line for line in lines if not (line[0] == "-" and any(fnmatchcase(line[1:], f"{one}*") for one in gone))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("keep", "compare"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--gone", nargs="*", default=[], metavar="LINE", help="dropped on purpose")
    given = parser.parse_args()
    vocabulary = load_vocabulary(Path(VOCABULARY_FILE))
    lines = [*lines_of(Path(), vocabulary), *strangers(given.corpus, vocabulary)]
    if given.what == "keep":
        given.file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(lines)} lines")
        return 0
    found = differences(given.file.read_text(encoding="utf-8").splitlines(), lines, given.gone)
    print("\n".join(line[:400] for line in found[:SHOWN]))
    print(f"{len(found)} lines differ of {len(lines)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
