"""The tables of a run as a Frictionless Data Package, with the origin of each in terms of W3C PROV.

Source of the format: Data Package 1.0 and Table Schema (specs.frictionlessdata.io); of the terms: PROV-O, W3C 2013.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit import __version__
from memlit.datum import NO_LICENCE
from memlit.export.citation import cleaned
from memlit.export.licences import beside_sources, spdx_address
from memlit.files import sha256_of
from memlit.library import Entry
from memlit.published import Column, PublishedTable

PROV = "http://www.w3.org/ns/prov#"
_AGENT = "#memlit"
OF_SOURCES = "benchmark"
"""The rule whose tables hold what sources print, row by row, or what was computed of one of them."""
NAMES_SOURCES = {"document", "documents", "paper", "papers", "printed", "reading", "source"}
"""Columns of tables whose rows are facts of the sources that they name."""
TRUE, FALSE = ["true"], ["false"]


def data_package(
    data: Path,
    tables: Sequence[PublishedTable[Any]],
    title: str,
    citation: Mapping[str, Any],
    licence: str,
    sources: Iterable[Entry],
    licences: Mapping[str, str],
    code: str,
    uses: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """datapackage.json for the files of `tables` in `data`, a folder beside it.

    citation: of the data, as `data_citation` gives it; licence: of the tables that the review makes, an SPDX name or
    empty; licences: of each document, by key; code: the digest of the code; uses: by rule what its tables were made
    from, files or other rules (`#RULE`). The package as a whole has no licence, for one stated there would hold for
    every table (Data Package 1.0, `licenses` of a resource).
    """
    return {
        "profile": "tabular-data-package",
        "name": "memlit-data",
        "title": citation["title"],
        "description": f"Tables behind the report “{title}”: printed values, metrics, statistics and verdicts. "
        "Units are SI unless a column says otherwise; values are as printed in the cited sources. The licence of each "
        "document stands in its row of documents.csv and at its source below, and that of a table at the table.",
        "version": citation["version"],
        "licence": licence,
        "contributors": [{"title": _name(person), "role": "author"} for person in citation["authors"]],
        "sources": [_source(entry, licences) for entry in sorted(sources, key=lambda entry: entry.key)],
        "resources": [_resource(data, table, licence) for table in tables],
        "prov": _provenance(data, tables, code, uses),
    }


def _name(person: Mapping[str, Any]) -> str:
    return str(person.get("name") or f"{person.get('given-names', '')} {person.get('family-names', '')}".strip())


def _source(entry: Entry, licences: Mapping[str, str]) -> dict[str, str]:
    """Title, address and licence of a source. `licence` is a property beside those of the specification."""
    fields = entry.fields
    path = f"https://doi.org/{fields['doi']}" if fields.get("doi") else fields.get("url", "")
    named = {"title": cleaned(fields.get("title", "")) or entry.key, "key": entry.key}
    named["licence"] = licences.get(entry.key) or fields.get("licence") or NO_LICENCE
    return {**named, "path": path} if path.startswith(("http://", "https://")) else named


def _licence(table: PublishedTable[Any], licence: str) -> dict[str, Any]:
    """The licence of a table, in words; as `licenses` too, the specification's, where it holds for every cell."""
    if table.rule == OF_SOURCES or NAMES_SOURCES & {column.name for column in table.columns}:
        return {"licence": beside_sources(licence)}
    if not licence:
        return {"licence": NO_LICENCE}
    return {"licence": licence, "licenses": [{"name": licence, "path": spdx_address(licence)}]}


def _resource(data: Path, table: PublishedTable[Any], licence: str) -> dict[str, Any]:
    path = data / table.file
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = [table.key]
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": Path(file).stem, "fields": [other]}}
            for column, file, other in table.references
        ]
    return {
        "name": Path(table.file).stem,
        "path": f"{data.name}/{table.file}",
        "profile": "tabular-data-resource",
        "title": table.title,
        **_licence(table, licence),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "schema": schema,
    }


def _field(table: PublishedTable[Any], column: Column[Any]) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.meaning}
    if column.shown_unit:
        field["unit"] = column.shown_unit
    if column.kind == "boolean":
        field |= {"trueValues": TRUE, "falseValues": FALSE}
    constraints: dict[str, Any] = {"enum": list(column.allowed)} if column.allowed else {}
    if column.name == table.key:
        constraints |= {"required": True, "unique": True}
    return {**field, "constraints": constraints} if constraints else field


def _provenance(
    data: Path, tables: Sequence[PublishedTable[Any]], code: str, uses: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Activities (rules with the digest of the code), entities (tables) and the agent, as JSON-LD."""
    rules = [
        {
            "@id": f"#{rule}",
            "@type": "prov:Activity",
            "code": code,
            "prov:wasAssociatedWith": {"@id": _AGENT},
            "prov:used": [{"@id": use} for use in uses[rule] if not use.startswith("#")],
            "prov:wasInformedBy": [{"@id": use} for use in uses[rule] if use.startswith("#")],
        }
        for rule in sorted({table.rule for table in tables})
    ]
    entities = [
        {
            "@id": f"{data.name}/{table.file}",
            "@type": "prov:Entity",
            "prov:wasGeneratedBy": {"@id": f"#{table.rule}"},
        }
        for table in tables
    ]
    agent = {"@id": _AGENT, "@type": "prov:SoftwareAgent", "version": __version__}
    return {"@context": {"prov": PROV}, "@graph": [agent, *rules, *entities]}
