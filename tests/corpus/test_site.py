"""The site of the whole review: a page for each named device, no dead link, no picture that may not be published."""

from __future__ import annotations

import csv
import filecmp
import html
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from memlit.cards.command import load_card
from memlit.site.folder import write_site

LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
BARE_LINK = re.compile(r"\bhref=([^\"\s>]+)")
SCRIPT = re.compile(r"<script.*?</script>", re.S)
OPEN_DOCUMENT = "memlit-note-1"
"""A document of our own under an open licence, whose pages the run shows."""
ID = re.compile(r'\bid="([^"]+)"')


def table(review: Path, name: str) -> list[dict[str, str]]:
    with (review / "results/data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def site(whole_review: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("chart") / "site"
    write_site(whole_review, out, lambda _: None)
    return out


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Where the links of a page lead in the folder, and the anchor there."""
    text = SCRIPT.sub("", page.read_text(encoding="utf-8"))
    for address in {*LINK.findall(text), *BARE_LINK.findall(text)}:
        plain = html.unescape(address)
        if not plain.startswith(("https://", "http://", "data:")):
            path, _, fragment = plain.partition("#")
            yield ((page.parent / unquote(path)).resolve() if path else page), fragment


def pages_of(site: Path) -> list[Path]:
    return [site / "index.html", *sorted((site / "latest").rglob("*.html"))]


def test_no_link_is_dead_or_leads_out_of_the_folder(site: Path) -> None:
    found = [(page, target) for page in pages_of(site) for target, _ in links(page)]
    assert len(found) > 1000
    assert [(page.name, target.name) for page, target in found if not target.is_file()] == []
    assert {target for _, target in found if not target.is_relative_to(site.resolve())} == set()


def test_each_print_of_a_device_leads_to_its_cell(site: Path) -> None:
    """From the picture to the printed characters in two clicks."""
    cells = {page.resolve(): set(ID.findall(page.read_text())) for page in (site / "latest/audit").glob("*.html")}
    prints = [
        (page.name, target.name, fragment)
        for page in (site / "latest/devices").glob("*.html")
        for target, fragment in links(page)
        if target.parent.name == "audit" and fragment not in cells[target]
    ]
    assert prints == []


def test_each_named_synapse_and_neuron_has_a_page(whole_review: Path, site: Path) -> None:
    rows = [*table(whole_review, "synapses"), *table(whole_review, "charge_synapses")]
    wanted = {"--".join(row["id"].split("/")[:2]) for row in rows}
    wanted |= {
        f"{row['paper']}--{row['device']}"
        for row in table(whole_review, "neurons")
        if row["device"] not in ("", "unassigned")
    }
    assert len(wanted) > 60
    assert {page.stem for page in (site / "latest/devices").glob("*.html")} == wanted
    listed = (site / "latest/index.html").read_text(encoding="utf-8")
    assert [key for key in sorted(wanted) if f'href="devices/{key}.html"' not in listed] == []


def test_no_picture_of_a_document_against_trade_or_changes_is_published(whole_review: Path, site: Path) -> None:
    restricted = [row["id"] for row in table(whole_review, "documents") if re.search(r"\bN[CD]\b", row["licence"])]
    assert restricted
    shown = [key for key in restricted if "data:image" in (site / f"latest/audit/{key}.html").read_text()]
    assert shown == []
    clips = re.compile(r'<a href="\.\./audit/([^"#]+)\.html[^"]*"><img class="clip"')
    pages = (site / "latest/devices").glob("*.html")
    assert {key for page in pages for key in clips.findall(page.read_text())} & set(restricted) == set()


def test_a_page_image_that_the_run_shows_is_withheld_under_nc(whole_review: Path, tmp_path: Path) -> None:
    review = tmp_path / "review"
    (review / "sources").mkdir(parents=True)
    for name in ("results", "config", "curation", "docs", "CITATION.cff"):
        (review / name).symlink_to(whole_review / name)
    for folder in (whole_review / "sources").iterdir():
        if folder.name != OPEN_DOCUMENT:
            (review / "sources" / folder.name).symlink_to(folder)
    shutil.copytree(whole_review / "sources" / OPEN_DOCUMENT, review / "sources" / OPEN_DOCUMENT)
    about = review / "sources" / OPEN_DOCUMENT / "source.yaml"
    about.write_text(about.read_text().replace("licence: CC BY 4.0", "licence: CC BY-NC 4.0"), encoding="utf-8")
    write_site(review, tmp_path / "site", lambda _: None)
    page = (tmp_path / f"site/latest/audit/{OPEN_DOCUMENT}.html").read_text(encoding="utf-8")
    assert "data:image" in (whole_review / f"results/audit/{OPEN_DOCUMENT}.html").read_text(encoding="utf-8")
    assert "data:image" not in page
    assert "does not let pages or figures be published" in page
    pages = (tmp_path / "site/latest/devices").glob("*.html")
    assert [
        one.name for one in pages if 'class="clip"' in one.read_text() and f"/{OPEN_DOCUMENT}.html" in one.read_text()
    ] == []


def test_no_page_loads_or_sends_anything(site: Path) -> None:
    for page in pages_of(site):
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page.read_text(encoding="utf-8"))
        assert policy is not None, page
        assert policy[1].startswith("default-src 'none'"), page
        assert "http" not in policy[1], page


def test_a_second_run_gives_the_same_bytes_and_keeps_other_versions(
    whole_review: Path, site: Path, tmp_path: Path
) -> None:
    older = tmp_path / "site" / "v0.0.1"
    write_site(whole_review, tmp_path / "site", lambda _: None)
    assert differing(filecmp.dircmp(site, tmp_path / "site")) == []
    older.mkdir()
    (older / "index.html").write_text("older", encoding="utf-8")
    write_site(whole_review, tmp_path / "site", lambda _: None)
    assert (older / "index.html").read_text(encoding="utf-8") == "older"
    assert 'href="../v0.0.1/index.html"' in (tmp_path / "site/latest/errata.html").read_text(encoding="utf-8")


def differing(found: filecmp.dircmp[str]) -> list[str]:
    """Files that differ or stand on one side only."""
    _, *apart = filecmp.cmpfiles(found.left, found.right, found.common_files, shallow=False)
    names = [*(name for part in apart for name in part), *found.left_only, *found.right_only]
    return [os.fspath(Path(found.left) / name) for name in names] + [
        name for inner in found.subdirs.values() for name in differing(inner)
    ]


def test_a_folder_with_other_files_is_not_written_over(whole_review: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Exception, match="holds other files"):
        write_site(whole_review, tmp_path, lambda _: None)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_each_card_is_read_back_with_the_numbers_of_the_run(whole_review: Path, site: Path) -> None:
    devices = {row["id"]: row for row in table(whole_review, "devices")}
    columns = {"V": "v_spike_v", "tau": "tau_s", "G_on": "g_on_s", "G_off": "g_off_s"}
    n = 0
    for page in sorted((site / "latest/cards").glob("*.json")):
        if page.name.endswith(".memdevice-bench.json"):
            continue
        loaded = load_card(page)
        for pulse in loaded.card.pulses:
            suffix = f"@{pulse.id.partition('@')[2]}" if "@" in pulse.id else ""
            row = devices[f"{loaded.card.id}/{pulse.pulse}{suffix}"]
            for value in pulse.values:
                if value.part in columns and value.is_point:
                    assert value.low == pytest.approx(float(row[columns[value.part]]), rel=1e-9)
                    n += 1
        for about in loaded.card.simulators:
            assert set(about.fields).isdisjoint(about.left_out)
            if about.simulator != "memdevice-bench" and about.file:
                assert set(loaded.files[about.simulator]) == set(about.fields)
    assert n > 200
