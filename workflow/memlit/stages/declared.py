"""The tables that rules publish: the module of a rule declares its own, or imports what does.

`python -m memlit.stages.declared` writes docs/data-dictionary.md.
"""

import importlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from memlit.benchmark.rows import benchmark_table
from memlit.code_hash import stage_modules
from memlit.config import METRICS_FILE, Metric, load_metrics
from memlit.export.dictionary import DICTIONARY_FILE, dictionary_text
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import write_text
from memlit.published import DECLARED_TABLES, PublishedTable
from memlit.synapses.members import synapses_table


def declared_tables(rules: Iterable[str], metrics: Mapping[str, Metric]) -> list[PublishedTable[Any]]:
    """The tables of `rules`, sorted by file name. metrics: those of config/metrics.yaml, which have columns too."""
    rules = set(rules)
    for rule in rules:
        importlib.import_module(stage_modules()[rule])
    own = (benchmark_table(metrics), synapses_table(metrics))
    tables = {**DECLARED_TABLES, **{table.file: table for table in own}}
    return [table for _, table in sorted(tables.items()) if table.rule in rules]


if __name__ == "__main__":
    every = declared_tables(stage_modules(), load_metrics(Path(METRICS_FILE)))
    write_text(DICTIONARY_FILE, dictionary_text(every, load_vocabulary(Path(VOCABULARY_FILE))))
