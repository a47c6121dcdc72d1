"""What a rule gives its script: files by name and parameters, with what many scripts read and write of them.

A script begins with `job = Job.of(snakemake)`. From there on a failure that a user can mend, a full disk too, is one
line in the log of the rule, which Snakemake prints; a fault of the program keeps its traceback.
"""

import errno
import gc
import os
import sys
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from memlit.config import CONFIG_FILE, FIELD_FILE, Classes, Config, FieldOfScience, load_classes, validated
from memlit.datum import Record, json_pieces, read_record
from memlit.datum.record import RecordT
from memlit.errors import MemlitError
from memlit.files import write_pieces, write_text
from memlit.published import DATA_FOLDER, Item, PublishedTable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

LOGS = Path("results/run/log")
MEND_DISK = "mend the disk and run again, nothing that was whole is lost"
_DISK_FAULTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO), MEND_DISK),
    errno.EFBIG: "allow larger files (ulimit -f unlimited) and run again, nothing that was whole is lost",
}
"""What to do where a disk takes no more, by the number of the error."""
_NUMBERS = "numbers"
"""The output of a rule that holds its rows of the table of numbers."""


@dataclass(frozen=True)
class Job:
    """A run of a rule. inputs, outputs: files by the names that the rule gives them, a list where it gives a list.

    params: what the rule's `params` hold; log: its log.
    """

    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    params: Mapping[str, Any]
    log: Path

    @classmethod
    def of(cls, snakemake: Any) -> "Job":
        """The job of a script, in which Snakemake defines `snakemake`; a failure of the script goes to its log.

        Where the workflow is a module of a larger one, its files have a folder before theirs: the log names it, and the
        script runs in it.
        """
        prefix, _, name = snakemake.log[0].rpartition(f"{LOGS.as_posix()}/")
        os.chdir(prefix or ".")
        log = LOGS / name
        sys.excepthook = _Fault(log)
        # Records form no cycles and live until the script ends: looking for garbage took a third of the time.
        gc.disable()
        write_text(log, "")
        given = dict(snakemake.params.items())
        return cls(_below(prefix, snakemake.input), _below(prefix, snakemake.output), given, log)

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
        """The device classes in their order, of the input `known_classes`."""
        return load_classes(self.path("known_classes"))

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

    # The jobs of buckets write no frame: each would import pandas and pyarrow for nothing, half a second.

    def write_number_rows(self, rows: "pd.DataFrame") -> None:
        """Write the rows of the rule in the table of numbers."""
        from memlit.numbers import write_number_rows

        write_number_rows(self.output(_NUMBERS), rows)

    def write_table(self, table: PublishedTable[Item], items: Iterable[Item]) -> None:
        """Write a published table to the output that has its file name."""
        table.write(self._output_called(table.file), items)

    def write_frame(self, table: PublishedTable[Any], frame: "pd.DataFrame") -> None:
        """Write a frame to the outputs that are called as its table, a CSV and a Parquet file."""
        from memlit.frames import write_frame

        write_frame(table, frame, self._output_called(table.file), self._output_called(f"{table.name}.parquet"))

    def write_csv_of(self, table: PublishedTable[Any], frame: "pd.DataFrame") -> None:
        """Write a frame to the CSV file of its table alone."""
        from memlit.frames import write_csv_of

        write_csv_of(table, frame, self._output_called(table.file))

    def write_arrow(self, table: PublishedTable[Any], cells: "pa.Table") -> None:
        """As `write_frame`, of a table in Arrow's form."""
        from memlit.frames import write_arrow

        write_arrow(table, cells, self._output_called(table.file), self._output_called(f"{table.name}.parquet"))

    def _output_called(self, file: str) -> Path:
        return next(Path(path) for path in self.outputs.values() if path == (DATA_FOLDER / file).as_posix())


def _below(prefix: str, files: Any) -> dict[str, Any]:
    """Files of a rule by name, in the folder of the review; a list where the rule gives a list."""
    return {
        name: item.removeprefix(prefix) if isinstance(item, str) else [path.removeprefix(prefix) for path in item]
        for name, item in files.items()
    }


class _Fault:
    """Writes what stopped a script into its log; on a disk that takes no more, to the terminal."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        words = f"memlit: {error}\n" if isinstance(error, MemlitError) else _words_of_disk(error)
        words = words or "".join(traceback.format_exception(kind, error, trace))
        try:
            self._log.write_text(words, encoding="utf-8")
        except OSError:
            sys.stderr.write(words)


def _words_of_disk(error: BaseException) -> str:
    """One line of a disk that takes no more; nothing of another error."""
    if not isinstance(error, OSError) or error.errno not in _DISK_FAULTS:
        return ""
    return f"memlit: {error.filename or 'results'}: {error.strerror}; {_DISK_FAULTS[error.errno]}\n"
