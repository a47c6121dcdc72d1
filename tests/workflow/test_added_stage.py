"""A stage takes three files: its module, its rule, and the declaration of its table beside its code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from memlit import frames

from ..conftest import FinishedReview, run_memlit, run_snakemake
from . import tools

TABLE = '''"""Papers by year."""

from collections import Counter
from typing import Annotated

from memlit.datum import Record, Result
from memlit.published import meaning, published


@published("years.csv", "Papers by year", "count_years")
class YearLine(Record):
    id: Annotated[str, meaning("the year")]
    n: Annotated[Result, meaning("papers of the year")]


class Years(Record):
    years: tuple[YearLine, ...]


def years_of(years: list[str]) -> Years:
    counts = sorted(Counter(years).items())
    lines = []
    for year, n in counts:
        result = Result(id=f"year/{year}#n", kind="count", label="papers", value=n, unit="1", rule="papers counted")
        lines.append(YearLine(id=year, n=result))
    return Years(years=tuple(lines))
'''
STAGE = '''"""Rule count_years: papers by year."""

from memlit.analysis.years import years_of
from memlit.files import read_csv
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Count the papers of each year."""
    years = [row["year"] for row in read_csv(job.path("papers")) if row["year"]]
    job.write_results(years_of(years))
'''
RULE = """

rule count_years:
    input:
        papers="results/data/papers.csv",
    output:
        numbers="results/numbers/count_years.parquet",
        table="results/data/years.csv",
    log:
        "results/run/log/count_years.log",
    localrule: True
    params:
        code=PLAN.code,
    script:
        "../scripts/stage.py"
"""


@pytest.fixture(scope="module")
def grown(finished: FinishedReview, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small review after a run with one stage more."""
    folder = finished.copy(tmp_path_factory.mktemp("grown") / "review")
    package = folder / "workflow/memlit"
    (package / "analysis/years.py").write_text(TABLE, encoding="utf-8")
    (package / "stages/analysis/count_years.py").write_text(STAGE, encoding="utf-8")
    with (folder / "workflow/rules/analyses.smk").open("a", encoding="utf-8") as rules:
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
    assert graph["data/years.csv"]["prov:wasGeneratedBy"] == {"@id": "#count_years"}
    assert graph["#count_years"]["prov:wasInformedBy"] == [{"@id": "#compute_benchmark"}]
    assert 'href="data/years.csv"' in (grown / "results/index.html").read_text(encoding="utf-8")


def test_its_numbers_are_in_the_audit(grown: Path) -> None:
    told = run_memlit(grown, "audit", "year/2018#n")
    assert told.returncode == 0, told.stderr
    assert "papers counted" in told.stdout
