"""Characters that touch gathered into runs, and which of them are raised or lowered."""

import re
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from printed.pdf.characters import Char
from printed.pdf.settings import PAGES

SIGNS = frozenset("−–-+±~∼≈<>≤≥×")
"""Signs before a number, which may be runs of their own."""
LEADER = re.compile(r"[.…·_]{4,}")
"""Dots that lead from a label to its value, set without a space on either side."""
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


def make_runs(chars: Iterable[Char]) -> list[Run]:
    """Characters of one size, baseline and script that follow each other without a gap, each group as a run."""
    runs: list[Run] = []
    current: list[Char] = []
    seen: set[tuple[str, float, int, int]] = set()
    after_space = spaced = PAGES.sure_space
    chars = list(chars)
    scripts = _ink_scripts(chars)
    script = last_script = 0
    for char, script in zip(chars, scripts, strict=True):
        if char.text.isspace() or char.text in "\u200b\u00ad\ufeff":
            after_space = PAGES.sure_space if char.size else (after_space or PAGES.made_up_space)
            continue
        if char.size <= PAGES.smallest_type or char.right < char.left:
            continue
        step = max(PAGES.same_letter * char.size, PAGES.same_letter_least)
        key = (char.text, char.size, round(char.left / step), round(char.base / PAGES.same_letter_height))
        if key in seen and not _in_ligature(char, current):
            continue
        seen.add(key)
        if current:
            last = current[-1]
            gap = char.left - last.right
            joined = (char.box == last.box and char.left == last.left) or (
                not after_space
                and abs(char.base - last.base) < PAGES.same_baseline * last.size
                and abs(char.size - last.size) < PAGES.same_size * last.size
                and -PAGES.run_overlap * char.size < gap < PAGES.word_gap * char.size
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


def has_leaders(runs: Iterable[Run]) -> bool:
    """Whether leader dots stand within a run."""
    return any(LEADER.search(run.text) for run in runs)


def part_leaders(runs: list[Run]) -> list[Run]:
    """Runs with leader dots as runs of their own."""
    out: list[Run] = []
    for run in runs:
        if len(run.chars) != len(run.text) or not LEADER.search(run.text):
            out.append(run)
            continue
        edges = sorted({0, len(run.text), *(e for m in LEADER.finditer(run.text) for e in m.span())})
        out += [_run(run.chars[a:b], run.script, run.spaced if a == 0 else 0.0) for a, b in pairwise(edges)]
    return out


def is_near(run: Run, end: float, size: float) -> bool:
    """Whether the white between the end of a text of that size and a run is too narrow to part two words."""
    is_sure = run.spaced and not (run.script and run.spaced > PAGES.script_space)
    least = min(run.spaced, PAGES.word_gap) if is_sure else PAGES.word_gap
    return run.x0 - end < least * size


def _in_ligature(char: Char, current: list[Char]) -> bool:
    """Whether this is the second f of an ff, ffi or ffl glyph, whose letters share one box."""
    before = current[-1] if current else None
    return before is not None and char.text == before.text == "f" and char.box == before.box


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
        unsure=chars[0].raised_by == "nothing",
    )


def _ink_scripts(chars: list[Char]) -> list[int]:
    """Script of each glyph by its ink; signs beside a raised or lowered glyph by the height of their middle."""
    scripts = [_ink_script(char) for char in chars]
    for i, char in enumerate(chars):
        if char.text not in "-−–+=()," or char.raised_by != "ink":
            continue
        middle = (char.base - (char.box[1] + char.box[3]) / 2) / char.size if char.size > 0 else 0.0
        beside = {scripts[k] for k in (i - 1, i + 1) if 0 <= k < len(chars)}
        if 1 in beside and middle > PAGES.sign_raised:
            scripts[i] = 1
        elif -1 in beside and middle < PAGES.sign_lowered:
            scripts[i] = -1
    return scripts


def _ink_script(char: Char) -> int:
    """1 or -1 for a glyph drawn small and raised or lowered at full size (OpenType sups, subs), else 0.

    One of which nothing tells is taken as raised, and its run marked unsure.

    Normal digits are at least 0.6 of the size tall; normal small letters stand on the baseline, and those
    that reach below it are as tall as digits. Superior glyphs start at least 0.2 of the size above the
    baseline, inferior ones are small and hang below it.
    """
    if char.raised_by != "ink":
        return 1 if char.raised_by == "nothing" else 0
    if not char.text.isalnum() or char.text in _RAISED_SIGNS or ord(char.text[0]) > 0x3FF:
        return 0
    height = char.box[3] - char.box[1]
    least, most = PAGES.script_ink
    if height <= least * char.size or height > most * char.size:
        return 0
    above = char.base - char.box[3]
    if above > PAGES.ink_above * char.size:
        return 1
    return -1 if -above > PAGES.ink_below * char.size and height < PAGES.inferior_ink * char.size else 0


@dataclass(slots=True)
class ScriptedRuns:
    """Runs in the order they are printed; hosts: of each script, by its id, the normal run it belongs to."""

    runs: list[Run]
    hosts: dict[int, Run]


def attach_scripts(runs: list[Run]) -> ScriptedRuns:
    """The runs with the hosts of those that are scripts, which are marked as such."""
    hosts = _nearest_hosts(runs)
    for run in runs:
        host = _last_host(run, hosts)
        if host is not None:
            hosts[id(run)] = host
            run.script = 1 if run.base < host.base else -1
            is_hardly_moved = abs(run.base - host.base) < PAGES.unsure_shift * host.size
            run.unsure = run.size > PAGES.unsure_size * host.size and is_hardly_moved
        else:
            hosts.pop(id(run), None)
    _follow_commas(runs, hosts)
    return ScriptedRuns(runs, hosts)


