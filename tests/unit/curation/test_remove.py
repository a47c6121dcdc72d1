"""memlit remove: an entry goes with all that is its own, and nothing goes while another file names it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from memlit.cli import main
from memlit.curation.adding import removing
from memlit.curation.adding.add import add_source
from memlit.curation.adding.proposals import PaperLabels
from memlit.curation.adding.removing import plan_removal, remove_entry
from memlit.errors import LibraryError

from tests.builders import ROOT

DOE = """@article{doe2020,
  author = {Doe, J.},
  title = {An {HfO2} device of reference 7},
  year = {2020},
  reviewref = {7},
  keywords = {tables}
}
"""
ROE = """@inproceedings{roe2021,
  author = {Roe, R.},
  title = {Another one},
  year = {2021},
  keywords = {tables}
}
"""
LIBRARY = f"% the papers\n@string{{jed = {{J. Ex.}}}}\n\n{DOE}\n% between\n\n{ROE}"
TABLES = {
    "curation/screening.csv": "record,stage,decision,reason\n"
    "doe2020,identification,identified,a list\n"
    'doe2020,screening,excluded,"memory: an array\nof cells"\n'
    "doe2020b,screening,passed,\n"
    "roe2021,screening,passed,\n",
    "curation/corrections.csv": "id,field,value,reason,who,date\r\n"
    "doe2020:abstract/a/g_on,text,1 S,misprint,me,2026-01-31\r\n"
    "roe2021:abstract/a/g_on,text,2 S,misprint,me,2026-01-31\r\n",
    "curation/checks.csv": "id,verdict,printed,who,date,note\n"
    "doe2020:abstract/a/g_on,confirmed,1 S,me,2026-01-31,\n"
    "roe2021:abstract/a/g_on,confirmed,2 S,me,2026-01-31,\n",
}
READINGS = "place,paper,device,parameter,text,unit,comparator,tier,set_or_reset,lineage,read_at,flags,note\n"
CLAIM = """claims:
- {id: one, section: "5", kind: device_value, subject: "7", metric: action_energy, comparator: "~", value: "1"}
"""


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two entries, each with a folder; the first with a record, a document, and rows in three tables."""
    root = tmp_path / "review"
    shutil.copytree(ROOT / "config", root / "config")
    (root / "config/claims.yaml").write_text("claims: []\n", encoding="utf-8")
    (root / "config/tags.csv").unlink()
    classes = root / "config/classes.yaml"
    classes.write_text(classes.read_text(encoding="utf-8").split("fig11_credits:")[0], encoding="utf-8")
    config = root / "config/config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("review_key: li2023", 'review_key: ""'), "utf-8")
    (root / "references.bib").write_text(LIBRARY, encoding="utf-8")
    for key in ("doe2020", "roe2021"):
        (root / "sources" / key).mkdir(parents=True)
        row = f"abstract,,a,g_on,{'1 S' if key == 'doe2020' else '2 S'},,,primary,,,,,\n"
        (root / "sources" / key / "readings.csv").write_text(READINGS + row, encoding="utf-8")
    (root / "sources/doe2020/paper.pdf").write_bytes((ROOT / "docs/example/roe2024.pdf").read_bytes())
    (root / "extracted").mkdir()
    (root / "curation").mkdir(exist_ok=True)
    for name in ("doe2020.json", "roe2021.json"):
        record = {"data": [], "files": {}, "key": name.removesuffix(".json")}
        (root / "extracted" / name).write_text(json.dumps(record), encoding="utf-8")
    (root / "extracted/doe2020.points.csv").write_text("series,x,y\n", encoding="utf-8")
    for name, text in TABLES.items():
        (root / name).write_bytes(text.encode())
    monkeypatch.chdir(root)
    return root


