"""The claims of the review with their verdicts, by the section that makes them."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from memlit.config.claims import references_of
from memlit.field.verdicts import CONSEQUENCES, OWN_METRICS, TOPICS, VERDICTS, Verdict
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.presentation.format import array_layout, format_value
from memlit.presentation.text import cite, listed, name, plain, symbol
from memlit.presentation.words import PART_SYMBOLS, parameter_words
from memlit.report.blocks import Material, ReportBlock
from memlit.report.verdicts import verdict_words, wording
from memlit.report.written import written_section

_GROUPS = {
    "3": "Claims of section 3 and Table 1 of the review.",
    "4": "Claims of section 4: mechanisms.",
    "5": "Claims of section 5: the benchmark.",
    "6": "Claims of section 6: challenges, guidelines, outlook.",
}
_PLACES = {"Table 1": "3", "Fig. 12": "6"}

_POWER_OF_TEN = re.compile(r"1e-?\d+")
_LAYOUT = re.compile(r"(\d)x(\d)")
DECIDED: tuple[Verdict, ...] = (
    "inconsistent_in_source",
    "differs",
    "reproduced",
    "compatible",
    "consistent_in_source",
)
"""Verdicts that say something of a claim, contradictions first."""
CONTRADICTED, DIFFERING = DECIDED[:2]


class Facing(NamedTuple):
    """One thing that the review says in two ways: what it is, and what stands at one place and at another."""

    about: str
    first: str
    second: str


def claims(m: Material) -> ReportBlock:
    """A line of counts by verdict, then the claims with what the evidence gives, a table a section."""
    verdicts, numbers = m.claims, m.book.results
    if not verdicts:
        return written_section(m, "review/claims", verdicts=verdicts)
    decided = sorted((v for v in verdicts if v.verdict in DECIDED), key=lambda v: DECIDED.index(v.verdict))
    others = [v for v in verdicts if v not in decided]
    by_verdict = grouped(decided, lambda v: v.verdict)
    said = {verdict.verdict for verdict in verdicts}
    return written_section(
        m,
        "review/claims",
        verdicts=verdicts,
        tiles=_tiles(verdicts),
        contradictions=_contradictions(decided, m),
        contradicted=by_verdict[CONTRADICTED],
        differing=by_verdict[DIFFERING],
        agreeing=[v for v in decided if v.verdict not in (CONTRADICTED, DIFFERING)],
        others=[(caption, [v for v in others if _group(v) == group]) for group, caption in _GROUPS.items()],
        topics=[topic for topic in TOPICS if numbers[f"claims/{topic}#all"].value],
        found=[verdict for verdict in VERDICTS if verdict in said],
        metrics=_metrics(verdicts, m),
        repeats=_repeats(verdicts, m),
        wanting=_wanting(verdicts),
        papers=lambda verdict: [key for key in _papers(verdict, m) if key in m.library.entries],
        printed=lambda verdict: printed_value(verdict, m),
        evidence=lambda verdict: _evidence(verdict, m),
        parameters=_parameters,
        row_id=lambda verdict: f"claim-{verdict.id}",
        VERDICTS=VERDICTS,
        TOPICS=TOPICS,
        OWN_METRICS=OWN_METRICS,
    )


def _contradictions(decided: Iterable[PublishedLine], m: Material) -> dict[str, list[tuple[PublishedLine, Facing]]]:
    """The contradictions inside the review by what they change, the gravest first; a line for each thing said twice."""
    found: dict[str, list[tuple[PublishedLine, Facing]]] = {name: [] for name in (*CONSEQUENCES, "")}
    stated = grouped(m.lines("claim_statements"), lambda line: line.claim)
    for verdict in decided:
        if verdict.verdict == CONTRADICTED:
            facing = _facing(verdict, stated[verdict.id], m)
            found[verdict.consequence or ""] += [(verdict, each) for each in facing]
    return {name: lines for name, lines in found.items() if lines}


def _facing(verdict: PublishedLine, stated: Iterable[PublishedLine], m: Material) -> list[Facing]:
    """Each thing that the review says in two ways; where its numbers disagree, what it prints beside what they give."""
    by_about = grouped(stated, lambda line: line.about)
    pairs = [_two_sides(about, own) for about, own in by_about.items() if len({each.value for each in own}) > 1]
    if pairs and verdict.kind == "internal":
        return pairs
    words = wording(verdict).partition(", inside the review")[0]
    return [Facing(words, f"{printed_value(verdict, m)} {name(f'({verdict.section})')}", _evidence(verdict, m))]


def _two_sides(about: str, statements: Sequence[PublishedLine]) -> Facing:
    """The first thing said of something, and all that differ from it, each with its places."""
    by_value = list(grouped(statements, lambda statement: statement.value).values())
    sides = ["; ".join(map(_said_at, own)) for own in by_value]
    title = f"reference {about}" if about.isdecimal() else about
    return Facing(title, name(sides[0]), name("; ".join(sides[1:])))


def _said_at(statement: PublishedLine) -> str:
    words = f"“{statement.words}”" if statement.words else statement.value
    return f"{words} ({statement.place})"


def _tiles(verdicts: Sequence[PublishedLine]) -> ReportBlock:
    """A tile for each claim, by the section that makes it, those decided first; each leads to its row."""
    order = [*DECIDED, *(verdict for verdict in VERDICTS if verdict not in DECIDED)]
    groups = []
    for group, caption in _GROUPS.items():
        own = sorted((v for v in verdicts if _group(v) == group), key=lambda v: order.index(v.verdict))
        tiles = [
            {
                "anchor": f"claim-{verdict.id}",
                "verdict": verdict.verdict,
                "words": plain(f"{wording(verdict)}: {verdict_words(verdict.verdict)}"),
            }
            for verdict in own
        ]
        groups += [{"title": name(caption.rstrip(".")), "tiles": tiles}] if tiles else []
    return {"type": "tiles", "key": [[verdict, verdict_words(verdict)] for verdict in order], "groups": groups}


def _metrics(verdicts: Iterable[PublishedLine], m: Material) -> str:
    """The metrics that claims are about as symbols: E_a, P_s, tau, E_s or E_f."""
    named = {name for verdict in verdicts for name in re.split("[/;]", verdict.metric)}
    return listed([m.symbol(name) for name in m.config.metrics if name in named] or ["metrics"], "or")


def _repeats(verdicts: Iterable[PublishedLine], m: Material) -> bool:
    """Whether all that is reproduced outside the metrics is what a title or an abstract prints."""
    own = [v for v in verdicts if v.verdict == "reproduced" and v.topic not in OWN_METRICS]
    readings = [m.book.readings.get(shown) for verdict in own for shown in verdict.several("evidence")]
    places = [reading.datum.locator.place or "" for reading in readings if reading is not None]
    return bool(places) and len(places) == len(readings) and all(p.startswith(("abstract", "title")) for p in places)


def _wanting(verdicts: Iterable[PublishedLine]) -> list[tuple[str, list[PublishedLine]]]:
    """What the claims that cannot be checked want, most wanted first, each claim once."""
    wanting: dict[str, list[PublishedLine]] = {}
    for verdict in verdicts:
        if verdict.verdict == "not_checkable":
            wanted = _parameters(verdict)
            wanting.setdefault(", ".join(wanted) or name(verdict.missing or ""), []).append(verdict)
    return sorted(wanting.items(), key=lambda item: (-len(item[1]), item[0]))


def _group(verdict: PublishedLine) -> str:
    """The first section that a claim names; claims of a figure or table stand with the section around it."""
    place = verdict.section
    found = re.match(r"[3-6]", place)
    if found:
        return found.group()
    return next((group for start, group in _PLACES.items() if place.startswith(start)), "6")


def _papers(verdict: PublishedLine, m: Material) -> list[str]:
    """The paper of a claim about one device."""
    numbers = references_of(verdict.subject)
    if len(numbers) != 1:
        return []
    return [key for key, entry in m.library.entries.items() if entry.reviewref == numbers[0]]


def printed_value(verdict: PublishedLine, m: Material) -> str:
    """What the review prints: its value, or its words with what they are read as."""
    words = verdict.words
    if words and verdict.comparator == "qualitative":
        return name(f"“{words}”")
    return f"{name(f'“{words}”')}, read as {_value(verdict, m)}" if words else _value(verdict, m)


def _value(verdict: PublishedLine, m: Material) -> str:
    """The claimed value; a link to the review's own reading, or to the claimed number, where there is exactly one."""
    sign = {"=": "", "qualitative": "", "within": ""}.get(verdict.comparator, verdict.comparator)
    claimed = verdict.number("claimed", of="claim/{id}")
    linked = verdict.several("printed") if claimed is None else (claimed.id,)
    if len(linked) == 1:
        shown = m.book.display(linked[0])
        return f"{'' if shown.startswith(sign) else sign} {m.book.use(linked[0])}".strip()
    return name(" ".join(filter(None, [sign, _legible(verdict.value, verdict.unit or "")])))


