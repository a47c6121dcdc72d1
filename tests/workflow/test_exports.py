"""What a run exports, read back by the formats' own libraries: data package, citation, first page, report."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from frictionless import Package, system
from lxml import html
from memlit.files import read_csv

from ..conftest import FinishedReview, run_snakemake
from . import tools

TERMS = "http://www.w3.org/ns/prov#"


def package_of(folder: Path) -> Package:
    return Package((folder / "results/export/datapackage.json").as_posix())


def faults(folder: Path) -> list[str]:
    with system.use_context(trusted=True):
        report = package_of(folder).validate()
    found = [f"package: {error.note}" for error in report.errors]
    return found + [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]


def test_data_package_is_valid_with_types_keys_and_hashes(finished: FinishedReview) -> None:
    assert faults(finished.folder) == []


def test_data_package_finds_a_changed_table(finished: FinishedReview, tmp_path: Path) -> None:
    folder = finished.copy(tmp_path / "review")
    path = folder / "results/export/data/benchmark.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = lines[0].split(",").index("tau_s") if "tau_s" in lines[0] else lines[0].split(",").index("spike_timing_s")
    cells = lines[1].split(",")
    cells[place] = "fast"
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8")
    found = " ".join(faults(folder))
    assert "fast" in found
    assert "hash" in found


def test_data_package_describes_every_table_with_units(finished: FinishedReview) -> None:
    resources = {resource.path: resource for resource in package_of(finished.folder).resources}
    written = {f"data/{path.name}" for path in (finished.folder / "results/data").glob("*.csv")}
    assert resources.keys() == written
    for name in written:
        copy, table = finished.folder / "results/export" / name, finished.folder / "results" / name
        assert copy.read_bytes() == table.read_bytes()
    fields = resources["data/benchmark.csv"].schema.fields
    energy = next(field for field in fields if field.name == "action_energy_j")
    assert (energy.type, energy.custom["unit"]) == ("number", "J")


def licence_said(folder: Path, key: str) -> str:
    """What sources/KEY/source.yaml says; the entries of this review say nothing of licences."""
    path = folder / "sources" / key / "source.yaml"
    said = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return str((said or {}).get("licence") or "not stated")


def licences_at_the_rows(folder: Path) -> None:
    described = json.loads((folder / "results/export/datapackage.json").read_text(encoding="utf-8"))
    read = {row["document"] for row in read_csv(folder / "results/export/data/readings.csv")}
    rows = {row["id"]: row["licence"] for row in read_csv(folder / "results/export/data/documents.csv")}
    sources = {source["key"]: source["licence"] for source in described["sources"]}
    said = {key: licence_said(folder, key) for key in read}
    assert {key: rows[key] for key in read} == said
    assert {key: sources[key] for key in read} == said
    assert all(sources.values())
    # A licence of the package would hold for each table that states none (Data Package 1.0).
    assert "licenses" not in described
    free = {table["name"] for table in described["resources"] if "licenses" in table}
    assert {"dictionary", "plan"} <= free
    for table in described["resources"]:
        if table["name"] in free:
            assert (table["licence"], table["licenses"][0]["name"]) == ("CC-BY-4.0", "CC-BY-4.0")
        else:
            assert table["licence"].endswith("the licence of the source, in its row of documents.csv")
    assert not free & {"readings", "devices", "benchmark", "values", "series", "second_readings", "documents", "papers"}
    for table in described["resources"]:
        if {"document", "paper"} & {field["name"] for field in table["schema"]["fields"]}:
            assert table["name"] not in free


def test_each_source_has_its_licence_at_its_rows_and_the_package_claims_none_for_them(finished: FinishedReview) -> None:
    licences_at_the_rows(finished.folder)
    cited = yaml.safe_load((finished.folder / "results/export/CITATION.cff").read_text(encoding="utf-8"))
    assert "license" not in cited
    assert "documents.csv" in cited["message"]


def test_data_package_says_which_rule_made_a_table_from_what(finished: FinishedReview) -> None:
    described = json.loads((finished.folder / "results/export/datapackage.json").read_text(encoding="utf-8"))
    assert described["prov"]["@context"] == {"prov": TERMS}
    graph = {item["@id"]: item for item in described["prov"]["@graph"]}
    assert graph["data/benchmark.csv"]["prov:wasGeneratedBy"] == {"@id": "#benchmark"}
    assert {"@id": "#benchmark"} in graph["#evidence"]["prov:wasInformedBy"]
    assert {"@id": "references.bib"} in graph["#benchmark"]["prov:used"]
    named = {value["@id"] for item in graph.values() for value in item.values() if isinstance(value, dict)}
    assert named <= graph.keys()


def test_citation_names_the_sources_of_the_values_in_use(finished: FinishedReview) -> None:
    text = (finished.folder / "results/export/CITATION.cff").read_text(encoding="utf-8")
    cited = yaml.safe_load(text)
    # What the Citation File Format 1.2.0 demands of a file, and of each reference.
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert (cited["cff-version"], cited["type"]) == ("1.2.0", "dataset")
    assert all({"authors", "title", "type"} <= reference.keys() for reference in cited["references"])
    used = {row["document"] for row in tools.table(finished.folder, "readings") if row["used"] == "true"}
    titles = {
        entry["fields"]["title"] for key, entry in tools.library(finished.folder)["entries"].items() if key in used
    }
    plain = {title.replace("{", "").replace("}", "") for title in titles}
    assert plain <= {reference["title"] for reference in cited["references"]}


@pytest.fixture(scope="module")
def first_page(finished: FinishedReview) -> html.HtmlElement:
    return html.fromstring((finished.folder / "results/index.html").read_text(encoding="utf-8"))


def test_no_link_of_the_first_page_is_dead_and_none_leads_out(
    finished: FinishedReview, first_page: html.HtmlElement
) -> None:
    results = finished.folder / "results"
    links = [unquote(str(link)).partition("#")[0] for link in first_page.xpath("//a/@href")]
    assert {"report.html", "report.pdf", "audit/_documents.html", "export/datapackage.json"} <= set(links)
    assert [link for link in links if link and not (results / link).is_file()] == []
    assert [link for link in links if ".." in link or ":" in link] == []
    assert first_page.xpath("//script | //img | //link") == []


def test_the_first_page_lists_every_table_with_its_rows(finished: FinishedReview, first_page: html.HtmlElement) -> None:
    (table,) = first_page.xpath('//div[@aria-label="Tables"]/table')
    listed = {row.xpath("string(th)"): int(row.xpath("string(td[2])")) for row in table.xpath("tbody/tr")}
    assert listed == {path.name: len(read_csv(path)) for path in (finished.folder / "results/data").glob("*.csv")}


def test_each_device_has_a_file_with_its_rows_as_the_tables_have_them(finished: FinishedReview) -> None:
    results = finished.folder / "results"
    devices = read_csv(results / "data/devices.csv")
    files = {
        unquote(path.relative_to(results / "devices").as_posix()).removesuffix(".json"): json.loads(
            path.read_text(encoding="utf-8")
        )
        for path in (results / "devices").rglob("*.json")
    }
    assert {f"{row['paper']}/{row['device']}" for row in devices} <= files.keys()
    for name, said in files.items():
        assert said["id"] == name
        rows = [row for row in devices if f"{row['paper']}/{row['device']}" == name]
        assert [(one["id"], one.get("tau_s")) for one in said.get("devices", ())] == [
            (row["id"], float(row["tau_s"]) if row["tau_s"] else None) for row in rows
        ]
        known = {one["id"] for one in said["readings"]}
        assert {one for row in rows for one in filter(None, row["readings"].split(";"))} <= known
    woo = files["woo2016/alox-hfo2"]
    assert {one["whose_number"] for one in woo["benchmark"]} == {"restated"}
    assert {"0.9V/100µs"} <= {one["printed"] for one in woo["readings"]}


def test_each_print_of_a_device_leads_to_its_cell_of_the_audit(finished: FinishedReview) -> None:
    results = finished.folder / "results"
    pages = {
        f"audit/{page.name}": set(html.fromstring(page.read_text(encoding="utf-8")).xpath("//@id"))
        for page in (results / "audit").glob("*.html")
    }
    files = [json.loads(path.read_text(encoding="utf-8")) for path in (results / "devices").rglob("*.json")]
    printed = [one for said in files for one in said["readings"] if "derived_from" not in one]
    assert len(printed) > 50
    for one in printed:
        page, _, cell = one["audit"].partition("#")
        assert cell in pages[page], one["id"]


def test_snakemake_report_is_made_without_a_network(finished_copy: Path) -> None:
    """The proxy leads nowhere: a request would fail."""
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    target = "results/run/snakemake-report.html"
    done = run_snakemake(finished_copy, "--report", target, env=nowhere)
    assert done.returncode == 0, done.stderr[-2000:]
    page = (finished_copy / target).read_text(encoding="utf-8")
    assert "report_text" in page
    assert page.lower().lstrip().startswith("<!doctype html>")
