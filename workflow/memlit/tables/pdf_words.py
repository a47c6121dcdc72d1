"""Words and text lines of a PDF page, with superscripts and subscripts told by geometry."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field

from memlit.tables.model import Box
from memlit.tables.pdf_page import Char, PageContent

WORD_GAP = 0.17
"""A gap above this share of the type size parts two words (a normal space is 0.2 to 0.3)."""
_RAISED_SIGNS = set("*°ºª'\"′″’‘“”^`´¨™®©†‡§¹²³⁰⁴⁵⁶⁷⁸⁹⁺⁻")


@dataclass(slots=True)
class Run:
    """Characters that touch, on one baseline, in one size. script: 0 normal, 1 raised, -1 lowered.

    spaced: 0 where no space character stands before it, else the least gap (em) that makes it count.
    """

    chars: list[Char]
    text: str
    x0: float
    x1: float
    base: float
    size: float
    script: int = 0
    unsure: bool = False
    spaced: float = 0.0


@dataclass(slots=True)
class Word:
    """Runs with no space between them; box y from size: 0.75 above the baseline, 0.22 below."""

    runs: list[Run]
    x0: float
    x1: float
    base: float
    size: float
    turn: int = 0
    box_turned: Box | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def top(self) -> float:
        return self.box_turned[1] if self.box_turned else self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.box_turned[3] if self.box_turned else self.base + 0.22 * self.size

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Line:
    """Words on one baseline over the whole width of the page, from left to right."""

    words: list[Word]
    base: float
    size: float

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass
class PageText:
    """Upright lines from top to bottom and words turned by a quarter."""

    lines: list[Line] = field(default_factory=list)
    turned: list[Word] = field(default_factory=list)


def read_text(content: PageContent) -> PageText:
    """Lines and turned words of a page (its main text direction upright, see `turn_upright`)."""
    upright = [c for c in content.chars if c.turn == 0]
    turned = [c for c in content.chars if c.turn in (1, 3)]
    text = PageText(lines=_lines(_runs(upright)))
    text.turned = _turned_words(turned)
    return text


def _runs(chars: Iterable[Char]) -> list[Run]:
    runs: list[Run] = []
    current: list[Char] = []
    seen: set[tuple[str, float, int, int]] = set()
    after_space = spaced = 0.05
    chars = list(chars)
    scripts = _ink_scripts(chars)
    script = last_script = 0
    for char, script in zip(chars, scripts, strict=True):
        if char.text.isspace() or char.text in "\u200b\u00ad\ufeff":
            after_space = 0.05 if char.size else (after_space or 0.12)
            continue
        if char.size <= 0.5 or char.right < char.left:
            continue
        key = (char.text, char.size, round(char.left / max(0.12 * char.size, 0.4)), round(char.base / 1.5))
        if key in seen:
            continue
        seen.add(key)
        if current:
            last = current[-1]
            gap = char.left - last.right
            joined = (
                not after_space
                and abs(char.base - last.base) < 0.06 * last.size
                and abs(char.size - last.size) < 0.06 * last.size
                and -0.6 * char.size < gap < WORD_GAP * char.size
                and script == last_script
            )
            if not joined:
                runs.append(_run(current, last_script, spaced))
                current = []
        if not current:
            spaced = after_space
        current.append(char)
        after_space, last_script = 0.0, script
    if current:
        runs.append(_run(current, last_script, spaced))
    return runs


def _run(chars: list[Char], script: int, spaced: float) -> Run:
    return Run(
        chars,
        "".join(c.text for c in chars),
        min(c.left for c in chars),
        max(c.right for c in chars),
        chars[0].base,
        statistics.median(c.size for c in chars) if len(chars) > 1 else chars[0].size,
        script,
        spaced=spaced,
    )


def _ink_scripts(chars: list[Char]) -> list[int]:
    """Script of each glyph by its ink; signs beside a raised or lowered glyph by the height of their middle."""
    scripts = [_ink_script(char) for char in chars]
    for i, char in enumerate(chars):
        if char.text not in "-−–+=(),":
            continue
        middle = (char.base - (char.box[1] + char.box[3]) / 2) / char.size if char.size > 0 else 0.0
        beside = {scripts[k] for k in (i - 1, i + 1) if 0 <= k < len(chars)}
        if 1 in beside and middle > 0.42:
            scripts[i] = 1
        elif -1 in beside and middle < 0.14:
            scripts[i] = -1
    return scripts


def _ink_script(char: Char) -> int:
    """1 or -1 for a glyph drawn small and raised or lowered at full size (OpenType sups, subs), else 0.

    Normal digits are at least 0.6 of the size tall; normal small letters stand on the baseline, and those
    that reach below it are as tall as digits. Superior glyphs start at least 0.2 of the size above the
    baseline, inferior ones are small and hang below it.
    """
    if not char.text.isalnum() or char.text in _RAISED_SIGNS or ord(char.text[0]) > 0x3FF:
        return 0
    height = char.box[3] - char.box[1]
    if height <= 0.02 * char.size or height > 0.62 * char.size:
        return 0
    above = char.base - char.box[3]
    if above > 0.2 * char.size:
        return 1
    return -1 if -above > 0.06 * char.size and height < 0.5 * char.size else 0


def _lines(runs: list[Run]) -> list[Line]:
    """Group runs by baseline; small or shifted runs that touch a bigger neighbour become its scripts."""
    hosts = _attach_scripts(runs)
    groups: list[list[Run]] = []
    for run in sorted((r for r in runs if id(r) not in hosts), key=lambda r: (r.base, r.x0)):
        for group in reversed(groups[-6:]):
            if abs(group[-1].base - run.base) <= 0.16 * max(run.size, group[-1].size) and abs(
                group[0].base - run.base
            ) <= 0.3 * max(run.size, group[0].size):
                group.append(run)
                break
        else:
            groups.append([run])
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


def _attach_scripts(runs: list[Run]) -> dict[int, Run]:
    """Script run id -> the normal run it belongs to. Marks `script` on the way."""
    buckets: dict[int, list[Run]] = {}
    for run in runs:
        for slot in range(int((run.base - run.size) // 12), int((run.base + 0.6 * run.size) // 12) + 1):
            buckets.setdefault(slot, []).append(run)
    hosts: dict[int, Run] = {}
    for run in runs:
        if len(run.text) > 24:
            continue
        best: tuple[float, Run] | None = None
        for other in buckets.get(int(run.base // 12), ()):
            script = _script_of(run, other)
            if script:
                gap = max(run.x0 - other.x1, other.x0 - run.x1, 0.0)
                rank = gap + (0.0 if run.x0 >= other.x0 else 2.0) - 0.1 * other.size
                if best is None or rank < best[0]:
                    best = (rank, other)
        if best is not None:
            hosts[id(run)] = best[1]
    for run in runs:
        host: Run | None = hosts.get(id(run))
        for _ in range(4):
            if host is None or id(host) not in hosts:
                break
            host = hosts[id(host)]
        if host is not None and id(host) not in hosts:
            hosts[id(run)] = host
            run.script = 1 if run.base < host.base else -1
            run.unsure = run.size > 0.93 * host.size and abs(run.base - host.base) < 0.12 * host.size
        else:
            hosts.pop(id(run), None)
    return hosts


def _script_of(run: Run, host: Run) -> int:
    """1 or -1 where run is a script at host by size, baseline and touch, 0 where it is not."""
    if run is host:
        return 0
    shift = host.base - run.base
    smaller = run.size < 0.92 * host.size
    size = host.size
    gap = run.x0 - host.x1 if run.x0 >= host.x0 else host.x0 - run.x1
    reach = 0.28 * size
    if not -0.45 * size - (run.x1 - run.x0) < gap < reach:
        return 0
    if smaller and (0.12 * size < shift < 0.75 * size):
        return 1
    if smaller and (-0.45 * size < shift < -0.05 * size):
        return -1
    same = run.size <= 1.02 * host.size and len(run.text) <= 4 and run.x0 >= host.x0
    if same and not smaller and 0.2 * size < shift < 0.6 * size and -0.1 * size < gap:
        return 1
    if same and not smaller and -0.4 * size < shift < -0.12 * size and -0.1 * size < gap:
        return -1
    return 0


def _line(runs: list[Run]) -> Line:
    runs.sort(key=lambda r: (r.x0, r.base))
    words: list[Word] = []
    for run in runs:
        if words:
            word = words[-1]
            last = word.runs[-1]
            size = max(run.size, word.size)
            gap = run.x0 - max(word.x1, last.x1)
            least = min(run.spaced, WORD_GAP) if run.spaced and not (run.script and run.spaced > 0.1) else WORD_GAP
            if gap < least * size and (gap > -0.7 * size or run.script):
                word.runs.append(run)
                word.x1 = max(word.x1, run.x1)
                if not run.script:
                    word.size, word.base = max(word.size, run.size), run.base
                continue
        words.append(Word([run], run.x0, run.x1, run.base, run.size))
    normal = [r for r in runs if not r.script] or runs
    size = statistics.median(r.size for r in normal for _ in r.text)
    base = statistics.median(r.base for r in normal for _ in r.text)
    for word in words:
        if all(r.script for r in word.runs):
            word.base = base
            word.size = max(word.size, 0.9 * size)
    return Line(words, base, size)


def _turned_words(chars: list[Char]) -> list[Word]:
    """Words of quarter-turned text; a word's box is that of its advance."""
    words: list[Word] = []
    current: list[Char] = []

    def flush() -> None:
        if not current:
            return
        boxes = [c.box for c in current]
        lo, hi = min(c.left for c in current), max(c.right for c in current)
        base, size = current[0].base, current[0].size
        x0, x1 = (base - 0.75 * size, base + 0.22 * size)
        if current[0].turn == 1:
            x0, x1 = (base - 0.22 * size, base + 0.75 * size)
        box = (x0, min(lo, *(b[1] for b in boxes)), x1, max(hi, *(b[3] for b in boxes)))
        text = "".join(c.text for c in current)
        run = Run(list(current), text, x0, x1, box[3], size)
        words.append(Word([run], x0, x1, box[3], size, current[0].turn, box))
        current.clear()

    for char in chars:
        if char.text.isspace():
            flush()
            continue
        if current:
            last = current[-1]
            gap = char.left - last.right if char.turn == 1 else last.left - char.right
            if char.turn != last.turn or abs(char.base - last.base) > 0.2 * char.size or abs(gap) > 0.3 * char.size:
                flush()
        current.append(char)
    flush()
    return words


