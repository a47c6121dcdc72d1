"""Table finding on generated documents with known tables, in looks of three typesetters.

    python evaluation/tables/generated_tables.py [--seeds 0:3] [--looks dev|held-out|all|NAME,...] [--keep FOLDER]
    [--each]

Typeset by typst, Chromium and pdflatex from made-up statistics, word tables and device tables, with running text,
lists, contents, references, equations, charts and boxes around them. A typesetter that is not installed is named and
its looks are left out. Seeds from 1000 on and looks marked as held out were not looked at while the reader was
developed. --keep keeps the PDFs (and reads them back), --each names every table below 0.9.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from evaluation.tables.typeset import html_writer, latex_writer, typst_writer
from evaluation.tables.typeset.marks import truths
from evaluation.tables.typeset.model import Document, Look
from evaluation.tables.typeset.pages import LOOKS, document
from evaluation.tables.typeset.relations import Cells, Score, score

WRITERS = {"typst": typst_writer, "html": html_writer, "latex": latex_writer}


def memlit(path: Path) -> list[Cells]:
    """Tables as memlit reads them."""
    from printed.tables import read_tables

    return [
        [(c.row, c.row + c.rowspan - 1, c.col, c.col + c.colspan - 1, c.text) for c in table.cells]
        for table in read_tables(path).tables
    ]


def chosen(names: str) -> list[Look]:
    if names in ("dev", "held-out", "all"):
        return [look for look in LOOKS if names == "all" or look.held_out == (names == "held-out")]
    return [look for look in LOOKS if look.name in names.split(",")]


def made(doc: Document, folder: Path) -> Path:
    """The document's PDF, typeset where the folder does not have it."""
    path = folder / f"{doc.name}.pdf"
    if not path.exists():
        WRITERS[doc.look.writer].write(doc, path)
    return path


def measure(looks: list[Look], seeds: range, folder: Path, reader: Callable[[Path], list[Cells]], each: bool) -> None:
    total, documents, seconds = Score(), [], 0.0
    print(f"{'look':26}{'P':>7}{'R':>7}{'F1':>7}{'good':>6}{'tables':>8}{'false':>7}")
    for look in looks:
        if not WRITERS[look.writer].available():
            print(f"{look.name:26}{look.writer} is not installed, left out")
            continue
        sums, lines = Score(), []
        for seed in seeds:
            doc = document(look, seed)
            path = made(doc, folder)
            start = time.perf_counter()
            found = reader(path)
            seconds += time.perf_counter() - start
            part, scores = score([truths(t, look) for t in doc.truth], found)
            sums += part
            documents.append(part)
            lines += [f"   {doc.name} table {i}: {s:.3f}" for i, s in enumerate(scores, 1) if s < 0.9]
            lines += [f"   {doc.name}: {part.found - part.matched} false"] if part.found > part.matched else []
        print(_row(look.name, sums), flush=True)
        if each:
            print("\n".join(lines))
        total += sums
    print(_row("all", total))
    precision = sum(d.precision for d in documents) / len(documents)
    recall = sum(d.recall for d in documents) / len(documents)
    print(
        f"document F1 {2 * precision * recall / (precision + recall):.3f}, {len(documents)} documents, {seconds:.1f} s"
    )


def _row(name: str, s: Score) -> str:
    numbers = f"{s.precision:7.3f}{s.recall:7.3f}{s.f1:7.3f}{s.good:6d}{s.tables:8d}{s.found - s.matched:7d}"
    return f"{name:26}{numbers}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="0:3")
    parser.add_argument("--looks", default="dev")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--each", action="store_true")
    args = parser.parse_args()
    first, last = map(int, args.seeds.split(":"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        measure(chosen(args.looks), range(first, last), folder, memlit, args.each)


if __name__ == "__main__":
    main()
