"""Small records for tests: one printed value, its reading, a document, an entry."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
from memlit.analysis.comparison.record import (
    RENAMED_CLASSES_TABLE,
    RETENTION_TABLE,
    ClassComparisons,
    comparison_tables,
)
from memlit.analysis.evidence.curators import CURATORS_TABLE
from memlit.caching.entries import Cache
from memlit.config import CLASSES_FILE, CONFIG_FILE, METRICS_FILE, Config, load_classes, load_config, load_metrics
from memlit.datum import (
    CellCount,
    Datum,
    DocumentReading,
    Locator,
    Printed,
    Reading,
    ReconciledDocument,
    Record,
    results_in,
)
from memlit.declared import declared_tables
from memlit.devices.class_rule import Saying
from memlit.devices.gather import Corpus
from memlit.field import Vocabulary, load_vocabulary
from memlit.frames import frame_of
from memlit.library import Entry, Library
from memlit.presentation.text import spans
from memlit.published import PublishedTable
from memlit.report.book import NumberBook
from memlit.sources.extract import DocumentStore

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT.parent / "shared"
"""Reference material that may lie beside the repository; tests marked `reference` are not run without it."""


@functools.cache
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config" / "vocabulary.yaml")


METRICS = load_metrics(ROOT / METRICS_FILE)


def config_of(**sections: Any) -> Config:
    """The default settings with the review's metrics and the sections given."""
    return Config.model_validate({"metrics": METRICS, **sections})


def datum(parameter: str, text: str, **fields: Any) -> Datum:
    """A cell of Table 1 of document `doc`; any field of Datum, Printed or Locator can be given."""
    document = fields.pop("document", "doc")
    label = fields.pop("label", "Table 1")
    printed = {name: fields.pop(name) for name in Printed.model_fields.keys() & fields.keys() if name != "unit"}
    if "printed_unit" in fields:
        printed["unit"] = fields.pop("printed_unit")
    place = {name: fields.pop(name) for name in ("page", "row", "column", "bbox", "sha256") if name in fields}
    file = fields.pop("file", "table_1.csv")
    values = {
        "id": f"{document}:t1/{parameter}",
        "paper": "doe2020",
        "device": "taox",
        "parameter": parameter,
        "printed": Printed(text=text, **printed),
        "locator": Locator(document=document, file=file, kind="table", label=label, **place),
        "method": "transcribed",
        "tier": "secondary",
    }
    return Datum.model_validate({**values, **fields})


def reading(parameter: str, value: float | None, unit: str, **fields: Any) -> Reading:
    """A reading with a point value, or with the `low` and `high` given."""
    own = {name: fields.pop(name) for name in Reading.model_fields.keys() & fields.keys() if name not in {"id"}}
    about = datum(parameter, fields.pop("text", f"{value} {unit}"), **fields)
    values = {"low": value, "high": value, "value": value, "status": "value", "unit": unit, **own}
    return Reading.model_validate({"datum": about, "id": about.id, "parameter": parameter, **values})


def document(*data: Datum, key: str = "doc", **fields: Any) -> DocumentReading:
    return DocumentReading.model_validate({"key": key, "status": "same", "data": data, "cells": CellCount(), **fields})


def reconciled(*readings: Reading, key: str = "doc", **fields: Any) -> ReconciledDocument:
    return ReconciledDocument.model_validate(
        {"key": key, "kind": "document", "status": "same", "readings": readings, **fields}
    )


def corpus_of(readings: Iterable[Reading], documents: Iterable[ReconciledDocument] = ()) -> Corpus:
    return Corpus(tuple(documents), {item.id: item for item in readings})


def sayings(readings: Iterable[Reading]) -> list[Saying]:
    """What each reading says of its device."""
    return [
        Saying(
            one.datum.paper,
            one.datum.device,
            one.datum.printed.stub or one.datum.device,
            one.parameter,
            one.datum.printed.text,
        )
        for one in readings
    ]


def entry(key: str, **fields: Any) -> Entry:
    own = {name: fields.pop(name) for name in ("sets", "device_classes", "roles") if name in fields}
    return Entry(key=key, kind="article", fields=fields, **own)


def library(*entries: Entry) -> Library:
    return Library(entries={item.key: item for item in entries})


def corpus(root: Path, cache: Path | None = None) -> DocumentStore:
    """What the extract stage reads in `root`."""
    return DocumentStore(
        sources=root / "sources",
        records=root / "extracted",
        vocabulary=vocabulary(),
        cache=Cache(cache),
        code="test",
    )


ENTRY_OF_DOE = (
    "@article{doe2020,\n  author = {Doe, Jane},\n  title = {Pulses},\n  year = {2020},\n  keywords = {tables},\n"
    "  deviceclass = {VCM},\n  role = {synapse},\n}\n"
)


