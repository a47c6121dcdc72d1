"""What each rule of the readers of figures earns: the readings of labelled figures without it.

    python evaluation/figure_rules.py FOLDER [--programs FOLDER...] [--unlabelled FOLDER...] [--pictures] [--most N]

FOLDER keeps the drawings with their truth; programs: drawings of programs.py; unlabelled: PDFs without truth, whose
panels are judged by form alone. The modules of `figcurves` are compiled with a mark at each `if`. All figures
are read once; then, for each `if` of two lines and more that held in at most N figures, these are read again as if it
were not there.

figure_rules.csv has a row for each such `if`: its place and its lines; in how many figures it held, of the labelled and
unlabelled ones, of those with one character or tick spoiled, and of the pictures; in how many of those read again the
reading differs without it, and by how much the counts of clean, unclean, asked and wrong panels change (crashed: the
code behind it needs it). An `if` that held in none is a candidate to go, unless it guards against what no set holds.
"""

from __future__ import annotations

import argparse
import ast
import csv
import dataclasses
import pickle
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from evaluation.rules.switches import Condition, Switches, instrumented, probe_call

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "vector_figures"), str(HERE / "pictures")]
PACKAGE = "figcurves"
ROOMS = ("vector", "paths", "axes", "shapes", "series", "check", "picture", "label_ink")
"""What reads figures; the rest imports projects, edits what was read, or makes a parameter of it."""
KINDS = ("clean", "unclean", "review", "WRONG", "crashed")
PLACE = ("module", "function", "condition", "lines", "figures", "spoiled", "pictures")
COLUMNS = (*PLACE, "read_again", "differ", *(kind.lower() for kind in KINDS))
SECONDS = 40
"""A document that takes longer without a rule counts as crashed."""
QUICK = 5.0
"""Only documents that are read within so many seconds are read again."""


@dataclass(frozen=True)
class Rule(Condition):
    """An `if`: its place, its condition, and its lines with those that depend on it."""

    function: str
    lines: int

    @property
    def module(self) -> str:
        """Its module in the package."""
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


class _Ifs(ast.NodeTransformer):
    """Puts a probe round the whole condition of each `if` of a module."""

    def __init__(self, file: str, _: str, switches: Switches) -> None:
        self.file, self.rules = file, switches.conditions
        self.functions: list[str] = []
        """Names of the class and the functions round the place that is visited."""

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        return self._within(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        return self._within(node)

    def _within(self, node: ast.ClassDef | ast.FunctionDef) -> ast.AST:
        self.functions.append(node.name)
        self.generic_visit(node)
        self.functions.pop()
        return node

    def visit_If(self, node: ast.If) -> Any:
        lines = (node.body[-1].end_lineno or node.lineno) - node.lineno + 1
        text = " ".join(ast.unparse(node.test).split())
        self.rules.append(Rule(self.file, node.lineno, text, "if", False, ".".join(self.functions), lines))
        node.test = ast.copy_location(probe_call(len(self.rules) - 1, node.test), node.test)
        return self.generic_visit(node)


@dataclass(frozen=True)
class Document:
    """A figure with its way of reading: `outcome` gives the panels as they were read and how many are of which kind."""

    name: str
    outcome: Callable[[], tuple[Any, Counter[str]]]


def _drawn_truths(folder: Path) -> Iterator[tuple[str, Any]]:
    """Figures drawn with their truth by the scripts of vector_figures, drawn only once."""
    import unseen
    import vector_looks

    for script in ("unseen_figures", "unseen_more", "journal_figures", "journal_more", "journal_third"):
        (folder / script).mkdir(parents=True, exist_ok=True)
        unseen.FIGURES.clear()
        __import__(script)
        for name, draw in unseen.FIGURES.items():
            truth = unseen.Truth(folder / script / f"{name}.pdf")
            try:
                draw(truth)
            except FileNotFoundError:
                continue
            yield f"{script} {name}", vector_looks.Panel(truth.path, truth.series, [""] * len(truth.series), {})
    (folder / "vector_looks").mkdir(exist_ok=True)
    for name, truth, draw in vector_looks.panels(folder / "vector_looks"):
        draw()
        yield f"vector_looks {name}", truth


def _program_truths(folder: Path) -> Iterator[tuple[str, Any]]:
    import programs
    from vector_looks import Panel

    for content in (*programs.contents(), *programs.second_contents()):
        for path in sorted(folder.glob(f"*_{content.name}.pdf")):
            truth = Panel(path)
            for course in content.courses:
                truth.named(course.name, course.x, course.y)
            truth.units = dict(zip("xy", content.units, strict=True))
            yield f"programs {path.stem}", truth


def truths(folder: Path, programs: Sequence[Path]) -> list[tuple[str, Any]]:
    """Every labelled vector figure; drawings and truth are kept in the folder."""
    kept = folder / "truths.pickle"
    if not kept.exists():
        found = [*_drawn_truths(folder), *(one for part in programs for one in _program_truths(part))]
        kept.write_bytes(pickle.dumps(found))
    return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]