def state(root: Path) -> dict[str, bytes]:
    """All files apart from what a removal keeps."""
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_relative_to(root / "results"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_what_is_the_entry_s_own_goes_and_every_other_line_keeps_its_bytes(review: Path) -> None:
    answers = ("extracted/doe2020.answers.jsonl", "extracted/doe2020.replies.jsonl")
    for name in answers:
        (review / name).write_text("", encoding="utf-8")
    before = state(review)
    kept = remove_entry(review, plan_removal(review, "doe2020"))
    after = state(review)
    gone = ("sources/doe2020/readings.csv", "sources/doe2020/paper.pdf")
    gone = (*gone, *answers, "extracted/doe2020.json", "extracted/doe2020.points.csv")
    changed = {"references.bib", *TABLES}
    assert after.keys() == before.keys() - set(gone)
    assert {name for name in after if after[name] != before[name]} == changed
    assert after["references.bib"].decode() == LIBRARY.replace(DOE + "\n", "")
    assert after["curation/screening.csv"].decode().splitlines()[1:] == [
        "doe2020b,screening,passed,",
        "roe2021,screening,passed,",
    ]
    assert after["curation/corrections.csv"] == before["curation/corrections.csv"].replace(
        b"doe2020:abstract/a/g_on,text,1 S,misprint,me,2026-01-31\r\n", b""
    )
    assert b"doe2020" not in after["curation/checks.csv"]
    # What was there may lie nowhere else.
    for name in (*gone, *changed):
        assert (review / kept / name).read_bytes() == before[name]


def test_what_add_brought_remove_takes_away(review: Path) -> None:
    before = state(review)
    export = review.parent / "export.bib"
    export.write_text("@article{poe2022, author = {Poe, A.}, title = {A third work}, year = {2022}}", encoding="utf-8")
    add_source(review, str(export), PaperLabels(("tables",), ("VCM",), "synapse"))
    assert state(review) != before
    remove_entry(review, plan_removal(review, "poe2022"))
    assert {name: text for name, text in state(review).items() if name != "references.bib.bak"} == before


def written(name: str, text: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text(encoding="utf-8") if path.is_file() else "") + text, encoding="utf-8")

    return write


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return write


DATUM = '{"id": "roe2021:t1/r0c1", "paper": "doe2020", "device": "a", "parameter": "g_on", "method": "transcribed", '
DATUM += '"tier": "secondary", "locator": {"document": "roe2021", "file": "t.csv", "kind": "table", "sha256": null}, '
DATUM += '"printed": {"text": "1 S"}}'
SOURCE = 'tables:\n- file: t.csv\n  label: T\n  references: {"[3]": doe2020}\n'
FIGURES = "figures:\n- file: f.svg\n  series:\n    s: {paper: doe2020}\n"


@pytest.mark.parametrize(
    "use, where",
    [
        (replaced("config/claims.yaml", "claims: []\n", CLAIM), "config/claims.yaml: claim one, reference 7"),
        (written("config/classes.yaml", "fig11_credits: {VCM: [7]}\n"), "config/classes.yaml: credits of VCM"),
        (replaced("config/config.yaml", "conflicts: [68,", "conflicts: [7, 68,"), "config/config.yaml: disputed"),
        (replaced("config/config.yaml", 'review_key: ""', "review_key: doe2020"), "config/config.yaml: review_key"),
        (written("config/tags.csv", "paper,kind,tag\nroe2021,pathway,x\ndoe2020,pathway,x\n"), "config/tags.csv:3"),
        (
            written("curation/corrections.csv", "roe2021:t1/r0c1,paper,doe2020,why,me,2026-01-31\n"),
            "curation/corrections.csv:4",
        ),
        (written("sources/roe2021/readings.csv", "page 2,doe2020,a,g_on,1 S,,,secondary,,,,,\n"), "readings.csv:3"),
        (written("sources/roe2021/source.yaml", SOURCE), "sources/roe2021/source.yaml:4"),
        (written("sources/roe2021/figures.yaml", FIGURES), "sources/roe2021/figures.yaml:4"),
        (replaced("extracted/roe2021.json", '"data": []', f'"data": [{DATUM}]'), "extracted/roe2021.json"),
        (written("references.bib", "\n@article{poe, crossref = {doe2020}}\n"), "references.bib:"),
    ],
)
def test_nothing_goes_while_another_file_names_it(review: Path, use: Callable[[Path], Any], where: str) -> None:
    use(review)
    before = state(review)
    done = CliRunner().invoke(main, ["remove", "doe2020", "--yes"])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("memlit: doe2020: is named by ")
    assert where in done.stderr
    assert state(review) == before