def review_of_doe(root: Path) -> Path:
    """A review in `root` with one entry, without tags and corrections, and the empty folder of its paper."""
    shutil.copytree(ROOT / "config", root / "config")
    (root / "config/tags.csv").write_text("paper,kind,tag,document,locator,curator,note\n", encoding="utf-8")
    (root / "references.bib").write_text(ENTRY_OF_DOE, encoding="utf-8")
    (root / "curation").mkdir(exist_ok=True)
    (root / "curation/corrections.csv").write_text("id,field,value,reason,who,date\n", encoding="utf-8")
    (root / "sources/doe2020").mkdir(parents=True)
    return root


def section_words(block: dict[str, object]) -> str:
    """All texts of a section, numbers as their ids."""
    found: list[str] = []

    def walk(item: object) -> None:
        if isinstance(item, str):
            found.append("".join(span.content for span in spans(item)))
        elif isinstance(item, dict):
            for part in item.values():
                walk(part)
        elif isinstance(item, list):
            for part in item:
                walk(part)

    walk(block)
    return " ".join(found)


def synapse(paper: str, device_class: str, energy: float, lineage: str = "") -> dict[str, Any]:
    """A synapse with this action energy of its set pulse; lineage: its laboratory, by itself where none is given."""
    return {
        "id": f"{paper}/cell/set", "tuple": f"{paper}/cell/set", "paper": paper, "work": paper, "device": "cell",
        "class": device_class, "pulse": "set", "tier": "primary", "whose_number": "measured by the paper",
        "action_energy_j": energy, "action_energy_j_low": energy, "lineage": lineage or paper, "shown": True,
    }  # fmt: skip


def named_synapses_of(*synapses: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Synapses as rows of the named ones, and their action energies as rows of values.csv."""
    named = pd.DataFrame(synapses)
    empty = pd.Series(None, named.index, dtype="str")
    named = named.assign(grade=empty, flags=empty)
    energies = pd.DataFrame({name: named[name] for name in ("paper", "work", "device", "class", "pulse")})
    energy = named["action_energy_j"]
    return named, energies.assign(
        id=named["id"] + "#action_energy", row=named["id"], quantity="action_energy", low=energy, high=energy,
        first_curator=False,
    )  # fmt: skip


class _TablesInMemory(dict[str, pd.DataFrame]):
    """Tables by name; one that is not given has no rows."""

    def __missing__(self, name: str) -> pd.DataFrame:
        declared = declared_tables(None, METRICS)
        return frame_of(next(table for table in declared if table.name == name), [])


def tables_of(*tables: tuple[PublishedTable[Any], Sequence[Record] | pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """Published tables of a run, each with its rows, or its frame."""
    known = {
        table.name: rows if isinstance(rows, pd.DataFrame) else frame_of(table, rows)
        for table, rows in tables
        if len(rows)
    }
    return _TablesInMemory(known)


class PartOfMaterial(SimpleNamespace):
    """Some of what a report is written from, with the methods by which a section writes its numbers."""

    def __getattr__(self, name: str) -> Any:
        from memlit.report.blocks import Material

        usual: dict[str, Callable[[], Any]] = {
            "config": lambda: load_config(ROOT / CONFIG_FILE),
            "classes": lambda: load_classes(ROOT / CLASSES_FILE),
            "tables": tables_of,
            "tests_a_review": lambda: True,
            "figures": self._figures,
        }
        if name in usual:
            return usual[name]()
        return getattr(Material, name).__get__(self)

    def _figures(self) -> Any:
        from tests.figures import figure_data

        return figure_data(self.config, self.classes)


def comparison_material(record: ClassComparisons, config: Config | None = None, **others: Any) -> Any:
    """What the sections of comparisons are written from; others: further parts of the material."""
    from tests.figures import comparison_data

    settings, classes = config or load_config(ROOT / CONFIG_FILE), load_classes(ROOT / CLASSES_FILE)
    compared = {table.name: frame_of(table, lines) for table, lines in comparison_tables(record)}
    beside = (
        (RENAMED_CLASSES_TABLE, record.renamed),
        (RETENTION_TABLE, record.retention),
        (CURATORS_TABLE, record.curators),
    )
    return PartOfMaterial(
        tables=_TablesInMemory({**tables_of(*beside), **compared}),
        book=NumberBook({}, list(results_in(record))),
        config=settings,
        figures=comparison_data(record, settings, classes),
        tests_a_review=True,
        **others,
    )


def of_devices(folder: Path, file: str, label: str = "Table 1", paper: str = "") -> None:
    """A person says that a table is of devices, and of whose; until then its values are proposed alone."""
    said = f"tables:\n- {{file: {file}, label: {label}{f', paper: {paper}' if paper else ''}}}\n"
    (folder / "source.yaml").write_text(said, encoding="utf-8")
