"""Recorded answers to the numbers of sentences of unseen documents, counted against labels by eye.

    python -m evaluation.asking.sentences FOLDER SET [ANSWERS] [--list]

FOLDER holds the documents, KEY.pdf and so on; they are not in the repository. SET is A, B or C (labels in
evaluation/corpus). ANSWERS is a folder under `answers/`. A number is a candidate under the parameter that was answered;
one that nobody answered is none, and one whose unit does not fit is refused. Without ANSWERS the candidates are those
of the words alone. What is wanted, offered and useful is as in evaluation/corpus/sentences.py. Whose: of the wanted
values that are offered, how many are given to this work, or to another, as the label has it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from memlit.asking.refusals import misfit
from memlit.field import Vocabulary, load_vocabulary
from memlit.passages import Find, read_passages
from memlit.sources.data.numbers_asked import names_of_numbers, numbers_asked

from evaluation.asking.count import ANSWERS, ROOT
from evaluation.corpus.sentences import Label, is_on_page, is_right, is_same_value, kind_of, labels_of, score
from evaluation.shares import share


def answered(path: Path, told: dict[str, Any], vocabulary: Vocabulary, count: Counter[str]) -> dict[int, Any]:
    """The candidates of a document by what was answered, each with its answer, by the id of the candidate."""
    numbers = numbers_asked(read_passages(path, vocabulary))
    found: dict[int, Any] = {}
    for find, name in zip(numbers, names_of_numbers(numbers), strict=True):
        said = told.get(name)
        if not said or said.get("skip") or said.get("parameter") not in vocabulary.parameters:
            continue
        if said.get("of") in ("circuit", "conventional"):
            count["of a circuit"] += 1
            continue
        if misfit(find.quantity, vocabulary.parameters[said["parameter"]]) is not None:
            count["refused"] += 1
            continue
        candidate = replace(find, parameter=said["parameter"])
        found[id(candidate)] = (candidate, said)
    return found


def whose(labels: Sequence[Label], found: dict[int, Any]) -> Counter[str]:
    """Of the wanted values offered under their parameter: whether the owner is that of the label."""
    count = Counter[str]()
    for label in labels:
        if kind_of(label) != "wanted" or not label.get("whose"):
            continue
        for find, said in found.values():
            if is_right(label, find) and is_on_page(label, find) and is_same_value(label, find):
                is_own = said.get("work") == "this"
                count["asked" if said.get("work") in (None, "not told") else "told"] += 1
                if said.get("work") not in (None, "not told"):
                    count["wrong"] += is_own != (label["whose"] == "own")
                break
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("set", choices=("A", "B", "C"))
    parser.add_argument("answers", nargs="?")
    parser.add_argument("--list", action="store_true", help="name what is not offered and what is of no use")
    args = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    labels = labels_of(args.set)
    total, owners = Counter[str](), Counter[str]()
    for path in sorted(args.folder.iterdir()):
        own = [label for label in labels if label["key"] == path.stem]
        given = ANSWERS / (args.answers or "none") / f"{path.stem}.answers.json"
        if not own or (args.answers and not given.is_file()):
            continue
        if args.answers:
            told = json.loads(given.read_text(encoding="utf-8"))["numbers"]
            found = answered(path, told, vocabulary, total)
            owners += whose(own, found)
            finds: list[Find] = [find for find, _ in found.values()]
        else:
            finds = list(read_passages(path, vocabulary).finds)
        scored = score(own, finds)
        total += scored.count
        print(path.stem, dict(scored.count), flush=True)
        for line in scored.lines if args.list else ():
            print("   ", line)
    print(f"under the right parameter {share(total['offered'], total['wanted'])}, another {total['other']}")
    print(f"useful {share(total['useful'], total['candidates'])}, traps offered {total['traps offered']}")
    print(f"refused {total['refused']}, of a circuit {total['of a circuit']}")
    print(f"whose: wrong {share(owners['wrong'], owners['told'])} of those told, not told {owners['asked']}")


if __name__ == "__main__":
    main()
