"""How much of what sentences and captions of open device publications state is offered, and how much of it is useful.

    python evaluation/corpus/sentences.py [FOLDER] [--third A] [--list] [--only KEY...]

FOLDER holds SOURCES.csv and the documents (by default ../shared/corpus). evaluation/corpus/labels/values_A.csv was
written by eye before anything was read; its rows of print_kind `sentence` and `caption` are

  wanted    values of a device (352 in sentences and 32 in captions of third A)
  optional  values that a careful reader might leave out, and those where `none` is the better answer
  trap      numbers that look like a device's value and are none (parameter `none`)

A wanted value is offered when a candidate of its page has its SI value (for a range both ends) under a parameter of the
label; `other` when its value is offered under another parameter only; else it is missed. A candidate is useful when it
agrees in page, value and parameter with a label, optional or not (what an array or a network has is no candidate for a
device, and not counted); a candidate that agrees with a trap in page, value and words around it is a trap that is
offered. A join of values is right where all that are labelled are of one pulse. Intervals are Wilson's, of 95 %.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from memlit.field import Vocabulary, load_vocabulary
from memlit.passages import Find, read_passages
from memlit.passages.tuples import proposed_tuples
from memlit.quantities import read_quantities

from evaluation.shares import share

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared/corpus"
LABELS = Path(__file__).with_name("labels")
NAMES = (".pdf", ".md", ".html")
COLUMNS = ("wanted", "offered", "other", "missed", "candidates", "useful", "traps", "traps offered")
SAME = 2e-3
"""Years of 365 and of 365.25 days are alike; digits printed differ by more."""
FEWEST_JOINED = 2
SHARED = 0.6
"""So many words of a label's quotation stand in the sentence of its candidate."""
Label = dict[str, str]


@dataclass
class Score:
    """Counts of a document, by name and for wanted values by kind of print, and a line for all that is not right."""

    count: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)


def labels_of(third: str) -> list[Label]:
    """The rows of sentences and captions."""
    with (LABELS / f"values_{third}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["print_kind"] in ("sentence", "caption")]


def kind_of(label: Label) -> str:
    """wanted, optional or trap."""
    if label["parameter"] == "none":
        return "trap"
    is_optional = label["note"].startswith("optional") or label["parameter"].startswith("none|")
    return "optional" if is_optional else "wanted"


def numbers_of(find: Find) -> list[float]:
    """The SI value of a candidate, the ends of its range, the readings of one that is not decided, sides and area."""
    quantity = find.quantity
    found = [quantity.si_value, quantity.si_lower, quantity.si_upper]
    numbers = [number for number in found if number is not None] or list(quantity.candidates_si)
    if "dimensions" in quantity.flags:
        sides = [one.si_value for one in read_quantities(find.markup) if one.si_value is not None]
        numbers += [*sides, math.prod(sides)]
    return numbers


def _is_near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=SAME, abs_tol=1e-30)


def is_same_value(label: Label, find: Find) -> bool:
    """Whether value or both ends agree; of a list whose ends are labelled, each end is a candidate of its own."""
    wanted = [float(label[name]) for name in ("value", "high") if label[name]]
    found = numbers_of(find)
    return bool(wanted) and any(_is_near(goal, number) for goal in wanted for number in found)


def is_on_page(label: Label, find: Find) -> bool:
    """Documents without pages have one."""
    return find.page is None or str(find.page) == label["page"]


def has_words(label: Label, find: Find) -> bool:
    """Whether the sentence of a candidate holds most words of the label's quotation."""
    quoted = re.findall(r"[^\W\d_]{3,}", label["quotation"].casefold())
    said = set(re.findall(r"[^\W\d_]{3,}", find.sentence.casefold()))
    return bool(quoted) and sum(word in said for word in quoted) >= SHARED * len(quoted)


def is_right(label: Label, find: Find) -> bool:
    """Whether the parameter is one of the label's."""
    return find.parameter in label["parameter"].split("|")


def is_whole(label: Label, finds: Iterable[Find]) -> bool:
    """Whether candidates hold the value, and of a range both ends."""
    goals = [float(label[name]) for name in ("value", "high") if label[name]]
    numbers = [number for find in finds for number in numbers_of(find)]
    return all(any(_is_near(goal, number) for number in numbers) for goal in goals)


def score(labels: Sequence[Label], finds: Sequence[Find]) -> Score:
    """What of one document's labels is offered, and what of its candidates is of use."""
    scored = Score()
    useful: set[int] = set()
    for label in labels:
        here = [find for find in finds if find.is_proposed and is_on_page(label, find) and is_same_value(label, find)]
        right = [find for find in here if is_right(label, find)]
        useful |= {id(find) for find in right}
        if kind_of(label) != "wanted":
            continue
        kind = "offered" if right and is_whole(label, right) else "other" if here else "missed"
        scored.count.update(("wanted", kind, f"{label['print_kind']} wanted", f"{label['print_kind']} {kind}"))
        if kind != "offered":
            given = ", ".join(sorted({find.parameter for find in here}))
            scored.lines.append(
                f"{kind}: p{label['page']} {label['parameter']} {label['printed']!r} given {given or 'nothing'}:"
                f" {label['quotation']}"
            )
    traps = [label for label in labels if kind_of(label) == "trap"]
    for find in finds:
        if not find.is_proposed:
            scored.count["of a system"] += 1
            continue
        if id(find) in useful:
            scored.count.update(("candidates", "useful"))
            continue
        trap = any(is_on_page(one, find) and is_same_value(one, find) and has_words(one, find) for one in traps)
        scored.count.update(("candidates", "traps offered" if trap else "without a label"))
        scored.lines.append(
            f"{'trap' if trap else 'idle'}: p{find.page} {find.parameter} {find.printed!r} by {find.words!r}"
            f" {'/'.join(find.flags)}: {find.near(90)}"
        )
    scored.count["traps"] = len(traps)
    return scored


