"""A class is called what config/classes.yaml calls it: renamed, with its old name as an alias, no number changes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from memlit.analysis.comparison.compare import compare_classes
from memlit.analysis.robustness.bounds import identification
from memlit.benchmark.rows import benchmark_devices
from memlit.claims.evaluate import evaluate_claims
from memlit.config import CLASSES_FILE, CONFIG_FILE, Classes, Config, load_classes, load_config, validated
from memlit.config.claims import load_claims
from memlit.datum import Result, results_in
from memlit.devices.gather import gather
from memlit.devices.resolved import Resolved, resolve_devices
from memlit.devices.series import with_series
from memlit.library import load_library
from memlit.plots.look.style import ClassStyles
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import read_document

from tests import tables
from tests.builders import ROOT, corpus, corpus_of, vocabulary

RENAMED = {"RRAM": "OxRAM", "VCM": "Valence", "ECM": "Cation"}
Ends = dict[str, tuple[float | None, ...]]
DOCUMENTS = ("memsysexplorer-survey", "neurosim-v3-manual", "wu2018", "wu2017")


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    """The survey and the documents of some review papers, read in this process."""
    shelf, config = load_library(ROOT / "references.bib"), load_config(ROOT / CONFIG_FILE)
    fixes, _ = load_corrections(ROOT / "curation/corrections.csv", vocabulary())
    read = [read_document(corpus(ROOT), key) for key in DOCUMENTS]
    joined = gather([reconcile_document(item, by_datum(fixes), vocabulary()) for item in read], shelf, config)
    gathered = corpus_of(with_series(joined.readings), joined.documents)
    return Resolved(
        entries=shelf.entries,
        corpus=gathered,
        devices=tuple(resolve_devices(gathered.readings, shelf, config, {DOCUMENTS[0]})),
    )


def few_draws() -> Config:
    """The committed plan with few random draws."""
    whole = load_config(ROOT / CONFIG_FILE).model_dump()
    whole["analysis"]["resamples"] = {
        "bootstrap": 199,
        "permutations": 199,
        "pair_permutations": 199,
        "reading_error": 19,
        "repeated": 99,
    }
    return validated(Config, whole, CONFIG_FILE)


def renamed(path: Path) -> Classes:
    """The committed classes under other names, each with its old one as an alias; the credit lists keep the old."""
    text = yaml.safe_load((ROOT / CLASSES_FILE).read_text(encoding="utf-8"))
    text["classes"] = {RENAMED.get(name, name): known for name, known in text["classes"].items()}
    for short, name in RENAMED.items():
        text["classes"][name]["aliases"] = [short, *text["classes"][name].get("aliases", [])]
    path.write_text(yaml.safe_dump(text, sort_keys=False), encoding="utf-8")
    return load_classes(path)


def found_with(resolved: Resolved, classes: Classes) -> tuple[dict[str, Ends], list[str]]:
    """Every number that names of classes lead to, by the part of the analysis, and the verdicts on the claims."""
    config = few_draws()
    rows = benchmark_devices(resolved.devices, resolved.library, classes, config)
    corpus, library = resolved.corpus, resolved.library
    known = tables.values(rows, corpus, classes, config, library)
    medians = tables.class_tables(known, tables.members(corpus, library, classes, config), config)
    claims, compared = load_claims(ROOT / "config/claims.yaml"), compare_classes(known, classes, config)
    lines = tables.lines_of_classes(medians, compared)
    verdicts = evaluate_claims(claims, resolved, rows, classes, config, of_classes=lines)
    found = {
        "comparisons": values(results_in(compared)),
        "bounds": values(results_in(identification(known, lines.classes, classes, config))),
        "conventions": values(results_in(tables.conventions(corpus, library, classes, config))),
        "medians": values(medians.numbers.values()),
        "claims": values(result for verdict in verdicts for result in (*verdict.results, *verdict.factors)),
    }
    return found, [verdict.verdict for verdict in verdicts]


def values(results: Iterable[Result]) -> Ends:
    """Ends of every number by its id, under the committed names."""
    found = {}
    for result in results:
        place = result.id
        for short, name in RENAMED.items():
            place = place.replace(name, short)
        found[place] = (result.value, result.low, result.high)
    return found


def test_no_module_prints_or_compares_the_short_name_of_a_class() -> None:
    """Docstrings may name one as an example; `other` is a word, and a class named so is not looked for."""
    names = [
        name for name in load_classes(ROOT / CLASSES_FILE).classes if name != name.lower() or name == "memcapacitor"
    ]
    word = re.compile(rf"\b({'|'.join(names)})\b")
    found = []
    for path in sorted((ROOT / "workflow").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(item.value) for item in ast.walk(tree) if isinstance(item, ast.Expr)}
        texts = (item for item in ast.walk(tree) if isinstance(item, ast.Constant) and id(item) not in told)
        found += [
            f"{path.name}:{item.lineno}" for item in texts if isinstance(item.value, str) and word.search(item.value)
        ]
    assert found == []


def test_a_renamed_class_keeps_its_colour_shape_and_place_in_the_figures(tmp_path: Path) -> None:
    usual, other = ClassStyles(load_classes(ROOT / CLASSES_FILE)), ClassStyles(renamed(tmp_path / "classes.yaml"))
    for short, name in RENAMED.items():
        assert other.of(name) == usual.of(short)
    order = ["PCM", *RENAMED, "named by a review"]
    assert other.order([RENAMED.get(name, name) for name in order]) == [
        RENAMED.get(name, name) for name in usual.order(order)
    ]
    assert usual.of("named by a review") == usual.of("named by a review")


@pytest.mark.slow
def test_a_renamed_class_changes_no_number(resolved: Resolved, tmp_path: Path) -> None:
    usual, verdicts = found_with(resolved, load_classes(ROOT / CLASSES_FILE))
    other, other_verdicts = found_with(resolved, renamed(tmp_path / "classes.yaml"))
    assert other_verdicts == verdicts
    for part, found in usual.items():
        assert found, part
        assert other[part].keys() == found.keys(), part
        for place, ends in found.items():
            assert list(other[part][place]) == [
                None if end is None else pytest.approx(end, rel=1e-7, abs=0) for end in ends
            ], (part, place)
