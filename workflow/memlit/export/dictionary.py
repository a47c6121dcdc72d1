"""The data dictionary: every table of results/data, its columns with type, unit and meaning.

Everything is declared beside the code that makes a table (`memlit.published`), and `memlit.declared` gathers the
declarations.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, Template

from memlit.devices.outputs import READINGS_TABLE
from memlit.field import Vocabulary
from memlit.published import PublishedTable, published_table

_PAGE = Path(__file__).with_suffix(".md.j2")


class DictionaryLine(NamedTuple):
    """A column of a published table, or a parameter that readings.csv can name."""

    file: str
    column: str
    type: str
    unit: str
    meaning: str
    title: str


DICTIONARY: PublishedTable[DictionaryLine] = published_table(__file__, "dictionary")


def dictionary_lines(
    tables: Iterable[PublishedTable[Any]], vocabulary: Vocabulary, printed: PublishedTable[Any] = READINGS_TABLE
) -> Iterator[DictionaryLine]:
    """The rows of dictionary.csv: every column, and every parameter that the table of printed values can name."""
    for table in tables:
        for c in table.columns:
            yield DictionaryLine(table.file, c.name, c.kind, c.shown_unit, c.meaning, table.title)
    for name, parameter in sorted(vocabulary.parameters.items()):
        yield DictionaryLine(printed.file, f"parameter={name}", "", parameter.unit, parameter.meaning, printed.title)


def dictionary_text(tables: Iterable[PublishedTable[Any]], vocabulary: Vocabulary) -> str:
    """The page of the data dictionary in Markdown, as `dictionary.md.j2` says it."""
    tables = list(tables)
    times = Counter(table.file for table in tables)
    # Each field of science has tables of its own under the same name.
    headed = [(f"{t.file} of {t.rule}" if times[t.file] > 1 else t.file, t) for t in tables]
    template = Template(_PAGE.read_text(encoding="utf-8"), trim_blocks=True, undefined=StrictUndefined)
    return str(template.render(tables=headed, parameters=sorted(vocabulary.parameters.items())))
