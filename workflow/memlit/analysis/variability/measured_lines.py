"""Lines of the committed summaries of measured sets, and the Results that their fields become."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from memlit.config import read_yaml
from memlit.datum import Estimate, Result
from memlit.errors import SourceError
from memlit.files import read_csv
from memlit.sources.folder import RECIPE_FILE

RECIPE_NEEDS = ("origin", "commit", "files", "summaries")
T = TypeVar("T")
Kind = Literal["count", "statistic"]
NOTED = re.compile(r"sources/([^/]+)/(measured_\w+\.csv), line (\d+), column (\w+); ")
"""How the note of a measured number begins: document, file, line and column of its summary."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a summary, and what is needed to make Results of its fields."""

    document: str
    file: str
    number: int
    fields: Mapping[str, str]
    rule: str
    origin: str

    def text(self, column: str) -> str:
        """A field as printed. Raises SourceError for a column that the file lacks."""
        if column not in self.fields:
            raise SourceError(f"sources/{self.document}/{self.file}", f"has no column {column}", "make it anew")
        return self.fields[column]

    def number_of(self, column: str) -> float:
        """A field as a number. Raises SourceError with the line where it is none."""
        text = self.text(column)
        try:
            return float(text)
        except ValueError:
            where = f"sources/{self.document}/{self.file}:{self.number}"
            raise SourceError(where, f"{column} is {text!r}, no number", "make the summary anew") from None

    def result(
        self,
        base: str,
        name: str,
        label: str,
        column: str,
        unit: str = "1",
        scale: float = 1.0,
        kind: Kind = "statistic",
    ) -> Result:
        """A field as a number with its id, its label and the line that it came from."""
        return Result(
            id=f"{base}#{name}",
            kind=kind,
            label=label,
            value=self.number_of(column) * scale,
            unit=unit,
            rule=self.rule,
            note=f"sources/{self.document}/{self.file}, line {self.number}, column {column}; {self.origin}",
        )

    def count(self, base: str, name: str, label: str, column: str) -> Result:
        """A field as a count with its id."""
        return self.result(base, name, label, column, kind="count")

    def estimate(self, base: str, name: str, label: str, columns: tuple[str, str, str]) -> Estimate:
        """A share in percent with the ends of its interval."""
        value, low, high = columns
        return Estimate(
            value=self.result(base, name, label, value, "%", 100),
            low=self.result(base, f"{name}_low", f"{label}, lower end of 95 %", low, "%", 100),
            high=self.result(base, f"{name}_high", f"{label}, upper end of 95 %", high, "%", 100),
        )


class Tables:
    """The summaries of one document; `lines` is empty where a kind is absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.document = folder.name
        path = folder / RECIPE_FILE
        if not path.is_file():
            raise SourceError(str(path), "is missing", "write how the measured summaries were made")
        self.recipe = read_yaml(path)
        missing = [name for name in RECIPE_NEEDS if name not in (self.recipe or {})]
        if missing:
            raise SourceError(str(path), f"does not say {', '.join(missing)}", "write it, as docs/variability.md says")
        commit = f" at {self.recipe['commit']}" if self.recipe.get("commit") else ""
        files = ", ".join(self.recipe["files"])
        self.origin = f"computed from {files + ' of ' if files else ''}{self.recipe['origin']}{commit}"

    def lines(self, kind: str) -> Iterator[Line]:
        """Lines of measured_KIND.csv, none where the set has no such file."""
        path = self.folder / f"measured_{kind}.csv"
        if not path.is_file():
            return
        rule = str(self.recipe["summaries"].get(path.name, "see recipe.yaml"))
        for number, fields in enumerate(read_csv(path), start=2):
            yield Line(self.document, path.name, number, fields, rule, self.origin)

    def records(self, kind: str, build: Callable[[Line], T]) -> list[T]:
        """A record of each line of measured_KIND.csv."""
        return [build(line) for line in self.lines(kind)]