def _vector(truth: Any) -> tuple[Any, Counter[str]]:
    from figcurves import digitize_pdf
    from figcurves.errors import FigureError
    from vector_looks import verdict

    try:
        items = digitize_pdf(truth.path, 1)
    except FigureError as error:
        return error.problem, Counter(review=1)
    return items, Counter([verdict(truth, items)[0]])


def _unlabelled(path: Path) -> tuple[Any, Counter[str]]:
    from figcurves import digitize_pdf
    from figcurves.errors import FigureError
    from real_figures import outcome

    try:
        items = digitize_pdf(path)
    except FigureError as error:
        return error.problem, Counter()
    return items, Counter({"verified": "unclean"}.get(kind, kind) for kind in map(outcome, items))


def _pulses(drawn: Any, points: bool) -> tuple[Any, Counter[str]]:
    import pulse_pictures
    from figcurves.errors import FigureError

    read: list[Any] = []
    whole = pulse_pictures.judged
    pulse_pictures.judged = lambda given, item: (read.append(item), whole(given, item))[1]
    try:
        found = pulse_pictures.two_ways(drawn, points)[0]
    except FigureError as error:
        return error.problem, Counter(review=1)
    finally:
        pulse_pictures.judged = whole
    return read, Counter([{"done": "clean", "asked and right": "unclean", "wrong": "WRONG"}.get(found, found)])


def _blind(path: Path, said: Any, curves: Any) -> tuple[Any, Counter[str]]:
    import numpy as np
    from figcurves import digitize_raster
    from figcurves.errors import FigureError
    from raster_blind import off

    try:
        item = digitize_raster(path, said)
    except FigureError as error:
        return error.problem, Counter(review=1)
    kinds = []
    for series in item.series:
        points = np.array([(point.x, point.y) for point in series.points]).reshape(-1, 2)
        errors = off(points, curves[series.name], series.kind == "line", said["y"]["scale"] == "log")
        bare = np.array([not point.flags for point in series.points], dtype=bool)
        asked = bool(item.review_required or series.review_required)
        kinds.append("review" if asked else "WRONG" if (errors[bare] > 0.5).any() else "clean")
    return item, Counter(kinds)


