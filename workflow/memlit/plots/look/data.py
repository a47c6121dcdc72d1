"""What figures are drawn from: published tables and the table of numbers as frames, by name; settings and classes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from memlit.config import Classes, Config
from memlit.errors import ConfigError
from memlit.frames import read_cells, read_frame
from memlit.plots.look.style import ClassStyles

_NUMBERS = ("id", "value", "low", "high", "unit")


@dataclass
class FigureData:
    """The tables of a run. files: of each table by its name, and of the numbers of a rule by `numbers_RULE`.

    known: tables that are no file, instead of it.
    """

    config: Config
    classes: Classes
    files: Mapping[str, Path] = field(default_factory=dict)
    known: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    _read: dict[tuple[str, ...], pd.DataFrame] = field(default_factory=dict, init=False, repr=False)

    def table(self, name: str, numbers: Sequence[str] = (), flags: Sequence[str] = ()) -> pd.DataFrame:
        """A published table. numbers, flags: its columns of floats and of yes or no; all others are text."""
        return self._once(name, lambda path: read_cells(path, numbers, flags), *numbers, *flags)

    def numbers(self, rule: str) -> pd.DataFrame:
        """value, low, high and unit of the numbers that a rule computed, by id."""
        return self._once(f"numbers_{rule}", lambda path: read_frame(path, _NUMBERS)).set_index("id")

    def _once(self, name: str, read: Callable[[Path], pd.DataFrame], *types: str) -> pd.DataFrame:
        """A table, of which a file is read once for all figures that ask for the same types."""
        if name in self.known:
            return self.known[name]
        if name not in self.files:
            raise ConfigError("workflow/rules/figures.smk", f"gives the figures no {name}", "add it to DRAWN_TABLES")
        asked = (name, *types)
        if asked not in self._read:
            self._read[asked] = read(self.files[name])
        return self._read[asked]

    @cached_property
    def benchmark(self) -> pd.DataFrame:
        """benchmark.parquet, each metric under its name with `_low` and `_high`."""
        return self.with_metrics(self._once("benchmark", read_frame))

    def with_metrics(self, benchmark: pd.DataFrame) -> pd.DataFrame:
        """Rows of the benchmark by id, the columns of each metric called as it is, without its unit."""
        named = {
            f"{metric.column(name)}{end}": f"{name}{end}"
            for name, metric in self.config.metrics.items()
            for end in ("", "_low", "_high")
        }
        return benchmark.rename(columns=named)

    def readings(self, parameter: str) -> pd.DataFrame:
        """The readings of a parameter, with what places them."""
        columns = ("id", "paper", "document", "parameter", "printed", "low", "high", "derived_from")
        # Of all readings few are of one parameter: the others are not kept.
        known = self.known.get("readings")
        found = read_frame(self.files["readings"], columns) if known is None else known
        return found[found["parameter"] == parameter]

    @cached_property
    def papers(self) -> pd.DataFrame:
        """Every entry of the library by its key."""
        return self.table("papers").set_index("id")

    @cached_property
    def styles(self) -> ClassStyles:
        """Colour and mark of each class."""
        return ClassStyles(self.classes)

    @property
    def pulse(self) -> str:
        """The pulse of the headline."""
        return self.config.conventions.headline_pulse

    def short_name(self, key: str) -> str:
        """`Woo 2016`, the key of what is no entry."""
        return str(self.papers.at[key, "name"]) if key in self.papers.index else key

    def numbered_name(self, key: str) -> str:
        """`Woo 2016 [12]`, with the number in the review's list where it has one."""
        number = self.papers.at[key, "reviewref"] if key in self.papers.index else None
        return f"{self.short_name(key)} [{number}]" if isinstance(number, str) else self.short_name(key)


def tables_by_name(paths: Iterable[Path]) -> dict[str, Path]:
    """Files of tables as `FigureData` calls them."""
    return {f"numbers_{path.stem}" if path.parent.name == "numbers" else path.stem: path for path in paths}


def figure_modules() -> dict[str, str]:
    """The module of each figure ("memlit.plots.named.requirements"), by the figure's name, which the module bears."""
    rooms = Path(__file__).parents[1]
    return {path.stem: f"memlit.plots.{path.parent.name}.{path.stem}" for path in rooms.glob("*/[a-z]*.py")}


def is_known(row: Mapping[str, Any], metric: str) -> bool:
    """Whether anything is known of a metric of a row of the benchmark: what is has a lower end."""
    return row[f"{metric}_low"] is not None


def metric_id(row: Mapping[str, Any], metric: str) -> str:
    """Id of a metric of a row of the benchmark."""
    return f"{row['id']}#{metric}"
