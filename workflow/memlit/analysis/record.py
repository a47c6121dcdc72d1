"""The records of the analyses that the report asks for what no published table has."""

from collections.abc import Mapping
from pathlib import Path

from memlit.analysis.comparison.record import ComparedClasses
from memlit.analysis.guidelines.compare import ComparedGuidelines
from memlit.datum import Record, read_record

_PARTS: Mapping[str, type[Record]] = {
    "comparisons": ComparedClasses,
    "guidelines": ComparedGuidelines,
}
"""The record of each analysis by the name of its file under results/."""


class Analysis(ComparedClasses, ComparedGuidelines):
    """Those analyses of a run."""


def read_analysis(files: Mapping[str, str]) -> Analysis:
    """The records of these analyses; files: their paths by name. Raises RecordError for another file."""
    parts = [read_record(record, Path(files[name])) for name, record in _PARTS.items()]
    return Analysis(**{name: getattr(part, name) for part in parts for name in type(part).model_fields})