def turn_upright(content: PageContent) -> None:
    """Turn the page where most of its text runs sideways or upside down; records `content.turn`."""
    counts = [0, 0, 0, 0]
    for char in content.chars:
        if not char.text.isspace():
            counts[char.turn] += 1
    main = max(range(4), key=lambda t: counts[t])
    if main == 0 or counts[main] < 1.5 * counts[0]:
        return
    _turn(content, main)
    content.turn = main


def _turn(content: PageContent, quarter: int) -> None:
    width, height = content.width, content.height

    def place(box: Box) -> Box:
        x0, y0, x1, y1 = box
        if quarter == 1:
            return (y0, width - x1, y1, width - x0)
        if quarter == 3:
            return (height - y1, x0, height - y0, x1)
        return (width - x1, height - y1, width - x0, height - y0)

    for char in content.chars:
        if char.turn % 2 == 0:
            line = (char.left, char.base, char.right, char.base)
        else:
            line = (char.base, char.left, char.base, char.right)
        moved = place(line)
        char.box = place(char.box)
        char.turn = (char.turn - quarter) % 4
        if char.turn % 2 == 0:
            char.left, char.right, char.base = moved[0], moved[2], moved[1]
        else:
            char.left, char.right, char.base = moved[1], moved[3], moved[0]
    if quarter % 2:
        content.width, content.height = height, width


def turn_back(box: Box, quarter: int, width: float, height: float) -> Box:
    """A box of a turned page (width x height as turned) on the page as displayed."""
    x0, y0, x1, y1 = box
    if quarter == 1:
        return (height - y1, x0, height - y0, x1)
    if quarter == 3:
        return (y0, width - x1, y1, width - x0)
    if quarter == 2:
        return (width - x1, height - y1, width - x0, height - y0)
    return box
