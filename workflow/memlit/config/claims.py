"""The claims of the review: config/claims.yaml as models; unknown keys are errors.

The value of a claim as numbers in SI, and the tolerance with which it is compared.

`=` is equal at the printed digits, `tens of` [10, 100), `within` all known values inside, `up to` the maximum reached;
how wide `~` and `order of` are is said by the plan's tolerances.
"""

import math
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from memlit.config.classes import Classes
from memlit.config.plan import Tolerances
from memlit.errors import ConfigError
from printed.units import unit_at
from printed.yaml_files.checked import Section, validated
from printed.yaml_files.read import line_of, read_yaml

DEFAULT = Tolerances()

_COUNTED = frozenset({"", "synapse", "device", "paper"})
"""Words after a number that count things and convert nothing."""
_OPEN = Decimal("1e-6")
"""A value half a digit away rounds to another number, so the span ends just before it."""

ValueSpan = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claimed number in SI and the span of values that meet it; `about` is the tolerance of a reading printed `~`."""

    value: float
    span: ValueSpan
    about: float = DEFAULT.about


def parse_value(
    text: str, unit: str, comparator: str, where: str, tolerances: Tolerances = DEFAULT
) -> tuple[Wanted, ...]:
    """The numbers of a claim, `;` or `/` between several. Raises ConfigError where there is none."""
    factor = si_factor(unit, where)
    return tuple(_wanted(part.strip(), factor, comparator, where, tolerances) for part in re.split(r"[;/]", text))


def si_factor(unit: str, where: str) -> Decimal:
    """SI value of one `unit`; ConfigError for a unit that is not known."""
    if unit in _COUNTED:
        return Decimal(1)
    found = unit_at(unit, 0)
    if found is None or found[1] != len(unit) or found[0].offset:
        raise ConfigError(where, f"unknown unit {unit!r}", "write a unit such as pJ, µW, %, TOPS/W")
    return found[0].factor


def _wanted(text: str, factor: Decimal, comparator: str, where: str, tolerances: Tolerances) -> Wanted:
    if comparator == "within":
        ends = [_decimal(part, where) * factor for part in text.split("..")]
        low, high = (Decimal(0), ends[0]) if len(ends) == 1 else (ends[0], ends[-1])
        return Wanted(float(high), (float(low), float(high)), tolerances.about)
    number = _decimal(text, where)
    value, half = float(number * factor), float(half_digit(number) * factor)
    return Wanted(value, accepted(comparator, value, half, tolerances), tolerances.about)


def accepted(comparator: str, value: float, half: float, tolerances: Tolerances = DEFAULT) -> ValueSpan:
    """Values that meet a claim of `value`, of which half a printed digit is `half`."""
    if comparator == "~":
        return value * (1 - tolerances.about), value * (1 + tolerances.about)
    if comparator == "order of":
        factor = 10**tolerances.order_of_decades
        return value / factor, value * factor
    if comparator == "tens of":
        return 10 * value, 100 * value * float(1 - _OPEN)
    if comparator == "<":
        return -math.inf, value
    if comparator == ">":
        return value, math.inf
    return value - half, value + half


def _decimal(text: str, where: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ConfigError(where, f"value {text!r} is no number", "write it like 220, 1e-6 or 1e-6..1e-3") from None
    if not number.is_finite():
        raise ConfigError(where, f"value {text!r} is not finite", "write a number")
    return number


def half_digit(number: Decimal) -> Decimal:
    """Half a unit of the last printed digit: 0.05 for 1.5, 0.5 for 2, 5e9 for 1e10."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(5).scaleb(exponent - 1) * (1 - _OPEN)


CLAIMS_FILE = "config/claims.yaml"
SIZES = ("array_size", "capacity")
"""Metrics of claims about the size of an array."""
ALL = "all"
"""Subject of a claim about all classes."""

ClaimKind = Literal[
    "class_value",
    "class_order",
    "class_share",
    "class_ratio",
    "class_extreme",
    "class_range",
    "range",
    "device_value",
    "count",
    "internal",
]
Consequence = Literal["benchmark", "physics", "slip"]
Comparator = Literal[
    "=", "~", "<", ">", "up to", "order of", "tens of", "within", "max of", "rank within", "qualitative"
]
_NUMERIC = frozenset({"class_value", "class_extreme", "class_range", "range", "class_share", "class_ratio"})


class Statement(Section):
    """What the review says about one thing at one place; two places that differ contradict each other."""

    about: str = Field(description="A reference number, or a thing in words")
    place: str = Field(description="Section, figure, table or caption of the review")
    value: str = Field(description="What stands there, in a few words")
    outside: bool = Field(
        default=False, description="Not printed in the review: in a paper's title or abstract, or what is known of it"
    )
    parameter: str = Field(
        default="", description="Parameter whose reading of the claim's paper says what is not printed in the review"
    )
    words: str = Field(default="", description="The few words that stand there, quoted")


