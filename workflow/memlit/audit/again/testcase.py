"""The smallest review that reproduces one number: its documents, their entries and records, the settings."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from memlit.audit.lookup import Index
from memlit.datum import document_of
from memlit.errors import RecordError, SourceError
from memlit.files import read_csv, write_text

PROJECT_FOLDERS = ("workflow", "profiles", "config")
_MAX_DATA = 1000
_ENTRY = re.compile(r"@\w+\s*[{(]\s*([^,\s]+)\s*,")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "*.tmp-*")


def cut(root: Path, identifier: str, folder: Path) -> Iterator[str]:
    """Write the review of one number into `folder`, which must not exist; yields lines that say what it holds.

    A datum takes its document along; a metric or a claim those of all printed data below it. Raises SourceError when
    the folder exists, RecordError when nothing is printed below the number.
    """
    if folder.exists():
        raise SourceError(str(folder), "exists already", "name another folder, or remove it")
    index = Index(root / "results/audit.sqlite")
    node = index.node(identifier)
    data = [identifier] if node.kind == "reading" else index.printed_below(identifier, _MAX_DATA)
    if not data:
        raise RecordError(identifier, "rests on no printed datum", "give the id of a reading, a metric or a claim")
    keys = sorted(set(map(document_of, data)))
    papers = sorted({paper for datum in data if (paper := index.node(datum).record["datum"]["paper"])})
    _copy_project(root, folder)
    for key in keys:
        _copy_document(root, folder, key)
    kept = _cut_library(root, folder, {*keys, *_papers_of(folder, keys), *papers, *_review_key(root)})
    _cut_table(root, folder, "curation/corrections.csv", lambda row: document_of(row["id"]) in keys)
    _cut_table(root, folder, "curation/checks.csv", lambda row: document_of(row.get("id", "")) in keys)
    _cut_table(root, folder, "curation/screening.csv", lambda row: row["record"] in kept)
    _cut_table(root, folder, "config/tags.csv", lambda row: row.get("paper", "") in kept)
    write_text(folder / "README.md", _readme(identifier, node.display, data))
    yield f"{folder}/ holds {', '.join(keys)} and {len(kept)} entries of references.bib"
    yield f"run it: cd {folder} && snakemake --cores 2"
    yield f'then:   memlit audit "{identifier}"'
    yield f"the run here gave {node.display}"


def _copy_project(root: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in PROJECT_FOLDERS:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=_LEFT_OUT, copy_function=shutil.copyfile)
    # A review that `memlit new` made has no rules of its own, but a Snakefile that leads to them.
    if (root / "Snakefile").is_file():
        shutil.copyfile(root / "Snakefile", folder / "Snakefile")


def _copy_document(root: Path, folder: Path, key: str) -> None:
    """The source folder where it is at hand, and the record; one of the two is enough to run."""
    if (root / "sources" / key).is_dir():
        shutil.copytree(
            root / "sources" / key, folder / "sources" / key, ignore=_LEFT_OUT, copy_function=shutil.copyfile
        )
    (folder / "extracted").mkdir(exist_ok=True)
    for name in (f"{key}.json", f"{key}.points.csv", f"{key}.pictures.jsonl"):
        if (root / "extracted" / name).is_file():
            shutil.copyfile(root / "extracted" / name, folder / "extracted" / name)


def _papers_of(folder: Path, keys: Iterable[str]) -> set[str]:
    """Papers that the records of the documents name: without their entries the run would complain."""
    found = set()
    for key in keys:
        path = folder / "extracted" / f"{key}.json"
        if path.is_file():
            found |= {
                datum["paper"] for datum in json.loads(path.read_text(encoding="utf-8"))["data"] if datum["paper"]
            }
    return found


def _review_key(root: Path) -> set[str]:
    from memlit.config import CONFIG_FILE, load_config

    return {load_config(root / CONFIG_FILE).report.review_key}


def _cut_library(root: Path, folder: Path, wanted: Collection[str]) -> set[str]:
    """The entries `wanted` by key, DOI or address, as they stand in references.bib; returns their keys."""
    text = (root / "references.bib").read_text(encoding="utf-8")
    addresses = {name.split(":", 1)[1].lower() for name in wanted if name.startswith(("doi:", "link:"))}
    kept, blocks = set(), []
    for block in re.split(r"^(?=@)", text, flags=re.M):
        found = _ENTRY.match(block)
        if found and (found.group(1) in wanted or _has_address(block, addresses)):
            kept.add(found.group(1))
            blocks.append(block)
    write_text(folder / "references.bib", "".join(blocks))
    return kept


def _has_address(block: str, addresses: Collection[str]) -> bool:
    fields = re.findall(r"^\s*(?:doi|url)\s*=\s*[{\"](.*?)[}\"],?\s*$", block, flags=re.M | re.I)
    return any(field.lower() in addresses for field in fields)


def _cut_table(root: Path, folder: Path, name: str, is_kept: Callable[[dict[str, str]], bool]) -> None:
    """The rows of a CSV that are kept, as they stand."""
    path = root / name
    if not path.is_file():
        return
    rows = read_csv(path)
    header = next(csv.reader([path.read_text(encoding="utf-8-sig").splitlines()[0]]))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if is_kept(row))
    write_text(folder / name, buffer.getvalue())


def _readme(identifier: str, display: str, data: Collection[str]) -> str:
    return (
        f"# Test case of `{identifier}`\n\n"
        f"The review it was cut from gave {display}. It rests on {len(data)} printed data of the documents here.\n\n"
        f'    snakemake --cores 2\n    memlit audit "{identifier}"\n'
    )
