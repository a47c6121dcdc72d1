"""docs/another-field.md, followed word for word: a review of thermoelectrics from `memlit new` to its report."""

from __future__ import annotations

import csv
import html
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from memlit.audit.lookup import Index
from memlit.changes.release import change_since, write_release
from memlit.desk.desk import Desk
from memlit.desk.second_look.queue import load_work

from tests.workflow.tools import table

from ..conftest import ROOT, SNAKEMAKE

FENCE = re.compile(r"```\n(\$ .*?)```", re.S)
PROGRAMS = {"memlit": [sys.executable, "-m", "memlit.cli"], "snakemake": [str(SNAKEMAKE)], "cp": ["cp"]}
OF_MEMRISTORS = re.compile(
    r"memrist|synap|neuron|filament|\b(?:re)?set pulse|pulse|g_on|g_off|spik|action.energy", re.I
)
MOVED = "figure_of_merit/475 to 525 K/Bi2Te3"


class Step(NamedTuple):
    """A command as the page shows it, and the lines that it shows of what it prints."""

    command: str
    shown: tuple[str, ...]


def steps() -> list[Step]:
    page = (ROOT / "docs/another-field.md").read_text(encoding="utf-8")
    blocks = [part.splitlines() for fence in FENCE.findall(page) for part in re.split(r"^\$ ", fence, flags=re.M)[1:]]
    return [Step(lines[0], tuple(lines[1:])) for lines in blocks]


def run(folder: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "workflow")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("field")
    (folder / "docs").symlink_to(ROOT / "docs")
    for step in steps():
        name, *arguments = shlex.split(step.command)
        if name == "cd":
            folder /= arguments[0]
            continue
        done = run(folder, [*PROGRAMS[name], *arguments])
        assert done.returncode == 0, (step.command, done.stderr[-3000:])
        printed = done.stdout.splitlines()
        assert [line for line in step.shown if line not in printed] == [], step.command
    return folder


def test_the_page_ends_with_a_report(review: Path) -> None:
    assert [step.command.split()[0] for step in steps()] == [
        *("memlit", "cp", "cd", "memlit", "snakemake", "memlit", "memlit"),
    ]
    for name in ("report.html", "numbers.html", "brief.pdf", "report.pdf", "appendices.pdf"):
        assert (review / "results" / name).stat().st_size > 10_000, name


def test_a_figure_of_merit_is_right(review: Path) -> None:
    """By hand: (169 µV/K)^2 x 19362 S/m = 552.998 µW/m/K^2, x 500 K / 0.53 W/m/K = 0.52170, as ESTM prints it."""
    rows = {(row["item"], row["at"], row["metric"]): row for row in table(review, "metrics")}
    merit = rows["BiSb(Se0.94Br0.06)3", "500 K", "figure_of_merit"]
    assert float(merit["value"]) == pytest.approx(0.52170, abs=5e-6)
    assert (merit["paper"], merit["class"]) == ("adfm.201806558", "Bi2Te3")
    power = rows["BiSb(Se0.94Br0.06)3", "500 K", "power_factor"]
    assert float(power["value"]) == pytest.approx(552.998e-6, rel=1e-5)
    printed = {row["id"]: row for row in table(review, "readings")}
    assert [printed[name]["printed"] for name in merit["readings"].split(";")] == ["-169", "19362", "0.53", "500"]


