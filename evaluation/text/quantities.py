"""Quantities of tests/data/quantities_labelled.jsonl read by memlit, pint and quantulum3.

Run: python evaluation/text/quantities.py [--install]
The other tools live in an environment of their own under the temporary folder; --install makes it. What is not
installed is skipped. For each string: `right` is value (or both ends of a range, or nothing where there is no
quantity) and unit, for every quantity of the string; `wrong number` is a number that the print does not say, given
without any word. The other tools see the same string, but take no header.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests/data/quantities_labelled.jsonl"
ENVIRONMENT = Path(tempfile.gettempdir()) / "memlit-benchmark-quantities"
TOOLS = {"pint": "pint==0.25.3", "quantulum3": "quantulum3==0.10.0"}
PINT_NAME = {"cycle": "count", "state": "count", "1": "", "degC": "kelvin", "1/J": "1/joule"}

Reading = tuple[str | None, tuple[float, ...]]
"""(SI unit or None where it has none, one number or both ends)."""


def close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-3, abs_tol=1e-30)


def meant(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [quantity for quantity in case["expect"] if quantity.get("kind") != "none"]


def numbers(quantity: dict[str, Any]) -> tuple[float, ...]:
    keys = ("si_lower", "si_upper") if quantity.get("kind") == "range" else ("si_value",)
    return tuple(quantity[key] for key in keys if quantity.get(key) is not None)


def read_memlit(cases: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    from memlit.quantities import read_quantities

    found = []
    for case in cases:
        more = {"header": case.get("header"), "origin": case.get("origin")}
        quantities = read_quantities(case["text"], superscripts=case.get("superscripts", ()), **more)
        found.append([one.as_dict() for one in quantities if one.kind != "none"])
    return found


def read_pint(cases: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    import pint

    registry = pint.UnitRegistry()
    found: list[list[dict[str, Any]]] = []
    for case in cases:
        try:
            quantity = registry.Quantity(case["text"])
            found.append([_from_pint(quantity)])
        except Exception:
            found.append([])
    return found


def _from_pint(quantity: Any) -> dict[str, Any]:
    base = quantity.to_base_units()
    return {"kind": "value", "si_value": float(base.magnitude), "dimension": str(base.dimensionality)}


def read_quantulum(cases: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    import pint
    from quantulum3 import parser

    registry = pint.UnitRegistry()
    found: list[list[dict[str, Any]]] = []
    for case in cases:
        try:
            parsed = parser.parse(case["text"])
        except Exception:
            found.append([])
            continue
        quantities = []
        for one in parsed:
            try:
                unit = registry.Quantity(
                    1.0, one.unit.name.replace("-", "") if one.unit.name != "dimensionless" else ""
                )
                record = _from_pint(one.value * unit)
            except Exception:
                quantities.append({"kind": "value", "si_value": float(one.value), "dimension": one.unit.name})
                continue
            if one.uncertainty and any(mark in one.surface for mark in ("-", "–", " to ")):
                ends = (one.value - (one.uncertainty or 0), one.value + (one.uncertainty or 0))
                record |= {"kind": "range", "si_lower": _si(ends[0], unit), "si_upper": _si(ends[1], unit)}
            quantities.append(record)
        found.append(quantities)
    return found


def _si(value: float, unit: Any) -> float:
    return float((value * unit).to_base_units().magnitude)


def worker(tool: str) -> int:
    cases = json.load(sys.stdin)
    start = time.perf_counter()
    found = {"pint": read_pint, "quantulum3": read_quantulum}[tool](cases)
    import pint

    registry = pint.UnitRegistry()
    units = {one.get("si_unit") for case in cases for one in case["expect"]} - {None}
    dimensions = {unit: str(registry.Quantity(1, PINT_NAME.get(unit, unit)).dimensionality) for unit in sorted(units)}
    json.dump({"found": found, "dimensions": dimensions, "seconds": time.perf_counter() - start}, sys.stdout)
    return 0


def score(case: dict[str, Any], found: list[dict[str, Any]], dimensions: dict[str, str] | None) -> tuple[bool, bool]:
    """(right in value and unit, a wrong number without a word)."""
    wanted = meant(case)
    right = len(found) == len(wanted)
    silent = False
    for place, one in enumerate(found):
        label = wanted[place] if place < len(wanted) else {}
        mine, theirs = numbers(one), numbers(label)
        shift = 273.15 if dimensions is not None and label.get("si_unit") == "degC" else 0.0
        same = len(mine) == len(theirs) and all(close(a - shift, b) for a, b in zip(mine, theirs, strict=True))
        unit = label.get("si_unit")
        if unit is not None:
            same_unit = one.get("si_unit") == unit if dimensions is None else one.get("dimension") == dimensions[unit]
        else:
            same_unit = True
        right = right and same and (same_unit or not theirs)
        silent = silent or (bool(mine) and not same)
    return right, silent


def row(
    title: str, cases: list[dict[str, Any]], found: list[list[dict[str, Any]]], dimensions: Any, rate: float
) -> str:
    results = [score(case, one, dimensions) for case, one in zip(cases, found, strict=True)]
    bare = [result for case, result in zip(cases, results, strict=True) if "header" not in case]
    right, silent = (sum(result[i] for result in results) for i in (0, 1))
    return (
        f"{title:14}{right:5}/{len(results)}{100 * right / len(results):7.1f} %{silent:10}"
        f"{sum(result[0] for result in bare):8}/{len(bare)}{sum(result[1] for result in bare):10}{rate:12.0f}"
    )


def python_of_tools(install: bool) -> Path | None:
    python = ENVIRONMENT / "bin/python"
    if install and not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *TOOLS.values()], check=True)
    return python if python.exists() else None


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--install", action="store_true", help="make the environment of the other tools")
    arguments.add_argument("--worker", choices=sorted(TOOLS), help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.worker:
        return worker(options.worker)
    cases = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    print(f"{'':14}{'all right':>9}{'':13}{'wrong nr':>8}{'no header':>12}{'wrong nr':>10}{'strings/s':>12}")
    read_memlit(cases[:1])
    start = time.perf_counter()
    found = read_memlit(cases)
    print(row("memlit", cases, found, None, len(cases) / (time.perf_counter() - start)))
    python = python_of_tools(options.install)
    for tool in TOOLS:
        if python is None:
            print(f"{tool:14}not installed, skipped (--install)")
            continue
        done = subprocess.run(
            [str(python), __file__, "--worker", tool],
            input=json.dumps(cases),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"{tool:14}skipped: {done.stderr.strip().splitlines()[-1] if done.stderr else 'failed'}")
            continue
        answer = json.loads(done.stdout)
        print(row(tool, cases, answer["found"], answer["dimensions"], len(cases) / answer["seconds"]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
