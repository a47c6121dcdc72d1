"""The data dictionary: every table of results/data, its columns with type, unit and meaning.

Everything is declared beside the code that makes a table (`memlit.published`); this module gathers the declarations.
`python -m memlit.export.dictionary` writes docs/data-dictionary.md.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, Template

from memlit.analysis.comparison import record as comparison
from memlit.analysis.evidence import planned, two_readers
from memlit.analysis.record import Analysis
from memlit.analysis.robustness import multiverse
from memlit.analysis.variability import accuracy, measured
from memlit.benchmark import values
from memlit.benchmark.rows import benchmark_table
from memlit.claims import outputs as claim_outputs
from memlit.config import METRICS_FILE, Metric, load_metrics
from memlit.devices import outputs as device_outputs
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import write_text
from memlit.published import Column, PublishedTable, tables_in
from memlit.report.sections.making import methods
from memlit.synapses import members
from memlit.synapses.outputs import NamedSynapses

DECLARING = (
    *(device_outputs, values, planned, two_readers, comparison, multiverse, accuracy, measured),
    *(claim_outputs, members, methods),
)
"""The modules with tables whose rows are in no record; those with columns for each metric are made by functions."""
DICTIONARY_FILE = Path("docs/data-dictionary.md")
_PAGE = Path(__file__).with_suffix(".md.j2")


class DictionaryLine(NamedTuple):
    """A column of a published table, or a parameter that readings.csv can name."""

    file: str
    column: str
    type: str
    unit: str
    meaning: str
    title: str


DICTIONARY = PublishedTable[DictionaryLine](
    "dictionary.csv",
    "Meaning of every column",
    "report_data",
    (
        Column("file", "file under results/data/"),
        Column("column", "column of the file, or a parameter that its parameter column can hold"),
        Column("type", "string, number, integer or boolean; empty for a parameter"),
        Column("unit", "unit of a number: SI or as named, 1 for a ratio, column x where column x of the row names it"),
        Column("meaning", "what it holds"),
        Column("title", "what the file holds"),
    ),
)


def all_tables(metrics: Mapping[str, Metric]) -> list[PublishedTable[Any]]:
    """Every table of results/data, sorted by file name. metrics: those of config/metrics.yaml."""
    declared = [
        *(table for record in (Analysis, NamedSynapses) for _, table in tables_in(record)),
        *(item for module in DECLARING for item in vars(module).values() if isinstance(item, PublishedTable)),
        *(benchmark_table(metrics), members.synapses_table(metrics), DICTIONARY),
    ]
    return sorted(declared, key=lambda table: table.file)


def dictionary_lines(vocabulary: Vocabulary, metrics: Mapping[str, Metric]) -> Iterator[DictionaryLine]:
    """The rows of dictionary.csv: every column, and every parameter that readings.csv can name."""
    for table in all_tables(metrics):
        for c in table.columns:
            yield DictionaryLine(table.file, c.name, c.kind, c.shown_unit, c.meaning, table.title)
    title = device_outputs.READINGS_TABLE.title
    for name, parameter in sorted(vocabulary.parameters.items()):
        yield DictionaryLine("readings.csv", f"parameter={name}", "", parameter.unit, parameter.meaning, title)


def dictionary_text(vocabulary: Vocabulary, metrics: Mapping[str, Metric]) -> str:
    """docs/data-dictionary.md, as `dictionary.md.j2` says it."""
    template = Template(_PAGE.read_text(encoding="utf-8"), trim_blocks=True, undefined=StrictUndefined)
    return str(template.render(tables=all_tables(metrics), parameters=sorted(vocabulary.parameters.items())))


if __name__ == "__main__":
    write_text(
        DICTIONARY_FILE, dictionary_text(load_vocabulary(Path(VOCABULARY_FILE)), load_metrics(Path(METRICS_FILE)))
    )
