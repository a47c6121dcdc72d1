"""Labelled documents, read once, and what the rules of meaning make of each: rows right, and readings wrong.

The tables, text and references of PDFs are kept, as plain records, in a folder outside the repository; other documents
are quick to read.
"""

from __future__ import annotations

import csv
import json
import math
import pickle
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evaluation.tables import device_pages, publications, real_documents
from tests.one_document import readings_of_placed

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = ROOT / "tests/data/passages_sentences.jsonl"
QUANTITIES = ROOT / "tests/data/quantities_labelled.jsonl"
HEADERS = ROOT / "tests/data/headers_labelled.csv"
REVIEW_LABELS = ROOT / "tests/data/passages_labelled.csv"
Outcome = Counter[str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document, or a few labelled lines, and what counts its rows: right ones, and wrong readings."""

    kind: str
    name: str
    count: Callable[[], Outcome]


@dataclass(slots=True)
class _Kept:
    tables: Any
    blocks: Any
    references: Any


class Reader:
    """Reads documents as nobody described them, PDFs from what is kept of them."""

    def __init__(self, folder: Path) -> None:
        from memlit.field import load_vocabulary

        self.folder = folder
        self.vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
        self.kept: dict[Path, _Kept] = {}

    def placed(self, path: Path, kind: str) -> Path:
        """The document in a source folder of its own, with what is kept of it at hand."""
        home = self.folder / kind / "sources" / path.stem
        home.mkdir(parents=True, exist_ok=True)
        placed = home / path.name
        if not placed.exists():
            shutil.copy(path, placed)
        if path.suffix == ".pdf":
            stored = self.folder / kind / f"{path.stem}.pickle"
            if not stored.exists():
                stored.write_bytes(pickle.dumps(_read(placed)))
            self.kept[placed] = pickle.loads(stored.read_bytes())
        return placed

    def readings(self, placed: Path, *, with_text: bool, keep_derived: bool = False) -> Any:
        """Readings of a placed document."""
        with self._at_hand():
            return readings_of_placed(placed, self.vocabulary, with_text=with_text, keep_derived=keep_derived)[0]

    @contextmanager
    def _at_hand(self) -> Iterator[None]:
        import printed.tables
        from memlit.passages.find import finds_in
        from memlit.sources.data import from_tables, from_text

        read = printed.tables.read_tables, from_tables.read_references, from_text.read_passages

        def kept(source: Any) -> _Kept | None:
            return self.kept.get(getattr(source, "path", source))

        def tables(source: Any) -> Any:
            known = kept(source)
            return known.tables if known else read[0](source)

        def references(source: Any) -> Any:
            known = kept(source)
            return known.references if known else read[1](source)

        def passages(source: Any, vocabulary: Any) -> Any:
            known = kept(source)
            if known is None:
                return read[2](source, vocabulary)
            blocks, warnings = known.blocks
            return replace(finds_in(blocks, vocabulary), warnings=warnings)

        printed.tables.read_tables = tables  # type: ignore[assignment]
        from_tables.read_references, from_text.read_passages = references, passages  # type: ignore[assignment]
        try:
            yield
        finally:
            printed.tables.read_tables, from_tables.read_references, from_text.read_passages = read


def _read(path: Path) -> _Kept:
    from memlit.sources.attribution.reference_list import read_references
    from printed.documents.opened import OpenDocument
    from printed.tables import read_tables

    with OpenDocument(path) as document:
        return _Kept(read_tables(document), document.blocks, read_references(document))


def documents(reader: Reader, real: Path, shared: Path) -> list[Labelled]:
    """All labelled documents at hand. real: folder of the real documents; shared: of publications and the review."""
    return [
        *_pages(reader),
        *_real(reader, real),
        *_publications(reader, shared / "bench/publications"),
        *_sentences(reader),
        *_review(reader, shared / "seed/review.txt"),
        *_sources(reader),
        *_quantities(),
        Labelled("headers", "headers", lambda: _headers(reader)),
    ]


def _pages(reader: Reader) -> Iterator[Labelled]:
    made = reader.folder / "made"
    made.mkdir(parents=True, exist_ok=True)
    for truth in sorted(device_pages.PAGES.glob("*.csv")):
        path = next(
            (one for one in made.glob(f"{truth.stem}.*") if one.suffix in (".pdf", ".html", ".tex", ".xml")), None
        )
        try:
            path = path or device_pages.made(truth.stem, made)
        except FileNotFoundError as error:
            print(f"{truth.stem} is left out: {error.filename} is missing", file=sys.stderr)
            continue
        placed, rows = reader.placed(path, "pages"), publications.rows_of(truth)

        def count(placed: Path = placed, rows: Any = rows) -> Outcome:
            return device_pages.outcomes(rows, reader.readings(placed, with_text=False))[0]

        yield Labelled("device pages", truth.stem, count)


def _real(reader: Reader, folder: Path) -> Iterator[Labelled]:
    labels = publications.rows_of(real_documents.TRUTH / "sentences.csv")
    for path in sorted((*folder.glob("*.html"), *folder.glob("*.tex"))):
        table = real_documents.TRUTH / f"{path.stem}.csv"
        rows = [row | {"paper": ""} for row in publications.rows_of(table)] if table.is_file() else []
        said = [row for row in labels if row["key"] == path.stem]
        if not rows and not said:
            continue
        placed = reader.placed(path, "real")

        def count(placed: Path = placed, rows: Any = rows, said: Any = said) -> Outcome:
            readings = reader.readings(placed, with_text=True)
            in_text = [one for one in readings if one.datum.method == "text"]
            found = device_pages.outcomes(rows, [one for one in readings if one.datum.method != "text"])[0]
            text = real_documents.sentences(said, in_text, reader.vocabulary)[0]
            found["in text right"], found["in text wrong"] = text["found"], text["false"] + text["other"]
            return found

        yield Labelled("real documents", path.stem, count)


def _publications(reader: Reader, folder: Path) -> Iterator[Labelled]:
    if not (folder / "truth.csv").is_file():
        return
    truth, said = publications.rows_of(folder / "truth.csv"), publications.rows_of(folder / "passages_truth.csv")
    joined = publications.rows_of(publications.TUPLES)
    for path in sorted((*folder.glob("*.pdf"), *folder.glob("*.tex"))):
        key, placed = path.stem, reader.placed(path, "publications")

        def count(key: str = key, placed: Path = placed) -> Outcome:
            readings = reader.readings(placed, with_text=True, keep_derived=True)
            own = [one for one in readings if not one.is_derived and one.datum.method != "text"]
            found = publications.score(key, [row for row in truth if row["key"] == key], own)[0]
            in_text = [one for one in readings if not one.is_derived and one.datum.method == "text"]
            text = publications.passages(said, {key: in_text})
            tuples = publications.tuples(joined, {key: readings})[0]
            return Counter(
                {
                    "right": found["right"],
                    "wrong": found["silent"],
                    "in text right": text["right"],
                    "in text wrong": text["without a label"] + text["other"],
                    "tuples right": sum(n for kind, n in tuples.items() if kind.endswith(": right")),
                    "tuples wrong": sum(n for kind, n in tuples.items() if kind.endswith("wrongly joined")),
                }
            )

        yield Labelled("publications", key, count)


def _finds(reader: Reader, text: str) -> Any:
    """The finds of a text file's text."""
    from memlit.passages.find import finds_in
    from printed.documents.blocks.plain import read_plain_text

    path = reader.folder / "sentence.txt"
    path.write_text(text + "\n", encoding="utf-8")
    return list(finds_in(read_plain_text(path), reader.vocabulary).finds)


def _sentences(reader: Reader) -> Iterator[Labelled]:
    cases = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]

    def count(case: Any) -> Outcome:
        finds, at, right = _finds(reader, case["text"]), 0, 0
        for value in case["values"]:
            start = case["text"].index(value["printed"], at)
            at = start + 1
            there = [one for one in finds if one.start < start + len(value["printed"]) and one.end > start]
            good = [one for one in there if one.parameter in value["parameters"] and _is_value(one, value)]
            if good:
                right += 1
                finds.remove(good[0])
        return Counter({"in text right": right, "in text wrong": len(finds)})

    for number, case in enumerate(cases):
        yield Labelled("sentences", f"sentence {number}", lambda case=case: count(case))


