"""How many faults in the arithmetic of memlit its tests notice: Cosmic Ray's faults, run in forks of a warm process.

`python evaluation/code/mutation.py [--package NAME] [--sample N] [--seed S] [--write]`. Cosmic Ray makes the faults
(requirements/mutation.txt); its own runner starts Python anew for each, which costs seconds. Here a process that has
loaded all libraries forks for each fault, puts the changed module in place of the file while importing it, and runs the
tests that reach the changed line, quickest first, until one fails. `--write` keeps what no test noticed in
evaluation/code/mutation_survivors.csv, where a person writes the reason why a fault makes no difference.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import csv
import functools
import gc
import importlib
import importlib.abc
import importlib.util
import json
import math
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / "workflow"
SURVIVORS = ROOT / "evaluation" / "code" / "mutation_survivors.csv"
COLUMNS = ("package", "file", "function", "before", "after", "reason")
TESTS = {
    "benchmark": ("bounds*", "benchmark_*", "placing"),
    "quantities": ("quantities*",),
    "devices": ("tuples*", "gather*", "devices_*", "benchmark_rows"),
    "statistics": ("statistics_*",),
}
ARITHMETIC = {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"}
SETS = {"BitOr", "BitAnd", "BitXor", "Sub"}
MEMORY = 6 * 2**30
NOTICED, SURVIVED, TIMED_OUT = "noticed", "survived", "timed out"


@dataclass(frozen=True)
class Place:
    """One fault that Cosmic Ray can make: in which statement of the file, by which operator at which of its uses."""

    file: Path
    part: int
    operator: str
    occurrence: int
    lines: range
    function: str


@dataclass(frozen=True)
class Mutant:
    """A place with the whole changed source, and the changed lines as they were and are."""

    place: Place
    source: str
    before: str
    after: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.place.file.as_posix(), self.place.function, self.before, self.after


def is_sensible(operator: str) -> bool:
    """Whether the fault tells something: a shift of a float is always noticed, identity of equal texts never."""
    name = operator.split("/")[1]
    parts = name.split("_")
    if parts[0] == "ReplaceBinaryOperator":
        return {parts[1], parts[2]} <= ARITHMETIC or {parts[1], parts[2]} <= SETS
    if parts[0] == "ReplaceComparisonOperator":
        return (parts[1] in ("Is", "IsNot")) == (parts[2] in ("Is", "IsNot"))
    return True


@functools.cache
def parts(file: Path) -> tuple[str, ...]:
    """The statements of a file below workflow/memlit, with what stands before each: parsing one is quick."""
    from cosmic_ray.ast import get_ast

    return tuple(node.get_code() for node in get_ast((WORKFLOW / file).read_text(encoding="utf-8")).children)


def places(file: Path) -> Iterator[Place]:
    """Every place of a file; annotations and the star of a signature are left out: nothing evaluates them."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.ast.ast_query import ASTQuery
    from cosmic_ray.plugins import get_operator, operator_names

    text = "".join(parts(file))
    unseen = [(_start(node), _end(node)) for node in _annotations(ast.parse(text))]
    operators = {name: get_operator(name) for name in operator_names() if is_sensible(name)}
    for part, statement in enumerate(get_ast(text).children):
        nodes = list(ast_nodes(statement))
        for name, operator in operators.items():
            if operator.arguments():
                continue
            found = ((node, *span) for node in nodes for span in operator().mutation_positions(node))
            for occurrence, (node, start, end) in enumerate(found):
                is_read = node.parent is None or node.parent.type != "parameters"
                is_read = is_read and not any(first <= start < last for first, last in unseen)
                if is_read and not _orders_a_text(name, node):
                    function = ASTQuery(node).get_definition_name() or ""
                    yield Place(file, part, name, occurrence, range(start[0], end[0] + 1), function)


def _orders_a_text(operator: str, comparison: Any) -> bool:
    """Whether the fault asks which of two words is first in the alphabet, where they were compared for being one."""
    kind, *names = operator.split("/")[1].split("_")
    if kind != "ReplaceComparisonOperator" or not {"Lt", "LtE", "Gt", "GtE"} & {names[1]}:
        return False
    return any(child.type in ("string", "strings") for child in comparison.children)


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            if isinstance(found := getattr(node, field, None), ast.expr):
                yield found