def _nearest_hosts(runs: list[Run]) -> dict[int, Run]:
    """Script run id -> the run nearest to it that may be its host, itself a script perhaps."""
    buckets: dict[int, list[tuple[float, float, float, float, Run]]] = {}
    lowered, raised = PAGES.level
    for run in runs:
        reach = PAGES.script_reach * run.size
        place = (run.x0 - reach, run.x1 + reach, run.base - raised * run.size, run.base + lowered * run.size, run)
        first = (run.base - PAGES.above_slot * run.size) // PAGES.slot
        last = (run.base + PAGES.below_slot * run.size) // PAGES.slot
        for slot in range(int(first), int(last) + 1):
            buckets.setdefault(slot, []).append(place)
    hosts: dict[int, Run] = {}
    for run in runs:
        if len(run.text) > PAGES.script_letters:
            continue
        best: tuple[float, Run] | None = None
        x0, x1, base = run.x0, run.x1, run.base
        for left, right, above, below, other in buckets.get(int(base // PAGES.slot), [])[: PAGES.runs_beside]:
            # Most runs are not near, or stand on the same baseline; none of these is a host.
            if x0 > right or x1 < left or above <= base <= below:
                continue
            if _script_of(run, other) and not _is_number_of(run, other):
                gap = max(run.x0 - other.x1, other.x0 - run.x1, 0.0)
                away = 0.0 if run.x0 >= other.x0 else PAGES.before_host
                rank = gap + away - PAGES.large_host * other.size
                if best is None or rank < best[0]:
                    best = (rank, other)
        if best is not None:
            hosts[id(run)] = best[1]
    return hosts


def _is_number_of(run: Run, sign: Run) -> bool:
    """Whether a run is a number as large as the sign alone before it, which a symbol font may set higher."""
    return sign.text in SIGNS and run.text[:1].isdigit() and run.size > PAGES.unsure_size * sign.size


def _last_host(run: Run, hosts: dict[int, Run]) -> Run | None:
    """The run that the host of a script belongs to in the end; None where that is no normal run after four steps."""
    host = hosts.get(id(run))
    for _ in range(4):
        if host is None or id(host) not in hosts:
            break
        host = hosts[id(host)]
    return host if host is not None and id(host) not in hosts else None


def _follow_commas(runs: list[Run], hosts: dict[int, Run]) -> None:
    """A short run behind a raised mark that ends in a comma goes on the list of marks, over a space."""
    ending = [r for r in runs if id(r) in hosts and r.script == 1 and r.text.endswith(",")]
    for mark in sorted(ending, key=lambda r: r.x0):
        last = mark
        level = [run for run in runs if abs(run.base - mark.base) < PAGES.same_baseline * mark.size]
        for run in sorted(level, key=lambda r: r.x0):
            near = -PAGES.full_overlap * mark.size < run.x0 - last.x1 < PAGES.mark_gap * mark.size
            alike = abs(run.size - mark.size) < PAGES.same_size * mark.size and len(run.text) <= PAGES.full_letters
            if id(run) not in hosts and near and alike and last.text.endswith(","):
                hosts[id(run)], run.script = hosts[id(mark)], 1
                last = run


def _script_of(run: Run, host: Run) -> int:
    """1 or -1 where run is a script at host by size, baseline and touch, 0 where it is not."""
    if run is host:
        return 0
    size = host.size
    gap = run.x0 - host.x1 if run.x0 >= host.x0 else host.x0 - run.x1
    if not -PAGES.script_overlap * size - (run.x1 - run.x0) < gap < PAGES.script_reach * size:
        return 0
    if run.size < PAGES.smaller * size:
        return _small_script(run, host, gap)
    return _full_size_script(run, host, gap)


def _small_script(run: Run, host: Run, gap: float) -> int:
    """A script in smaller letters."""
    size, shift = host.size, host.base - run.base
    if _is_within(shift, PAGES.small_raised, size):
        return 1
    if _is_within(-shift, PAGES.small_lowered, size):
        return -1
    return _touching_script(run, host, gap)


def _touching_script(run: Run, host: Run, gap: float) -> int:
    """Scripts that Word raises and lowers by hand stand further off, and touch what they belong to."""
    size, shift = host.size, host.base - run.base
    down, up = PAGES.touching_shift
    is_small_and_near = run.size < PAGES.much_smaller * host.size and abs(gap) < PAGES.touching * size
    if is_small_and_near and -down * size < shift < up * size:
        return 1 if shift > 0 else -1
    return 0


def _full_size_script(run: Run, host: Run, gap: float) -> int:
    """A short script behind its host, in letters of its size."""
    size, shift = host.size, host.base - run.base
    is_longer = run.size > PAGES.no_larger * host.size or len(run.text) > PAGES.full_letters
    if is_longer or run.x0 < host.x0 or gap <= -PAGES.full_overlap * size:
        return 0
    if _is_within(shift, PAGES.full_raised, size):
        return 1
    return -1 if _is_within(-shift, PAGES.full_lowered, size) else 0


def _is_within(shift: float, ends: tuple[float, float], size: float) -> bool:
    """Whether a shift lies between two multiples of the type size."""
    return ends[0] * size < shift < ends[1] * size