def _is_value(find: Any, value: dict[str, Any]) -> bool:
    keys = [key for key in ("si_value", "si_lower", "si_upper") if key in value]
    return all(
        (got := getattr(find.quantity, key)) is not None and math.isclose(got, value[key], rel_tol=1e-6) for key in keys
    )


def _review(reader: Reader, path: Path) -> Iterator[Labelled]:
    from evaluation.text import passages

    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    labels = publications.rows_of(REVIEW_LABELS)
    wanted = [one for one in labels if not one["parameters"].startswith("?")]
    open_ones = [one for one in labels if one["parameters"].startswith("?")]

    def count() -> Outcome:
        finds = _finds(reader, text)
        good = [one for one in finds if any(passages.overlaps(one, of) and passages.is_right(one, of) for of in wanted)]
        free = [one for one in finds if one not in good and any(passages.overlaps(one, of) for of in open_ones)]
        return Counter({"in text right": len(good), "in text wrong": len(finds) - len(good) - len(free)})

    yield Labelled("review", "review", count)


def _sources(reader: Reader) -> Iterator[Labelled]:
    """The files of sources/, whose data are those of the accepted records: right is what stays as it is."""
    from memlit.sources.data.from_tables import mine_file
    from memlit.sources.data.supplied import Supplied
    from memlit.sources.folder import read_folder

    expected: dict[str, set[str]] = {}

    def count(key: str, folder: Any) -> Outcome:
        data = [
            one.model_dump_json(exclude={"read_at"})
            for path in folder.mined_files
            if path.suffix in (".csv", ".tsv", ".xlsx", ".html", ".xml", ".tex")
            for one in mine_file(Supplied(path, "0" * 64, folder, reader.vocabulary)).data
        ]
        now = set(data)
        was = expected.setdefault(key, now)
        return Counter({"right": len(was & now), "wrong": len(now - was)})

    for home in sorted((ROOT / "sources").iterdir()):
        if home.is_dir():
            folder = read_folder(home.parent, home.name)
            yield Labelled("sources", home.name, lambda key=home.name, folder=folder: count(key, folder))


