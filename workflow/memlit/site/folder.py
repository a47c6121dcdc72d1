"""memlit site: a finished run as a folder of static pages, a version beside the others and as `latest`."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from memlit.audit.lookup import Index
from memlit.cards.named import OF_RUN
from memlit.changes.compare import RELEASE_FILE
from memlit.changes.release import RELEASE_FOLDER, VERSION, ReleaseNote
from memlit.config import load_field
from memlit.datum import read_record
from memlit.errors import SourceError, counted
from memlit.export.citation import project_citation
from memlit.files import read_csv, write_json, write_text
from memlit.grouping import grouped
from memlit.published import DATA_FOLDER
from memlit.site.clips import published_clips
from memlit.site.devices import devices_chart
from memlit.site.documentation import DOCS, documentation_pages, documentation_titles
from memlit.site.first_page import data_page, documents_page, errata_page, index_page, redirect_page
from memlit.site.history import history_of
from memlit.site.item_page import SiteParts, item_page, page_path
from memlit.site.model import SiteChart, SiteRun
from memlit.site.observed import observed_chart
from memlit.site.published import AUDIT, write_audit_pages

CARDS = "cards"
LATEST = "latest"
SITE_FILE = "site.json"
SITE_FORMAT = "memlit-site-1"
_NO_VERSION = "0.0.0"
_NEEDED = ("report.html", "numbers.html", "audit.sqlite", "data/dictionary.csv", "export/datapackage.json", AUDIT)


def write_site(root: Path, out: Path, say: Callable[[str], None] = print) -> None:
    """Write the version of the run in `root` into the folder `out`, and the same as `latest`.

    Other versions that stand there stay. Raises SourceError where there is no finished run, or `out` holds other files.
    """
    _check_run(root)
    _check_folder(out)
    version = _version(root)
    field = load_field(root)
    versions = sorted({version, *_versions(out)}, key=_as_numbers, reverse=True)
    folder = out / f"v{version}"
    shutil.rmtree(folder, ignore_errors=True)
    chart = observed_chart(root, field) if field.is_observed else devices_chart(root, field, folder / CARDS)
    _write_version(chart, folder, version, versions)
    shutil.rmtree(out / LATEST, ignore_errors=True)
    shutil.copytree(folder, out / LATEST)
    write_text(out / "index.html", redirect_page(versions, field.heading))
    write_json(out / SITE_FILE, {"format": SITE_FORMAT, "versions": versions})
    say(f"{counted(len(chart.items), field.item)}, version {version}: {(out / 'index.html').as_posix()}")


def _check_run(root: Path) -> None:
    for name in _NEEDED:
        if not (root / OF_RUN / name).exists():
            raise SourceError((OF_RUN / name).as_posix(), "is missing", "run snakemake --cores 4 first")


def _check_folder(out: Path) -> None:
    """Only a folder that a site stands in, or nothing, is written over."""
    if out.exists() and not out.is_dir():
        raise SourceError(out.as_posix(), "is a file", "name a folder with --out")
    if out.is_dir() and any(out.iterdir()) and not (out / SITE_FILE).is_file():
        raise SourceError(out.as_posix(), "holds other files", "name an empty or a new folder with --out")


def _version(root: Path) -> str:
    """The version of CITATION.cff, else of the last release; 0.0.0 where nobody has given one."""
    note = root / RELEASE_FOLDER / RELEASE_FILE
    last = read_record(ReleaseNote, note).version if note.is_file() else _NO_VERSION
    version = str(project_citation(root).get("version", last))
    if not VERSION.fullmatch(version):
        raise SourceError("CITATION.cff", f"has the version {version!r}", "write it as 1.2.3")
    return version


def _versions(out: Path) -> Iterator[str]:
    """Versions that stand in the folder."""
    for path in out.glob("v*"):
        name = path.name.removeprefix("v")
        if path.is_dir() and VERSION.fullmatch(name):
            yield name


def _as_numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _write_version(chart: SiteChart, folder: Path, version: str, versions: Sequence[str]) -> None:
    """All pages of a version; cards stand there already."""
    run = chart.run
    items = run.field.items
    history = history_of(run.root)
    titles = documentation_titles(run.root)
    write_text(folder / "index.html", index_page(chart, version=version, has_docs=bool(titles)))
    write_text(folder / "errata.html", errata_page(history, chart, versions, version))
    readings = [reading for item in chart.items for reading in item.readings]
    parts = SiteParts(chart, history, published_clips(run, readings), _anchors(run))
    for item in chart.items:
        write_text(page_path(folder, item, chart), item_page(item, parts))
    _copy_results(run, folder)
    write_text(folder / "data.html", data_page(_tables(run.root / DATA_FOLDER), items))
    write_audit_pages(run, folder / AUDIT)
    for name, page in documentation_pages(run.root, items):
        write_text(folder / DOCS / f"{name}.html", page)
    if titles:
        write_text(folder / DOCS / "index.html", documents_page(titles, items))


def _anchors(run: SiteRun) -> dict[str, str]:
    """Entries of numbers.html by number."""
    index = Index(run.root / OF_RUN / "audit.sqlite")
    return dict(index.database.execute("SELECT id, anchor FROM shown"))


def _copy_results(run: SiteRun, folder: Path) -> None:
    """The report with its data and PDFs, the data package and its citation."""
    results = run.root / OF_RUN
    for path in sorted((*results.glob("*.html"), *results.glob("*.pdf"))):
        shutil.copyfile(path, folder / path.name)
    for name in ("data", "export"):
        shutil.copytree(results / name, folder / name, dirs_exist_ok=True)


def _tables(data: Path) -> list[tuple[str, str, int, int]]:
    """File, title, number of columns and of rows of each table, as dictionary.csv declares them."""
    declared = grouped(read_csv(data / "dictionary.csv"), lambda row: row["file"])
    return [
        (file, rows[0]["title"], sum(bool(row["type"]) for row in rows), len(read_csv(data / file)))
        for file, rows in sorted(declared.items())
        if (data / file).is_file()
    ]
