"""A rule and its table take four files: the function, the entry of its table, the script, and the rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from memlit import frames

from ..conftest import FinishedReview, run_memlit, run_snakemake
from . import tools

TABLE = """
years:
  title: Papers by year
  rule: years
  columns:
    id: the year
    n: {type: integer, meaning: papers of the year}
"""
FUNCTION = '''"""Papers by year."""

from collections import Counter

from memlit.datum import Record, Result
from memlit.published import published_table


class YearLine(Record):
    id: str
    n: Result


YEARS = published_table(__file__, "years")


def years_of(years: list[str]) -> list[YearLine]:
    lines = []
    for year, n in sorted(Counter(years).items()):
        result = Result(id=f"year/{year}#n", kind="count", label="papers", value=n, unit="1", rule="papers counted")
        lines.append(YearLine(id=year, n=result))
    return lines
'''
SCRIPT = """from memlit.analysis.years import YEARS, years_of
from memlit.datum import results_in
from memlit.files import read_csv
from memlit.job import Job

job = Job.of(snakemake)
years = years_of([row["year"] for row in read_csv(job.path("papers")) if row["year"]])
job.write_table(YEARS, years)
job.write_numbers(results_in(years))
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
    (folder / "workflow/memlit/analysis/years.py").write_text(FUNCTION, encoding="utf-8")
    with (folder / "workflow/memlit/analysis/tables.yaml").open("a", encoding="utf-8") as tables:
        tables.write(TABLE)
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
