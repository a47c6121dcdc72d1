"""What serves every field of science says no word of memristors, and asks for no field by its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from memlit.config import FIELD_FOLDERS, field_folder, field_names
from memlit.config.field import load_field
from memlit.errors import ConfigError

from tests.builders import ROOT

PACKAGE = ROOT / "workflow/memlit"
WORDS = re.compile(r"memrist|synap|neuron|filament|pulse|g_on|g_off|spik|\b(?:re)?set[ -](?:pulse|voltage)", re.I)
STAGES = ("collect_observations", "compute_metrics", "compare_observed", "draw_observed", "report_observed")
FOR_EVERY_FIELD = (
    *(PACKAGE / "observations").rglob("*.py"),
    *(PACKAGE / "plots/observed").rglob("*.py"),
    *(path for path in (PACKAGE / "report/sections/observed").rglob("*") if path.suffix in {".py", ".j2"}),
    PACKAGE / "report/observed.py",
    PACKAGE / "report/build_observed.py",
    *(next((PACKAGE / "stages").glob(f"*/{stage}.py")) for stage in STAGES),
    ROOT / "workflow/rules/observations.smk",
    *(path for path in (FIELD_FOLDERS / "every").rglob("*") if path.is_file()),
    *(path for path in (FIELD_FOLDERS / "thermoelectrics").rglob("*") if path.is_file()),
)


@pytest.mark.parametrize("path", FOR_EVERY_FIELD, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_word_of_memristors(path: Path) -> None:
    assert WORDS.findall(path.read_text(encoding="utf-8")) == []


def test_no_module_asks_for_a_field_by_its_name() -> None:
    asked = re.compile(r"[\"'](?:memristors|thermoelectrics)[\"']")
    found = [path.name for path in PACKAGE.rglob("*.py") if asked.search(path.read_text(encoding="utf-8"))]
    assert found == ["field.py"], "FIRST_FIELD alone"


def test_the_fields_are_told_where_one_is_unknown() -> None:
    assert field_names() == ["memristors", "thermoelectrics"]
    with pytest.raises(ConfigError, match="write one of memristors, thermoelectrics"):
        field_folder("../memristors")


@pytest.mark.parametrize("name", ["memristors", "thermoelectrics"])
def test_a_field_lists_files_of_rules_that_there_are(name: str, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/field.yaml").write_bytes((field_folder(name) / "field.yaml").read_bytes())
    missing = [rule for rule in load_field(tmp_path).rules if not (ROOT / f"workflow/rules/{rule}.smk").is_file()]
    assert missing == []
