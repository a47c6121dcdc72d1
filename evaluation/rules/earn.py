"""What each rule of meaning earns: the labelled documents with a function, condition or pattern off.

    python -m evaluation.rules.earn FOLDER [--real FOLDER] [--shared FOLDER] [--seen] [--only TEXT] [--most N]

FOLDER, outside the repository, keeps what the PDFs print between runs, and gets rules.csv. The first pass records which
condition holds in which document, and what each pattern finds there. A rule that changes nothing in any document is
listed with nothing; the others are switched off in the documents that they change, and counted.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from evaluation.rules.switches import NO_SUCH, forget, instrumented, parts_left_out

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    *("memlit.tables.meaning", "memlit.tables.latex", "memlit.tables.markup", "memlit.tables.delimited"),
    *("memlit.vocabulary", "memlit.quantities", "memlit.sources.whose", "memlit.sources.naming"),
    *("memlit.passages.find", "memlit.passages.chosen", "memlit.passages.sentences"),
    *("memlit.passages.texts.markup", "memlit.passages.texts.latex", "memlit.passages.texts.plain"),
    *("memlit.documents.latex", "memlit.documents.markup", "memlit.documents.paragraphs", "memlit.documents.kind"),
)
COLUMNS = ("file", "line", "kind", "rule", "documents", "changed", "crashes", "right", "wrong", "where")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--real", type=Path, default=Path("real"))
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--seen", action="store_true", help="stop after the first pass")
    parser.add_argument("--only", default="", help="rules of files whose path holds this text")
    parser.add_argument("--kinds", default="function,pattern,if,or,and,part", help="kinds of rules, with commas")
    parser.add_argument("--most", type=int, default=40, help="documents in which a rule is switched off")
    args = parser.parse_args()
    kinds = args.kinds.split(",")
    switches = instrumented(ROOMS, ROOT / "workflow/memlit")
    from evaluation.rules.labelled import Reader, documents

    reader = Reader(args.folder)
    labelled = documents(reader, args.real, args.shared)
    base: list[Counter[str]] = []
    spent: list[float] = []
    start = time.perf_counter()
    for number, one in enumerate(labelled):
        switches.document = number
        forget()
        began = time.perf_counter()
        base.append(one.count())
        spent.append(time.perf_counter() - began)
    switches.is_recording = False
    total: dict[str, Counter[str]] = {}
    for one, count in zip(labelled, base, strict=True):
        total.setdefault(one.kind, Counter()).update(count)
    print(f"{time.perf_counter() - start:.0f} s", json.dumps(total), flush=True)

    rows: list[dict[str, Any]] = []
    jobs: list[tuple[dict[str, Any], set[int], Any]] = []
    for number, condition in enumerate(switches.conditions):
        row = {"file": condition.file, "line": condition.line, "kind": condition.kind, "rule": condition.text}
        there = switches.seen.get((number, not condition.off), set())
        asked = there | switches.seen.get((number, bool(condition.off)), set())
        row |= {"documents": len(asked), "changed": len(there)}
        rows.append(row)
        if there and condition.off is not NO_SUCH:
            jobs.append((row, there, lambda number=number: switches.without_condition(number)))
    for pattern in switches.patterns.values():
        for part, text in (("whole", "(?!)"), *parts_left_out(pattern.whole.pattern)):
            row = {"file": pattern.where.removeprefix("memlit.").replace(".", "/") + ".py", "line": 0}
            row |= {
                "kind": "pattern" if part == "whole" else "part",
                "rule": f"{part}   of {pattern.whole.pattern[:90]}",
                "documents": len(pattern.asked),
            }
            rows.append(row)
            try:
                other = re.compile(text, pattern.whole.flags)
            except re.error as error:
                row |= {"changed": -1, "where": str(error)}
                continue
            there = pattern.changed_by(other)
            row["changed"] = len(there)
            if there:
                jobs.append((row, there, lambda p=pattern, other=other: p.replaced(other)))
    print(
        len(rows),
        "rules,",
        sum(row["changed"] == 0 for row in rows),
        "change nothing;",
        len(jobs),
        "to switch off",
        flush=True,
    )
    path = args.folder / f"rules_{args.kinds}.csv"
    _write(path, rows)
    if args.seen:
        return
    jobs = [job for job in jobs if job[0]["kind"] in kinds]
    wanted = [job for job in jobs if args.only in job[0]["file"] and len(job[1]) <= args.most]
    for done, (row, there, off) in enumerate(sorted(wanted, key=lambda job: sum(spent[n] for n in job[1]))):
        row |= {"right": 0, "wrong": 0, "crashes": 0}
        where = Counter[str]()
        for number in sorted(there):
            forget()
            try:
                with off():
                    found = labelled[number].count()
            except Exception:
                row["crashes"] += 1
                continue
            change = Counter(found)
            change.subtract(base[number])
            for kind, n in change.items():
                if n and kind.endswith(("right", "wrong")):
                    row[kind.split()[-1]] += n
                    where[f"{labelled[number].kind} {kind}"] += n
        row["where"] = "; ".join(f"{kind} {n:+}" for kind, n in where.items())
        if done % 50 == 0:
            _write(path, rows)
            print(done, len(wanted), f"{time.perf_counter() - start:.0f} s", flush=True)
    _write(path, rows)


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
