"""What each rule of the reader of tables earns: the measures with one rule switched off at a time.

    python evaluation/tables/ablation.py [TRUTH_FOLDER] [RULE...]

TRUTH_FOLDER holds the documents of the ICDAR 2013 competition (evaluation/tables/competition.py); without it only the
pages of evaluation/tables/device_pages are read. A rule is a function, and one that does nothing stands in for it. Both
sets were developed on: a rule that earns nothing on either may go, one that earns something is not proved by it.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from memlit.field import Vocabulary, load_vocabulary

from evaluation.tables.competition import memlit, scorer_of
from evaluation.tables.device_pages import PAGES, made, outcomes
from tests.one_document import readings_of

ROOT = Path(__file__).resolve().parents[2]


def _same(first: Any, *_: Any, **__: Any) -> Any:
    return first


def _no(*_: Any, **__: Any) -> bool:
    return False


def _nothing(*_: Any, **__: Any) -> list[Any]:
    return []


RULES: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("_split_crossed", "_join_complements"), _same),
    **dict.fromkeys(("part_columns", "part_groups"), _same),
    **dict.fromkeys(
        ("_is_list", "_is_contents", "_is_equations", "_is_printout", "_is_authors", "_holds_paragraph"), _no
    ),
    **dict.fromkeys(("is_drawing", "is_diagram", "_is_figure", "_over_figure_caption", "_goes_beyond"), _no),
    **dict.fromkeys(("_opens_centred", "_is_centre", "_near", "_closes_centred"), _no),
    **dict.fromkeys(("find_cuts", "_last_rows", "by_role", "pulse_of"), _nothing),
    **dict.fromkeys(("_refine", "join_levels", "_join_by_spacing", "_join_wrapped"), _no),
    "_spaced_dots": lambda *_: set(),
    "straddling": lambda *_: {},
    "wrapped_lines": lambda rows, *_: [False] * len(rows),
    **dict.fromkeys(("_of_group", "_of_role_below", "statistic_of"), lambda *_: None),
    "_unit_behind": lambda *_: None,
    "with_partners": _same,
    **dict.fromkeys(("in_bracket", "_overlaps"), _no),
    **dict.fromkeys(("is_section", "names_roles", "names_works", "_heads_groups"), _no),
}
"""By the name of its function, what stands in for a rule that is switched off."""
RULES["_role_column"] = lambda *_: -1


def modules_of(name: str) -> list[Any]:
    """The modules that hold the rule `name` or use it."""
    found = [
        m
        for key, m in sorted(sys.modules.items())
        if key.startswith(("memlit.tables", "printed.tables")) and name in vars(m)
    ]
    if not found:
        raise SystemExit(f"no rule is called {name}")
    return found


@contextmanager
def without(name: str) -> Iterator[None]:
    """The reader with the rule `name` switched off wherever it is used."""
    changed = [(module, getattr(module, name)) for module in modules_of(name)]
    for module, _ in changed:
        setattr(module, name, RULES[name])
    try:
        yield
    finally:
        for module, rule in changed:
            setattr(module, name, rule)


@contextmanager
def remembered(readings: dict[bytes, Any], *, is_used: bool) -> Iterator[None]:
    """Tables of a file are read once and remembered by its content, and taken from there where `is_used`."""
    import printed.tables

    read = printed.tables.read_tables

    def again(source: Any) -> Any:
        content = getattr(source, "path", source).read_bytes()
        if not is_used or content not in readings:
            readings[content] = read(source)
        return readings[content]

    printed.tables.read_tables = again  # type: ignore[assignment]
    try:
        yield
    finally:
        printed.tables.read_tables = read


def counted(documents: dict[str, Path], vocabulary: Vocabulary) -> dict[str, Counter[str]]:
    """By page, how many of its rows are right and how many readings wrong."""
    counts = {}
    for name, path in documents.items():
        with (
            (PAGES / f"{name}.csv").open(encoding="utf-8", newline="") as file,
            tempfile.TemporaryDirectory() as folder,
        ):
            rows = list(csv.DictReader(file))
            counts[name] = outcomes(rows, readings_of(path, vocabulary, Path(folder))[0])[0]
    return counts


def f1_of(competition: Path | None) -> float:
    """F1 of the competition's documents, NaN without them."""
    if competition is None:
        return float("nan")
    scorer, read = scorer_of(competition.parent / "score_tables.py"), memlit()
    predictions = {path.stem: read(path) for path in sorted(competition.glob("*.pdf"))}
    return float(scorer.score(scorer.load_gt(str(competition)), predictions)[0]["F1"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth", nargs="?", type=Path, metavar="TRUTH_FOLDER")
    parser.add_argument("rules", nargs="*", metavar="RULE")
    args = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    with tempfile.TemporaryDirectory() as folder:
        documents: dict[str, Path] = {}
        for truth in sorted(PAGES.glob("*.csv")):
            try:
                documents[truth.stem] = made(truth.stem, Path(folder))
            except FileNotFoundError:
                print(f"{truth.stem} is left out: what sets it is absent")
        readings: dict[bytes, Any] = {}
        with remembered(readings, is_used=False):
            whole = counted(documents, vocabulary)
        f1 = f1_of(args.truth)
        print(f"{'rule':24}{'right':>8}{'wrong':>8}{'F1':>9}\n{'all rules':24}" + _row(whole, f1, "8.0f", "9.4f"))
        for name in args.rules or sorted(RULES):
            is_of_pages = any(module.__name__.startswith("printed.tables.pdf") for module in modules_of(name))
            touched = {key: path for key, path in documents.items() if path.suffix == ".pdf" or not is_of_pages}
            with without(name), remembered(dict(readings), is_used=not is_of_pages):
                found = counted(touched, vocabulary)
                other = f1_of(args.truth) if is_of_pages else f1
            change = {"": sum(found.values(), Counter[str]())}
            change[""].subtract(sum((whole[key] for key in touched), Counter[str]()))
            print(f"without {name:16}" + _row(change, other - f1, "+8.0f", "+9.4f"), flush=True)


def _row(counts: Mapping[str, Counter[str]], f1: float, number: str, share: str) -> str:
    right, wrong = (sum(count[kind] for count in counts.values()) for kind in ("right", "wrong"))
    return f"{right:{number}}{wrong:{number}}{f1:{share}}"


if __name__ == "__main__":
    main()
