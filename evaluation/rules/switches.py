"""Functions, conditions and patterns as switches: recorded while a document is read, and switched off one by one.

`instrumented(ROOMS)` must come before the modules are imported. A condition is the test of an `if`, of a conditional
expression or of a comprehension, and each operand of `and` and `or`; switched off, it is what it would be if the rule
were not written: a test and an operand of `or` are false, an operand of `and` is true. A pattern is a regular
expression; all of it, one of its alternatives or one of its optional groups is left out. What the whole pattern found
in the recorded texts says at once whether leaving a part out changes anything there. A function that is switched off
finds nothing: it returns False, None or what is empty, by its annotation.
"""

from __future__ import annotations

import ast
import functools
import importlib.abc
import importlib.util
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

_LEAVES_OUT = re.compile(r"\(\?<?!(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\|")
"""A negative look-around with alternatives."""
NO_SUCH = object()
Call = tuple[str, tuple[Any, ...]]
"""A method of a pattern and what it was called with."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Where a condition stands, what it is, and its value when it is switched off."""

    file: str
    line: int
    text: str
    kind: str
    off: Any


class Switches:
    """All conditions and patterns, what was seen of them in which document, and what is switched off."""

    def __init__(self) -> None:
        self.conditions: list[Condition] = []
        self.seen: dict[tuple[int, bool], set[int]] = defaultdict(set)
        self.patterns: dict[tuple[str, int], Pattern] = {}
        self.document = -1
        self.forced: dict[int, Any] = {}
        self.is_recording = True
        self.keeps_found = True

    def probe(self, number: int, value: Any) -> Any:
        """The value of a condition, or what it is when switched off."""
        if self.forced and number in self.forced:
            return self.forced[number]
        if self.is_recording:
            self.seen[number, bool(value)].add(self.document)
        return value

    def pattern(self, text: str, flags: int) -> Pattern | re.Pattern[str]:
        """The one recorded pattern of this text; one of a module that is not instrumented as it is."""
        key = (text, int(flags))
        if key not in self.patterns:
            module = _caller()
            if not module.startswith(("memlit.", "printed.", "figcurves.")):
                return re.compile(text, flags)
            self.patterns[key] = Pattern(text, int(flags), self, module)
        return self.patterns[key]

    @contextmanager
    def without_condition(self, number: int) -> Iterator[None]:
        """The modules with one condition switched off."""
        self.forced = {number: self.conditions[number].off}
        try:
            yield
        finally:
            self.forced = {}


def _caller() -> str:
    """The module that asks for a pattern."""
    frame = sys._getframe()
    while frame.f_back is not None and frame.f_globals["__name__"] == __name__:
        frame = frame.f_back
    return str(frame.f_globals["__name__"])


class Pattern:
    """A compiled pattern that records what it was asked and found."""

    def __init__(self, text: str, flags: int, switches: Switches, where: str) -> None:
        self.whole = self.now = re.compile(text, flags)
        self.switches = switches
        self.where = where
        self.found: dict[Call, set[int]] = defaultdict(set)
        self.asked: set[int] = set()
        self.hits: set[int] = set()
        # What a negative look-around leaves out shows where nothing is found.
        self.keeps_all = _LEAVES_OUT.search(text) is not None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now, name)

    def _called(self, method: str, *given: Any) -> Any:
        switches = self.switches
        result = getattr(self.now, method)(*given)
        if switches.is_recording:
            self.asked.add(switches.document)
            text = next(one for one in given if isinstance(one, str)) if method != "sub" else given[1]
            hit = result is not None if method in ("match", "search", "fullmatch") else self.now.search(text)
            if hit:
                self.hits.add(switches.document)
            if switches.keeps_found and (hit or self.keeps_all):
                rest = given if method != "sub" else given[1:]
                self.found[method, rest].add(switches.document)
        return result

    def match(self, *given: Any) -> Any:
        return self._called("match", *given)

    def search(self, *given: Any) -> Any:
        return self._called("search", *given)

    def fullmatch(self, *given: Any) -> Any:
        return self._called("fullmatch", *given)

    def finditer(self, *given: Any) -> Any:
        return self._called("finditer", *given)

    def findall(self, *given: Any) -> Any:
        return self._called("findall", *given)

    def split(self, *given: Any, **named: Any) -> Any:
        return self._called("split", *given, *named.values())

    def sub(self, *given: Any, **named: Any) -> Any:
        return self._called("sub", *given, *named.values())

    def changed_by(self, other: re.Pattern[str]) -> set[int]:
        """The documents in which another pattern finds something else."""
        changed: set[int] = set()
        for how, given, found, documents in self._answers:
            if not documents <= changed and _spans(other, how, given) != found:
                changed |= documents
        return changed

    @functools.cached_property
    def _answers(self) -> list[tuple[str, Any, Any, set[int]]]:
        """What the pattern found where, each call with the documents that made it."""
        answers = []
        for (method, given), documents in self.found.items():
            is_of_all = method in ("sub", "findall", "split")
            how, asked = ("finditer", given[:1]) if is_of_all else (method, given)
            answers.append((how, asked, _spans(self.whole, how, asked), documents))
        return answers

    @contextmanager
    def replaced(self, other: re.Pattern[str]) -> Iterator[None]:
        """The modules with another pattern in place of this one."""
        self.now = other
        try:
            yield
        finally:
            self.now = self.whole


