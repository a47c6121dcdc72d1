"""Recorded answers to the tables of unseen documents, counted against labels by eye.

    python -m evaluation.asking.count FOLDER SET [ANSWERS ...] [--list]

FOLDER holds the documents, KEY.pdf and so on; they are not in the repository. SET is A, B or C (labels in
evaluation/corpus) or S (evaluation/tables/strangers). ANSWERS are folders under `answers/`, taken one after the other:
the answers of one reader, after the boxes that were drawn for them. Without any the proposals of the presets alone are
counted (`asked`: would be right once somebody answers so). The answers are taken as a language model's and accepted,
then each document is read as a run reads it; rows, outcomes and silent readings are those of
evaluation/corpus/tables.py.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from memlit.curation.answering import accept_answers, take_answers
from memlit.curation.checking.reading import DocumentReader
from memlit.field import load_vocabulary

from evaluation.corpus.tables import HERE, as_reading, compare, older_labels
from evaluation.shares import share
from evaluation.tables.publications import PUBLICATIONS, Row, rows_of
from evaluation.tables.strangers import VALUES

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = Path(__file__).with_name("answers")
READER = "evaluation"


def labels_of(name: str) -> list[Row]:
    """The labelled values of a set; of the strangers a cited work is not compared, for their lists are not stored."""
    if name == "S":
        return [{**row, "whose": row["whose"] if row["whose"] == "own" else ""} for row in rows_of(VALUES)]
    values = rows_of(HERE / f"labels/values_{name}.csv")
    return [*values, *older_labels(PUBLICATIONS / "truth.csv", values)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("set", choices=("A", "B", "C", "S"))
    parser.add_argument("answers", nargs="*")
    parser.add_argument("--list", action="store_true", help="name what is not right")
    args = parser.parse_args()
    labels = labels_of(args.set)
    wanted = {row["key"] for row in labels}
    paths = [path.resolve() for path in sorted(args.folder.iterdir()) if path.stem in wanted]
    total = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "config", Path(folder) / "config")
        os.chdir(folder)
        Path("extracted").mkdir()
        reader = DocumentReader(Path(), load_vocabulary(Path("config/vocabulary.yaml")), [])
        for path in paths:
            home = Path("sources") / path.stem
            home.mkdir(parents=True)
            shutil.copy(path, home)
            for given in [ANSWERS / name / f"{path.stem}.answers.json" for name in args.answers]:
                if not given.is_file():
                    continue
                for line in take_answers(Path(), path.stem, given, READER, "model").refused:
                    print("    refused:", line)
                accept_answers(Path(), path.stem, READER)
            document = reader.reconciled(path.stem)
            found = compare(path.stem, labels, (as_reading(one.model_dump(mode="json")) for one in document.readings))
            total += found.count
            print(path.stem, dict(found.count), flush=True)
            for text in found.lines if args.list else ():
                print("   ", text)
    print(f"right {share(total['right'], total['rows'])}, asked {share(total['asked'], total['rows'])}")
    print(f"silent {share(total['silent'], total['right'] + total['silent'])} of what is used")


if __name__ == "__main__":
    main()
