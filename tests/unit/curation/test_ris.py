"""RIS exports become entries: fields as they stand, keys that are new, nothing that BibTeX would misread."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from memlit.cli import main
from memlit.curation.adding.ris import entries_of_ris
from memlit.library import load_library

from tests.builders import ROOT

# As Web of Science and a publisher's page write it: repeated authors, a date with slashes, a broken abstract.
EXPORT = """TY  - JOUR
AU  - Doe, Jane
AU  - Roe, Richard
TI  - Pulses that set a {synapse}
JO  - Journal of Made-up Devices
VL  - 12
IS  - 3
SP  - 101
EP  - 109
PY  - 2024/03/04
DO  - https://doi.org/10.9999/sim.ris.1
AB  - The first line
of two.
KW  - memristor
KW  - synapse, artificial
L1  - file:///home/jane/paper.pdf
ER  - \n
TY  - CPAPER
A1  - Poe, Mary
T1  - A neuron that spikes
T2  - Proc. of a Made-up Conference
Y1  - 2021
ER  -
TY  - JOUR
AU  - Doe, Jane
PY  - 2024
ER  -
"""


def test_fields_of_each_entry_and_its_line() -> None:
    first, second, third = entries_of_ris(EXPORT)
    assert (first[0], first[1]) == (1, "article")
    assert first[2] == {
        "title": "Pulses that set a synapse",
        "volume": "12",
        "number": "3",
        "abstract": "The first line of two.",
        "author": "Doe, Jane and Roe, Richard",
        "journal": "Journal of Made-up Devices",
        "pages": "101--109",
        "year": "2024",
        "doi": "10.9999/sim.ris.1",
        "keywords": "memristor, synapse artificial",
    }
    assert second[1:] == (
        "inproceedings",
        {
            "title": "A neuron that spikes",
            "author": "Poe, Mary",
            "booktitle": "Proc. of a Made-up Conference",
            "year": "2021",
        },
    )
    assert third[0] == EXPORT[: EXPORT.rindex("TY  -")].count("\n") + 1


def test_the_command_adds_them_with_classes_and_sets_and_says_what_it_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "references.bib").write_text("", encoding="utf-8")
    (tmp_path / "export.ris").write_text(EXPORT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    labels = ["--set", "tables", "--class", "VCM", "--class", "PCM", "--role", "synapse"]
    done = CliRunner().invoke(main, ["add", "export.ris", *labels])
    assert done.exit_code == 1, done.output
    assert "export.ris:25: has no title (TI)" in done.stdout
    entries = load_library(tmp_path / "references.bib").entries
    assert set(entries) == {"doe2024", "poe2021"}
    doe = entries["doe2024"]
    assert doe.device_classes == ("VCM", "PCM")
    assert doe.sets == ("memristor", "synapse artificial", "tables")
    again = CliRunner().invoke(main, ["add", "export.ris", *labels])
    assert (again.exit_code, "doe2024 has" in again.stderr) == (2, True), again.stderr


def test_another_file_is_no_ris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "references.bib").write_text("", encoding="utf-8")
    (tmp_path / "export.ris").write_text("Title: something\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["add", "export.ris"])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "has no RIS entry" in done.stderr