def _spans(pattern: re.Pattern[str], how: str, given: Sequence[Any]) -> Any:
    if how == "finditer":
        return [(one.span(), one.groups()) for one in pattern.finditer(*given)]
    one = getattr(pattern, how)(*given)
    return one and (one.span(), one.groups(), one.lastgroup)


class Probed(ast.NodeTransformer):
    """Puts a probe round each condition of a module."""

    def __init__(self, file: str, source: str, switches: Switches) -> None:
        self.file, self.source, self.switches = file, source, switches

    def _test(self, node: Any, kind: str) -> Any:
        test = node.test
        self.generic_visit(node)
        # The operands of a test are conditions of their own.
        node.test = self._probed(test, node.test, kind, off=False)
        return node

    def _probed(self, printed: ast.expr, node: ast.expr, kind: str, *, off: bool) -> ast.expr:
        if isinstance(printed, ast.Constant | ast.BoolOp):
            return node
        number = len(self.switches.conditions)
        text = " ".join((ast.get_source_segment(self.source, printed) or "").split())
        self.switches.conditions.append(Condition(self.file, printed.lineno, text, kind, off))
        return ast.copy_location(probe_call(number, node), printed)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        self.generic_visit(node)
        number = len(self.switches.conditions)
        off = _nothing_of(node)
        self.switches.conditions.append(Condition(self.file, node.lineno, node.name, "function", off))
        if off is NO_SUCH:
            entered = ast.Expr(probe_call(number, ast.Constant(True)))
            place = 1 if ast.get_docstring(node, clean=False) is not None else 0
            node.body.insert(place, ast.copy_location(entered, node.body[min(place, len(node.body) - 1)]))
        for one in _returns_of(node) if off is not NO_SUCH else ():
            one.value = ast.copy_location(probe_call(number, one.value or ast.Constant(None)), one)
        return node

    def visit_If(self, node: ast.If) -> Any:
        if ast.unparse(node.test) == "TYPE_CHECKING":
            return node
        return self._test(node, "if")

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        return self._test(node, "if expression")

    def visit_comprehension(self, node: ast.comprehension) -> Any:
        printed = list(node.ifs)
        self.generic_visit(node)
        node.ifs = [self._probed(old, new, "filter", off=True) for old, new in zip(printed, node.ifs, strict=True)]
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        printed = list(node.values)
        self.generic_visit(node)
        kind = "and" if isinstance(node.op, ast.And) else "or"
        values = zip(printed, node.values, strict=True)
        node.values = [self._probed(old, new, kind, off=kind == "and") for old, new in values]
        return node


def probe_call(number: int, value: ast.expr) -> ast.Call:
    """The call that stands round the expression of a condition of this number."""
    return ast.Call(ast.Name("_probe_", ast.Load()), [ast.Constant(number), value], [])


Probing = Callable[[str, str, Switches], ast.NodeTransformer]


def _nothing_of(node: ast.FunctionDef) -> Any:
    """What a function returns that finds nothing, by its annotation; NO_SUCH where no such value is plain."""
    said = ast.unparse(node.returns) if node.returns is not None else ""
    if any(isinstance(one, ast.Yield | ast.YieldFrom) for one in ast.walk(node)):
        return NO_SUCH
    if said.endswith("| None"):
        return None
    found = {"bool": False, "list": [], "tuple": (), "dict": {}, "set": set(), "str": ""}
    is_empty = said in ("bool", "str") or said.startswith(("list[", "dict[", "set[")) or said.endswith(", ...]")
    return found.get(said.partition("[")[0], NO_SUCH) if is_empty else NO_SUCH


