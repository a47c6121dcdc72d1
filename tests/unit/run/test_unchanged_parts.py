"""A run after a change gives the bytes of a run from nothing, and makes anew only what the change touched."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from memlit import parse_time as plan
from memlit.benchmark.rows import Benchmark, benchmark_devices
from memlit.config import CONFIG_FILE, load_classes, load_config
from memlit.datum import ReconciledDocument, json_pieces, read_record, read_records
from memlit.devices import gather, parts, resolve_devices, with_series
from memlit.devices.resolved import load_device_lines, load_resolved
from memlit.errors import RecordError
from memlit.library import load_library
from memlit.reconcile.checks import load_checks, standing, with_checks

from tests.made_up_corpus import READINGS_HEADER, WRITERS, Paper, entry_of, paper_of, set_config, write_corpus
from tests.stages import run_to_benchmark

KINDS = ("readings", "readings", "readings", "record", "readings", "readings")
"""What is read without a reader process, which is the most of such a run; all kinds are one from reconcile on."""
SEED = 7
OTHERS = "sim-others"
"""A document that prints values of two other papers, one of them by its DOI: the three decide each other."""


def put(root: Path, number: int) -> Paper:
    """A made-up paper of a given kind, without its entry."""
    drawn = paper_of(number, SEED)
    paper = Paper(drawn.key, drawn.year, drawn.device_class, KINDS[number % len(KINDS)], drawn.devices)
    WRITERS[paper.kind](root, paper)
    return paper


def add(root: Path, number: int) -> None:
    paper = put(root, number)
    edit(root, "references.bib", "", entry_of(paper))


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Put `new` in place of the first `old`, or at the end where that is empty."""
    path = root / file
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


def readings_of_others(voltage: str) -> str:
    first = paper_of(0, SEED).devices[0].name
    lines = [
        f"table-1,sim-000000,{first},set_voltage,{voltage},,,secondary,,,,,",
        f"table-1,sim-000000,{first},set_pulse_width,3 ns,,,secondary,,,,,",
        f"table-1,doi:10.1000/five,{paper_of(5, SEED).devices[0].name},set_voltage,9 V,,,secondary,,,,,",
        "table-1,sim-none,x,set_voltage,1 V,,,secondary,,,,,",
    ]
    return "\n".join([READINGS_HEADER, *lines]) + "\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review of six papers and the document of others, after a run."""
    root = tmp_path_factory.mktemp("built") / "review"
    write_corpus(root, 0, SEED)
    shutil.rmtree(root / "workflow")
    set_config(root, "n_buckets", value=2)
    for number in range(len(KINDS)):
        add(root, number)
    (root / "sources" / OTHERS).mkdir()
    (root / "sources" / OTHERS / "readings.csv").write_text(readings_of_others("7 V"), encoding="utf-8")
    edit(root, "references.bib", "", entry_of(Paper(OTHERS, 2001, "VCM", "readings", ())))
    edit(root, "references.bib", "title = {Made-up sim-000005},", "title = {Five}, doi = {10.1000/Five},")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        run_to_benchmark(root)
    return root


def results_of(root: Path) -> dict[str, bytes]:
    """All results but what a run keeps for the next one."""
    found = (root / "results").rglob("*")
    files = [path for path in found if path.is_file() and "run" not in path.relative_to(root / "results").parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(files) if path.suffix != ".log"}


def remove(root: Path, key: str) -> None:
    shutil.rmtree(root / "sources" / key)
    remove_entry(root, key)


def remove_entry(root: Path, key: str) -> None:
    path = root / "references.bib"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"@article{{{key},.*?\n}}\n\n", "", text, flags=re.S), encoding="utf-8")


def datum_of(number: int, parameter: str) -> str:
    return f"sim-{number:06}:abstract/{paper_of(number, SEED).devices[0].name.lower()}/{parameter}"


def printed_of(number: int) -> str:
    return f"{paper_of(number, SEED).devices[0].voltage_v:g} V"


def correct(root: Path) -> None:
    edit(
        root, "curation/corrections.csv", "", f"{datum_of(0, 'set_voltage')},text,8 V,misread,A. Simulated,2020-01-01\n"
    )


def check(root: Path) -> None:
    rows = [
        "id,verdict,printed,who,date,note",
        f"{datum_of(0, 'set_voltage')},confirmed,{printed_of(0)},A. Simulated,2020-01-01,",
        f"{datum_of(5, 'set_voltage')},confirmed,other,A. Simulated,2020-01-01,",
        "sim-absent:abstract/x/r_on,confirmed,1,A. Simulated,2020-01-01,",
    ]
    edit(root, "curation/checks.csv", "", "\n".join(rows) + "\n")


def turn_around(root: Path) -> None:
    path = root / "references.bib"
    entries = path.read_text(encoding="utf-8").split("\n\n")[:-1]
    path.write_text("".join(f"{entry}\n\n" for entry in reversed(entries)), encoding="utf-8")


