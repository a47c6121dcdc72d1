"""Tables of labelled publications as pictures: how much of what they print arrives through OCR, and what is wrong.

    python evaluation/ocr/pictures.py [FOLDER] [--corpus] [--dpi 200] [--turned 0.5] [--key KEY ...] [--list]

The pages of FOLDER (by default ../shared/bench/publications) on which truth.csv labels a table, or with --corpus those
on which evaluation/corpus labels a device value in a text table of the documents of third A, are drawn at that many
dots an inch, turned by so many degrees, kept as JPEG and put into a PDF that has no text. Its readings are scored as
evaluation/tables/publications.py scores those of the text; `as text` is the score of the same pages with their text.
A device's own paper and a cited work's mark come from other pages and are not asked for here.

  right   device, parameter, SI value and side of its bound agree, and the reading is used
  aside   the cell was seen, and is flagged or excluded with a reason
  missed  nothing of it was read
  wrong   used readings that no row has; `exponent`: those of them with a row's digits and another power of ten
"""

from __future__ import annotations

import argparse
import io
import math
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pikepdf
from memlit.datum import Reading
from memlit.field import Vocabulary, load_vocabulary
from PIL import Image
from printed.ocr.look import look_at
from printed.ocr.model import SeenArea
from printed.pdf.document import POINTS_AN_INCH, Document

from evaluation.corpus.tables import CORPUS, HERE, TRAP
from evaluation.corpus.tables import is_optional as is_optional_of_corpus
from evaluation.shares import share
from evaluation.tables.device_pages import squeezed
from evaluation.tables.publications import (
    PUBLICATIONS,
    ROOT,
    Row,
    is_optional,
    is_same_device,
    line_of,
    match_rows,
    rows_of,
)
from tests.one_document import readings_of_placed

COLUMNS = ("rows", "right", "aside", "missed", "wrong", "exponent")
JPEG_QUALITY = 85


def picture_pdf(source: Path, pages: Sequence[int], out: Path, dpi: int, degrees: float) -> None:
    """Pages of a PDF as pictures in a PDF without text."""
    images = []
    with Document.open(source) as document:
        for number in pages:
            image = document.page(number).picture(dpi / POINTS_AN_INCH)
            images.append(image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor="white"))
    pages_of = []
    for image in images:
        packed = io.BytesIO()
        image.save(packed, "PDF", resolution=dpi, quality=JPEG_QUALITY)
        pages_of.append(packed)
    with pikepdf.new() as whole:
        for packed in pages_of:
            packed.seek(0)
            with pikepdf.open(packed) as one:
                whole.pages.extend(one.pages)
        whole.save(out)


def text_pdf(source: Path, pages: Sequence[int], out: Path) -> None:
    """Pages of a PDF as they are."""
    with pikepdf.open(source) as document, pikepdf.new() as whole:
        for number in pages:
            whole.pages.append(document.pages[number - 1])
        whole.save(out)


def seen_on(path: Path) -> tuple[tuple[SeenArea, ...], list[float]]:
    """What is seen on the pages of a PDF, and the processor time of each."""
    areas, seconds = [], []
    with Document.open(path) as document:
        for page in document.pages():
            start = time.process_time()
            areas.append(look_at(page))
            seconds.append(time.process_time() - start)
    return tuple(areas), seconds


def score(truth: Sequence[Row], readings: Sequence[Reading]) -> tuple[Counter[str], list[str]]:
    """The counts of some pages, and a line for each row that is not right and each wrong reading."""
    count, lines = Counter[str](), []
    found, free = match_rows(truth, readings, lambda row, one: is_same_device(row["device"], one))
    for row, kind, _ in found:
        if not is_optional(row):
            count.update((kind, "rows"))
            if kind != "right":
                lines.append(line_of(row, kind))
    for one in free:
        if one.status == "value":
            is_exponent = any(_differs_by_exponent(row, one) for row, _, _ in found)
            count.update(("wrong", *(["exponent"] if is_exponent else [])))
            printed = one.datum.printed.markup or one.datum.printed.text
            lines.append(f"wrong: {one.id} {one.datum.device} {one.parameter} {printed}")
    return count, lines


