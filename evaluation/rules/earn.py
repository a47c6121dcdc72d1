"""What each rule of meaning earns: the labelled documents with a function, condition or pattern off.

    python evaluation/rules/earn.py FOLDER [--real FOLDER] [--shared FOLDER] [--kinds KIND,...] [--only TEXT] [--most N]

FOLDER, outside the repository, keeps what the PDFs print between runs, and gets rules.csv. The first pass records which
condition holds in which document, and what each pattern finds there. A rule that changes nothing in any document is
listed with nothing; the others are switched off in the documents that they change, the cheap ones first, and counted.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from evaluation.rules.switches import NO_SUCH, Switches, forget, instrumented, parts_left_out

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    *("memlit.tables.meaning", "printed.tables.latex", "printed.tables.markup", "printed.tables.delimited"),
    *("memlit.field", "printed.units", "printed.header_units", "printed.siunitx", "printed.tags"),
    *("memlit.quantities", "memlit.sources.attribution", "memlit.naming"),
    *("memlit.passages.find", "memlit.passages.chosen", "memlit.passages.sentences"),
    *("printed.documents.blocks.markup", "printed.documents.blocks.latex", "printed.documents.blocks.plain"),
    *("printed.documents.latex", "printed.documents.markup", "printed.documents.paragraphs", "printed.documents.kind"),
)
PACKAGES = ("memlit.", "printed.")
KINDS = "function,if,if expression,filter,or,and,pattern"
COLUMNS = ("file", "line", "kind", "rule", "asked", "changed", "crashes", "right", "wrong", "where")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table, the documents that the rule may change, and what switches it off; None where nothing can."""

    row: Row
    changed: set[int]
    off: Callable[[], AbstractContextManager[None]] | None


def conditions_of(switches: Switches) -> Iterator[Rule]:
    """Functions and conditions with the documents in which they are not as they are when switched off."""
    for number, one in enumerate(switches.conditions):
        changed = switches.seen.get((number, not one.off), set())
        asked = changed | switches.seen.get((number, bool(one.off)), set())
        row = {"file": one.file, "line": one.line, "kind": one.kind, "rule": one.text, "asked": len(asked)}
        yield Rule(row, changed, None if one.off is NO_SUCH else partial(switches.without_condition, number))


def patterns_of(switches: Switches, *, with_parts: bool) -> Iterator[Rule]:
    """Patterns, and their parts, with the documents in which they find something else when they are left out."""
    for pattern in switches.patterns.values():
        if not pattern.where.startswith(PACKAGES):
            continue
        file, printed = pattern.where.replace(".", "/") + ".py", pattern.whole.pattern
        named = (name for name, one in vars(sys.modules[pattern.where]).items() if one is pattern)
        row = {"file": file, "kind": "pattern", "rule": next(named, printed), "asked": len(pattern.asked)}
        yield Rule(row, pattern.hits, partial(pattern.replaced, re.compile("(?!)")))
        for part, without in parts_left_out(printed) if with_parts else ():
            try:
                other = re.compile(without, pattern.whole.flags)
            except re.error:
                continue
            shown = {**row, "kind": "part", "rule": f"{part}   of {row['rule']}"}
            yield Rule(shown, pattern.changed_by(other), partial(pattern.replaced, other))


def measure(rule: Rule, labelled: Sequence[Any], base: Sequence[Counter[str]]) -> None:
    """Fill the row of a rule with what its documents give when it is switched off."""
    if rule.off is None:
        return
    count, where = Counter[str](), Counter[str]()
    for number in sorted(rule.changed):
        forget()
        try:
            with rule.off():
                change = Counter(labelled[number].count())
        except Exception:
            count["crashes"] += 1
            continue
        change.subtract(base[number])
        for kind, n in change.items():
            if n and kind.endswith(("right", "wrong")):
                count[kind.split()[-1]] += n
                where[f"{labelled[number].kind}, {kind}"] += n
    rule.row.update({name: count[name] for name in ("crashes", "right", "wrong")})
    rule.row["where"] = "; ".join(f"{kind} {n:+}" for kind, n in where.items())


def write(path: Path, rules: Sequence[Rule]) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({**rule.row, "changed": len(rule.changed)} for rule in rules)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--real", type=Path, default=Path("real"))
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--kinds", default=KINDS, help=f"of {KINDS} and part (of a pattern)")
    parser.add_argument("--only", default="", help="rules of files whose path holds this text")
    parser.add_argument("--most", type=int, default=40, help="documents in which a rule is switched off; 0: in none")
    args = parser.parse_args()
    kinds = args.kinds.split(",")
    switches = instrumented(ROOMS, ROOT / "workflow")
    switches.keeps_found = "part" in kinds
    from evaluation.rules.labelled import Reader, documents

    labelled = documents(Reader(args.folder), args.real, args.shared)
    base: list[Counter[str]] = []
    spent: list[float] = []
    for switches.document, one in enumerate(labelled):
        forget()
        began = time.perf_counter()
        base.append(one.count())
        spent.append(time.perf_counter() - began)
    switches.is_recording = False
    total: dict[str, Counter[str]] = {}
    for one, count in zip(labelled, base, strict=True):
        total.setdefault(one.kind, Counter()).update(count)
    print(json.dumps(total), flush=True)
    rules = [*conditions_of(switches), *patterns_of(switches, with_parts="part" in kinds)]
    rules = [one for one in rules if one.row["kind"] in kinds and args.only in one.row["file"]]
    wanted = [one for one in rules if 0 < len(one.changed) <= args.most]
    print(f"{len(rules)} rules, {sum(not one.changed for one in rules)} change nothing, {len(wanted)} are switched off")
    path = args.folder / "rules.csv"
    for done, one in enumerate(sorted(wanted, key=lambda one: sum(spent[n] for n in one.changed)), 1):
        measure(one, labelled, base)
        if done % 50 == 0:
            write(path, rules)
            print(done, flush=True)
    write(path, rules)


if __name__ == "__main__":
    main()