def joins(labels: Sequence[Label], finds: Sequence[Find]) -> Score:
    """Proposed tuples whose labelled values are of one pulse (right) or of more (wrong); labelled ones that lack."""
    scored = Score()
    proposed = proposed_tuples(finds)
    met: set[tuple[str, str]] = set()
    for one in proposed:
        ids = [_tuples_of(find, labels) for find in one.finds]
        known = [found for found in ids if found]
        shared = set.intersection(*known) if known else set()
        kind = "without a label" if len(known) < FEWEST_JOINED else "right" if shared else "wrong"
        scored.count.update((f"joins {kind}",))
        met |= {(name, "whole" if len(known) == len(ids) else "part") for name in shared}
        if kind == "wrong":
            values = ", ".join(f"{find.parameter} {find.printed}" for find in one.finds)
            scored.lines.append(f"wrong join: p{one.finds[0].page} {values}: {one.finds[0].sentence}")
    wanted: dict[str, set[str]] = {}
    for label in labels:
        if label["tuple"] and kind_of(label) == "wanted":
            wanted.setdefault(label["tuple"], set()).add(label["value"])
    for name, values in wanted.items():
        if len(values) >= FEWEST_JOINED:
            is_met = any(name == other for other, _ in met)
            scored.count.update(("tuples", "tuples proposed" if is_met else "tuples missing"))
            scored.lines += [] if is_met else [f"tuple missing: {name} {sorted(values)}"]
    return scored


def _tuples_of(find: Find, labels: Sequence[Label]) -> set[str]:
    """The pulses of which a value may be: of labels with its value and words on its page."""
    fitting = [one for one in labels if is_on_page(one, find) and is_same_value(one, find) and has_words(one, find)]
    shared = {mark for one in fitting for mark in re.findall(r"(?:holds for|belongs to) (t\d+)", one["note"])}
    return {one["tuple"] for one in fitting if one["tuple"]} | shared


def document_of(folder: Path, key: str) -> Path | None:
    """The document of a key; None where it is absent."""
    return next((path for path in (folder / f"{key}{name}" for name in NAMES) if path.is_file()), None)


def keys_of(folder: Path, third: str) -> list[str]:
    """The documents of a third."""
    with (folder / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        return sorted(row["key"] for row in csv.DictReader(file) if row["third"] == third)


def read(folder: Path, key: str, vocabulary: Vocabulary) -> Sequence[Find]:
    """The candidates of a document."""
    path = document_of(folder, key)
    return () if path is None else read_passages(path, vocabulary).finds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--third", default="A")
    parser.add_argument("--list", action="store_true", help="name what is not offered and what is of no use")
    parser.add_argument("--only", nargs="*", default=[], metavar="KEY")
    args = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    labels, total, lines = labels_of(args.third), Counter[str](), []
    print(f"{'document':18}" + "".join(f"{name:>15}" for name in COLUMNS))
    for key in args.only or keys_of(args.folder, args.third):
        mine = [label for label in labels if label["key"] == key]
        if not mine:
            continue
        finds = read(args.folder, key, vocabulary)
        scored, joined = score(mine, finds), joins(mine, finds)
        total += scored.count + joined.count
        lines += [f"{key} {line}" for line in joined.lines]
        lines += [f"{key} {line}" for line in scored.lines]
        print(f"{key:18}" + "".join(f"{scored.count[name]:>15}" for name in COLUMNS), flush=True)
    print(f"{'all':18}" + "".join(f"{total[name]:>15}" for name in COLUMNS))
    for name in ("offered", "other", "missed"):
        print(f"wanted values {name}: {share(total[name], total['wanted'], digits=1)}")
    for print_kind in ("sentence", "caption"):
        offered, wanted = total[f"{print_kind} offered"], total[f"{print_kind} wanted"]
        print(f"  of {print_kind}s offered: {share(offered, wanted, digits=1)}")
    print(f"candidates of use: {share(total['useful'], total['candidates'], digits=1)}")
    print(f"traps offered: {share(total['traps offered'], total['traps'], digits=1)}")
    right, wrong, other = (total[f"joins {kind}"] for kind in ("right", "wrong", "without a label"))
    print(f"joins: {right} right, {wrong} wrong, {other} unlabelled")
    print(
        f"labelled tuples of two values and more proposed: {share(total['tuples proposed'], total['tuples'], digits=1)}"
    )
    for line in lines if args.list else ():
        print("   ", line)


if __name__ == "__main__":
    main()
