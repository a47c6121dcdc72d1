"""The records that flow between stages: one printed value, one record; SI values beside it for ever."""

from memlit.datum.document import (
    CellCount,
    DocumentReading,
    DocumentRecord,
    DocumentStatus,
    ReconciledDocument,
    Unmapped,
)
from memlit.datum.figure import CalibrationMark, FigureAxis, FigureSeries, PointDevice
from memlit.datum.printed import UNASSIGNED, Datum, Locator, Method, Printed, Tier
from memlit.datum.reading import CHECKED, DERIVED_MARK, DISPUTED, PULSES, Pulse, Reading, ReadingStatus, Result, Step
from memlit.datum.record import (
    Number,
    Record,
    RecordT,
    json_pieces,
    parse_line,
    parse_record,
    read_record,
    read_records,
)

__all__ = [
    "CHECKED",
    "DERIVED_MARK",
    "DISPUTED",
    "PULSES",
    "UNASSIGNED",
    "CalibrationMark",
    "CellCount",
    "Datum",
    "DocumentReading",
    "DocumentRecord",
    "DocumentStatus",
    "FigureAxis",
    "FigureSeries",
    "Locator",
    "Method",
    "Number",
    "PointDevice",
    "Printed",
    "Pulse",
    "Reading",
    "ReadingStatus",
    "ReconciledDocument",
    "Record",
    "RecordT",
    "Result",
    "Step",
    "Tier",
    "Unmapped",
    "json_pieces",
    "parse_line",
    "parse_record",
    "read_record",
    "read_records",
]
