"""The tables of a run as a Frictionless Data Package, with where each came from in terms of W3C PROV.

Source of the format: Data Package 1.0 and Table Schema (specs.frictionlessdata.io); of the terms: PROV-O, W3C 2013.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit import __version__
from memlit.files import sha256_of
from memlit.library import Entry
from memlit.provenance.citation import cleaned
from memlit.provenance.dictionary import FOREIGN_KEYS, Column, Table

PROV = "http://www.w3.org/ns/prov#"
AGENT = "#memlit"
STAGE_USES: Mapping[str, tuple[str, ...]] = {
    "resolve": ("references.bib", "sources/", "extracted/", "corrections.csv", "config/"),
    "benchmark": ("#resolve",),
    "analyse": ("#resolve", "#benchmark", "config/"),
    "describe_synapses": ("#resolve", "#benchmark", "config/"),
    "report_data": ("#resolve", "#benchmark", "#analyse", "config/"),
}
"""What a stage reads: what people supply, or what earlier stages made."""
TRUE, FALSE = ["true", "yes"], ["false", "no"]


def data_package(
    data: Path,
    tables: Sequence[Table],
    title: str,
    citation: Mapping[str, Any],
    sources: Iterable[Entry],
    codes: Mapping[str, str],
) -> dict[str, Any]:
    """datapackage.json for the files of `tables` in `data`, a folder beside it.

    citation: of the data, as `data_citation` gives it; codes: hash of the code of each stage.
    """
    licence = citation.get("license")
    return {
        "profile": "tabular-data-package",
        "name": "memlit-data",
        "title": citation["title"],
        "description": f"Tables behind the report “{title}”: printed values, metrics, statistics and verdicts. "
        "Units are SI unless a column says otherwise; values are as printed in the cited sources.",
        "version": citation["version"],
        **({"licenses": [{"name": licence}]} if licence else {}),
        "contributors": [{"title": _name(person), "role": "author"} for person in citation["authors"]],
        "sources": [_source(entry) for entry in sorted(sources, key=lambda entry: entry.key)],
        "resources": [_resource(data, table) for table in tables],
        "prov": _provenance(data, tables, codes),
    }


def _name(person: Mapping[str, Any]) -> str:
    return str(person.get("name") or f"{person.get('given-names', '')} {person.get('family-names', '')}".strip())


def _source(entry: Entry) -> dict[str, str]:
    fields = entry.fields
    path = f"https://doi.org/{fields['doi']}" if fields.get("doi") else fields.get("url", "")
    named = {"title": cleaned(fields.get("title", "")) or entry.key, "key": entry.key}
    return {**named, "path": path} if path.startswith(("http://", "https://")) else named


def _resource(data: Path, table: Table) -> dict[str, Any]:
    path = data / table.file
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = [table.key]
    keys = FOREIGN_KEYS.get(table.file, ())
    if keys:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": Path(file).stem, "fields": [other]}}
            for column, file, other in keys
        ]
    return {
        "name": Path(table.file).stem,
        "path": f"{data.name}/{table.file}",
        "profile": "tabular-data-resource",
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "schema": schema,
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    if column.type == "boolean":
        field |= {"trueValues": TRUE, "falseValues": FALSE}
    constraints: dict[str, Any] = {"enum": list(column.allowed)} if column.allowed else {}
    if column.name == table.key:
        constraints |= {"required": True, "unique": True}
    return {**field, "constraints": constraints} if constraints else field


def _provenance(data: Path, tables: Sequence[Table], codes: Mapping[str, str]) -> dict[str, Any]:
    """Activities (stages with the hash of their code), entities (tables) and the agent, as JSON-LD."""
    stages = [
        {
            "@id": f"#{stage}",
            "@type": "prov:Activity",
            "code": codes[stage],
            "prov:wasAssociatedWith": {"@id": AGENT},
            "prov:used": [{"@id": use} for use in STAGE_USES[stage] if not use.startswith("#")],
            "prov:wasInformedBy": [{"@id": use} for use in STAGE_USES[stage] if use.startswith("#")],
        }
        for stage in sorted({table.stage for table in tables})
    ]
    entities = [
        {
            "@id": f"{data.name}/{table.file}",
            "@type": "prov:Entity",
            "prov:wasGeneratedBy": {"@id": f"#{table.stage}"},
        }
        for table in tables
    ]
    agent = {"@id": AGENT, "@type": "prov:SoftwareAgent", "version": __version__}
    return {"@context": {"prov": PROV}, "@graph": [agent, *stages, *entities]}
