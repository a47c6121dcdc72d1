"""docs/tables-in-python.md: its lines run after a run of the workflow and end in a figure."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from memlit import frames
from memlit.errors import RecordError

from tests.conftest import ROOT

CODE = re.compile(r"```python\n(.*?)```", re.S)


def test_lines_of_the_page_end_in_a_figure(finished_copy: Path) -> None:
    figure, counts = CODE.findall((ROOT / "docs/tables-in-python.md").read_text(encoding="utf-8"))
    assert len([line for line in figure.splitlines() if line.strip()]) <= 10
    assert re.search(r"review-fig11 +ICM +2\n +VCM +2\n", printed_by(figure, finished_copy))
    assert (finished_copy / "energy_and_power.png").read_bytes().startswith(b"\x89PNG")
    assert re.search(r"^VCM +", printed_by(counts, finished_copy), re.MULTILINE)


def printed_by(code: str, folder: Path) -> str:
    environment = {"MPLBACKEND": "Agg", "PATH": "", "HOME": str(folder), "MPLCONFIGDIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_table_of_a_run_is_a_frame_with_the_declared_columns(finished_copy: Path) -> None:
    data = finished_copy / "results/data"
    for path in sorted(data.glob("*.csv")):
        frame = frames.load(path.stem, data)
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [frame.index.name, *frame.columns] == header or list(frame.columns) == header, path.name
    assert frames.load("benchmark", data).attrs["units"]["action_energy_j"] == "J"


def test_a_name_that_is_no_table_names_the_tables(finished_copy: Path) -> None:
    with pytest.raises(RecordError, match=r"benchmarks\.csv: is not a table of this run; write one of .*benchmark, "):
        frames.load("benchmarks", finished_copy / "results/data")
