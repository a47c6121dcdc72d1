"""A device of several conditions, such as widths of its pulse, in one row of a table: the least and the largest of each
metric.
"""

from collections.abc import Sequence

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Result


def least_and_largest(rows: Sequence[BenchmarkRow], metric: str) -> list[Result]:
    """The metric of a device where it is known: none, one, or the ends over its conditions."""
    known = sorted((row.metrics[metric] for row in rows if metric in row.metrics), key=_size)
    return [known[0], known[-1]] if len(known) > 1 else known


def _size(result: Result) -> tuple[float, str]:
    """By its value, or the end of it that is known."""
    ends = (end for end in (result.value, result.low, result.high) if end)
    return next(ends, 0.0), result.id


def name_of_device(rows: Sequence[BenchmarkRow]) -> str:
    """The device as printed, with its condition where it has one, or that it has several."""
    if len({row.condition for row in rows}) > 1:
        return f"{rows[0].name}, several conditions"
    return rows[0].full_name