def _legible(value: str, unit: str) -> str:
    """A claimed value as a reader writes it: `1 µW to 1 mW` for 1e-6..1e-3, `128 × 64` for 128x64."""
    ends = value.split("..")
    if all(map(_POWER_OF_TEN.fullmatch, ends)):
        return " to ".join(format_value(float(end), unit or "1") for end in ends)
    text = re.sub(r"\s*;\s*", ", ", _LAYOUT.sub(r"\1 × \2", " to ".join(ends))).replace("->", "→")
    return f"{text} {unit}".strip()


def _evidence(verdict: PublishedLine, m: Material) -> str:
    """Linked numbers: what decided, the factors, and what stands beside."""
    decided, beside = (_numbers(verdict.several(f"{kind}_words"), verdict.several(kind), m) for kind in _SHOWN)
    factors = [_factor(verdict, factor.partition("=")[0], m) for factor in verdict.several("factors")]
    return "; ".join([*decided, *factors, *([f"beside: {', '.join(beside)}"] if beside else [])])


_SHOWN = ("evidence", "context")
"""Columns of claims.csv with the ids of numbers; those with their words end in `_words`."""
_WHOSE = {"primary": "the paper prints", "secondary": "another document prints", "other tiers": "others print"}
"""Whose a number is, in words; other labels are words already."""


