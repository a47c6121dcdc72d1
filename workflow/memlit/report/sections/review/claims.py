"""The claims of the review with their verdicts, by the section that makes them."""

import re
from collections.abc import Sequence

from memlit.claims.outputs import OWN_METRICS, TOPICS, conflict_counts, topic_counts, topic_of, verdict_counts
from memlit.claims.verdict import VERDICTS, ClaimVerdict, Shown, Verdict, in_words
from memlit.report.blocks import DASH, Block, Material, detail, paragraph, section, table
from memlit.report.format import format_value
from memlit.report.text import cite, name, plain, see, symbol
from memlit.report.words import PART_SYMBOLS, parameter_words

_GROUPS = {
    "3": "Claims of section 3 and Table 1 of the review.",
    "4": "Claims of section 4: mechanisms.",
    "5": "Claims of section 5: the benchmark.",
    "6": "Claims of section 6: challenges, guidelines, outlook.",
}
_PLACES = {"Table 1": "3", "Fig. 12": "6"}
_MEANINGS = {
    "reproduced": "the evidence gives what is claimed",
    "compatible": "it leaves room for the claim and does not fix it",
    "differs": "it gives something else",
    "not_checkable": "it is too little, or the claim leaves open what it is about; what is missing is named",
    "inconsistent_in_source": "the review's own places, numbers or lists do not agree",
    "printed_not_decided": "words that no number decides",
}
_WORDS = {"inconsistent_in_source": "review contradicts itself", "printed_not_decided": "qualitative, not tested"}

IN_ROWS = {"inconsistent_in_source": "contradicts itself"}
"""Shorter words of verdicts, in tables of claims of the review."""
INTERNAL, WITHIN = "internal", ", inside the review"

_POWER_OF_TEN = re.compile(r"1e-?\d+")
_LAYOUT = re.compile(r"(\d)x(\d)")
DECIDED: tuple[Verdict, ...] = ("inconsistent_in_source", "differs", "reproduced", "compatible")
"""Verdicts that say something of a claim, contradictions first."""
_OTHERS = "Not decided; the decided ones stand in the main text."


def claims(m: Material) -> Block:
    """A line of counts by verdict, then the claims with what the evidence gives, a table a section."""
    verdicts = m.claims
    if not verdicts:
        return section("claims", "Claims of the review", paragraph("No claim is listed in config/claims.yaml."))
    meanings = "; ".join(f"{verdict_words(v)}: {_MEANINGS[v]}" for v in VERDICTS)
    rules = (
        f"{meanings[0].upper()}{meanings[1:]}. What the review prints is tested and is never evidence; a survey's "
        "number stands beside a verdict and decides none. A factor is what the evidence gives over what the review "
        "prints."
    )
    decided = sorted((v for v in verdicts if v.verdict in DECIDED), key=lambda v: DECIDED.index(v.verdict))
    return section(
        "claims",
        "Claims of the review",
        paragraph(_summary(m, verdicts), "lead"),
        _tiles(verdicts),
        _table("Claims that the evidence or the review itself decides, contradictions first.", decided, m),
        detail(paragraph(rules)),
        detail(_by_topic(m)),
        detail(_wanting(m)),
        *(
            detail(_table(f"{caption} {_OTHERS}", [v for v in verdicts if v not in decided and _group(v) == group], m))
            for group, caption in _GROUPS.items()
        ),
    )


def _tiles(verdicts: Sequence[ClaimVerdict]) -> Block:
    """A tile for each claim, by the section that makes it, those decided first; each leads to its row."""
    order = [*DECIDED, *(verdict for verdict in VERDICTS if verdict not in DECIDED)]
    groups = []
    for group, caption in _GROUPS.items():
        own = sorted((v for v in verdicts if _group(v) == group), key=lambda v: order.index(v.verdict))
        tiles = [
            {
                "anchor": f"claim-{verdict.claim.id}",
                "verdict": verdict.verdict,
                "words": plain(f"{wording(verdict)}: {verdict_words(verdict.verdict)}"),
            }
            for verdict in own
        ]
        groups += [{"title": name(caption.rstrip(".")), "tiles": tiles}] if tiles else []
    return {"type": "tiles", "key": [[verdict, verdict_words(verdict)] for verdict in order], "groups": groups}


