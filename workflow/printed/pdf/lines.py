"""Words and text lines of a PDF page, with superscripts and subscripts told by geometry."""

import statistics
from dataclasses import dataclass, field, replace

from printed.geometry import Box
from printed.pdf.characters import Char, PageCharacters
from printed.pdf.runs_and_scripts import (
    LEADER,
    SIGNS,
    Run,
    ScriptedRuns,
    attach_scripts,
    has_leaders,
    is_near,
    make_runs,
    part_leaders,
)
from printed.pdf.settings import PAGES


@dataclass(slots=True, eq=False)
class Word:
    """Runs with no space between them; the height of its box is told by its size.

    line: number of its line on the page; those of turned words follow.
    """

    runs: list[Run]
    x0: float
    x1: float
    base: float
    size: float
    turn: int = 0
    box_turned: Box | None = None
    line: int = 0

    @property
    def mid_x(self) -> float:
        """Middle between its sides, in points."""
        return (self.x0 + self.x1) / 2

    @property
    def text(self) -> str:
        """The characters of all its runs."""
        return self.runs[0].text if len(self.runs) == 1 else "".join([run.text for run in self.runs])

    @property
    def top(self) -> float:
        """Upper edge in points from the top of the page."""
        return self.box_turned[1] if self.box_turned else self.base - PAGES.above_line * self.size

    @property
    def bottom(self) -> float:
        """Lower edge in points from the top of the page."""
        return self.box_turned[3] if self.box_turned else self.base + PAGES.below_line * self.size

    @property
    def box(self) -> Box:
        """Left, top, right and bottom edge in points from the top left of the page."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class PageLine:
    """Words on one baseline over the whole width of the page, from left to right."""

    words: list[Word]
    base: float
    size: float

    @property
    def top(self) -> float:
        """Upper edge of its highest word, in points from the top of the page."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge of its lowest word, in points from the top of the page."""
        return max(word.bottom for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge of its first word, in points."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge of the word that reaches farthest, in points."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """Its words, with a blank between them."""
        return " ".join(word.text for word in self.words)


@dataclass
class PageText:
    """Upright lines from top to bottom and words turned by a quarter."""

    lines: list[PageLine] = field(default_factory=list)
    turned: list[Word] = field(default_factory=list)


def read_text(page: PageCharacters, scripted: ScriptedRuns) -> PageText:
    """Lines and turned words of a page (its main text direction upright, see `turn_upright`) with its upright runs."""
    if has_leaders(scripted.runs):
        # Runs of their own, for those of the page stay as they are.
        upright = make_runs(char for char in page.chars if char.turn == 0)
        scripted = attach_scripts(part_leaders(upright))
    turned = [char for char in page.chars if char.turn in (1, 3)]
    return PageText(_lines(scripted), _turned_words(turned))


def _lines(scripted: ScriptedRuns) -> list[PageLine]:
    """Group runs by baseline; small or shifted runs that touch a bigger neighbour become its scripts."""
    runs, hosts = scripted.runs, scripted.hosts
    groups: list[list[Run]] = []
    for run in sorted((r for r in runs if id(r) not in hosts), key=lambda r: (r.base, r.x0)):
        for group in reversed(groups[-PAGES.lines_at_once :]):
            first, last = group[0], group[-1]
            is_level = abs(last.base - run.base) <= PAGES.line_step * max(run.size, last.size)
            if is_level and abs(first.base - run.base) <= PAGES.line_drift * max(run.size, first.size):
                group.append(run)
                break
        else:
            groups.append([run])
    groups = _with_their_signs(groups)
    scripts: dict[int, list[Run]] = {}
    for run in runs:
        if id(run) in hosts:
            scripts.setdefault(id(hosts[id(run)]), []).append(run)
    lines = []
    for group in groups:
        full = list(group)
        for run in group:
            full.extend(scripts.get(id(run), ()))
        lines.append(_line(full))
    return sorted(lines, key=lambda line: (line.base, line.x0))


def _with_their_signs(groups: list[list[Run]]) -> list[list[Run]]:
    """The lines, each sign that a symbol font sets a little higher or lower moved to the line of its number."""
    moved: dict[int, list[Run]] = {}
    for place, group in enumerate(groups):
        for sign in (run for run in group if run.text in SIGNS):
            if any(_is_behind(run, sign) for run in group):
                continue
            near = range(max(0, place - PAGES.lines_at_once), min(len(groups), place + PAGES.lines_at_once + 1))
            line = next((k for k in near if any(_is_number_behind(run, sign) for run in groups[k])), None)
            if line is not None:
                moved.setdefault(line, []).append(sign)
    signs = {id(sign) for found in moved.values() for sign in found}
    settled = [
        [*(run for run in group if id(run) not in signs), *moved.get(place, ())] for place, group in enumerate(groups)
    ]
    return [group for group in settled if group]


def _is_behind(run: Run, sign: Run) -> bool:
    """Whether a run follows a sign without the white between two words."""
    return run is not sign and abs(run.x0 - sign.x1) <= PAGES.line_drift * run.size


def _is_number_behind(run: Run, sign: Run) -> bool:
    """Whether a run is the number of a sign: it follows the sign, a little higher or lower."""
    is_near = abs(run.base - sign.base) <= PAGES.line_drift * run.size
    return is_near and run.text[:1].isdigit() and _is_behind(run, sign)


def _line(runs: list[Run]) -> PageLine:
    runs.sort(key=lambda r: (r.x0, r.base))
    words: list[Word] = []
    for run in runs:
        if words and _goes_on(words[-1], run):
            word = words[-1]
            word.runs.append(run)
            word.x1 = max(word.x1, run.x1)
            if not run.script:
                word.size, word.base = max(word.size, run.size), run.base
        else:
            words.append(Word([run], run.x0, run.x1, run.base, run.size))
    _detach_leaders(words)
    normal = [r for r in runs if not r.script] or runs
    size = statistics.median(r.size for r in normal for _ in r.text)
    base = statistics.median(r.base for r in normal for _ in r.text)
    for word in words:
        if all(r.script for r in word.runs):
            word.base = base
            word.size = max(word.size, PAGES.script_alone * size)
    return PageLine(words, base, size)


def _goes_on(word: Word, run: Run) -> bool:
    """Whether a run is of the word before it: nearer than the white between words, and no leader."""
    last = word.runs[-1]
    if LEADER.fullmatch(run.text) or LEADER.fullmatch(last.text):
        return False
    size, end = max(run.size, word.size), max(word.x1, last.x1)
    is_behind = run.x0 - end > -PAGES.word_overlap * size
    return is_near(run, end, size) and (is_behind or bool(run.script))


def _detach_leaders(words: list[Word]) -> None:
    """The dot at the end of a word before three or more single dots is the first of these leaders."""
    for k in range(len(words) - 3):
        word, run = words[k], words[k].runs[-1]
        dotted = run.text.endswith(".") and run.text.strip(".") and len(run.chars) == len(run.text)
        if dotted and all(w.text in (".", "..", "·") for w in words[k + 1 : k + 4]):
            short = replace(run, chars=run.chars[:-1], text=run.text[:-1], x1=max(c.right for c in run.chars[:-1]))
            word.runs[-1], word.x1 = short, short.x1


def _turned_words(chars: list[Char]) -> list[Word]:
    """Words of quarter-turned text; a word's box is that of its advance."""
    words: list[list[Char]] = [[]]
    for char in chars:
        if char.text.isspace() or (words[-1] and _parts(words[-1][-1], char)):
            words.append([])
        if not char.text.isspace():
            words[-1].append(char)
    return [_turned_word(word) for word in words if word]


def _parts(last: Char, char: Char) -> bool:
    """Whether white, a step or another turn parts two turned characters."""
    gap = char.left - last.right if char.turn == 1 else last.left - char.right
    is_level = abs(char.base - last.base) <= PAGES.turned_step * char.size
    return char.turn != last.turn or not is_level or abs(gap) > PAGES.turned_gap * char.size


def _turned_word(chars: list[Char]) -> Word:
    first = chars[0]
    below, above = PAGES.below_line, PAGES.above_line
    if first.turn != 1:
        below, above = above, below
    x0, x1 = first.base - below * first.size, first.base + above * first.size
    top, bottom = (min(min(c.left, c.box[1]) for c in chars), max(max(c.right, c.box[3]) for c in chars))
    run = Run(chars, "".join(char.text for char in chars), x0, x1, bottom, first.size)
    return Word([run], x0, x1, bottom, first.size, first.turn, (x0, top, x1, bottom))
