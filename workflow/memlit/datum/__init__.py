"""The records that flow between stages: one record per printed value, which always accompanies its SI value."""

from memlit.datum.document import (
    CellCount,
    DocumentReading,
    DocumentRecord,
    DocumentStatus,
    LookedFor,
    ReconciledDocument,
    Unmapped,
    document_of,
    key_of_line,
)
from memlit.datum.numbers import (
    Estimate,
    Numbers,
    count_of,
    joined,
    p_of,
    percent,
    results_in,
    statistic_of,
)
from memlit.datum.printed import (
    LISTED,
    UNASSIGNED,
    CalibrationMark,
    Datum,
    FigureAxis,
    FigureSeries,
    Grade,
    Locator,
    Method,
    PointDevice,
    Printed,
    Tier,
)
from memlit.datum.reading import (
    ARRAY_WINDOW,
    CHECKED,
    DERIVED_MARK,
    DISPUTED,
    PULSES,
    SERIES_TRANSISTOR,
    SUPPORTING_ONLY,
    UNPAIRED,
    Pulse,
    Reading,
    ReadingStatus,
    Result,
    Step,
)
from memlit.datum.record import (
    ITEM_GAP,
    Number,
    Record,
    RecordT,
    json_pieces,
    list_pieces,
    parse_line,
    parse_record,
    read_record,
    read_records,
)