def _by_topic(m: Material) -> Block:
    """A line for each thing that claims are about, the metrics of the benchmark first, with their verdicts."""
    counts = topic_counts(m.claims)
    topics = [topic for topic in TOPICS if counts[topic, "all"].value]
    verdicts = [verdict for verdict in VERDICTS if any(counts[topic, verdict].value for topic in topics)]
    return table(
        "Verdicts by what a claim is about, the metrics of the benchmark first.",
        [("claims on", "l"), ("claims", "r"), *((verdict_words(verdict), "r") for verdict in verdicts)],
        [[_topic(topic, m), *(m.use(counts[topic, name]) for name in ("all", *verdicts))] for topic in topics],
        note=_repeated(m.claims, m),
        source="claims.csv",
    )


def _topic(topic: str, m: Material) -> str:
    """What claims are about, the metrics as symbols."""
    return f"{metric_list(m)} {TOPICS[topic]}" if topic in OWN_METRICS else TOPICS[topic]


def metric_list(m: Material) -> str:
    """The metrics that claims are about as symbols: E_a, P_s, tau, E_s or E_f."""
    named = {name for verdict in m.claims for name in re.split("[/;]", verdict.claim.metric)}
    *first, last = [m.symbol(name) for name in m.config.metrics if name in named] or ["metrics"]
    return f"{', '.join(first)} or {last}" if first else last


def _repeated(verdicts: Sequence[ClaimVerdict], m: Material) -> str:
    """Says so where all that is reproduced outside the metrics is what a title or an abstract prints."""
    own = [v for v in verdicts if v.verdict == "reproduced" and topic_of(v) not in OWN_METRICS]
    readings = [m.book.readings.get(shown.id) for verdict in own for shown in verdict.evidence]
    places = [reading.datum.locator.place or "" for reading in readings if reading is not None]
    if (
        not places
        or len(places) < len(readings)
        or not all(place.startswith(("abstract", "title")) for place in places)
    ):
        return ""
    return "What is reproduced outside the metrics repeats the title or the abstract of the paper that is named."


def _wanting(m: Material) -> Block:
    """What the claims that cannot be checked want, each claim once, as links to their rows."""
    wanting: dict[str, list[ClaimVerdict]] = {}
    for verdict in m.claims:
        if verdict.verdict == "not_checkable":
            wanted = _parameters(verdict)
            wanting.setdefault(", ".join(wanted) or name(verdict.missing.words), []).append(verdict)
    if not wanting:
        return {}
    order = sorted(wanting.items(), key=lambda item: (-len(item[1]), item[0]))
    rows = [[wanted, "; ".join(claim_link(verdict) for verdict in found)] for wanted, found in order]
    return table("Inputs needed to check the remaining claims.", [("missing", "l"), ("claims", "l")], rows)


def claim_link(verdict: ClaimVerdict) -> str:
    """The words of a claim as a link to its row."""
    return see(f"claim-{verdict.claim.id}", wording(verdict))


def wording(verdict: ClaimVerdict) -> str:
    """A claim in some words, as its row begins."""
    claim = verdict.claim
    return claim.note.split(";")[0] or f"{claim.metric} of {claim.subject}".replace("_", " ")


def _summary(m: Material, verdicts: Sequence[ClaimVerdict]) -> str:
    counts = {result.id.partition("#")[2]: m.use(result) for result in verdict_counts(verdicts)}
    parts = ", ".join(f"{verdict_words(verdict)} {counts[verdict]}" for verdict in VERDICTS)
    how = disagreements(m)
    return f"Verdicts on {counts['all']} claims of the review: {parts}.{f' The disagreements: {how}.' if how else ''}"


def disagreements(m: Material) -> str:
    """How the review disagrees with itself: its places, its arithmetic, its lists."""
    counts = conflict_counts(m.claims)
    words = {
        "places": "with another place of it",
        "arithmetic": "with its own arithmetic",
        "omitted": "with its lists, which leave out what it discusses",
    }
    return in_words([f"{m.use(counts[key])} {text}" for key, text in words.items() if counts[key].value])


def verdict_words(verdict: str) -> str:
    """A verdict as a reader reads it."""
    return _WORDS.get(verdict, verdict.replace("_", " "))


def _group(verdict: ClaimVerdict) -> str:
    """The first section that a claim names; claims of a figure or table stand with the section around it."""
    place = verdict.claim.section
    found = re.match(r"[3-6]", place)
    if found:
        return found.group()
    return next((group for start, group in _PLACES.items() if place.startswith(start)), "6")


def _table(caption: str, verdicts: Sequence[ClaimVerdict], m: Material) -> Block:
    if not verdicts:
        return {}
    columns = [("claim", "l"), ("review prints", "l"), ("verdict", "l"), ("evidence", "l"), ("why (rule)", "l")]
    rows, ids = [_cells(verdict, m) for verdict in verdicts], [f"claim-{verdict.claim.id}" for verdict in verdicts]
    return table(caption, columns, rows, source="claims.csv", row_ids=ids)


