"""How much evidence a table needs before it is used without a question, chosen by leaving out one document at a time.

    python -m evaluation.tables.evidence [--strangers FOLDER] [--price 4]

Read are all labelled documents that are mended on: thirds A and C, the publications, the device pages and, of FOLDER,
the mended half of the strangers. Each is read with the rules that leave values out, and without them: what is wrong
then stands for the tables of documents that nobody has seen. A setting is (fewest parameters of devices, share of the
values that must be of such, the same beside circuits). Its score is the rows that stay right with the rules, less
`price` for each value that would be silently wrong without them. Printed are the counts of each setting, those of the
settings that were chosen on the other documents, counted on the one left out, and how often each was chosen.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from memlit.datum import Reading
from memlit.field import Vocabulary, load_vocabulary
from memlit.sources.attribution import evidence_of_devices as evidence
from memlit.sources.attribution.evidence_of_devices import NOT_TOLD, WeighedTable
from memlit.sources.attribution.identity import identities
from memlit.sources.attribution.not_a_device_value import TABLE_RULES
from memlit.sources.attribution.reference_list import read_references
from memlit.sources.data.from_tables import describe, interpreted
from memlit.sources.data.supplied import Supplied
from memlit.sources.folder import read_folder

from evaluation.corpus import tables as corpus
from evaluation.tables import device_pages, publications, strangers
from evaluation.tables.publications import ROOT, Row, match_rows, rows_of
from tests.one_document import readings_of

Setting = tuple[int, float, float]
SETTINGS: tuple[Setting, ...] = tuple(itertools.product((0, 1, 2, 3), (0.0, 0.3, 0.5, 0.7), (0.0, 0.5, 0.8, 1.0)))
IsOfRow = Callable[[Row, Reading], bool]


@dataclass
class Counted:
    """By setting, of one document: rows `right` and `asked` with the rules, values `wrong` without them."""

    key: str
    count: Counter[tuple[Setting, str]] = field(default_factory=Counter)


def labelled(folder: Path, of_strangers: Path | None) -> Iterator[tuple[Path, list[dict[str, str]], IsOfRow]]:
    """Each document with its rows, and whether a reading is of the device and work of one of them."""
    for third in ("A", "C"):
        values = rows_of(ROOT / f"evaluation/corpus/labels/values_{third}.csv")
        for path in corpus.documents(third, corpus.CORPUS):
            yield path, _of_tables(values, path.stem), _is_of_key(path.stem)
    truth = rows_of(publications.PUBLICATIONS / "truth.csv")
    for path in sorted(one for one in publications.PUBLICATIONS.iterdir() if one.suffix in (".pdf", ".tex")):
        yield path, [row for row in truth if row["key"] == path.stem], publications._is_of_row
    for page in sorted(device_pages.PAGES.glob("*.csv")):
        rows = [_as_publication(row) for row in rows_of(page)]
        yield device_pages.made(page.stem, folder), rows, _is_of_page
    values = [{**row, "whose": row["whose"] if row["whose"] == "own" else ""} for row in rows_of(strangers.VALUES)]
    half = {row["key"]: row["half"] for row in rows_of(strangers.SOURCES)}
    for path in sorted(of_strangers.iterdir()) if of_strangers else ():
        if half.get(path.stem) == "mended":
            yield path, _of_tables(values, path.stem), _is_of_key(path.stem)


def _of_tables(values: list[dict[str, str]], key: str) -> list[dict[str, str]]:
    return [row for row in values if row["key"] == key and row["print_kind"] in corpus.IN_TABLES]


def _is_of_key(key: str) -> IsOfRow:
    return lambda row, one: corpus.is_optional(row) or corpus.is_of_device(row, key, one)


def _as_publication(row: dict[str, str]) -> dict[str, str]:
    """A row of a page with its mark `optional` where those of publications have it."""
    bare = row["parameter"].removeprefix("optional ")
    return {**row, "parameter": bare, "note": "optional" if bare != row["parameter"] else ""}


def _is_of_page(row: Row, one: Reading) -> bool:
    return device_pages.is_same_device(dict(row), one) and device_pages.is_same_paper(dict(row), one)


def weighed_tables(path: Path, vocabulary: Vocabulary) -> Iterator[tuple[str, WeighedTable]]:
    """The tables of a placed document by name, each with all its numbers as if none was left out."""
    folder = read_folder(path.parents[1], path.stem)
    file = Supplied(path, "0" * 64, folder, vocabulary)
    read = interpreted(file, describe(path, folder))
    for one, devices in zip(read, identities(read, folder, lambda: read_references(path)), strict=True):
        yield one.name, WeighedTable(one.table, one.interpretation, one.interpretation.readings, devices, vocabulary)


def count(found: Counted, path: Path, rows: list[dict[str, str]], is_of_row: IsOfRow, vocabulary: Vocabulary) -> None:
    """Add what each setting makes of a document that is read with all rules, or without them."""
    with tempfile.TemporaryDirectory() as home:
        readings = readings_of(path, vocabulary, Path(home))[0]
        tables = dict(weighed_tables(Path(home) / "sources" / path.stem / path.name, vocabulary))
    # What waits was asked by the setting of today, and another may use it.
    readings = [_answered(one) if device_pages.waits(one) else one for one in readings]
    matched, free = match_rows(rows, readings, is_of_row)
    right = [one for row, kind, one in matched if kind == "right" and one and not publications.is_optional(row)]
    wrong = [one for one in free if one.status == "value" and one.datum.method != "text"]
    values = [one for one in readings if (one.datum.excluded or NOT_TOLD).startswith(NOT_TOLD)]
    is_bare = bool(vocabulary.without_rules)
    for name, table in tables.items():
        used = _cells(values, name)
        table = WeighedTable(
            table.table,
            table.interpretation,
            [one for one in table.used if (one.row, one.col, one.part) in used],
            table.identities,
            vocabulary,
        )
        n_right, n_wrong = len(_cells(right, name)), len(_cells(wrong, name))
        for setting in SETTINGS if table.used else ():
            kind = "asked" if is_asked(table, setting) else "right"
            found.count[setting, kind] += 0 if is_bare else n_right
            found.count[setting, "wrong"] += n_wrong if is_bare and kind == "right" else 0


def _answered(one: Reading) -> Reading:
    is_number = any(end is not None for end in (one.value, one.low, one.high))
    return one.model_copy(update={"status": "value" if is_number else "flagged"})


def _cells(readings: list[Reading], table: str) -> set[tuple[int | None, int | None, int | None]]:
    """The places of readings of one table."""
    places = (one.datum.locator for one in readings if one.id.partition(":")[2].startswith(f"{table}/"))
    return {(place.row, place.column, place.part) for place in places}


def is_asked(table: WeighedTable, setting: Setting) -> bool:
    """Whether a table is asked about under a setting, by the two rules that it sets."""
    evidence.FEWEST_PARAMETERS, evidence.SHARE_OF_DEVICES, evidence.SHARE_BESIDE_OTHERS = setting
    rules = {rule.name: rule for rule in evidence.TABLE_DOUBTS}
    is_of_few = setting[0] > 0 and rules["few_parameters_of_devices"].holds(table)
    return is_of_few or rules["mostly_of_others"].holds(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strangers", type=Path, help="the folder of the strangers' documents")
    parser.add_argument("--price", type=float, default=4.0)
    args = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    bare = vocabulary.model_copy(update={"without_rules": tuple(rule.name for rule in TABLE_RULES)})
    counted = []
    with tempfile.TemporaryDirectory() as folder:
        for path, rows, is_of_row in labelled(Path(folder), args.strangers):
            counted.append(Counted(path.stem))
            for words in (vocabulary, bare):
                count(counted[-1], path, rows, is_of_row, words)
    total = sum((one.count for one in counted), Counter[tuple[Setting, str]]())
    for setting in SETTINGS:
        print(setting, *(f"{kind} {total[setting, kind]}" for kind in ("right", "asked", "wrong")))
    chosen, held = Counter[Setting](), Counter[str]()
    for one in counted:
        others = total.copy()
        others.subtract(one.count)
        best = max(SETTINGS, key=partial(_score, others, price=args.price))
        chosen[best] += 1
        held.update({kind: one.count[best, kind] for kind in ("right", "asked", "wrong")})
    print(f"left out one of {len(counted)} documents:", dict(held), chosen.most_common())


def _score(count: Counter[tuple[Setting, str]], setting: Setting, *, price: float) -> float:
    return count[setting, "right"] - price * count[setting, "wrong"]


if __name__ == "__main__":
    main()