def example_rows(review: Path) -> list[dict[str, str]]:
    with (review / "sources/na2022/table_1.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_figure_of_merit_that_is_printed_otherwise_is_told(review: Path) -> None:
    """ESTM prints 0.4196 where (102.5 µV/K)^2 x 95750 S/m x 300 K / 0.976 W/m/K is 0.309; four more rows are so."""
    printed = {(row["Formula"], f"{float(row['temperature(K)']):.6g} K"): row["ZT"] for row in example_rows(review)}
    rows = [row for row in table(review, "metrics") if row["metric"] == "figure_of_merit"]
    computed = {(row["item"], row["at"]): float(row["value"]) for row in rows}
    assert len(printed) == 104
    assert printed.keys() == computed.keys()
    off = {key for key, value in printed.items() if computed[key] != pytest.approx(float(value), rel=0.06)}
    oxide = "Bi0.825Ba0.175CuSeO"
    assert off == {
        *((oxide, at) for at in ("319 K", "522 K", "725 K")),
        ("BiCu0.975SeO", "523 K"),
        ("(PbTe)0.15(Ag2Te)0.85", "300 K"),
    }
    page = (review / "results/report.html").read_text(encoding="utf-8")
    told = page[page.index("from what the source itself prints") :]
    assert told.index("(PbTe)") < told.index("Documents that were read")


def test_temperatures_are_kelvin(review: Path) -> None:
    units = {row["unit"] for row in table(review, "readings") if row["parameter"] == "temperature"}
    assert units == {"K"}


def test_classes_are_compared_at_one_temperature(review: Path) -> None:
    """The median of bismuth tellurides near 500 K is the third of the five that ESTM prints."""
    rows = {(row["metric"], row["at"], row["class"]): row for row in table(review, "classes_at")}
    assert len({name for _, _, name in rows}) == 7
    own = rows["figure_of_merit", "475 to 525 K", "Bi2Te3"]
    bib = (review / "references.bib").read_text(encoding="utf-8").lower()
    entries = [entry for entry in bib.split("@article")[1:] if "{bi2te3}" in entry]
    near = [row for row in example_rows(review) if 475 <= float(row["temperature(K)"]) <= 525]
    of_paper = {row["reference"].rpartition("doi.org/")[2].lower(): float(row["ZT"]) for row in near}
    of_class = sorted(merit for doi, merit in of_paper.items() if any(f"{{{doi}}}" in entry for entry in entries))
    assert int(own["n_papers"]) == len(of_class) == 5
    assert float(own["median"]) == pytest.approx(of_class[2], rel=0.01)
    pairs = table(review, "pairs_at")
    tested = [row for row in pairs if row["p"]]
    assert tested
    assert all(float(row["p"]) <= float(row["p_adjusted"]) <= 1 for row in tested)


def test_figures_stand_in_the_report_and_lead_to_numbers(review: Path) -> None:
    page = (review / "results/report.html").read_text(encoding="utf-8")
    index = (review / "results/numbers.html").read_text(encoding="utf-8")
    for name in ("metric_by_condition", "class_comparison"):
        assert f'id="figure-{name}"' in page
    links = set(re.findall(r'href="numbers\.html#([^"]+)"', page))
    assert len(links) > 300
    pages = set(re.findall(r"audit/(\w+\.html)#", index))
    assert pages == {"na2022.html"}


def test_no_word_of_memristors(review: Path) -> None:
    results = review / "results"
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in (*results.glob("data/*.csv"), results / "summary.txt")
    }
    for name in ("export/datapackage.json", "export/CITATION.cff"):
        texts[name] = (results / name).read_text(encoding="utf-8")
    for name in ("report.html", "numbers.html", "audit/na2022.html", "audit/_documents.html"):
        whole = (results / name).read_text(encoding="utf-8")
        body = re.sub(r"<(script|style|svg)\b.*?</\1>", "", whole[whole.index("<body") :], flags=re.S)
        texts[name] = html.unescape(re.sub(r"<[^>]+>", " ", body))
    texts["files"] = " ".join(path.relative_to(review).as_posix() for path in results.rglob("*"))
    found = {name: sorted(set(OF_MEMRISTORS.findall(text))) for name, text in texts.items()}
    assert {name: words for name, words in found.items() if words} == {}


