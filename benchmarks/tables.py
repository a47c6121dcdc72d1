"""Table extraction on the ICDAR 2013 documents: memlit beside the tools that are importable.

    python benchmarks/tables.py TRUTH_FOLDER [--scorer FILE] [--tools memlit,pdfplumber,...] [--per-doc]

TRUTH_FOLDER holds NAME.pdf and NAME-str.xml. The scorer is a Python file with `load_gt`, `score_doc` and
`score` by the cell-adjacency protocol of the competition (Goebel et al., ICDAR 2013); without --scorer it is
score_tables.py beside the folder. All tools run in this one process; imports and a warm-up document are not
timed.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# scripts beside this one must not stand in for standard modules of their name
sys.path[:] = [p for p in sys.path if Path(p).resolve() != Path(__file__).resolve().parent]

Prediction = list[dict[str, Any]]
Reader = Callable[[Path], Prediction]


def _grid(page: int, rows: list[list[str | None]]) -> dict[str, Any]:
    return {"page": page, "rows": [[cell or "" for cell in row] for row in rows]}


def memlit() -> Reader:
    """memlit's own reader; a table that runs over pages names all its pages."""
    from memlit.tables import read_tables

    def read(path: Path) -> Prediction:
        out = []
        for table in read_tables(path).tables:
            later = [int(f.rpartition(":")[2]) for f in table.flags if f.startswith("continued-on-page")]
            cells = [[c.row, c.row + c.rowspan - 1, c.col, c.col + c.colspan - 1, c.text] for c in table.cells]
            out.append({"pages": [table.page, *later], "page": table.page, "cells": cells})
        return out

    return read


def memlit_blinded(*, horizontal: bool) -> Callable[[], Reader]:
    """memlit with vertical rules and fills hidden from it, and on demand the horizontal rules too."""

    def make() -> Reader:
        from memlit.tables import pdf

        inner, draw = memlit(), pdf.read_drawing

        def blinded(page: Any, content: Any) -> None:
            draw(page, content)
            content.vertical.clear()
            content.fills.clear()
            if horizontal:
                content.horizontal.clear()

        def read(path: Path) -> Prediction:
            pdf.read_drawing = blinded
            try:
                return inner(path)
            finally:
                pdf.read_drawing = draw

        return read

    return make


def pdfplumber() -> Reader:
    """pdfplumber with its default settings (lines)."""
    import pdfplumber as module

    def read(path: Path) -> Prediction:
        with module.open(path) as pdf:
            return [_grid(i, rows) for i, page in enumerate(pdf.pages, 1) for rows in page.extract_tables()]

    return read


def camelot(flavor: str) -> Callable[[], Reader]:
    """One flavor of camelot."""

    def make() -> Reader:
        import camelot as module

        def read(path: Path) -> Prediction:
            tables = module.read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True)
            return [_grid(int(t.page), t.df.values.tolist()) for t in tables]

        return read

    return make


def img2table(*, borderless: bool) -> Callable[[], Reader]:
    """img2table on the text layer, with or without borderless tables."""

    def make() -> Reader:
        from img2table.document import PDF

        def read(path: Path) -> Prediction:
            found = PDF(str(path)).extract_tables(borderless_tables=borderless)
            return [_grid(page + 1, t.df.fillna("").values.tolist()) for page, ts in found.items() for t in ts]

        return read

    return make


def tabula() -> Reader:
    """tabula-java through tabula-py, its method guessed for each page."""
    import tabula as module

    def read(path: Path) -> Prediction:
        import pypdfium2

        with pypdfium2.PdfDocument(path) as document:
            n_pages = len(document)
        out = []
        for page in range(1, n_pages + 1):
            for frame in module.read_pdf(str(path), pages=page, pandas_options={"header": None}, silent=True):
                out.append(_grid(page, frame.fillna("").astype(str).values.tolist()))
        return out

    return read


TOOLS: dict[str, Callable[[], Reader]] = {
    "memlit": memlit,
    "memlit-no-verticals": memlit_blinded(horizontal=False),
    "memlit-no-rules": memlit_blinded(horizontal=True),
    "pdfplumber": pdfplumber,
    "camelot-lattice": camelot("lattice"),
    "camelot-stream": camelot("stream"),
    "camelot-network": camelot("network"),
    "camelot-hybrid": camelot("hybrid"),
    "img2table": img2table(borderless=False),
    "img2table-borderless": img2table(borderless=True),
    "tabula": tabula,
}


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score_tables", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: is no Python file; give the scorer with --scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _count_pages(paths: list[Path]) -> int:
    import pypdfium2

    total = 0
    for path in paths:
        with pypdfium2.PdfDocument(path) as document:
            total += len(document)
    return total


def run(reader: Reader, paths: list[Path]) -> tuple[dict[str, Prediction], list[str], float]:
    """Predictions by document, the documents that failed, and the seconds spent."""
    predictions: dict[str, Prediction] = {}
    failed = []
    start = time.perf_counter()
    for path in paths:
        try:
            predictions[path.stem] = reader(path)
        except Exception as error:
            failed.append(f"{path.stem}: {type(error).__name__}: {error}".splitlines()[0][:160])
    return predictions, failed, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--per-doc", action="store_true")
    args = parser.parse_args()
    scorer = _scorer(args.scorer or args.truth.parent / "score_tables.py")
    truth = scorer.load_gt(str(args.truth))
    paths = sorted(args.truth.glob("*.pdf"))
    n_pages = _count_pages(paths)
    print(f"{len(paths)} documents, {n_pages} pages")
    print(f"{'tool':22}{'P':>7}{'R':>7}{'F1':>7}{'doc F1':>8}{'good':>6}{'false':>7}{'pages/s':>9}{'failed':>8}")
    for name in args.tools.split(","):
        try:
            reader = TOOLS[name]()
        except ImportError:
            print(f"{name:22}not importable here")
            continue
        run(reader, paths[:1])
        predictions, failed, seconds = run(reader, paths)
        total, rows = scorer.score(truth, predictions)
        false = total["pred_tables"] - total["matched"]
        print(
            f"{name:22}{total['P']:7.3f}{total['R']:7.3f}{total['F1']:7.3f}{total['docF1']:8.3f}"
            f"{total['good']:6d}{false:7d}{n_pages / seconds:9.1f}{len(failed):8d}",
            flush=True,
        )
        for line in failed:
            print("   failed", line)
        if args.per_doc:
            for doc, row in sorted(rows.items()):
                print(f"   {doc:14} {row}")


if __name__ == "__main__":
    main()
