"""Values that a text prints alike in several of its sentences, under one parameter."""

from collections import defaultdict
from collections.abc import Sequence

from memlit.passages.model import Find
from memlit.quantities import Quantity


def printed_again(finds: Sequence[Find]) -> list[tuple[int, ...]]:
    """For each value the numbers (from 0) of those in other sentences that have its parameter and its value in SI.

    Bounds count as alike only with the same bound, ranges with both ends.
    """
    alike: dict[object, list[int]] = defaultdict(list)
    for number, find in enumerate(finds):
        if find.is_proposed and _is_known(find.quantity):
            alike[_stated(find)].append(number)
    return [
        tuple(other for other in alike.get(_stated(find), ()) if finds[other].sentence != find.sentence)
        for find in finds
    ]


def _is_known(quantity: Quantity) -> bool:
    return any(end is not None for end in (quantity.si_value, quantity.si_lower, quantity.si_upper))


def _stated(find: Find) -> object:
    one = find.quantity
    return find.parameter, one.si_value, one.si_lower, one.si_upper, one.comparator
