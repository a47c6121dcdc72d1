"""The functions and results of `memlit.statistics`, as their docstrings say, for the end of docs/statistics.md."""

import ast
import inspect
from typing import Any

import memlit.statistics as package

TOPICS = {
    "Medians and ranks": ("comparison.medians",),
    "Several classes": ("comparison.groups", "comparison.permutation"),
    "Two classes": ("comparison.pairs", "comparison.studentized", "comparison.decisions"),
    "Several tests": ("comparison.multiplicity",),
    "Counts": ("models.binomial",),
    "Errors of the inputs": ("readers.inputs", "readers.carried"),
}


def functions_and_results() -> str:
    """Each public function with its signature and docstring, and the fields of the results, in Markdown."""
    lines = []
    items = {name: getattr(package, name) for name in package.__all__}
    functions = {name: item for name, item in items.items() if inspect.isfunction(item)}
    for title, modules in TOPICS.items():
        lines.append(f"## {title}\n")
        for module in modules:
            of_module = [name for name, item in functions.items() if item.__module__.endswith(f".{module}")]
            lines += [_entry(name, functions[name]) for name in of_module]
    lines.append("## Results\n")
    for name in sorted(items.keys() - functions.keys()):
        fields = ", ".join(f"`{field}`" for field in inspect.signature(items[name]).parameters)
        lines.append(f"**{name}**: {inspect.getdoc(items[name])}\n\nFields: {fields}.\n")
    return "\n".join(lines).rstrip() + "\n"


def _entry(name: str, function: Any) -> str:
    parameters = inspect.signature(function).parameters.values()
    shown = inspect.Signature([parameter.replace(annotation=parameter.empty) for parameter in parameters])
    written = ast.parse(inspect.getsource(function)).body[0]
    assert isinstance(written, ast.FunctionDef)
    assert written.returns is not None
    return f"### `{name}{shown} -> {ast.unparse(written.returns)}`\n\n{inspect.getdoc(function)}\n"
