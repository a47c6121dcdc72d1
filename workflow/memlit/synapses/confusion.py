"""The rule for a class from a stack, held against papers whose class the review states and whose stack is known."""

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from memlit.config import Classes
from memlit.devices.class_rule import Described, class_by_source, is_of_oxide, layers_of
from memlit.field.codes import NOT_STATED
from memlit.frames import SEVERAL
from memlit.library import Library
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table

CLASS_RULE_TABLE: PublishedTable[object] = published_table(__file__, "class_rule")
_N_PAPERS = NumberColumn(
    "n_papers",
    "papers credited as {credited} whose stack says {by_stack}",
    "credited papers with a stack",
    "count",
    id="class_rule/{credited}/{by_stack}#papers",
)


def confusion(known: Mapping[tuple[str, str], Described], library: Library, classes: Classes) -> pd.DataFrame:
    """The rows of class_rule.csv: what stacks alone make of credited papers, against the review's credit lists."""
    papers = {entry.reviewref: key for key, entry in library.entries.items() if entry.reviewref}
    stacks: dict[str, set[str]] = defaultdict(set)
    for (paper, _), item in known.items():
        if len(layers_of(item.stack)) > 1 or is_of_oxide(item.stack):
            stacks[paper].add(class_by_source(Described(stack=item.stack), classes).device_class)
    by_stack_of = {paper: " or ".join(sorted(found - {NOT_STATED})) or NOT_STATED for paper, found in stacks.items()}
    credited = [
        (name, by_stack_of[paper], paper)
        for name in classes.credited
        for paper in (papers.get(number, "") for number in classes.fig11_credits[name])
        if paper in by_stack_of
    ]
    found = pd.DataFrame(credited, columns=["credited", "by_stack", "paper"]).groupby(["credited", "by_stack"])["paper"]
    return found.agg(n_papers="size", papers=SEVERAL.join).reset_index()


def confusion_numbers(lines: pd.DataFrame) -> pd.DataFrame:
    """The numbers of `confusion`, as rows of the table of numbers."""
    return numbers_of_table(lines, _N_PAPERS)