def pictures(folder: Path) -> list[Document]:
    """The labelled pictures: pulses of three sets, each read in two ways, and other looks."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt
    import pulse_journal
    import pulse_pictures
    import pulse_styles
    import raster_blind

    found = []
    for script, part in ((pulse_pictures, "third"), (pulse_styles, "eighth"), (pulse_journal, "tenth")):
        (folder / part).mkdir(parents=True, exist_ok=True)
        for number in script.SETS[part]:
            drawn = script.draw(number, folder / part)
            for points in (False, True):
                name = f"pulses {number} {'points' if points else 'proposed'}"
                found.append(Document(name, lambda drawn=drawn, points=points: _pulses(drawn, points)))  # type: ignore[misc]
    (folder / "blind").mkdir(exist_ok=True)
    for name, draw, save in raster_blind.LOOKS:
        figure, axes = plt.subplots(figsize=(6.4, 4.4))
        curves, said = draw(axes)
        path = folder / "blind" / f"{name}.{'jpg' if 'quality' in save else 'png'}"
        extra = {"pil_kwargs": {"quality": save["quality"]}} if "quality" in save else {}
        figure.savefig(path, dpi=save["dpi"], **extra)
        plt.close(figure)
        call = lambda path=path, said=said, curves=curves: _blind(path, said, curves)  # noqa: E731
        found.append(Document(f"blind {name}", call))
    return found


def _spoiled(path: Path, whole: list[tuple[float, float]]) -> tuple[Any, Counter[str]]:
    from figcurves import digitize_pdf
    from figcurves.errors import FigureError
    from figure_mutants import moved

    try:
        items = digitize_pdf(path, 1)
    except FigureError as error:
        return error.problem, Counter(review=1)
    asked = any(item.needs_review for item in items)
    return items, Counter(["review" if asked else "WRONG" if any(moved(item, whole) for item in items) else "clean"])


def spoiled(folder: Path) -> list[Document]:
    """A figure with one printed character or one tick spoiled at a time; wrong is one whose values moved unseen."""
    sys.path.insert(0, str(HERE.parent / "tests/unit/figcurves"))
    from figure_drawing import Figure
    from figure_mutants import mutants

    (folder / "spoiled").mkdir(exist_ok=True)
    whole, found = Figure().values, []
    for number, (name, changes) in enumerate(mutants()):
        path = folder / "spoiled" / f"{number}.pdf"
        if not path.exists():
            Figure(**changes).save(path)
        found.append(Document(f"spoiled {number} {name}", lambda path=path: _spoiled(path, whole)))  # type: ignore[misc]
    return found


class _TooLong(Exception):
    pass


def _stop(_: int, __: FrameType | None) -> None:
    raise _TooLong


def digest(read: Any) -> str:
    """Every field of what was read, as text."""
    if isinstance(read, (list, tuple)):
        return "\n".join(map(digest, read))
    return repr(dataclasses.replace(read, tool="")) if dataclasses.is_dataclass(read) else str(read)  # type: ignore[type-var]


def read_one(document: Document) -> tuple[str, Counter[str]]:
    """The digest and the kinds of a document; one that fails, but for a FigureError, or takes too long has crashed."""
    signal.alarm(SECONDS)
    try:
        read, kinds = document.outcome()
        return digest(read), kinds
    except Exception as error:
        return f"{type(error).__name__}: {error}", Counter(crashed=1)
    finally:
        signal.alarm(0)


def kind_of(document: Document) -> str:
    """The column in which a document counts."""
    return {"spoiled": "spoiled", "pulses": "pictures", "blind": "pictures"}.get(document.name.split()[0], "figures")


def main() -> None:
    """Read every figure once, then those on which a rule decides without it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--programs", nargs="*", type=Path, default=[])
    parser.add_argument("--unlabelled", nargs="*", type=Path, default=[])
    parser.add_argument("--pictures", action="store_true", help="read the labelled pictures too")
    parser.add_argument("--most", type=int, default=8, help="figures in which a rule that is switched off may decide")
    given = parser.parse_args()
    switches = instrumented([PACKAGE], HERE.parent / "workflow/figcurves", _Ifs, with_patterns=False)
    signal.signal(signal.SIGALRM, _stop)
    given.folder.mkdir(parents=True, exist_ok=True)
    drawn = truths(given.folder, given.programs)
    documents = [Document(name, lambda truth=truth: _vector(truth)) for name, truth in drawn]  # type: ignore[misc]
    for path in sorted(path for part in given.unlabelled for path in part.rglob("*.pdf")):
        documents.append(Document(f"unlabelled {path.name}", lambda path=path: _unlabelled(path)))  # type: ignore[misc]
    documents += spoiled(given.folder) + (pictures(given.folder) if given.pictures else [])
    usual, quick = {}, set()
    for switches.document, document in enumerate(documents):
        start = time.process_time()
        usual[document.name] = read_one(document)
        quick |= {document.name} if time.process_time() - start < QUICK else set()
    switches.is_recording = False
    with Path(__file__).with_suffix(".csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, rule in enumerate(switches.conditions):
            assert isinstance(rule, Rule)
            if rule.lines < 2 or rule.module.split(".")[0] not in ROOMS:
                continue
            where = [documents[place] for place in sorted(switches.seen.get((number, True), ()))]
            decided = Counter(map(kind_of, where))
            row = [rule.module, rule.function, rule.text, rule.lines]
            row += [decided[kind] for kind in ("figures", "spoiled", "pictures")]
            again = [document for document in where if document.name in quick]
            writer.writerow([*row, *(without(switches, number, again, usual) if 0 < len(again) <= given.most else ())])
            stream.flush()


def without(
    switches: Switches, number: int, where: list[Document], usual: dict[str, tuple[str, Counter[str]]]
) -> list[int]:
    """How many documents are read again without a rule, how many differ, and by how much each kind changes."""
    change: Counter[str] = Counter()
    differ = 0
    with switches.without_condition(number):
        for document in where:
            text, kinds = read_one(document)
            differ += text != usual[document.name][0]
            change.update(kinds)
            change.subtract(usual[document.name][1])
    return [len(where), differ, *(change[kind] for kind in KINDS)]


if __name__ == "__main__":
    main()