def _start(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or 0


def mutant(place: Place) -> Mutant | None:
    """The fault made, None where it is no Python or changes nothing."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    statements = parts(place.file)
    old = statements[place.part]
    new = mutate_code(old, get_operator(place.operator)(), place.occurrence)
    if new is None:
        return None
    try:
        if ast.dump(ast.parse(new)) == ast.dump(ast.parse(old)):
            return None
        compile(new, str(place.file), "exec")
    except SyntaxError:
        return None
    source = "".join([*statements[: place.part], new, *statements[place.part + 1 :]])
    before, after = _differing(old.splitlines(), new.splitlines())
    return Mutant(place, source, before, after)


def _differing(old: list[str], new: list[str]) -> tuple[str, str]:
    """The lines that differ, as they were and are."""
    shared = list(zip(old, new, strict=False))
    head = next((at for at, (a, b) in enumerate(shared) if a != b), len(shared))
    rest = list(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    tail = next((at for at, (a, b) in enumerate(rest) if a != b), len(rest))
    before, after = (" ".join(" ".join(lines[head : len(lines) - tail]).split()) for lines in (old, new))
    return before, after


def chosen(
    package: str, sample: int | None, seed: int, listed: Collection[tuple[str, ...]] | None = None
) -> tuple[list[Mutant], int]:
    """All mutants of a package, those `listed` or so many by chance, each once; and the number of places."""
    files = sorted(path.relative_to(WORKFLOW) for path in (WORKFLOW / "memlit" / package).glob("*.py"))
    every = [place for file in files for place in places(file)]
    count = len(every)
    random.Random(f"{package} {seed}").shuffle(every)
    if listed is not None:
        functions = {key[:2] for key in listed}
        every = [place for place in every if (place.file.as_posix(), place.function) in functions]
    found: dict[tuple[Path, str], Mutant] = {}
    for place in every:
        if sample is not None and len(found) >= sample:
            break
        made = mutant(place)
        if made is not None and (listed is None or made.key in listed):
            found.setdefault((place.file, made.source), made)
    return sorted(found.values(), key=lambda made: (made.place.file, made.place.lines[0], made.after)), count


def module_name(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Imports one module from a text instead of from its file."""

    def __init__(self, file: Path, source: str) -> None:
        self.path, self.name, self.source = str(WORKFLOW / file), module_name(file), source

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> object:  # noqa: ARG002
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(self.name, self.path, loader=self)

    def get_filename(self, fullname: str) -> str:  # noqa: ARG002
        return self.path

    def get_data(self, path: str) -> bytes:
        return self.source.encode() if path == self.path else Path(path).read_bytes()


def forked(task: Callable[[], int], seconds: float | None = None) -> tuple[str, float]:
    """What a child that runs `task` did, and its CPU seconds; more than `seconds` of CPU (or 20 times that) end it."""
    gc.freeze()
    child = os.fork()
    if child == 0:
        gc.disable()
        status = 1
        try:
            quiet = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2) if seconds is not None else ():
                os.dup2(quiet, stream)
            if seconds is not None:
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
                resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
            status = task()
        finally:
            os._exit(status)
    ends = time.monotonic() + (math.inf if seconds is None else 20 * seconds)
    while True:
        done, state, used = os.wait4(child, os.WNOHANG if seconds is not None else 0)
        if done:
            break
        if time.monotonic() > ends:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)
    signalled = os.WTERMSIG(state) if os.WIFSIGNALED(state) else 0
    outcome = (
        TIMED_OUT if signalled in (signal.SIGKILL, signal.SIGXCPU, signal.SIGVTALRM) else NOTICED if state else SURVIVED
    )
    return outcome, used.ru_utime + used.ru_stime


