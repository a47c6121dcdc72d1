"""Tables of evaluation/ that name places in the code name them as they are called now."""

from __future__ import annotations

import ast
import csv
import functools
from collections.abc import Iterator
from pathlib import Path

from tests.builders import ROOT

WORKFLOW = ROOT / "workflow"


def rows_of(name: str) -> list[dict[str, str]]:
    with (ROOT / "evaluation" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@functools.cache
def places_of(path: Path) -> dict[str, list[ast.AST]]:
    """What a module defines: functions and assigned names, each behind the classes and functions it stands in."""
    found: dict[str, list[ast.AST]] = {}

    def look(node: ast.AST, outer: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = outer
            if isinstance(child, ast.ClassDef | ast.FunctionDef):
                found.setdefault(outer + child.name, []).append(child)
                inner = f"{outer}{child.name}."
            elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
                found.setdefault(outer + child.id, []).append(child)
            look(child, inner)

    if path.is_file():
        look(ast.parse(path.read_text(encoding="utf-8")), "")
    return found


def conditions_in(function: ast.AST) -> Iterator[str]:
    return (" ".join(ast.unparse(node.test).split()) for node in ast.walk(function) if isinstance(node, ast.If))


def test_each_condition_of_the_readers_of_figures_that_was_measured_stands_in_its_function() -> None:
    rows = rows_of("figure_rules.csv")
    assert len(rows) > 400
    gone = []
    for row in rows:
        path = WORKFLOW / "figcurves" / f"{row['module'].replace('.', '/')}.py"
        functions = places_of(path).get(row["function"], [])
        if not any(row["condition"] in conditions_in(function) for function in functions):
            gone.append((row["module"], row["function"], row["condition"]))
    assert gone == []
