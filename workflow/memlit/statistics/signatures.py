"""The functions and results in docs/statistics.md: `python -m memlit.statistics.signatures docs/statistics.md` writes
them anew below what a person wrote there.

Annotations are postponed in all of the room, so that they are printed as they are written.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
from pathlib import Path
from typing import Any

import memlit.statistics as package

TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Medians and ranks", ("comparison.bootstrap",)),
    ("Intervals instead of values", ("comparison.bounds",)),
    ("Several classes", ("comparison.groups", "comparison.permutation")),
    ("Two classes", ("comparison.pairs", "comparison.studentized", "comparison.decisions")),
    ("Several tests and power", ("comparison.multiplicity",)),
    ("Clusters and mixed models", ("models.clusters",)),
    ("Censored values and counts", ("models.likelihood",)),
    ("Effect sizes of variability", ("synthesis.effect_sizes",)),
    ("Pooling", ("synthesis.pooling",)),
    ("Errors of the inputs", ("readers.inputs",)),
    ("Measured distributions", ("reads.levels", "reads.cycles", "reads.misread")),
    ("What variability costs", ("reads.network",)),
)


def public_names() -> list[str]:
    """Names of the functions and results that the room offers, sorted."""
    items = vars(package).items()
    return sorted(name for name, item in items if getattr(item, "__module__", "").startswith(f"{package.__name__}."))


def render(page: str) -> str:
    """The page with each public function, its signature and docstring, and the fields of the results.

    page: as it was; what stands before its first function is kept.
    """
    lines = [page.partition(f"\n## {TOPICS[0][0]}\n")[0].rstrip("\n") + "\n"]
    for title, modules in TOPICS:
        lines.append(f"## {title}\n")
        for module in modules:
            for name in _functions(f"{package.__name__}.{module}"):
                lines.append(_entry(name, getattr(package, name)))
    lines.append("## Results\n")
    for name in public_names():
        item = getattr(package, name)
        fields = _fields(item)
        if fields:
            listed = ", ".join(f"`{field}`" for field in fields)
            lines.append(f"**{name}**: {_paragraphs(item.__doc__ or '')}\n\nFields: {listed}.\n")
    return "\n".join(lines).rstrip() + "\n"


def _fields(item: Any) -> tuple[str, ...]:
    """Names of the fields of a result, a dataclass or a named tuple; none for a function."""
    if dataclasses.is_dataclass(item):
        return tuple(field.name for field in dataclasses.fields(item))
    return getattr(item, "_fields", ())


def _functions(module: str) -> list[str]:
    names = [name for name in public_names() if inspect.isfunction(getattr(package, name))]
    return [name for name in names if getattr(package, name).__module__ == module]


def _entry(name: str, function: Any) -> str:
    parameters = []
    marked = False
    signature = inspect.signature(function)
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not marked:
            parameters.append("*")
            marked = True
        default = "" if parameter.default is parameter.empty else f"={parameter.default!r}"
        parameters.append(f"{parameter.name}{default}")
    result = signature.return_annotation
    return f"### `{name}({', '.join(parameters)}) -> {result}`\n\n{_paragraphs(function.__doc__ or '')}\n"


def _paragraphs(docstring: str) -> str:
    return inspect.cleandoc(docstring)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(render(path.read_text(encoding="utf-8")), encoding="utf-8")