class Claim(Section):
    """One claim. `value` is text as read; `subject` holds classes or reference numbers, parted by `;`."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    section: str = Field(description="Where the review makes the claim")
    kind: ClaimKind = Field(description="Chooses the rule, see docs/claims.md")
    subject: str = Field(description="Classes, or numbers of the review's reference list, parted by ;")
    role: Literal["synapse", "neuron", "array", ""] = Field(default="", description="Whose devices are meant")
    metric: str = Field(description="A metric of the benchmark, or a parameter of config/vocabulary.yaml")
    statistic: str = Field(default="", description="median, min, value, count ... as claimed")
    comparator: Comparator = Field(description="How the evidence is held against the value")
    value: str = Field(description="As read; 1e-6..1e-3 is a range, ; separates several")
    unit: str = Field(default="", description="As printed")
    words: str = Field(
        default="", description="The few words of the review that `value` codes, where the review prints no such value"
    )
    note: str = Field(default="", description="What a reader of the claim should know")
    condition: str = Field(
        default="", description="Of several readings of the parameter only that under this condition"
    )
    best_case: bool = Field(default=False, description="The claim names the best end of a range that its paper prints")
    lacks: str = Field(default="", description="What the review does not say and a comparison would need")
    statements: tuple[Statement, ...] = Field(default=(), description="What the review says where, for its consistency")
    consequence: Consequence | Literal[""] = Field(
        default="",
        description="What a contradiction changes: a number of the benchmark; the physics, that is what is said of a "
        "device, a mechanism or a cited result; or nothing but the text, a slip of the pen",
    )

    @property
    def subjects(self) -> tuple[str, ...]:
        """The parts of `subject`: classes, or numbers of the review's reference list."""
        return subjects_of(self.subject)

    @property
    def references(self) -> tuple[int, ...]:
        """The reference numbers among the subjects, in order."""
        return references_of(self.subject)


def subjects_of(text: str) -> tuple[str, ...]:
    """The parts of the subject of a claim, `68;69` or `VCM / ECM`."""
    return tuple(part.strip() for part in text.replace(" / ", ";").split(";") if part.strip())


def references_of(text: str) -> tuple[int, ...]:
    """The numbers of the review's reference list among the parts of a subject, in order."""
    return tuple(int(part) for part in subjects_of(text) if part.isdecimal())


class ClaimFile(Section):
    """The whole of config/claims.yaml, claims unread."""

    claims: tuple[dict[str, Any], ...]


class ClaimList(Section):
    """The whole of config/claims.yaml as its schema describes it."""

    claims: tuple[Claim, ...] = Field(description="The claims, in the order in which the report prints them")


def load_claims(path: Path) -> tuple[Claim, ...]:
    """Claims in the order of the file. A misfit, a repeated id or an unreadable value is a ConfigError."""
    found = validated(ClaimFile, read_yaml(path), str(path))
    claims: dict[str, Claim] = {}
    for number, item in enumerate(found.claims):
        try:
            claim = _claim(item, f"{path}: claim {_name(item, number + 1)}", claims)
        except ConfigError as error:
            line = line_of(path, ("claims", number))
            where = error.where.replace(str(path), f"{path}{line}", 1)
            raise ConfigError(where, error.problem, error.remedy) from None
        claims[claim.id] = claim
    return tuple(claims.values())


def unknown_subjects(claims: Iterable[Claim], references: Container[int], classes: Classes) -> list[str]:
    """A line for each claim about a reference that has no entry, or about a class that the settings do not have.

    references: numbers of the review's list that entries of the library carry.
    """
    known = {ALL, *classes.fig11_credits}
    lines = []
    for claim in claims:
        about = [*claim.subjects, *(statement.about for statement in claim.statements)]
        missing = [part for part in about if part.isdecimal() and int(part) not in references]
        if claim.kind != "internal":
            words = [part for part in claim.subjects if not part.isdecimal() and part not in known]
            missing += [part for part in words if classes.canonical(part) is None]
        for part in dict.fromkeys(missing):
            what = f"reference {part}, which has no entry" if part.isdecimal() else f"{part!r}, which is no class"
            where = f"{CLAIMS_FILE}: claim {claim.id}"
            lines.append(str(ConfigError(where, f"is about {what}", "mend its subject, or remove the claim")))
    return lines


def _claim(item: Mapping[str, Any], where: str, known: Mapping[str, Claim]) -> Claim:
    claim = validated(Claim, item, where)
    if claim.id in known:
        raise ConfigError(where, "stands twice", "rename or remove one of the two")
    si_factor(claim.unit, where)
    if claim.kind in _NUMERIC and claim.comparator != "qualitative":
        parse_value(claim.value, claim.unit, claim.comparator, where)
    if claim.kind == "device_value" and len(claim.references) != 1:
        raise ConfigError(where, f"subject {claim.subject!r} is no reference", "write one reference number")
    return claim


def _name(item: Mapping[str, Any], number: int) -> str:
    return str(item.get("id", f"number {number}"))
