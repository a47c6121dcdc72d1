"""How often each rule about tables and sentences decides on the labelled documents.

    python evaluation/rules/decided.py FOLDER [--real FOLDER] [--shared FOLDER] [--check]

FOLDER, outside the repository, keeps what the PDFs print between runs. Prints module, rule, how often it decides and
how often its row says so; with --check only the rows that say another number, and fails if there are any. A count
depends on the documents at hand: the rows hold those of sentences, the review, sources/, 17 publications and the 146
device pages that need no pdflatex, without the real documents, which are not in the repository.
Rules of quantities are counted on labelled strings instead (tests/unit/text/test_rows_of_the_trade.py).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from printed.ordered_rules import TradeRule, first_that_holds

from evaluation.rules.labelled import ROOT, Reader, documents


def rules_of(module: ModuleType) -> list[TradeRule[Any]]:
    """The rules of all tuples that stand in a module, in order."""
    tuples = [value for value in vars(module).values() if isinstance(value, tuple)]
    return [rule for rules in tuples for rule in rules if isinstance(rule, TradeRule)]


def modules_with_rules() -> Iterator[ModuleType]:
    """The loaded modules of memlit that ask rules about tables and sentences."""
    for name, module in sorted(sys.modules.items()):
        is_of_strings = name.startswith("memlit.quantities.")
        if (
            name.startswith("memlit.")
            and not is_of_strings
            and hasattr(module, "first_that_holds")
            and rules_of(module)
        ):
            yield module


def count_in(module: ModuleType, counts: Counter[tuple[str, str]]) -> None:
    """Count by module and name, from now on, each rule that decides where this module asks."""

    def counted(rules: Iterable[TradeRule[Any]], place: Any) -> TradeRule[Any] | None:
        rule = first_that_holds(rules, place)
        if rule is not None:
            counts[module.__name__, rule.name] += 1
        return rule

    vars(module)["first_that_holds"] = counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--real", type=Path, default=Path("real"))
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    import memlit.passages.find
    import memlit.sources.data.from_tables  # noqa: F401

    modules = list(modules_with_rules())
    counts: Counter[tuple[str, str]] = Counter()
    for module in modules:
        count_in(module, counts)
    for document in documents(Reader(args.folder), args.real, args.shared):
        document.count()
    n_other = 0
    for module in modules:
        for rule in rules_of(module):
            decided = counts[module.__name__, rule.name]
            n_other += decided != rule.decided
            if not args.check or decided != rule.decided:
                print(f"{module.__name__},{rule.name},{decided},{rule.decided}")
    if args.check and n_other:
        sys.exit(1)


if __name__ == "__main__":
    main()
