"""What the rule evidence makes beside the tables of coverage and of the plan."""

from memlit.analysis.evidence.reading_errors import ReadingError
from memlit.analysis.evidence.restated import SelfCheck
from memlit.analysis.tags import Tag, TagCount
from memlit.datum import Record


class EvidenceRecord(Record):
    """What was read, what is missing, and how well it was read: its numbers, and the rows of its tables."""

    self_check: SelfCheck
    reading_errors: tuple[ReadingError, ...]
    tags: tuple[Tag, ...]
    tag_counts: tuple[TagCount, ...]