def _returns_of(node: ast.AST) -> Iterator[ast.Return]:
    """The returns of a function, not those of functions in it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Return):
            yield child
        elif not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield from _returns_of(child)


class _Re:
    """The module re for an instrumented module: every pattern is recorded."""

    def __init__(self, switches: Switches) -> None:
        self._switches = switches

    def __getattr__(self, name: str) -> Any:
        return getattr(re, name)

    def compile(self, text: Any, flags: int = 0) -> Any:
        if isinstance(text, Pattern):
            return text
        return self._switches.pattern(text, flags) if isinstance(text, str) else re.compile(text, flags)


_WITH_FLAGS = frozenset({"search", "match", "fullmatch", "findall", "finditer"})


def _function(method: str) -> Callable[..., Any]:
    """The function of the module re that calls this method of a pattern."""

    def called(self: _Re, text: Any, *given: Any, **named: Any) -> Any:
        flags = named.pop("flags", 0)
        if method in _WITH_FLAGS and len(given) > 1:
            flags, given = given[1], given[:1]
        return getattr(self.compile(text, flags), method)(*given, **named)

    return called


for _method in (*_WITH_FLAGS, "sub", "split"):
    setattr(_Re, _method, _function(_method))


class _Loader(SourceFileLoader):
    switches: Switches
    root: Path
    probed: Probing
    with_patterns: bool

    def source_to_code(self, data: Any, path: Any, **_: Any) -> Any:  # type: ignore[override]
        source = data.decode() if isinstance(data, bytes) else data
        file = str(Path(path).relative_to(self.root))
        tree = self.probed(file, source, self.switches).visit(ast.parse(source))
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)

    def get_code(self, fullname: str) -> Any:
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["_probe_"] = self.switches.probe
        real = sys.modules["re"]
        if self.with_patterns:
            sys.modules["re"] = _Re(self.switches)  # type: ignore[assignment]
        try:
            super().exec_module(module)
        finally:
            sys.modules["re"] = real


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, rooms: Sequence[str], given: dict[str, Any]) -> None:
        self.rooms, self.given = tuple(rooms), given

    def find_spec(self, name: str, path: Any = None, _: Any = None) -> ModuleSpec | None:
        if not any(name == room or name.startswith(f"{room}.") for room in self.rooms):
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
            return spec
        loader = _Loader(name, spec.origin)
        vars(loader).update(self.given)
        return importlib.util.spec_from_file_location(
            name, spec.origin, loader=loader, submodule_search_locations=spec.submodule_search_locations
        )


def instrumented(rooms: Sequence[str], root: Path, probed: Probing = Probed, *, with_patterns: bool = True) -> Switches:
    """From now on the modules of these rooms are imported with switches.

    root: the folder from which the places of the switches are told; probed: puts them round the conditions of a module,
    of which it is given the place and the source; with_patterns: its patterns are switches too.
    """
    switches = Switches()
    given = {"switches": switches, "root": root, "probed": probed, "with_patterns": with_patterns}
    sys.meta_path.insert(0, _Finder(rooms, given))
    return switches


def forget() -> None:
    """Empty the memories of functions, which would hide from a document what an earlier one asked."""
    for name, module in list(sys.modules.items()):
        if not name.startswith(("memlit.", "printed.", "figcurves.")):
            continue
        for one in list(vars(module).values()):
            if isinstance(one, functools._lru_cache_wrapper) and one.__name__ not in ("_registry", "unit_table"):
                one.cache_clear()


def parts_left_out(text: str) -> Iterable[tuple[str, str]]:
    """(what is left out, the pattern without it): each alternative of a group, and each optional group."""
    groups: list[tuple[int, list[int]]] = [(0, [])]
    done: list[tuple[int, int, list[int]]] = []
    place, length = 0, len(text)
    while place < length:
        letter = text[place]
        if letter == "\\":
            place += 2
            continue
        if letter == "[":
            place += 1
            place += text[place : place + 1] == "^"
            place += text[place : place + 1] == "]"
            while place < length and text[place] != "]":
                place += 2 if text[place] == "\\" else 1
        elif letter == "(":
            head = re.match(r"\((?:\?(?:P<\w+>|<[=!]|[-a-z]*:|[=!:]|P=\w+))?", text[place:])
            groups.append((place + (head.end() if head else 1), []))
        elif letter == "|":
            groups[-1][1].append(place)
        elif letter == ")":
            start, bars = groups.pop()
            done.append((start, place, bars))
            if text[place + 1 : place + 2] == "?":
                opened = text.rindex("(", 0, start)
                if not re.match(r"\((?:\?P<|[^?])", text[opened:]):
                    yield f"optional {text[opened : place + 2]}", text[:opened] + text[place + 2 :]
        place += 1
    done.append((0, length, groups[0][1]))
    for start, end, bars in done:
        edges = [start - 1, *bars, end]
        for one, other in pairwise(edges):
            if not bars:
                continue
            without = text[: one + 1] + text[other + 1 :] if one == start - 1 else text[:one] + text[other:]
            yield text[one + 1 : other], without
