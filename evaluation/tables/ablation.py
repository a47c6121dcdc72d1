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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from memlit.vocabulary import Vocabulary, load_vocabulary

from evaluation.tables.competition import memlit, scorer_of
from evaluation.tables.device_pages import PAGES, made, outcomes, readings_of

ROOT = Path(__file__).resolve().parents[2]


def _same(first: Any, *_: Any, **__: Any) -> Any:
    return first


def _no(*_: Any, **__: Any) -> bool:
    return False


def _nothing(*_: Any, **__: Any) -> list[Any]:
    return []


RULES: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("_join_symbols", "_split_aligned", "_split_crossed", "_join_complements"), _same),
    **dict.fromkeys(("part_columns", "part_heads", "part_groups", "_without_titles"), _same),
    **dict.fromkeys(
        ("_is_list", "_is_contents", "_is_equations", "_is_printout", "_is_authors", "_holds_paragraph"), _no
    ),
    **dict.fromkeys(("is_drawing", "is_diagram", "_is_figure", "_over_figure_caption", "_goes_beyond"), _no),
    **dict.fromkeys(("_opens_centred", "_is_centre", "_near", "_closes_centred", "_comes_again", "_side_by_side"), _no),
    **dict.fromkeys(("find_cuts", "_flush_head", "_last_rows", "heads_over", "by_role", "pulse_of"), _nothing),
    **dict.fromkeys(("_refine", "join_levels", "_join_by_spacing", "_join_wrapped", "drop_leaders", "span_units"), _no),
    "_spaced_dots": lambda *_: set(),
    "straddling": lambda *_: {},
    "wrapped_lines": lambda rows, *_: [False] * len(rows),
    **dict.fromkeys(("_of_group", "statistic_of", "_role_column"), lambda *_: None),
    **dict.fromkeys(("is_section", "names_roles", "names_works", "_heads_groups", "_is_group"), _no),
}
"""By the name of its function, what stands in for a rule that is switched off."""
RULES["_role_column"] = lambda *_: -1


@contextmanager
def without(name: str) -> Iterator[None]:
    """The reader with the rule `name` switched off wherever it is used."""
    changed = []
    for module in [m for key, m in sorted(sys.modules.items()) if key.startswith("memlit.tables")]:
        if name in vars(module):
            changed.append((module, getattr(module, name)))
            setattr(module, name, RULES[name])
    if not changed:
        raise SystemExit(f"no rule is called {name}")
    try:
        yield
    finally:
        for module, rule in changed:
            setattr(module, name, rule)


def measured(documents: dict[str, Path], vocabulary: Vocabulary, competition: Path | None) -> dict[str, float]:
    """right, wrong: rows of the device pages; f1: of the competition's documents, NaN without them."""
    count = Counter[str]()
    for name, path in documents.items():
        with (
            (PAGES / f"{name}.csv").open(encoding="utf-8", newline="") as file,
            tempfile.TemporaryDirectory() as folder,
        ):
            count += outcomes(list(csv.DictReader(file)), readings_of(path, vocabulary, Path(folder))[0])[0]
    f1 = float("nan")
    if competition is not None:
        scorer, read = scorer_of(competition.parent / "score_tables.py"), memlit()
        predictions = {path.stem: read(path) for path in sorted(competition.glob("*.pdf"))}
        f1 = scorer.score(scorer.load_gt(str(competition)), predictions)[0]["F1"]
    return {"right": count["right"], "wrong": count["wrong"], "f1": f1}


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
        whole = measured(documents, vocabulary, args.truth)
        print(f"{'rule':24}{'right':>8}{'wrong':>8}{'F1':>9}\n{'all rules':24}" + _row(whole, "8.0f", "9.4f"))
        for name in args.rules or sorted(RULES):
            with without(name):
                found = measured(documents, vocabulary, args.truth)
            change = {key: found[key] - whole[key] for key in whole}
            print(f"without {name:16}" + _row(change, "+8.0f", "+9.4f"), flush=True)


def _row(found: dict[str, float], counts: str, share: str) -> str:
    return f"{found['right']:{counts}}{found['wrong']:{counts}}{found['f1']:{share}}"


if __name__ == "__main__":
    main()
