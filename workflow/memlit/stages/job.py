"""What a rule gives its stage: files by name and parameters, with what many stages read and write of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memlit.config import CONFIG_FILE, FIELD_FILE, Classes, Config, FieldOfScience, load_classes, validated
from memlit.datum import Record, Result, json_pieces, read_record, results_in
from memlit.datum.record import RecordT
from memlit.files import write_csv, write_pieces
from memlit.published import PUBLISHED, Item, PublishedTable, tables_in

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_NUMBERS = "numbers"
"""The output of a rule that holds its rows of the table of numbers."""


@dataclass(frozen=True)
class Job:
    """A run of a rule. inputs, outputs: files by the names that the rule gives them, a list where it gives a list.

    params: what the rule's `params` hold, with `log`, the path of its log.
    """

    inputs: Mapping[str, Any]
    outputs: Mapping[str, str]
    params: Mapping[str, Any]

    @cached_property
    def config(self) -> Config:
        """The settings of the run, of the parameter `settings`."""
        return validated(Config, self.params["settings"], CONFIG_FILE)

    @cached_property
    def field(self) -> FieldOfScience:
        """The field of science, of the parameter `field`."""
        return validated(FieldOfScience, self.params["field"], FIELD_FILE)

    @cached_property
    def classes(self) -> Classes:
        """The device classes in their order, of the input `classes`."""
        return load_classes(self.path("classes"))

    @property
    def code(self) -> str:
        """The digest of the stage's code, of the parameter `code`."""
        return str(self.params["code"])

    def path(self, name: str) -> Path:
        """The input of this name."""
        return Path(self.inputs[name])

    def paths(self, name: str) -> list[Path]:
        """The inputs of this name, in their order; none where the rule names none."""
        return [Path(path) for path in self.inputs.get(name, ())]

    def record(self, model: type[RecordT], name: str) -> RecordT:
        """The record in the input of this name. Raises RecordError for another file."""
        return read_record(model, self.path(name))

    def output(self, name: str) -> Path:
        """The output of this name."""
        return Path(self.outputs[name])

    def write_record(self, name: str, record: Record) -> None:
        """Write a record of records as JSON to the output of this name."""
        write_pieces(self.output(name), json_pieces(record))

    def write_results(self, record: Record) -> None:
        """Write the numbers of a record of records and the tables of its rows."""
        if _NUMBERS in self.outputs:
            self.write_numbers(results_in([record]))
        self.write_tables(record)

    def write_tables(self, record: Record) -> None:
        """Write the tables of the rows of a record of records."""
        for path, table in tables_in(type(record)):
            self.write_table(table, attrgetter(path)(record))

    # The jobs of buckets write no frame: each would import pandas and pyarrow for nothing, half a second.

    def write_numbers(self, results: Iterable[Result]) -> None:
        """Write the rows of the rule in the table of numbers."""
        from memlit.numbers import write_numbers

        write_numbers(self.output(_NUMBERS), results)

    def write_number_rows(self, rows: "pd.DataFrame") -> None:
        """As `write_numbers`, of a frame."""
        from memlit.numbers import write_number_rows

        write_number_rows(self.output(_NUMBERS), rows)

    def write_rows(self, kind: type[RecordT], rows: Iterable[RecordT]) -> None:
        """Write the published table of a kind of rows."""
        self.write_table(PUBLISHED[kind], rows)

    def write_table(self, table: PublishedTable[Item], items: Iterable[Item]) -> None:
        """Write a published table to the output that has its file name."""
        table.write(self._output_called(table.file), items)

    def write_frame(self, table: PublishedTable[Any], frame: "pd.DataFrame") -> None:
        """Write a frame to the outputs that are called as its table, a CSV and a Parquet file."""
        from memlit.frames import write_frame

        write_frame(table, frame, self._output_called(table.file), self._output_called(f"{table.name}.parquet"))

    def write_csv(self, table: PublishedTable[Any], frame: "pd.DataFrame") -> None:
        """Write the columns of a table in a frame to the CSV file that is called as the table."""
        from memlit.frames import row_dicts

        write_csv(self._output_called(table.file), table.names, row_dicts(frame[list(table.names)]))

    def write_arrow(self, table: PublishedTable[Any], cells: "pa.Table") -> None:
        """As `write_frame`, of a table in Arrow's form."""
        from memlit.frames import write_arrow

        write_arrow(table, cells, self._output_called(table.file), self._output_called(f"{table.name}.parquet"))

    def _output_called(self, file: str) -> Path:
        return next(Path(path) for path in self.outputs.values() if Path(path).name == file)