def _quantities() -> Iterator[Labelled]:
    from evaluation.text import quantities

    cases = [json.loads(line) for line in QUANTITIES.read_text(encoding="utf-8").splitlines()]

    def count(part: Any) -> Outcome:
        found = quantities.read_memlit(part)
        total = Counter[str]()
        for case, one in zip(part, found, strict=True):
            right, silent = quantities.score(case, one, None)
            total.update({"strings right": right and _is_whole(case, one), "strings wrong": silent})
        return total

    for start in range(0, len(cases), 15):
        part = cases[start : start + 15]
        yield Labelled("quantities", f"strings {start}", lambda part=part: count(part))


def _is_whole(case: dict[str, Any], found: list[dict[str, Any]]) -> bool:
    """Whether every labelled field is as labelled, numbers nearly."""
    wanted = [one for one in case["expect"] if one.get("kind") != "none"]
    return all(
        _is_as_labelled(got, name, label)
        for one, got in zip(wanted, found, strict=False)
        for name, label in one.items()
    )


def _is_as_labelled(got: dict[str, Any], name: str, label: Any) -> bool:
    if name == "flag":
        return label in got["flags"]
    if name == "candidates":
        return all(any(_is_near(float(one), other) for other in got["candidates_si"]) for one in label)
    return _is_near(label, got[name]) if isinstance(label, float | int) else bool(label == got[name])


def _is_near(label: float, got: Any) -> bool:
    return isinstance(got, float | int) and math.isclose(label, got, rel_tol=1e-6)


def _headers(reader: Reader) -> Outcome:
    from evaluation.text.headers import name

    with HEADERS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [(row["parameters"], name(reader.vocabulary.match_header(row["header"]))) for row in rows]
    right = sum(label == got for label, got in found)
    return Counter({"strings right": right, "strings wrong": sum(bool(got) and got != label for label, got in found)})
