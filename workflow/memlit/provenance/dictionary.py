"""The data dictionary: every table of results/data, its columns with meaning, unit, type and constraints.

The outputs modules say what each column means; what a machine needs beside it follows from that text and the rules
below. `python -m memlit.provenance.dictionary` writes docs/data-dictionary.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from memlit.analysis import (
    accuracy,
    companions_outputs,
    comparisons_outputs,
    double_reading_outputs,
    figures_model,
    guidelines_outputs,
    identification_outputs,
    measured_outputs,
    multiverse_outputs,
    spread_outputs,
)
from memlit.analysis import outputs as analysis_outputs
from memlit.analysis import plan as plan_outputs
from memlit.benchmark import outputs as benchmark_outputs
from memlit.claims import outputs as claim_outputs
from memlit.claims.verdict import VERDICTS
from memlit.datum import PULSES, Method, ReadingStatus, Tier
from memlit.devices import outputs as device_outputs
from memlit.files import write_text
from memlit.published import Table as Declared
from memlit.report.sections import methods as methods_section
from memlit.synapses import (
    class_rule,
    energy_parts,
    measured,
    medians,
    members,
    neurons,
    next_readings,
    printed,
    properties,
)
from memlit.vocabulary import Vocabulary, load_vocabulary

DICTIONARY_FILE = Path("docs/data-dictionary.md")
VOCABULARY_FILE = Path("config/vocabulary.yaml")
COLUMNS = ("file", "column", "meaning")
OWN = {
    "dictionary.csv": {
        "file": "file under results/data/",
        "column": "column of the file, or a parameter that its parameter column can hold",
        "meaning": "what it holds; the unit in square brackets",
    }
}
SYNAPSE_TABLES: tuple[Declared[Any], ...] = (
    *class_rule.TABLES,
    *members.TABLES,
    *medians.TABLES,
    *printed.TABLES,
    *energy_parts.TABLES,
    *properties.TABLES,
    *next_readings.TABLES,
    *measured.TABLES,
    *neurons.TABLES,
)


def _meanings(table: Declared[Any]) -> dict[str, str]:
    """Meaning of each column, with the unit of a number in square brackets."""
    units = {
        column.name: column.unit for column in table.columns if column.unit and not column.unit.startswith("column")
    }
    return {
        column.name: f"{column.meaning} [{units[column.name]}]" if column.name in units else column.meaning
        for column in table.columns
    }


MEANINGS_BY_STAGE: Mapping[str, tuple[Mapping[str, Mapping[str, str]], ...]] = {
    "resolve": (device_outputs.MEANINGS,),
    "benchmark": (benchmark_outputs.MEANINGS,),
    "analyse": (
        analysis_outputs.MEANINGS,
        claim_outputs.MEANINGS,
        comparisons_outputs.MEANINGS,
        measured_outputs.MEANINGS,
        spread_outputs.MEANINGS,
        accuracy.MEANINGS,
        guidelines_outputs.MEANINGS,
        plan_outputs.MEANINGS,
        figures_model.MEANINGS,
        multiverse_outputs.MEANINGS,
        companions_outputs.MEANINGS,
        identification_outputs.MEANINGS,
        double_reading_outputs.MEANINGS,
    ),
    "describe_synapses": ({table.file: _meanings(table) for table in SYNAPSE_TABLES},),
    "report_data": (methods_section.MEANINGS, OWN),
}
"""The tables that a stage writes, each with the meaning of its columns."""
TITLES = {
    "readings.csv": "Every printed value and what was derived from it, used or not",
    "devices.csv": "The tuple chosen for each device and pulse",
    "benchmark.csv": "The metrics of each device and pulse, with bounds",
    "classes.csv": "Medians by set, class, role, pulse and metric",
    "coverage.csv": "What is known and missing of each paper",
    "claims.csv": "The claims of the review, each with its verdict",
    "comparisons.csv": "Classes of the survey: medians and spreads",
    "comparison_pairs.csv": "Pairs of classes of the survey: tests and effect sizes",
    "comparison_tests.csv": "Tests over all classes of the survey",
    "comparison_models.csv": "Classes of the survey in a model of all rows, papers as clusters",
    "retention.csv": "Retention of ten years by class and temperature",
    "curators.csv": "What two curators of the survey read of one paper, by parameter",
    "variability.csv": "Summaries of measured sets of devices and cycles",
    "effect_sizes.csv": "Variability as effect sizes",
    "effect_pools.csv": "Effect sizes pooled within a measured set",
    "effect_moderators.csv": "Moderators of pooled effect sizes",
    "effect_classes.csv": "Effect sizes by class",
    "accuracy.csv": "Accuracy of a small network against weight error",
    "tags.csv": "Design tags of papers with their source",
    "guidelines.csv": "Devices with and without a design tag, compared within a class",
    "plan.csv": "The analysis plan",
    "planned_power.csv": "What the credited papers could show at best",
    "figures.csv": "Digitized series",
    "bounds.csv": "Medians of classes between the lower and upper ends of what is known",
    "corners.csv": "Pairs of classes tested at the corners of the bounds",
    "multiverse.csv": "Medians and decisions under every distinct set of conventions",
    "specifications.csv": "Joint choices of conventions, each with its cell of multiverse.csv",
    "trends.csv": "Trends over the years",
    "coupling.csv": "Correlation of action energy and standby power against permuted raw columns",
    "own_energies.csv": "Energies per spike as authors report them",
    "double_reading.csv": "Agreement of two readers",
    "to_settle.csv": "What two readers read differently and nobody settled yet",
    "reporting.csv": "Items of PRISMA 2020 and SWiM, and where the report answers them",
    "dictionary.csv": "Meaning of every column",
    **{table.file: table.title for table in SYNAPSE_TABLES},
}
NUMBERS = frozenset(
    {
        "p",
        "p_less",
        "p_less_low",
        "p_less_high",
        "p_holm",
        "p_holm_all",
        "p_dunn",
        "joint_p",
        "smallest_p",
        "cliffs_delta",
    }
    | {"delta_low", "delta_high", "ratio", "ratio_low", "ratio_high", "statistic", "df", "df2", "epsilon_squared"}
    | {"chance_lower", "chance_upper", "p_lower", "p_upper", "p_largest", "smallest_p", "share"}
    | {"factor", "effect", "correlation", "null_low", "null_high", "slope", "weight_error"}
)
"""Columns of numbers whose meaning names no unit. A statistic of claims.csv is a word."""
INTEGERS = frozenset({"page", "cell", "n", "above_2", "at_least_2", "at_least_10"})
DECIMALS = frozenset({("effect_sizes.csv", "n")})
"""Numbers whose name is that of a count: some n are effective ones."""
WORDS = frozenset(
    {("claims.csv", "value"), ("claims.csv", "statistic"), ("classes.csv", "identification")}
    | {("specifications.csv", "added"), ("multiverse.csv", "added")}
)
"""Columns of words whose meaning reads as that of a number or of yes and no."""
ALLOWED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("readings.csv", "status"): get_args(ReadingStatus),
    ("readings.csv", "tier"): get_args(Tier),
    ("readings.csv", "method"): get_args(Method),
    ("devices.csv", "pulse"): (*PULSES, "unpaired"),
    ("benchmark.csv", "pulse"): (*PULSES, "unpaired"),
    ("claims.csv", "verdict"): tuple(VERDICTS),
}
FOREIGN_KEYS = {"benchmark.csv": (("id", "devices.csv", "id"),)}
"""Columns of a file whose values stand in a column of another."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; type: string, number, integer or boolean; unit of a number: SI or as named, "1" for a ratio."""

    name: str
    meaning: str
    type: str
    unit: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file of results/data, the stage that writes it, and its columns; key: the column that tells rows apart."""

    file: str
    title: str
    stage: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str | None:
        return "id" if self.columns[0].name == "id" else None


def tables() -> list[Table]:
    """Every table of results/data, sorted by file name."""
    found = [
        Table(file, TITLES.get(file, file), stage, tuple(_column(file, name, text) for name, text in columns.items()))
        for stage, groups in MEANINGS_BY_STAGE.items()
        for group in groups
        for file, columns in group.items()
    ]
    return sorted(found, key=lambda table: table.file)


def _column(file: str, name: str, meaning: str) -> Column:
    unit = _unit(meaning)
    if (file, name) in WORDS:
        kind = "string"
    elif meaning.startswith("whether"):
        kind = "boolean"
    elif name.endswith("unit"):
        kind = "string"
    elif (name in INTEGERS or name.startswith("n_")) and (file, name) not in DECIMALS:
        kind = "integer"
    else:
        is_number = unit or name in NUMBERS or (file, name) in DECIMALS
        kind = "number" if is_number else "string"
    shown = (unit or "1") if kind == "number" else ""
    return Column(name, meaning, kind, shown, ALLOWED.get((file, name), ()))


def _unit(meaning: str) -> str:
    """The unit that a meaning names: in brackets, in percent, in decades, or in a column of the same row."""
    bracket = re.search(r"\[([^\]]+)\]", meaning)
    if bracket:
        return bracket.group(1)
    column = re.search(r"`(\w*unit\w*)`", meaning)
    if column:
        return f"column {column.group(1)}"
    if "in percent" in meaning:
        return "%"
    return "decades" if re.search(r"\bdecades\b|\|log10 ratio\||squared log10 ratio", meaning) else ""


def dictionary_rows(vocabulary: Vocabulary) -> Iterator[dict[str, str]]:
    """Rows of dictionary.csv: every column, and every parameter that readings.csv can name."""
    for table in tables():
        for column in table.columns:
            yield {"file": table.file, "column": column.name, "meaning": column.meaning}
    for name, parameter in sorted(vocabulary.parameters.items()):
        unit = f" [{parameter.unit}]" if parameter.unit else ""
        yield {"file": "readings.csv", "column": f"parameter={name}", "meaning": f"{parameter.meaning}{unit}"}


def dictionary_text(vocabulary: Vocabulary) -> str:
    """docs/data-dictionary.md."""
    lines = [
        "# Data dictionary",
        "",
        "Made by `python -m memlit.provenance.dictionary` from the tables of meanings beside the code that writes the",
        "columns; a test fails when it is stale. Files are CSV (UTF-8, comma, header line, empty cell for no value)",
        "under `results/data/`; `results/export/datapackage.json` says the same to a machine. Numbers have 12",
        "significant digits; `;` parts the items of a list; a text that a spreadsheet would take for a formula begins",
        "with an apostrophe.",
        "",
        *(f"- [{table.file}](#{table.file.replace('.', '')}): {table.title}" for table in tables()),
        "- [Parameters](#parameters)",
    ]
    for table in tables():
        lines += ["", f"## {table.file}", "", f"{table.title}. Written by the stage `{table.stage}`.", ""]
        lines += ["| column | type | unit | meaning |", "|---|---|---|---|"]
        lines += [f"| `{c.name}` | {c.type} | {_cell(c.unit)} | {_cell(_described(c))} |" for c in table.columns]
    lines += ["", "## Parameters", "", "What `parameter` of readings.csv can be; from `config/vocabulary.yaml`.", ""]
    lines += ["| parameter | unit | meaning | not to confuse with |", "|---|---|---|---|"]
    for name, parameter in sorted(vocabulary.parameters.items()):
        told = (f"`{name}`", parameter.unit, parameter.meaning, parameter.not_to_confuse_with)
        lines.append(f"| {' | '.join(map(_cell, told))} |")
    return "\n".join(lines) + "\n"


def _described(column: Column) -> str:
    return f"{column.meaning}: one of {', '.join(column.allowed)}" if column.allowed else column.meaning


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def write_dictionary(path: Path, vocabulary: Vocabulary) -> bool:
    """Write the page; whether it changed."""
    text = dictionary_text(vocabulary)
    is_stale = not path.is_file() or path.read_text(encoding="utf-8") != text
    if is_stale:
        write_text(path, text)
    return is_stale


if __name__ == "__main__":
    print("written" if write_dictionary(DICTIONARY_FILE, load_vocabulary(VOCABULARY_FILE)) else "up to date")