def _differs_by_exponent(row: Row, one: Reading) -> bool:
    """Whether a value of a row's parameter has the row's digits in print and differs from it by a power of ten."""
    if one.parameter not in row["parameter"].split("|") or not row["value"] or not one.value:
        return False
    if squeezed(row["printed"]) != squeezed(one.datum.printed.text) or float(row["value"]) * one.value <= 0:
        return False
    power = math.log10(one.value / float(row["value"]))
    return round(power) != 0


def labelled(folder: Path) -> list[Row]:
    """The rows of truth.csv of a folder that name their page."""
    return [row for row in rows_of(folder / "truth.csv") if row["page"]]


def labelled_of_corpus() -> list[Row]:
    """The rows of text tables of third A that tell a device value, and the optional rows of the same pages."""
    rows = [row for row in rows_of(HERE / "labels/values_A.csv") if row["print_kind"] == "text-table"]
    rows = [row for row in rows if row["parameter"] != TRAP]
    pages = {(row["key"], row["page"]) for row in rows if not is_optional_of_corpus(row)}
    return [
        {**row, "table": row["place"], "note": "optional" if is_optional_of_corpus(row) else row["note"]}
        for row in rows
        if (row["key"], row["page"]) in pages
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PUBLICATIONS)
    parser.add_argument("--corpus", action="store_true", help="the text tables of third A of the labelled corpus")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--turned", type=float, default=0.0)
    parser.add_argument("--key", action="append", help="this publication alone")
    parser.add_argument("--list", action="store_true", help="name what is not right")
    args = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    if args.corpus:
        args.folder = CORPUS
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in labelled_of_corpus() if args.corpus else labelled(args.folder):
        if (args.folder / f"{row['key']}.pdf").is_file() and (not args.key or row["key"] in args.key):
            by_key[row["key"]].append(row)
    totals: dict[str, Counter[str]] = {"as text": Counter(), "as picture": Counter()}
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for key, rows in sorted(by_key.items()):
            found, lines, spent = _of_document(args, key, rows, Path(folder), vocabulary)
            seconds += spent
            for name, count in found.items():
                totals[name] += count
                print(f"{key:15}{name:11}" + "".join(f"{count[column]:>9}" for column in COLUMNS), flush=True)
            for line in lines if args.list else ():
                print("   ", line, flush=True)
    print(f"{'':26}" + "".join(f"{name:>9}" for name in COLUMNS))
    for name, total in totals.items():
        print(f"{'all':15}{name:11}" + "".join(f"{total[column]:>9}" for column in COLUMNS))
        print(f"  right {share(total['right'], total['rows'])}")
        print(f"  wrong {share(total['wrong'], total['right'] + total['wrong'])} of what is used")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    mean = sum(seconds) / len(seconds)
    print(f"{len(seconds)} pages, {mean:.1f} CPU s each (most {max(seconds):.1f}), peak {peak:.0f} MB")


def _of_document(
    args: argparse.Namespace, key: str, rows: Sequence[Row], work: Path, vocabulary: Vocabulary
) -> tuple[dict[str, Counter[str]], list[str], list[float]]:
    """The counts of a publication's labelled pages with their text and as pictures."""
    source = args.folder / f"{key}.pdf"
    pages = sorted({int(row["page"]) for row in rows})
    names = {"as text": f"{key}-text", "as picture": f"{key}-picture"}
    found, lines, seconds = {}, [], []
    for name, stem in names.items():
        home = work / "sources" / stem
        home.mkdir(parents=True)
        path = home / f"{stem}.pdf"
        if name == "as text":
            text_pdf(source, pages, path)
            seen: tuple[SeenArea, ...] = ()
        else:
            picture_pdf(source, pages, path, args.dpi, args.turned)
            seen, seconds = seen_on(path)
        readings, _ = readings_of_placed(path, vocabulary, seen=seen)
        count, said = score(rows, [one for one in readings if one.datum.method != "text"])
        found[name] = count
        lines += [f"{key} {name} {line}" for line in said]
    return found, lines, seconds


if __name__ == "__main__":
    main()
