"""Device tables in the manners of publishers, set by Chromium, pdflatex or typst, and how much of them arrives.

    python evaluation/tables/device_pages.py [--list] [NAME...]

Each page of evaluation/tables/device_pages has its truth beside it, written before the reader saw the page. Values are
made up. A row counts as right with its device (all its letters and digits in order), parameter, SI value and side of
its bound, unflagged; `asked` would be right, and waits until a person says that its table is of devices; `flagged` was
seen and kept aside, `wrong` is a usable reading that no row has. Parameter `none` is a trap, `optional` values may be
read or not.
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from memlit.datum import Reading
from memlit.field import load_vocabulary
from memlit.library import is_cited_work
from memlit.naming import without_marks

from evaluation.tables.typeset.html_writer import print_page
from tests.one_document import readings_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = Path(__file__).with_suffix("")
AS_HTML, AS_PRINTED = "<!-- as html -->", "% printed"
COLUMNS = ("rows", "right", "asked", "flagged", "missed", "wrong")
SOURCES = (".tex", ".typ", ".xml", ".html")
STYLE = (
    "@page{size:595pt 842pt;margin:50pt}body{font:9.5pt/1.35 'Liberation Serif',serif;margin:0}"
    ".two{column-count:2;column-gap:18pt}p{text-align:justify;margin:.4em 0}h2{font-size:1.1em}"
    ".t{break-inside:avoid;margin:.8em 0;font-size:8pt}.c{margin-bottom:.4em}table{border-collapse:collapse}"
    "td{padding:2pt 5pt;text-align:center}td:first-child{text-align:left}sup,sub{line-height:0;font-size:70%}"
    ".rules tr:first-child td{border-top:1pt solid;border-bottom:.5pt solid}"
    ".rules tr:last-child td{border-bottom:1pt solid}"
    ".rules td.under{border-bottom:.5pt solid}.grid td{border:.5pt solid}.narrow{width:100%;table-layout:fixed}"
    ".narrow td{padding:1pt 2pt;overflow-wrap:break-word}"
)
SIDE = dict.fromkeys(("<", "<=", "up_to"), "high") | dict.fromkeys((">", ">=", "down_to"), "low")


def made(name: str, folder: Path) -> Path:
    """The document of a page: as it stands (LaTeX, JATS, HTML), or set by typst or pdflatex or printed by Chromium.

    Raises FileNotFoundError where the program that sets it is absent.
    """
    source = next(PAGES / f"{name}{suffix}" for suffix in SOURCES if (PAGES / f"{name}{suffix}").is_file())
    text, printed = source.read_text(encoding="utf-8"), folder / f"{name}.pdf"
    if source.suffix == ".typ":
        import typst

        typst.compile(str(source), output=str(printed))
        return printed
    if text.startswith(AS_PRINTED):
        for _ in range(2):
            command = ["pdflatex", "-interaction=nonstopmode", f"-jobname={name}", str(source)]
            subprocess.run(command, cwd=folder, capture_output=True, check=False)
        return printed
    if source.suffix != ".html":
        return Path(shutil.copy(source, folder))
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{STYLE}</style></head><body>{text}</body></html>'
    if AS_HTML in text:
        path = folder / f"{name}.html"
        path.write_text(text if "<html" in text else page, encoding="utf-8")
        return path
    print_page(page, printed)
    return printed


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", re.sub(r"<[^>]*>", "", text)).casefold()


def is_same_device(row: dict[str, str], one: Reading) -> bool:
    """Whether the label, with or without its marks, or the device holds all letters and digits of the truth's in order.

    Where the truth names the paper, the device may go on behind it.
    """
    stub = one.datum.printed.stub or ""
    shown = {squeezed(stub) or squeezed(one.datum.device), squeezed(one.datum.device), squeezed(without_marks(stub))}
    parts = [squeezed(part) for part in row["device"].split("|")]
    goes_on = "paper" in row and any(part and squeezed(one.datum.device).startswith(part) for part in parts)
    return "*" in row["device"].split("|") or goes_on or any(part in shown for part in parts)


def is_same_paper(row: dict[str, str], one: Reading) -> bool:
    """Whether the paper is the page's own, or the work with this number of its list; true where the truth is silent."""
    paper, wanted = str(one.datum.paper), row.get("paper", "")
    if not wanted:
        return True
    is_own = one.datum.tier == "primary" and one.datum.paper is not None and not is_cited_work(paper)
    return is_own if wanted == "own" else paper.endswith(f":ref-{wanted}")


def is_same_value(row: dict[str, str], one: Reading) -> bool:
    def close(value: float | None, text: str) -> bool:
        return value is not None and bool(text) and abs(value - float(text)) <= 1e-6 * abs(float(text))

    if row["high"]:
        return close(one.low, row["value"]) and close(one.high, row["high"])
    side = SIDE.get(row["comparator"], "value")
    return SIDE.get(one.comparator or "", "value") == side and close(getattr(one, side), row["value"])


def waits(one: Reading) -> bool:
    """Whether a value waits until a person says that its table is one of devices."""
    return one.status == "excluded" and str(one.reason or "").startswith("proposed")


def outcomes(rows: list[dict[str, str]], readings: list[Reading]) -> tuple[Counter[str], list[str]]:
    """Counts, and a line for each row that is not right and each reading that is wrong."""
    free, count, lines = list(readings), Counter[str](), []
    for row in sorted(rows, key=lambda row: row["parameter"].startswith("optional")):
        if row["parameter"] == "none":
            continue
        names = row["parameter"].removeprefix("optional ").split("|")
        fits = [o for o in free if o.parameter in names and is_same_device(row, o) and is_same_paper(row, o)]
        right = [one for one in fits if is_same_value(row, one)]
        taken = next((one for one in right if one.status == "value"), next(iter(right), None))
        kind = "missed" if taken is None else "right" if taken.status == "value" else "flagged"
        kind = "asked" if taken is not None and waits(taken) else kind
        if taken is None and (seen := [one for one in fits if one.status != "value"]):
            taken, kind = seen[0], "flagged"
        if taken is not None:
            free.remove(taken)
        if not row["parameter"].startswith("optional"):
            count[kind] += 1
            if kind != "right":
                why = f" ({taken.reason})" if taken is not None else ""
                lines.append(f"{kind}: {row['device']} {row['parameter']} {row['printed']}{why}")
    for one in free:
        if one.status == "value":
            count["wrong"] += 1
            lines.append(
                f"wrong: {one.datum.device} {one.parameter} {one.datum.printed.text} {one.datum.printed.headers}"
            )
    return count, lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--list", action="store_true", help="name what is not right")
    args = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    total = Counter[str]()
    print(f"{'page':32}" + "".join(f"{name:>9}" for name in COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        for truth in sorted(PAGES.glob("*.csv")):
            if args.names and truth.stem not in args.names:
                continue
            with truth.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            try:
                document = made(truth.stem, Path(folder))
            except FileNotFoundError as error:
                print(f"{truth.stem:32}not made: {error.filename or error} is absent")
                continue
            readings, unknown = readings_of(document, vocabulary)
            count, lines = outcomes(rows, readings)
            count["rows"] = sum(count[kind] for kind in COLUMNS[1:-1])
            total += count
            print(f"{truth.stem:32}" + "".join(f"{count[name]:>9}" for name in COLUMNS))
            for line in [*lines, *(f"not known: {text}" for text in unknown)] if args.list else ():
                print("   ", line)
    print(f"{'all':32}" + "".join(f"{total[name]:>9}" for name in COLUMNS))


if __name__ == "__main__":
    main()
