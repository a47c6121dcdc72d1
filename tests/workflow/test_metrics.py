"""A metric is one entry of config/metrics.yaml: added to a review, it is in every table and in the report."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from evaluation.speed.corpus import write_corpus

from ..conftest import SNAKEMAKE
from . import tools

ADDED = """
  switching_charge:
    name: switching charge
    symbol: Q_on
    unit: C
    roles: [synapse, neuron]
    better: lower
    formula: V * G_on * tau
  conductance_window:
    name: conductance window
    symbol: D_r
    unit: "1"
    roles: [synapse]
    better: higher
    formula: r / (1 + r)
"""


def test_a_metric_takes_one_entry(tmp_path: Path) -> None:
    root = tmp_path / "review"
    write_corpus(root, 12, 7)
    metrics = root / "config/metrics.yaml"
    metrics.write_text(metrics.read_text(encoding="utf-8").rstrip() + "\n" + ADDED, encoding="utf-8")
    done = subprocess.run(
        [str(SNAKEMAKE), "results/report.html", "results/report.pdf", "results/audit.sqlite", "--cores", "2"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=580,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    rows = tools.table(root, "benchmark")
    devices = {row["id"]: row for row in tools.table(root, "devices")}
    known = [row for row in rows if row["switching_charge_c"]]
    assert known
    for row in known:
        tuple_of = devices[f"{row['paper']}/{row['device']}/{row['pulse']}"]
        charge = abs(float(tuple_of["v_spike_v"])) * float(tuple_of["g_on_s"]) * float(tuple_of["tau_s"])
        assert float(row["switching_charge_c"]) == pytest.approx(charge, rel=1e-9)
    # Not monotone as written: a point or nothing.
    assert all(row["conductance_window"] == row["conductance_window_low"] for row in rows)
    assert any(row["metric"] == "switching_charge" and row["unit"] == "C" for row in tools.table(root, "classes"))
    page = (root / "results/report.html").read_text(encoding="utf-8")
    assert "switching charge <i>Q</i><sub>on</sub>" in page