def memlit(review: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(review, [*PROGRAMS["memlit"], *arguments])


def test_the_walk_of_a_figure_of_merit_ends_at_what_is_printed(review: Path) -> None:
    """The four cells of the line of ESTM, with their row and column in the file (from 0)."""
    told = memlit(review, "audit", "adfm.201806558/bisb-se0-94br0-06-3@500-k#figure_of_merit", "--json")
    found = json.loads(told.stdout)
    cells = [one["record"]["datum"] for one in found["inputs"]]
    assert [one["printed"]["text"] for one in cells] == ["-169", "19362", "0.53", "500"]
    rows = list(csv.reader((review / "sources/na2022/table_1.csv").open(encoding="utf-8", newline="")))
    places = [(one["locator"]["row"], one["locator"]["column"]) for one in cells]
    assert [rows[row][column] for row, column in places] == ["-169", "19362", "0.53", "500"]
    assert {"all", "read"} <= found["code"].keys()
    page = (review / "results/audit/na2022.html").read_text(encoding="utf-8")
    assert "figure of merit of BiSb(Se0.94Br0.06)3 at 500 K" in page


def test_every_number_of_the_run_leads_to_a_printed_cell(review: Path) -> None:
    index = Index(review / "results/audit.sqlite")
    ids = [row["id"] for name in ("readings", "observations", "metrics") for row in table(review, name)]
    ids += [one for row in table(review, "classes_at") for one in row["values"].split(";")]
    ids += [row["id"] + "#median" for row in table(review, "classes_at") if row["median"]]
    ids += json.loads((review / "results/report.json").read_text(encoding="utf-8"))["numbers"]
    assert len(ids) > 2000
    bare = [one for one in ids if not index.has(one) or not index.printed_below(one, 1)]
    # How many there are of nothing is read nowhere.
    assert [one for one in bare if index.node(one).record.get("value") != 0] == []
    orphans = memlit(review, "audit", "--orphans")
    assert "numbers in the report without a datum: 0" in orphans.stdout


def test_what_became_of_a_paper_is_told_by_material_and_condition(review: Path) -> None:
    told = memlit(review, "audit", "--why-not", "adfm.201806558").stdout
    assert "500 K (Bi2Te3): figure of merit 0.522" in told
    assert "compared  figure of merit at 475 to 525 K" in told
    assert "roles" not in told
    claim = memlit(review, "audit", "--claim", "any")
    assert (claim.returncode, "this review judges none" in claim.stderr) == (2, True)


def test_the_data_package_describes_every_table(review: Path) -> None:
    export = review / "results/export"
    package = json.loads((export / "datapackage.json").read_text(encoding="utf-8"))
    resources = {Path(one["path"]).name: one for one in package["resources"]}
    assert resources.keys() == {path.name for path in (export / "data").glob("*.csv")}
    for name, one in resources.items():
        with (export / "data" / name).open(encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == [field["name"] for field in one["schema"]["fields"]], name
    (key,) = resources["readings.csv"]["schema"]["foreignKeys"]
    assert key["reference"] == {"resource": "documents", "fields": ["id"]}
    assert [row["id"] for row in table(review, "documents")] == ["na2022"]
    licences = {one["key"]: one["licence"] for one in package["sources"]}
    assert licences["na2022"] == "CC-BY-4.0"


def test_each_material_has_a_file_with_its_values_and_their_places(review: Path) -> None:
    files = sorted((review / "results/materials").rglob("*.json"))
    listed = (review / "results/index.html").read_text(encoding="utf-8")
    assert len(files) == len({row["observation"].partition("@")[0] for row in table(review, "observations")}) > 30
    for file in files:
        said = json.loads(file.read_text(encoding="utf-8"))
        assert f'href="materials/{file.relative_to(review / "results/materials").as_posix()}"' in listed
        assert said["observations"]
        assert {row["id"] for row in said["readings"]} >= {row["reading"] for row in said["observations"]}


@pytest.mark.parametrize(
    "arguments",
    [["add", "x.bib", "--role", "synapse"], ["place", "--class", "PbTe", "--S", "100 µV/K"]],
    ids=lambda arguments: arguments[0],
)
def test_what_has_no_meaning_here_says_so_in_one_line(review: Path, arguments: list[str]) -> None:
    done = memlit(review, *arguments)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("memlit: ")
    assert re.search("thermoelectrics (have|names) no|prints no temperature", line)
    assert "; " in line, "how to go on"


PAPER = """<html><body><h1>Simulated tin telluride</h1><p>The powders were ball-milled for 4 h and consolidated by spark
plasma sintering at 773 K. The relative density of all samples is above 97 %.</p><p>The Seebeck coefficient and the
electrical conductivity were measured with a ZEM-3 from 300 K to 773 K under helium.</p>
<table><caption>Table 1. Properties</caption><tr><td>Sample</td><td>T (K)</td><td>Seebeck coefficient (µV/K)</td>
<td>Electrical conductivity (S/m)</td><td>Thermal conductivity (W/m/K)</td><td>ZT</td></tr>
<tr><td>SnTe</td><td>300</td><td>50</td><td>400000</td><td>3</td><td>0.1</td></tr>
<tr><td>SnTe</td><td>700</td><td>150</td><td>100000</td><td>1.5</td><td>0.4</td></tr></table></body></html>"""


ANSWERS = {
    "document": "paper",
    "tables": [
        {
            "table": "t1",
            "devices_in": "rows",
            "heads": {
                "c1": {"parameter": "temperature"},
                "c2": {"parameter": "seebeck_coefficient"},
                "c3": {"parameter": "electrical_conductivity"},
                "c4": {"parameter": "thermal_conductivity"},
                "c5": {"parameter": "printed_figure_of_merit"},
            },
            "lines": {"r1": {"device": "SnTe"}, "r2": {"device": "SnTe"}},
        }
    ],
}


def test_the_sheet_of_a_paper_asks_what_the_field_asks(review: Path) -> None:
    """By hand: (50 µV/K)^2 x 400 000 S/m x 300 K / 3 W/m/K = 0.1 as printed; at 700 K 1.05, where 0.4 is printed."""
    paper = review / "sources/paper/paper.html"
    paper.parent.mkdir()
    paper.write_text(PAPER, encoding="utf-8")
    done = memlit(review, "sheet", "sources/paper/paper.html", "--json", "--out", "sheet.html")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["contradictions"] == []
    assert "Not answered yet, so that its values are proposed alone: Table 1" in (review / "sheet.html").read_text()
    (review / "answers.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    taken = memlit(review, "ask", "paper", "--answers", "answers.json", "--by", "Jane Doe")
    assert taken.returncode == 0, taken.stderr
    done = memlit(review, "sheet", "sources/paper/paper.html", "--json", "--out", "sheet.html")
    (review / "extracted/paper.answers.jsonl").unlink()
    shutil.rmtree(paper.parent)
    found = json.loads(done.stdout)
    parts = {part["id"]: part["state"] for item in found["items"] for part in item["parts"]}
    stated = {name for name, state in parts.items() if state == "stated"}
    assert stated == {
        *("making", "density", "temperature", "seebeck", "seebeck_method", "conductivity", "conductivity_method"),
        "thermal",
    }
    (one,) = found["contradictions"]
    assert "1.05" in one["text"]
    assert "0.4" in one["text"]
    page = (review / "sheet.html").read_text(encoding="utf-8")
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page[page.index("<body") :], flags=re.S)
    assert OF_MEMRISTORS.findall(body) == []
    (review / "config/standards.yaml").rename(review / "kept.yaml")
    without = memlit(review, "sheet", "paper.html")
    (review / "kept.yaml").rename(review / "config/standards.yaml")
    assert without.returncode == 2
    assert "config/standards.yaml: is missing" in without.stderr


def pages_of(review: Path) -> dict[str, str]:
    """The pages of the results by their addresses."""
    folder = review / "results"
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def test_every_material_has_an_address_with_its_prints(review: Path) -> None:
    items = {row["observation"].partition("@")[0] for row in table(review, "observations")}
    assert len(items) == 37
    page = (review / "results/index.html").read_text(encoding="utf-8")
    assert [item for item in items if f'href="materials/{item}.json"' not in page] == []
    said = json.loads((review / "results/materials/adfm.201806558/bisb-se0-94br0-06-3.json").read_text("utf-8"))
    assert "-169" in {one["printed"] for one in said["readings"]}


def test_the_site_says_no_word_of_memristors(review: Path) -> None:
    for address, page in pages_of(review).items():
        body = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page[page.index("<body") :], flags=re.S)
        assert OF_MEMRISTORS.findall(body) == [], address
        if not address.startswith(("audit/", "numbers", "report")):
            assert "evice" not in re.sub(r"<[^>]+>", "", body), address


def test_a_value_of_no_paper_stands_among_the_papers_of_its_class(review: Path) -> None:
    """By hand: (200 µV/K)^2 x 1e5 S/m x 500 K / 1.2 W/m/K = 1.667, above all five papers of its class near 500 K."""
    given = "--S 200uV/K --sigma 1e5S/m --kappa 1.2W/m/K --T 500K"
    told = memlit(review, "place", "--class", "Bi2Te3", *shlex.split(given), "--json")
    found = json.loads(told.stdout)
    assert found["metrics"]["figure_of_merit"]["value"] == pytest.approx(4e-8 * 1e5 * 500 / 1.2)
    (own,) = [one for one in found["standings"] if (one["metric"], one["class"]) == ("figure_of_merit", "Bi2Te3")]
    assert (own["at"], own["rank"]["first"], own["rank"]["n"]) == ("475 to 525 K", 6, 5)
    assert own["percentile"] == [100, 100]


def test_a_release_is_kept_and_compared_with(review: Path, tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    for name in ("data", "verified.json"):
        source = review / "results" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, (tmp_path / "results").joinpath(name))
    write_release(tmp_path, "1.0.0", "2026-01-02")
    assert change_since(tmp_path / "release", tmp_path / "results").medians == ()
    path = tmp_path / "results/data/classes_at.csv"
    rows = path.read_text(encoding="utf-8")
    (median,) = {row["median"] for row in table(review, "classes_at") if row["id"] == MOVED}
    path.write_text(rows.replace(f",{median},", ",0.9,"), encoding="utf-8")
    (moved,) = change_since(tmp_path / "release", tmp_path / "results").medians
    assert (moved.id, moved.before and moved.before.value) == (MOVED, pytest.approx(float(median)))


def test_the_desk_asks_what_the_field_asks(review: Path) -> None:
    desk = Desk(review, "Jane Doe")
    try:
        told = json.loads(desk.get("papers").body)
    finally:
        desk.close()
    assert list(told["bar"]["parts"]) == ["S", "sigma", "kappa", "T"]
    assert list(told["roles"]) == []
    papers = {one["key"]: one for one in told["papers"]}
    assert (papers["adfm.201806558"]["missing"], papers["adfm.201806558"]["is_device_paper"]) == ([], True)
    groups = {item.group for item in load_work(review).items.values()}
    assert groups == {"headline", "used", "words"}


def test_a_second_run_has_nothing_to_do(review: Path) -> None:
    done = run(review, [str(SNAKEMAKE), "--cores", "1", "-n"])
    assert "Nothing to be done" in done.stdout + done.stderr