GROUPS = 5
"""sim-000000, sim-000005 and the document of others are one, the other four papers one each."""
CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "paper added": (lambda root: add(root, 6), 1),
    "folder without an entry added": (lambda root: put(root, 6), 1),
    "paper removed": (lambda root: remove(root, "sim-000001"), 0),
    "paper of the group removed": (lambda root: remove(root, "sim-000005"), 1),
    "document of others removed": (lambda root: remove(root, OTHERS), 2),
    "entry removed": (lambda root: remove_entry(root, "sim-000002"), 1),
    "entry that links documents removed": (lambda root: remove_entry(root, "sim-000000"), 2),
    "missing entry added": (
        lambda root: edit(root, "references.bib", "", entry_of(Paper("sim-none", 2002, "PCM", "", ()))),
        1,
    ),
    "DOI that links documents removed": (lambda root: edit(root, "references.bib", "doi = {10.1000/Five},", ""), 2),
    "class of a paper changed": (
        lambda root: edit(root, "references.bib", f"{{{paper_of(1, SEED).device_class}}}", "{CTM}"),
        1,
    ),
    "year of a source changed": (lambda root: edit(root, "references.bib", "year = {2001}", "year = {2023}"), 1),
    "charge of a class changed": (
        lambda root: edit(root, "config/classes.yaml", "charge_device: false", "charge_device: true"),
        0,
    ),
    "corrected": (correct, 1),
    "looked at again": (check, 1),
    "formula changed": (lambda root: set_config(root, "conventions", "conductance_mean", value="logarithmic"), 0),
    "evidence changed": (lambda root: set_config(root, "evidence", "tiers", value=["primary"]), GROUPS),
    "document changed": (
        lambda root: edit(root, "sources/sim-000000/readings.csv", f",{printed_of(0)},", ",6 V,"),
        1,
    ),
    "document of others changed": (
        lambda root: edit(root, f"sources/{OTHERS}/readings.csv", ",7 V,", ",11 V,"),
        1,
    ),
    "entry broken": (lambda root: edit(root, "references.bib", "title = {Made-up sim-000001}", "title = {{Open}"), 1),
    "entry repeated": (lambda root: edit(root, "references.bib", "", entry_of(paper_of(1, SEED))), 0),
    "entries turned around": (turn_around, 0),
}


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_results_after_a_change_are_those_of_a_run_from_nothing(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    change, n_made = CHANGES[name]
    root = tmp_path / "review"
    shutil.copytree(built, root)
    monkeypatch.chdir(root)
    before = results_of(root)
    change(root)
    made = []
    original = parts._made
    monkeypatch.setattr(parts, "_made", lambda group, shared: made.append(1) or original(group, shared))
    run_to_benchmark(root)
    after = results_of(root)
    assert len(made) == n_made
    assert (after == before) == (name == "entries turned around")
    shutil.rmtree(root / "results")
    run_to_benchmark(root)
    assert results_of(root) == after


def test_the_choice_of_a_tuple_does_not_rest_on_settings_that_its_stage_is_not_given(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all conventions in its hand, and another formula, choose_tuples gives what it gave."""
    root = tmp_path / "review"
    shutil.copytree(built, root)
    monkeypatch.chdir(root)
    set_config(root, "conventions", "conductance_mean", value="on_only")
    monkeypatch.setitem(plan.SECTIONS, "choose_tuples", ("evidence", "conventions"))
    run_to_benchmark(root)
    before, after = results_of(built), results_of(root)
    assert {name for name in after if after[name] != before[name]} == {
        "results/benchmark.json",
        *(f"results/data/{table}.{kind}" for table in ("benchmark", "values") for kind in ("csv", "parquet")),
    }


@pytest.mark.parametrize("store", ["resolve", "benchmark"])
def test_a_damaged_store_is_noticed(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    root = tmp_path / "review"
    shutil.copytree(built, root)
    monkeypatch.chdir(root)
    path = root / "results/run/cache/packed" / store
    content = path.read_bytes()
    # Digits for digits: JSON and CSV stay what they are, and only a digest tells.
    path.write_bytes(content.translate(bytes.maketrans(b"123456789", b"234567891")))
    before = results_of(built)
    run_to_benchmark(root)
    assert results_of(root) == before
    assert path.read_bytes() == content


def test_groups_give_what_all_documents_at_once_give(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The functions of the package over the whole corpus, without groups and texts, make the same records."""
    root = tmp_path / "review"
    shutil.copytree(built, root)
    check(root)
    monkeypatch.chdir(root)
    run_to_benchmark(root)
    config = load_config(root / CONFIG_FILE)
    library = load_library(root / "references.bib")
    documents = [
        document
        for path in (root / "results/reconciled").glob("*.jsonl")
        for document in read_records(ReconciledDocument, path)
    ]
    corpus = gather(documents, library, config)
    looks, _ = load_checks(root / "curation/checks.csv")
    readings, stale = with_checks(corpus.readings, standing(looks))
    corpus = with_series(corpus.model_copy(update={"readings": tuple(readings)}))
    devices = resolve_devices(corpus.readings, library, config)
    found = load_resolved(root / "results/resolved.json")
    without = load_resolved(root / "results/resolved.json", documents_only=True)
    assert without == found.model_copy(
        update={"corpus": found.corpus.model_copy(update={"readings": ()}), "devices": ()}
    )
    assert found.corpus.documents == corpus.documents
    assert found.corpus.readings == corpus.readings
    assert found.devices == tuple(devices)
    assert found.corpus.problems == (*corpus.problems, *stale)
    assert len(stale) == 2
    rows = benchmark_devices(devices, library, load_classes(root / "config/classes.yaml"), config)
    written = read_record(Benchmark, root / "results/benchmark.json").rows
    assert [row.model_dump_json() for row in written] == [row.model_dump_json() for row in rows]


def test_a_file_of_another_shape_is_one_line(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "resolved.json"
    with pytest.raises(RecordError, match="is missing"):
        load_device_lines(path)
    path.write_text("".join(json_pieces(load_resolved(built / "results/resolved.json"))), encoding="utf-8")
    with pytest.raises(RecordError, match="is not as choose_tuples writes it; delete it and run again"):
        load_device_lines(path)
    text = (built / "results/resolved.json").read_text(encoding="utf-8")
    path.write_text(text.replace('\n{"id":"sim-000001/', '\n{"name":"sim-000001/', 1), encoding="utf-8")
    with pytest.raises(RecordError, match="holds a device without a paper"):
        load_device_lines(path)
