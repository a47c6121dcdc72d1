"""The rule for a class from a stack, held against papers whose class the review states and whose stack is known."""

from collections import defaultdict
from collections.abc import Mapping

from memlit.config import Classes
from memlit.datum import Numbers, Record, Result
from memlit.devices.class_rule import Described, class_by_source, is_of_oxide, layers_of
from memlit.field.codes import NOT_STATED
from memlit.library import Library
from memlit.published import PublishedTable, published_table


class Confusion(Record):
    """Papers that the review credits to one class, and what their stacks alone would make of them."""

    credited: str
    by_stack: str
    n_papers: Result
    papers: tuple[str, ...]


CLASS_RULE_TABLE: PublishedTable[Confusion] = published_table(__file__, "class_rule")


def confusion(known: Mapping[tuple[str, str], Described], library: Library, classes: Classes) -> list[Confusion]:
    """The rule without words against the review's credit lists, for credited papers with a stack."""
    papers = {entry.reviewref: key for key, entry in library.entries.items() if entry.reviewref}
    stacks: dict[str, set[str]] = defaultdict(set)
    for (paper, _), item in known.items():
        if len(layers_of(item.stack)) > 1 or is_of_oxide(item.stack):
            stacks[paper].add(class_by_source(Described(stack=item.stack), classes).device_class)
    by_stack_of = {paper: " or ".join(sorted(found - {NOT_STATED})) or NOT_STATED for paper, found in stacks.items()}
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    for credited in classes.credited:
        for paper in (papers.get(number, "") for number in classes.fig11_credits[credited]):
            if paper in by_stack_of:
                cells[credited, by_stack_of[paper]].append(paper)
    confused = []
    for (credited, by_stack), keys in sorted(cells.items()):
        make = Numbers(f"class_rule/{credited}/{by_stack}", rule="credited papers with a stack")
        n = make.count("papers", f"papers credited as {credited} whose stack says {by_stack}", len(keys))
        confused.append(Confusion(credited=credited, by_stack=by_stack, papers=tuple(keys), n_papers=n))
    return confused
