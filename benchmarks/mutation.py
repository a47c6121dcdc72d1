"""How many seeded faults in the arithmetic of memlit its tests notice.

`python benchmarks/mutation.py [--per-package N] [--seed S] [--package NAME]`: takes N places of each package by chance,
changes one operator, constant or return there in a copy of the project, and runs that package's tests until one fails.
Mutation tools that change every place would run for days here: a place costs seconds, and there are thousands.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path("workflow/memlit")
TESTS = {
    "benchmark": ("test_bounds", "test_benchmark_rows"),
    "quantities": ("test_quantities", "test_quantities_units", "test_quantities_words", "test_quantities_properties"),
    "devices": ("test_tuples", "test_gather", "test_evidence_records"),
    "statistics": (
        "test_statistics_medians",
        "test_statistics_comparisons",
        "test_statistics_pooling",
        "test_statistics_clusters",
        "test_statistics_contract",
        "test_statistics_measured",
    ),
}
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "results", ".snakemake", "__pycache__", ".*_cache", ".hypothesis")
SECONDS = 240
COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}


@dataclass(frozen=True)
class Mutant:
    """One changed place: file below the package, line, what it was and what it became, the whole changed source."""

    file: Path
    line: int
    before: str
    after: str
    source: str


def changed(node: ast.AST) -> ast.AST | None:
    """A copy of `node` with one fault, or None where there is nothing to change."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        operator = COMPARISONS[type(node.ops[0])]()
        return ast.Compare(node.left, [operator, *node.ops[1:]], node.comparators)
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        return ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    if isinstance(node, ast.BoolOp):
        return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return ast.Constant(not node.value)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return ast.Constant(node.value + 1)
    return None


def mutants(file: Path) -> Iterator[Mutant]:
    """Every fault of one module; annotations, defaults of dataclass fields and texts are left alone."""
    text = (ROOT / PACKAGE / file).read_text(encoding="utf-8")
    tree = ast.parse(text)
    inside = [node for function in ast.walk(tree) if isinstance(function, ast.FunctionDef) for node in function.body]
    seen: set[int] = set()
    for start in inside:
        for node in ast.walk(start):
            if id(node) in seen or not isinstance(node, ast.expr):
                continue
            seen.add(id(node))
            fault = changed(node)
            segment = ast.get_source_segment(text, node)
            if fault is None or segment is None or "\n" in segment:
                continue
            after = f"({ast.unparse(ast.fix_missing_locations(fault))})"
            lines = text.splitlines(keepends=True)
            raw = lines[node.lineno - 1].encode()
            lines[node.lineno - 1] = (raw[: node.col_offset] + after.encode() + raw[node.end_col_offset :]).decode()
            source = "".join(lines)
            try:
                ast.parse(source)
            except SyntaxError:
                continue
            yield Mutant(file, node.lineno, segment, after, source)


def is_noticed(copy: Path, mutant: Mutant, tests: list[str]) -> bool:
    target = copy / PACKAGE / mutant.file
    whole = target.read_text(encoding="utf-8")
    target.write_text(mutant.source, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy / "workflow"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests]
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    finally:
        target.write_text(whole, encoding="utf-8")
    return done.returncode != 0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--per-package", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--package", choices=sorted(TESTS), action="append")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "memlit"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        for package in options.package or sorted(TESTS):
            files = sorted(path.relative_to(ROOT / PACKAGE) for path in (ROOT / PACKAGE / package).glob("*.py"))
            every = [mutant for file in files for mutant in mutants(file)]
            chosen = random.Random(options.seed).sample(every, min(options.per_package, len(every)))
            tests = [str(path) for name in TESTS[package] if (path := ROOT / "tests/unit" / f"{name}.py").exists()]
            tests = [str(Path(test).relative_to(ROOT)) for test in tests]
            lived = [mutant for mutant in chosen if not is_noticed(copy, mutant, tests)]
            share = 1 - len(lived) / len(chosen)
            print(f"{package}: {len(chosen) - len(lived)} of {len(chosen)} noticed ({share:.0%}), {len(every)} places")
            for mutant in lived:
                print(f"  {mutant.file}:{mutant.line}: {mutant.before} -> {mutant.after}", flush=True)


if __name__ == "__main__":
    main()
