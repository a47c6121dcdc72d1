"""Whether answers are found again where they were given, after the print has moved.

    python -m evaluation.asking.moved FOLDER ANSWERS

FOLDER holds the documents, ANSWERS is a folder under `answers/`. Each document is answered, and the places of its
answers are looked for again in the PDF saved anew (other bytes, the same pages), and in its tables with a row of one
text put in over the first, so that each row is shifted by one. An answer that is found at another line than its own is
wrong; one that is not found is asked again, and told.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
from memlit.asking.model import Answer
from memlit.asking.places import cell_asked, cell_named, line_asked, lines_named, table_of
from memlit.asking.stored import answers_path, read_answers
from memlit.curation.answering import asked_files, take_answers
from printed.tables.model import Table

from evaluation.asking.count import ANSWERS, READER, ROOT
from evaluation.shares import share

Moved = Callable[[str], str]


def with_row_on_top(table: Table) -> Table:
    """The table with a row of words over its first."""
    first = replace(table.cells[0], row=0, col=0, rowspan=1, colspan=table.n_cols, text="put in", markup=None)
    return replace(table, cells=(first, *(replace(cell, row=cell.row + 1) for cell in table.cells)))


def one_lower(place: str) -> str:
    """The name of a place one row lower."""
    cell, lines = cell_named(place), lines_named(place)
    if cell is not None:
        return f"r{cell[0] + 1}c{cell[1]}"
    return f"r{lines[0].number + 1}" if lines and lines[0].axis == "row" else place


def found_again(answers: Iterable[Answer], tables: Sequence[Table], moved: Moved) -> Counter[str]:
    """How many answers are found at their place as it has moved, at another, or not at all."""
    count = Counter[str]()
    for one in answers:
        asked = one.question
        number = table_of(asked, tables)
        if number is None:
            count["not found"] += 1
            continue
        if one.part == "table":
            count["found"] += 1
            continue
        if one.part == "cell":
            cell = cell_asked(asked, tables[number])
            place = None if cell is None else f"r{cell[0]}c{cell[1]}"
        else:
            line = line_asked(asked, tables[number])
            place = None if line is None else str(line)
        count["not found" if place is None else "found" if place == moved(asked.place) else "wrong"] += 1
    return count


def tables_of(key: str) -> list[Table]:
    """All tables of a document as they are asked about."""
    return [table for one in asked_files(Path(), key) for table in one.reading.tables]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("answers")
    args = parser.parse_args()
    given = sorted((ANSWERS / args.answers).glob("*.answers.json"))
    pairs = [
        (path.resolve(), answers) for answers in given for path in args.folder.glob(f"{answers.name.split('.')[0]}.*")
    ]
    total = {"saved anew": Counter[str](), "a row lower": Counter[str]()}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "config", Path(folder) / "config")
        os.chdir(folder)
        Path("extracted").mkdir()
        for path, file in pairs:
            home = Path("sources") / path.stem
            home.mkdir(parents=True)
            shutil.copy(path, home)
            take_answers(Path(), path.stem, file, READER, "model")
            answers = [one for one in read_answers(answers_path(Path("extracted"), path.stem)) if one.part != "box"]
            lower = [with_row_on_top(table) for table in tables_of(path.stem)]
            total["a row lower"] += found_again(answers, lower, one_lower)
            if path.suffix == ".pdf":
                pypdfium2.PdfDocument(path).save(home / path.name)
                total["saved anew"] += found_again(answers, tables_of(path.stem), str)
            print(path.stem, len(answers), flush=True)
    for name, count in total.items():
        print(f"{name}: found {share(count['found'], count.total())}, wrong {share(count['wrong'], count.total())}")


if __name__ == "__main__":
    main()
