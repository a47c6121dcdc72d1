"""A device whose row prints nothing but a citation mark is named by its place, in one line, and the run goes on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from memlit.benchmark.rows import load_rows
from memlit.config import CONFIG_FILE, load_config
from memlit.devices.resolved import load_shelf

from tests.made_up_corpus import set_config, write_corpus
from tests.stages import SHELF, run_to_benchmark

REVIEW = """<!doctype html><html><body><table><caption>Table 2. Cells of others</caption>
<tr><th>Ref.</th><th>Set voltage (V)</th><th>Set pulse width (ns)</th><th>R_ON (kΩ)</th><th>R_OFF (kΩ)</th></tr>
<tr><td>[80]</td><td>1.2</td><td>50</td><td>10</td><td>100</td></tr>
<tr><td>[81]</td><td>1.5</td><td>40</td><td>12</td><td>90</td></tr></table></body></html>"""
WHOSE = 'tables:\n- {file: paper.html, label: Table 2, references: {"[81]": lee2008}}\n'
ENTRIES = """
@article{zoe2020, author = {Zoe, J.}, title = {Cells of many papers}, year = {2020}}
@article{lee2008, author = {Lee, B.}, year = {2008}, keywords = {review-fig11}, deviceclass = {VCM}, role = {synapse}}
"""


def test_a_row_of_a_review_that_names_no_device_is_named_by_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_corpus(tmp_path, 0, seed=1)
    set_config(tmp_path, "evidence", "simulated", value=False)
    folder = tmp_path / "sources/zoe2020"
    folder.mkdir(parents=True)
    (folder / "paper.html").write_text(REVIEW, encoding="utf-8")
    (folder / "source.yaml").write_text(WHOSE, encoding="utf-8")
    with (tmp_path / "references.bib").open("a", encoding="utf-8") as stream:
        stream.write(ENTRIES)
    monkeypatch.chdir(tmp_path)
    run_to_benchmark(tmp_path)
    for table in ("devices", "benchmark"):
        with Path(f"results/data/{table}.csv").open(encoding="utf-8", newline="") as stream:
            assert [(row["paper"], row["name"]) for row in csv.DictReader(stream)] == [("lee2008", "device-t2-r2")]
    rows = load_rows(Path("results/data/benchmark.parquet"), load_config(tmp_path / CONFIG_FILE))
    assert [row.name for row in rows] == ["device-t2-r2"]
    assert list(load_shelf(SHELF).problems) == [
        "sources/zoe2020: Table 2 prints no name of a device of lee2008, which is called device-t2-r2 by its place; "
        "name it under devices of the table in source.yaml"
    ]