def _numbers(labels: Sequence[str], shown: Sequence[str], m: Material) -> list[str]:
    parts: list[str] = []
    before = ""
    for label, identifier in zip(labels, shown, strict=True):
        text = number_text(identifier, m)
        if label == "of" and parts:
            parts[-1] += f" of {text}"
        elif label == before:
            parts[-1] += f", {text}"
        else:
            parts.append(f"{name(_WHOSE.get(label, label))} {text}".strip())
        before = label
    return parts


def number_text(identifier: str, m: Material) -> str:
    """A linked number; a reading in words (a capacity) stands as printed, with its document."""
    reading = m.book.readings.get(identifier)
    if reading is not None and not reading.has_number:
        return f"{name(f'“{reading.datum.printed.text}”')} {cite(reading.datum.locator.document)}"
    shown = m.book.use(identifier)
    is_count = reading is not None and reading.parameter == "array_size" and not array_layout(reading)
    return f"{shown} cells" if is_count else shown


def _factor(verdict: PublishedLine, factor: str, m: Material) -> str:
    """`× 4.1`, with the pulse where the factor is of one."""
    of = factor.removeprefix("factor").lstrip("_").replace("_", " to ")
    words = f" ({name(of)})" if of and not of.isdecimal() else ""
    return f"× {m.use(verdict.number(factor, of='claim/{id}'))}{words}"


def _parameters(verdict: PublishedLine) -> list[str]:
    """What a verdict wants: the symbol of a part of the formula, another parameter in words."""
    parts = [(part, PART_SYMBOLS.get(part, "")) for part in verdict.several("missing_parameters")]
    return [symbol(sign) if sign else name(parameter_words(part)) for part, sign in parts]
