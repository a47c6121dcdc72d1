"""What serves every field of science says no word of memristors, and asks for no field by its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from memlit.config import FIELD_FOLDERS, FieldOfScience, field_folder, field_names, load_field
from memlit.curation.adding.add import new_review
from memlit.errors import ConfigError
from memlit.field import load_vocabulary
from memlit.placing.command import place_options

from tests.builders import ROOT

PACKAGE = ROOT / "workflow/memlit"
WORDS = re.compile(r"memrist|synap|neuron|filament|pulse|g_on|g_off|spik|\b(?:re)?set[ -](?:pulse|voltage)", re.I)
LEFT = {"audit": 50, "cli": 1, "config": 29, "curation": 20, "desk": 138, "sampling": 1}
"""Words of memristors that are left in rooms that serve every field; it may only become less."""


def files_of(room: str) -> list[Path]:
    """The files of a room that people read on pages or in lines, or that say what is shown there."""
    suffixes = {".py", ".j2", ".js", ".html", ".css"}
    return sorted(path for path in (PACKAGE / room).rglob("*") if path.suffix in suffixes)


FOR_EVERY_FIELD = (
    *(path for room in ("observations", "export", "changes", "fetching", "caching") for path in files_of(room)),
    PACKAGE / "audit/observed_subjects.py",
    PACKAGE / "placing/given.py",
    PACKAGE / "placing/observed.py",
    PACKAGE / "sheet/observed.py",
    *(PACKAGE / "plots/observed").rglob("*.py"),
    *(path for path in (PACKAGE / "report/sections/observed").rglob("*") if path.suffix in {".py", ".j2"}),
    PACKAGE / "report/observed.py",
    PACKAGE / "report/build_observed.py",
    *(ROOT / "workflow/scripts").glob("observed_*.py"),
    ROOT / "workflow/rules/observed.smk",
    *(path for path in (FIELD_FOLDERS / "every").rglob("*") if path.is_file()),
    *(path for path in (FIELD_FOLDERS / "thermoelectrics").rglob("*") if path.is_file()),
)


@pytest.mark.parametrize("path", FOR_EVERY_FIELD, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_word_of_memristors(path: Path) -> None:
    assert WORDS.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("room", LEFT)
def test_no_more_words_of_memristors_than_are_left(room: str) -> None:
    found = sum(len(WORDS.findall(path.read_text(encoding="utf-8"))) for path in files_of(room))
    assert found <= LEFT[room], "say it in the field's folder"
    assert found == LEFT[room], "write the new, lower number"


@pytest.mark.parametrize("name", ["memristors", "thermoelectrics"])
def test_what_the_desk_asks_is_in_the_vocabulary(name: str, tmp_path: Path) -> None:
    field = field_in(tmp_path, name)
    own = field_folder(name) / "project/config/vocabulary.yaml"
    known = load_vocabulary(own if own.is_file() else ROOT / "config/vocabulary.yaml").parameters
    bar = field.bar
    named = [one for parts in bar.rows.values() for one in parts.values()]
    named += [one for part in bar.parts.values() for one in part.read_from]
    named += [*bar.beside, *bar.first, *bar.offered, *bar.states, *(one for pair in field.not_smaller for one in pair)]
    assert [one for one in named if one not in known] == []
    assert all(parts.keys() <= bar.parts.keys() for parts in bar.rows.values())


@pytest.mark.parametrize(
    ("name", "some", "is_open"),
    [("memristors", {"v", "tau", "g_on", "role"}, False), ("thermoelectrics", {"S", "sigma", "kappa", "T"}, True)],
)
def test_a_place_asks_what_the_field_asks(name: str, some: set[str], is_open: bool, tmp_path: Path) -> None:
    new_review(tmp_path / "review", None, name)
    asked = place_options(tmp_path / "review")
    assert some <= asked.keys()
    assert (asked.keys() == some) is is_open
    assert [one for one, option in asked.items() if not option.help] == []


def test_no_module_asks_for_a_field_by_its_name() -> None:
    asked = re.compile(r"[\"'](?:memristors|thermoelectrics)[\"']")
    found = [path.name for path in PACKAGE.rglob("*.py") if asked.search(path.read_text(encoding="utf-8"))]
    assert found == ["field.py"], "FIRST_FIELD alone"


def field_in(folder: Path, name: str) -> FieldOfScience:
    """The field as a review has it."""
    (folder / "config").mkdir()
    (folder / "config/field.yaml").write_bytes((field_folder(name) / "field.yaml").read_bytes())
    return load_field(folder)


def test_the_fields_are_told_where_one_is_unknown() -> None:
    assert field_names() == ["memristors", "thermoelectrics"]
    with pytest.raises(ConfigError, match="write one of memristors, thermoelectrics"):
        field_folder("../memristors")


@pytest.mark.parametrize("name", ["memristors", "thermoelectrics"])
def test_a_field_lists_files_of_rules_that_there_are(name: str, tmp_path: Path) -> None:
    missing = [rule for rule in field_in(tmp_path, name).rules if not (ROOT / f"workflow/rules/{rule}.smk").is_file()]
    assert missing == []
