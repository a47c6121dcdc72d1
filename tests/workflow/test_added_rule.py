"""A rule and its table take three files: the YAML of the table, the script and the rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from memlit import frames

from ..conftest import FinishedReview, run_memlit, run_snakemake
from . import tools

YAML = """
years:
  title: Papers by year
  rule: years
  columns:
    id: the year
    n: {type: integer, meaning: papers of the year}
"""
SCRIPT = """import pandas as pd

from memlit import analysis
from memlit.job import Job
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import published_table

job = Job.of(snakemake)
papers = pd.read_csv(job.path("papers"))
counts = papers["year"].dropna().astype(int).astype(str).value_counts().sort_index()
years = pd.DataFrame({"id": counts.index, "n": counts.to_numpy()})
job.write_csv_of(published_table(analysis.__file__, "years"), years)
numbers = NumberColumn("n", "papers of {id}", "papers counted", "count", id="year/{id}#n")
job.write_number_rows(numbers_of_table(years, numbers))
"""
RULE = """

rule years:
    input:
        papers="results/data/papers.csv",
    output:
        years="results/data/years.csv",
        numbers="results/numbers/years.parquet",
    log:
        "results/run/log/years.log",
    localrule: True
    params:
        code=PLAN.code,
    script:
        "../scripts/years.py"
"""


@pytest.fixture(scope="module")
def grown(finished: FinishedReview, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small review after a run with one rule more."""
    folder = finished.copy(tmp_path_factory.mktemp("grown") / "review")
    with (folder / "workflow/memlit/analysis/tables.yaml").open("a", encoding="utf-8") as tables:
        tables.write(YAML)
    (folder / "workflow/scripts/years.py").write_text(SCRIPT, encoding="utf-8")
    with (folder / "workflow/rules/evidence.smk").open("a", encoding="utf-8") as rules:
        rules.write(RULE)
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_its_table_is_in_the_dictionary_and_a_frame(grown: Path) -> None:
    told = {row["column"]: row["meaning"] for row in tools.table(grown, "dictionary") if row["file"] == "years.csv"}
    assert told == {"id": "the year", "n": "papers of the year"}
    frame = frames.load("years", grown / "results/data")
    # Of the entries of the small review two papers are of 2018: choi2018 and wu2018.
    assert frame.loc["2018", "n"] == 2
    assert frame.attrs["title"] == "Papers by year"


def test_its_table_is_in_the_package_with_its_rule_and_on_the_first_page(grown: Path) -> None:
    described = json.loads((grown / "results/export/datapackage.json").read_text(encoding="utf-8"))
    assert "years" in {table["name"] for table in described["resources"]}
    graph = {item["@id"]: item for item in described["prov"]["@graph"]}
    assert graph["data/years.csv"]["prov:wasGeneratedBy"] == {"@id": "#years"}
    assert graph["#years"]["prov:wasInformedBy"] == [{"@id": "#benchmark"}]
    assert 'href="data/years.csv"' in (grown / "results/index.html").read_text(encoding="utf-8")


def test_its_numbers_are_in_the_audit(grown: Path) -> None:
    told = run_memlit(grown, "audit", "year/2018#n")
    assert told.returncode == 0, told.stderr
    assert "papers counted" in told.stdout