def test_a_device_of_the_name_of_a_key_and_words_about_it_are_no_use(review: Path) -> None:
    (review / "sources/roe2021/source.yaml").write_text(
        "note: compare doe2020\n"
        "passages:\n- {file: a.pdf, place: p1.c1, printed: 1 V, device: doe2020, curator: me, why: x}\n",
        encoding="utf-8",
    )
    assert plan_removal(review, "doe2020").key == "doe2020"


@pytest.mark.parametrize("step", range(7))
def test_a_failure_at_any_step_leaves_everything_as_it_was(
    review: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Four files are written anew and three are moved; the disk fails at one of them."""
    before, shown, done = state(review), plan_removal(review, "doe2020"), []
    write, rename = removing.write_bytes, Path.rename

    def failing(*what: Any) -> None:
        if not what[0].is_relative_to(review / "results") or len(what) == 1:
            done.append(what)
        if len(done) == step + 1:
            done.append(what)
            raise OSError(28, "No space left on device", str(what[0]))

    def writes(path: Path, content: bytes) -> None:
        failing(path, content)
        write(path, content)

    def renames(path: Path, target: Path) -> Path:
        failing(path)
        return rename(path, target)

    monkeypatch.setattr(removing, "write_bytes", writes)
    monkeypatch.setattr(Path, "rename", renames)
    with pytest.raises(LibraryError, match=r"No space left on device.* everything stands as before"):
        remove_entry(review, shown)
    assert state(review) == before
    assert not list((review / "results/run/removed").iterdir())
    monkeypatch.undo()
    remove_entry(review, shown)
    assert "sources/doe2020/paper.pdf" not in state(review)


def test_a_removal_that_was_killed_is_finished_by_the_next(review: Path) -> None:
    """The entry went, and the machine stopped before its folder did."""
    library = review / "references.bib"
    library.write_text(LIBRARY.replace(DOE, ""), encoding="utf-8")
    shown = plan_removal(review, "doe2020")
    assert shown.lines[-3:] == (
        "sources/doe2020: paper.pdf, readings.csv",
        "extracted/doe2020.json",
        "extracted/doe2020.points.csv",
    )
    remove_entry(review, shown)
    with pytest.raises(LibraryError, match="no folder and no record"):
        plan_removal(review, "doe2020")


def test_what_changed_after_it_was_shown_is_not_removed_unseen(review: Path) -> None:
    shown = plan_removal(review, "doe2020")
    checks = review / "curation/checks.csv"
    checks.write_text(checks.read_text(encoding="utf-8") + "doe2020:t1/r1c1,disputed,2,you,2026-01-31,no\n", "utf-8")
    before = state(review)
    with pytest.raises(LibraryError, match="changed meanwhile"):
        remove_entry(review, shown)
    assert state(review) == before


def test_the_command_shows_what_goes_and_asks(review: Path) -> None:
    before = state(review)
    done = CliRunner().invoke(main, ["remove", "doe2020"], input="n\n")
    assert (done.exit_code, state(review)) == (1, before)
    for line in (
        "references.bib:4: the entry doe2020: Doe 2020, An HfO2 device",
        "curation/screening.csv: 2 rows",
        "paper.pdf",
    ):
        assert line in done.stdout
    assert "nothing is removed" in done.stdout
    done = CliRunner().invoke(main, ["remove", "doe2020"], input="y\n")
    assert (done.exit_code, "sources/doe2020/readings.csv" in state(review)) == (0, False)
    assert "kept in results/run/removed/doe2020" in done.stdout
    assert CliRunner().invoke(main, ["remove", "roe2021", "--yes"]).exit_code == 0
    assert not [name for name in state(review) if name.startswith(("sources/", "extracted/"))]


@pytest.mark.parametrize("key", ["../config", "", "a/b", "nosuch"])
def test_a_key_of_nothing_removes_nothing(review: Path, key: str) -> None:
    before = state(review)
    done = CliRunner().invoke(main, ["remove", key, "--yes"])
    assert (done.exit_code, done.stderr.count("\n"), state(review)) == (2, 1, before)