def _cells(verdict: ClaimVerdict, m: Material) -> list[str]:
    words = name(wording(verdict).removesuffix(WITHIN).replace(f"{WITHIN} ", " "))
    papers = [key for key in _papers(verdict, m) if key in m.resolved.entries]
    return [
        " ".join([words, *(cite(key) for key in papers)]),
        _printed(verdict, m),
        IN_ROWS.get(verdict.verdict, verdict_words(verdict.verdict)),
        _evidence(verdict, m),
        " ".join(filter(None, [name(verdict.reason), _missing(verdict), _rule(verdict)])),
    ]


def _rule(verdict: ClaimVerdict) -> str:
    """The rule that decided, which goes without saying where the review contradicts itself."""
    rule = verdict.analysis.partition(":")[0]
    return "" if rule == INTERNAL else name(f"({rule})")


def _papers(verdict: ClaimVerdict, m: Material) -> list[str]:
    """The paper of a claim about one device."""
    numbers = verdict.claim.references
    if len(numbers) != 1:
        return []
    return [key for key, entry in m.library.entries.items() if entry.reviewref == numbers[0]]


def _printed(verdict: ClaimVerdict, m: Material) -> str:
    """The claimed value; a link to the review's own reading, or to the claimed number, where there is exactly one."""
    claim = verdict.claim
    sign = {"=": "", "qualitative": "", "within": ""}.get(claim.comparator, claim.comparator)
    linked = verdict.printed if verdict.claimed is None else (verdict.claimed.id,)
    if len(linked) == 1:
        shown = m.book.display(linked[0])
        return f"{'' if shown.startswith(sign) else sign} {m.book.use(linked[0])}".strip()
    return name(" ".join(filter(None, [sign, _legible(claim.value, claim.unit)])))


def _legible(value: str, unit: str) -> str:
    """A claimed value as a reader writes it: `1 µW to 1 mW` for 1e-6..1e-3, `128 × 64` for 128x64."""
    ends = value.split("..")
    if all(map(_POWER_OF_TEN.fullmatch, ends)):
        return " to ".join(format_value(float(end), unit or "1") for end in ends)
    text = re.sub(r"\s*;\s*", ", ", _LAYOUT.sub(r"\1 × \2", " to ".join(ends))).replace("->", "→")
    return f"{text} {unit}".strip()


def _evidence(verdict: ClaimVerdict, m: Material) -> str:
    """Linked numbers: what decided, the factors, and what stands beside."""
    parts = _numbers(verdict.evidence, m)
    parts += [_factor(result.id, m) for result in verdict.factors]
    beside = _numbers(verdict.context, m)
    if beside:
        parts.append(f"beside: {', '.join(beside)}")
    return "; ".join(parts) or DASH


def _numbers(shown: Sequence[Shown], m: Material) -> list[str]:
    parts: list[str] = []
    before = ""
    for item in shown:
        text = _number(item.id, m)
        if item.label == "of" and parts:
            parts[-1] += f" of {text}"
        elif item.label == before:
            parts[-1] += f", {text}"
        else:
            parts.append(f"{name(item.label)} {text}".strip())
        before = item.label
    return parts


def _number(identifier: str, m: Material) -> str:
    """A linked number; a reading in words (a layout, a capacity) stands as printed, with its document."""
    reading = m.book.readings.get(identifier)
    if reading is not None and not reading.has_number:
        return f"{name(f'“{reading.datum.printed.text}”')} {cite(reading.datum.locator.document)}"
    shown = m.book.use(identifier)
    return f"{shown} cells" if reading is not None and reading.parameter == "array_size" else shown


def _factor(identifier: str, m: Material) -> str:
    """`× 4.1`, with the pulse where the factor is of one."""
    of = identifier.rpartition("#factor")[2].lstrip("_").replace("_", " to ")
    words = f" ({name(of)})" if of and not of.isdecimal() else ""
    return f"× {m.book.use(identifier)}{words}"


def _missing(verdict: ClaimVerdict) -> str:
    if verdict.verdict != "not_checkable" or not verdict.missing.parameters:
        return ""
    return f"Missing: {', '.join(_parameters(verdict))}."


def _parameters(verdict: ClaimVerdict) -> list[str]:
    """What a verdict wants: the symbol of a part of the formula, another parameter in words."""
    parts = [(part, PART_SYMBOLS.get(part, "")) for part in verdict.missing.parameters]
    return [symbol(sign) if sign else name(parameter_words(part)) for part, sign in parts]
