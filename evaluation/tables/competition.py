"""Table extraction on the ICDAR 2013 documents: memlit beside other tools, in one run on one machine.

    python evaluation/tables/competition.py TRUTH_FOLDER [--install] [--scorer FILE] [--tools memlit,pdfplumber,...]
    [--per-doc]

TRUTH_FOLDER holds NAME.pdf and NAME-str.xml. The scorer is a Python file with `load_gt`, `score_doc` and
`score` by the cell-adjacency protocol of the competition (Goebel et al., ICDAR 2013); without --scorer it is
score_tables.py beside the folder. Each tool runs in one long-lived process; imports and a warm-up document are not
timed. The other tools live in an environment of their own under the temporary folder; --install makes it. A tool
that is not installed there is named and left out. A document that takes a tool over 60 s counts as failed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Prediction = list[dict[str, Any]]
Reader = Callable[[Path], Prediction]


ENVIRONMENT = Path(tempfile.gettempdir()) / "memlit-benchmark-tables"
PACKAGES = (
    "pdfplumber==0.11.10", "camelot-py==2.0.0", "img2table==2.0.0", "tabula-py==2.10.0", "spartan-tables==2.2.0",
)  # fmt: skip
LIMIT = 60
"""Seconds for one document."""


def _grid(page: int, rows: list[list[str | None]]) -> dict[str, Any]:
    return {"page": page, "rows": [[cell or "" for cell in row] for row in rows]}


def memlit() -> Reader:
    """memlit's own reader; a table that runs over pages names all its pages."""
    from printed.tables import read_tables

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
        from printed.pdf import document as pdf

        inner, draw = memlit(), pdf.read_drawing

        def blinded(page: Any) -> Any:
            drawing = draw(page)
            drawing.vertical.clear()
            drawing.fills.clear()
            if horizontal:
                drawing.horizontal.clear()
            return drawing

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


def spartan() -> Reader:
    """spartan-tables with its default settings."""
    import spartan as module

    def read(path: Path) -> Prediction:
        tables = module.process_pdf(str(path))["tables"]
        return [_grid(t["pages"][0], t["header"] + t["rows"]) | {"pages": t["pages"]} for t in tables]

    return read


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
    "spartan": spartan,
    "tabula": tabula,
}


def scorer_of(path: Path) -> Any:
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
            signal.alarm(LIMIT)
            predictions[path.stem] = reader(path)
        except Exception as error:
            failed.append(f"{path.stem}: {type(error).__name__}: {error}".splitlines()[0][:160])
        finally:
            signal.alarm(0)
    return predictions, failed, time.perf_counter() - start


def _too_long(*_: object) -> None:
    raise TimeoutError(f"over {LIMIT} s")


def worker(name: str, paths: list[Path]) -> None:
    """Print what one tool gives, as one line of JSON, from a process of its own."""
    out = sys.stdout
    sys.stdout = sys.stderr
    try:
        reader = TOOLS[name]()
    except ImportError as error:
        out.write(json.dumps({"missing": str(error)}) + "\n")
        return
    run(reader, paths[:1])
    predictions, failed, seconds = run(reader, paths)
    out.write(json.dumps({"predictions": predictions, "failed": failed, "seconds": seconds}, default=str) + "\n")


def installed(install: bool) -> Path | None:
    """The Python of the other tools' environment; made where asked for."""
    python = ENVIRONMENT / "bin/python"
    if install and not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        for package in PACKAGES:
            done = subprocess.run([str(python), "-m", "pip", "install", "-q", package], check=False)
            if done.returncode:
                print(f"{package} cannot be installed here, left out")
    return python if python.exists() else None


def ask(name: str, python: Path | None, truth: Path) -> dict[str, Any]:
    """What a tool gives: memlit's views from this Python, the others from their environment."""
    own = name.startswith("memlit")
    if not own and python is None:
        return {"missing": "not installed (--install)"}
    command = [sys.executable if own else str(python), __file__, str(truth), "--worker", name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.strip():
        return {"missing": f"ended with {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"}
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--per-doc", action="store_true")
    parser.add_argument("--install", action="store_true", help="make the environment of the other tools")
    parser.add_argument("--worker", choices=sorted(TOOLS), help=argparse.SUPPRESS)
    args = parser.parse_args()
    signal.signal(signal.SIGALRM, _too_long)
    if args.worker:
        worker(args.worker, sorted(args.truth.glob("*.pdf")))
        return
    python = installed(args.install)
    scorer = scorer_of(args.scorer or args.truth.parent / "score_tables.py")
    truth = scorer.load_gt(str(args.truth))
    paths = sorted(args.truth.glob("*.pdf"))
    n_pages = _count_pages(paths)
    print(f"{len(paths)} documents, {n_pages} pages")
    print(f"{'tool':22}{'P':>7}{'R':>7}{'F1':>7}{'doc F1':>8}{'good':>6}{'false':>7}{'pages/s':>9}{'failed':>8}")
    for name in args.tools.split(","):
        answer = ask(name, python, args.truth)
        if "missing" in answer:
            print(f"{name:22}left out: {answer['missing']}")
            continue
        predictions, failed, seconds = answer["predictions"], answer["failed"], answer["seconds"]
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
