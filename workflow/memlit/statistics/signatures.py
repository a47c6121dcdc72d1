"""The functions and results in docs/statistics.md: `python -m memlit.statistics.signatures docs/statistics.md` writes
them anew below what a person wrote there.
"""

import ast
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
    functions = [(name, item) for name in public_names() if inspect.isfunction(item := getattr(package, name))]
    for title, modules in TOPICS:
        lines.append(f"## {title}\n")
        for module in modules:
            lines += [_entry(name, item) for name, item in functions if item.__module__.endswith(f".{module}")]
    lines.append("## Results\n")
    for name in public_names():
        item = getattr(package, name)
        if fields := _fields(item):
            listed = ", ".join(f"`{field}`" for field in fields)
            lines.append(f"**{name}**: {inspect.getdoc(item)}\n\nFields: {listed}.\n")
    return "\n".join(lines).rstrip() + "\n"


def _fields(item: Any) -> tuple[str, ...]:
    """Names of the fields of a result, a dataclass or a named tuple; none for a function."""
    if dataclasses.is_dataclass(item):
        return tuple(field.name for field in dataclasses.fields(item))
    return getattr(item, "_fields", ())


def _entry(name: str, function: Any) -> str:
    parameters = inspect.signature(function).parameters.values()
    shown = inspect.Signature([parameter.replace(annotation=parameter.empty) for parameter in parameters])
    written = ast.parse(inspect.getsource(function)).body[0]
    assert isinstance(written, ast.FunctionDef)
    assert written.returns is not None
    return f"### `{name}{shown} -> {ast.unparse(written.returns)}`\n\n{inspect.getdoc(function)}\n"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(render(path.read_text(encoding="utf-8")), encoding="utf-8")