def pytest_run(arguments: Iterable[str], *plugins: object) -> int:
    """Tests with hypothesis by rote: same examples each time, no limit of time, no search for the smallest failure."""
    import pytest
    from hypothesis import HealthCheck, Phase, settings

    settings.register_profile(
        "mutation",
        database=None,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutation")
    os.chdir(ROOT)
    left_out = [f"-pno:{name}" for name in ("cacheprovider", "unraisableexception", "threadexception")]
    fixed = ("-x", "-q", *left_out, "-W", "ignore::pytest.PytestAssertRewriteWarning")
    return int(pytest.main([*fixed, *arguments], plugins=list(plugins)))


@dataclass
class Suite:
    """The tests of a package: which reach a line, how long each takes in CPU seconds, what they import."""

    tests: dict[str, float]
    longest: dict[str, float]
    reached_by: dict[str, dict[int, set[str]]]
    modules: list[str]

    @classmethod
    def measured(cls, package: str) -> Suite:
        names = sorted({path for name in TESTS[package] for path in (ROOT / "tests/unit").glob(f"*/test_{name}.py")})
        files = [path.relative_to(ROOT).as_posix() for path in names]
        with tempfile.TemporaryDirectory() as folder:
            record = Path(folder) / "suite.json"
            outcome, _ = forked(lambda: _measure(package, files, record))
            if outcome != SURVIVED:
                sys.exit(f"the tests of {package} fail as they are; mend them first")
            raw = json.loads(record.read_text(encoding="utf-8"))
        lines = {file: {int(line): set(tests) for line, tests in by.items()} for file, by in raw["reached_by"].items()}
        return cls(raw["tests"], raw["longest"], lines, raw["modules"])

    def of(self, place: Place) -> list[str]:
        """Tests that reach a place, quickest first; all of them where the import does."""
        lines = self.reached_by.get(place.file.as_posix(), {})
        reaching = set().union(*(lines.get(line, set()) for line in place.lines))
        if "" in reaching:
            reaching = set(self.tests)
        return sorted(reaching, key=lambda test: (self.tests[test], test))


def _measure(package: str, files: Sequence[str], record: Path) -> int:
    import coverage
    import pytest

    tests: dict[str, float] = {}
    longest: dict[str, float] = {}

    class Watch:
        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
            test = item.nodeid.split("[")[0]
            meter.switch_context(test)
            start = time.process_time()
            result = yield
            used = time.process_time() - start
            tests[test], longest[test] = tests.get(test, 0.0) + used, max(longest.get(test, 0.0), used)
            meter.switch_context("")
            return result

    meter = coverage.Coverage(data_file=None, source=[str(WORKFLOW / "memlit" / package)], config_file=False)
    meter.start()
    status = pytest_run(files, Watch())
    meter.stop()
    data = meter.get_data()
    reached = {
        Path(file).relative_to(WORKFLOW).as_posix(): data.contexts_by_lineno(file) for file in data.measured_files()
    }
    modules = sorted(name for name in sys.modules if not name.startswith(("tests.", "test_", "conftest", "__m")))
    found = {"tests": tests, "longest": longest, "reached_by": reached, "modules": modules}
    record.write_text(json.dumps(found), encoding="utf-8")
    return status


def load(modules: Iterable[str]) -> None:
    """Import what the tests will, so that each child finds it loaded."""
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def forget(names: Iterable[str]) -> None:
    """Make the next import of these modules read them anew."""
    for name in names:
        parent, _, own = name.rpartition(".")
        if sys.modules.pop(name, None) is not None and hasattr(sys.modules.get(parent), own):
            delattr(sys.modules[parent], own)


def users_of(file: Path) -> set[str]:
    """Loaded memlit modules that import `file`'s, directly or through others, and itself."""
    from memlit import PACKAGES
    from memlit.code_hash import closure

    path = WORKFLOW / file
    loaded = [name for name in sys.modules if name.partition(".")[0] in PACKAGES and "." in name]
    return {module_name(file)} | {name for name in loaded if path in closure([name])[0]}


def _limit(longest: dict[str, float]) -> object:
    """A plugin that ends the process at a test that takes ten times its processor time and two seconds."""
    import pytest

    class Limit:
        @pytest.hookimpl(wrapper=True)
        def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
            signal.setitimer(signal.ITIMER_VIRTUAL, 2 + 10 * longest[item.nodeid.split("[")[0]])
            return (yield)

    return Limit()


def run(made: Mutant, suite: Suite, users: set[str]) -> tuple[str, float]:
    tests = suite.of(made.place)
    if not tests:
        return SURVIVED, 0.0

    def task() -> int:
        forget(users)
        sys.meta_path.insert(0, Changed(made.place.file, made.source))  # type: ignore[arg-type]
        return pytest_run(tests, _limit(suite.longest))

    return forked(task, 5 + 4 * sum(suite.tests[test] for test in tests))


def wilson(hits: int, count: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    z, share = 1.959963984540054, hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return middle - half, middle + half


def read_reasons() -> dict[tuple[str, ...], str]:
    if not SURVIVORS.exists():
        return {}
    with SURVIVORS.open(encoding="utf-8", newline="") as file:
        return {tuple(row[name] for name in COLUMNS[1:5]): row["reason"] for row in csv.DictReader(file)}


def keep(ran: Iterable[tuple[Mutant, str]]) -> None:
    """Put the survivors of this run into the list and take out what is noticed now."""
    rows = read_reasons()
    for made, outcome in ran:
        if outcome == SURVIVED:
            rows.setdefault(made.key, "")
        else:
            rows.pop(made.key, None)
    with SURVIVORS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((key[0].split("/")[1], *key, reason) for key, reason in sorted(rows.items()))


def run_package(package: str, sample: int | None, seed: int, *, is_listed: bool = False) -> list[tuple[Mutant, str]]:
    suite = Suite.measured(package)
    load(suite.modules)
    reasons = read_reasons()
    mutants, count = chosen(package, sample, seed, reasons if is_listed else None)
    if not mutants:
        print(f"{package}: nothing to run")
        return []
    users = {file: users_of(file) for file in {made.place.file for made in mutants}}
    file = mutants[0].place.file
    same = Mutant(Place(file, 0, "", 0, range(1), ""), "".join(parts(file)), "", "")
    everywhere = Suite(suite.tests, suite.longest, {file.as_posix(): {0: {""}}}, [])
    if run(same, everywhere, set().union(*users.values()))[0] != SURVIVED:
        sys.exit(f"the tests of {package} fail unchanged in a fork; nothing was measured")
    ran, cpu = [], 0.0
    for made in mutants:
        outcome, used = run(made, suite, users[made.place.file])
        cpu += used
        ran.append((made, outcome))
        if outcome == SURVIVED:
            print(f"  {made.place.file}:{made.place.lines[0]}: {made.before}  ->  {made.after}", flush=True)
    lived = sum(outcome == SURVIVED for _, outcome in ran)
    slow = sum(outcome == TIMED_OUT for _, outcome in ran)
    low, high = wilson(len(ran) - lived, len(ran))
    known = sum(outcome == SURVIVED and bool(reasons.get(made.key)) for made, outcome in ran)
    print(
        f"{package}: {len(ran) - lived} of {len(ran)} noticed ({1 - lived / len(ran):.1%}, 95 % interval {low:.1%} to "
        f"{high:.1%}), {slow} of them by time; {lived} survived, {known} of these with a reason; "
        f"{count} places, seed {seed}, {cpu:.0f} CPU s",
        flush=True,
    )
    return ran


def main() -> None:
    parser = argparse.ArgumentParser(description="Faults that the tests notice, by package.")
    parser.add_argument("--sample", type=int, help="so many faults of each package by chance; all without it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--package", choices=sorted(TESTS), action="append")
    parser.add_argument("--listed", action="store_true", help="only faults of evaluation/code/mutation_survivors.csv")
    parser.add_argument(
        "--write", action="store_true", help="keep the survivors in evaluation/code/mutation_survivors.csv"
    )
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(WORKFLOW)]
    with tempfile.TemporaryDirectory() as folder:
        sys.pycache_prefix, sys.dont_write_bytecode = folder, False
        for package in options.package or sorted(TESTS):
            ran = run_package(package, options.sample, options.seed, is_listed=options.listed)
            if options.write:
                keep(ran)


if __name__ == "__main__":
    main()
