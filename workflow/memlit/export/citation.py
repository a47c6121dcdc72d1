"""How to cite the data of a run: a CITATION.cff of type dataset with the sources of the used values."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from memlit import __version__
from memlit.config import read_yaml
from memlit.library import Entry
from memlit.presentation.text import plain

CITATION_FILE = "CITATION.cff"
MESSAGE = (
    "If you use these data, please cite them and the sources of the values you use. "
    "The licence of each source stands in its row of data/documents.csv."
)
NOT_RECORDED = "author not recorded"
_KINDS = {
    "article": "article",
    "inproceedings": "conference-paper",
    "book": "book",
    "techreport": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "dataset": "data",
    "software": "software",
}
"""Entry types of BibTeX as types of a reference in the Citation File Format 1.2.0; any other is `generic`."""
_FIELDS = {"journal": "journal", "volume": "volume", "year": "year", "doi": "doi", "url": "url"}


def project_citation(root: Path) -> dict[str, Any]:
    """The project's own CITATION.cff, empty if there is none."""
    path = root / CITATION_FILE
    found = read_yaml(path) if path.is_file() else {}
    return found if isinstance(found, dict) else {}


def data_citation(title: str, project: dict[str, Any], sources: Iterable[Entry]) -> dict[str, Any]:
    """The citation of the data. Authors and version are those of the project; sources are sorted by key.

    It names no licence: that of the project is of its code, and each table states its own in datapackage.json.
    """
    citation = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "title": f"{title}: data",
        "type": "dataset",
        "authors": project.get("authors") or [{"name": f"authors of {title}"}],
        "version": str(project.get("version", __version__)),
        "references": [_reference(entry) for entry in sorted(sources, key=lambda entry: entry.key)],
    }
    return {name: value for name, value in citation.items() if value}


def _reference(entry: Entry) -> dict[str, Any]:
    fields = {name: cleaned(text) for name, text in entry.fields.items()}
    reference: dict[str, Any] = {
        "type": _KINDS.get(entry.kind.lower(), "generic"),
        "title": fields.get("title") or entry.key,
        "authors": _people(fields.get("author", "")) or [{"name": NOT_RECORDED}],
    }
    for name, field in _FIELDS.items():
        if fields.get(field):
            reference[name] = fields[field]
    if str(reference.get("year", "")).isdecimal():
        reference["year"] = int(reference["year"])
    return reference


def _people(authors: str) -> list[dict[str, str]]:
    people = []
    for author in filter(None, (part.strip() for part in authors.split(" and "))):
        family, comma, given = (part.strip() for part in author.partition(","))
        if author == "others":
            people.append({"name": "et al."})
        elif comma:
            people.append({"family-names": family, "given-names": given})
        else:
            people.append({"name": author})
    return people


def cleaned(text: str) -> str:
    """A field of an entry without BibTeX's braces and control characters."""
    return " ".join(plain(text).replace("{", "").replace("}", "").split())
