"""memlit check ends with what to type next."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from memlit.cli import main

from tests.builders import ROOT

LIBRARY = """@article{doe2020, author = {Doe, Jane}, title = {Cells}, year = {2020}, keywords = {tables},
  deviceclass = {VCM}, role = {synapse}}
"""
TABLE = "Device,R_ON (kΩ)\nHfOx,12\n"


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "references.bib").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "curation").mkdir(exist_ok=True)
    (tmp_path / "curation/corrections.csv").write_text("id,field,value,reason,who,date\n", encoding="utf-8")
    (tmp_path / "sources/doe2020").mkdir(parents=True)
    (tmp_path / "config/claims.yaml").write_text("claims: []\n", encoding="utf-8")
    (tmp_path / "config/tags.csv").unlink()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def last(*arguments: str) -> str:
    return CliRunner().invoke(main, arguments).stdout.splitlines()[-1]


def test_a_check_leads_to_the_finding_then_to_the_desk_then_to_a_run(review: Path) -> None:
    assert last("check", "doe2020") == "Next: mend the first line, then memlit check doe2020"
    (review / "sources/doe2020/table_1.csv").write_text(TABLE, encoding="utf-8")
    assert last("check", "doe2020") == "Next: memlit desk doe2020"
    assert last("check") == "Next: memlit desk doe2020"
    CliRunner().invoke(main, ["accept", "doe2020"])
    assert last("check", "doe2020") == "Next: snakemake --cores 4"
