"""The records of all analyses as one, for the report and the audit."""

from collections.abc import Mapping
from pathlib import Path

from memlit.analysis.class_medians import ClassMedians
from memlit.analysis.comparison.record import ComparedClasses
from memlit.analysis.evidence.record import EvidenceRecord
from memlit.analysis.guidelines.compare import ComparedGuidelines
from memlit.analysis.robustness.record import Sensitivity
from memlit.analysis.variability.outputs import Variability
from memlit.datum import Record, Result, read_record, results_in

_PARTS: Mapping[str, type[Record]] = {
    "evidence": EvidenceRecord,
    "class_medians": ClassMedians,
    "comparisons": ComparedClasses,
    "variability": Variability,
    "sensitivity": Sensitivity,
    "guidelines": ComparedGuidelines,
}
"""The record of each analysis by the name of its file under results/."""


class Analysis(EvidenceRecord, ClassMedians, ComparedClasses, Variability, Sensitivity, ComparedGuidelines):
    """All analyses of a run."""

    @property
    def results(self) -> dict[str, Result]:
        """All computed numbers of the analyses by id."""
        return {result.id: result for result in results_in(self)}


def read_analysis(files: Mapping[str, str]) -> Analysis:
    """The records of all analyses; files: their paths by name. Raises RecordError for another file."""
    parts = [read_record(record, Path(files[name])) for name, record in _PARTS.items()]
    return Analysis(**{name: getattr(part, name) for part in parts for name in type(part).model_fields})
