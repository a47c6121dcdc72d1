"""Reconcile the data of one document: printed string to SI, corrections last, then derived readings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from memlit.asking.readings import is_said
from memlit.datum import (
    LISTED_METHOD,
    Datum,
    DocumentReading,
    Method,
    Reading,
    ReconciledDocument,
    Step,
    document_of,
)
from memlit.errors import CorrectionError
from memlit.field import Parameter, Vocabulary
from memlit.naming import CORRECTIONS_FILE, device_id
from memlit.quantities import Quantity, read_quantities
from memlit.reconcile.corrections import Correction
from memlit.reconcile.derive import derived_readings, ends_text
from memlit.reconcile.doubts import (
    QuantityReader,
    undecided_reason,
    with_crossed_states,
    with_doubtful_commas,
    with_ranked_candidates,
)
from memlit.reconcile.figures import figure_readings
from memlit.reconcile.losses import losses
from memlit.reconcile.second_reader import under_first_ids
from memlit.reconcile.sides import product_of_sides
from memlit.reconcile.two_places import with_two_places
from printed.symbols import UNREADABLE, UNREADABLE_FLAG

AMBIGUOUS = "ambiguous"
_SEVERAL = "several_values"
UNREAD_SERIES = "unread_series"


def reconcile_document(
    document: DocumentReading, corrections: Mapping[str, Sequence[Correction]], vocabulary: Vocabulary
) -> ReconciledDocument:
    """All data of `document` as readings in SI. Counts in = values + texts + flagged + excluded.

    A correction for an id that the document does not contain gives a line in `problems`, and so does anything not read.
    """
    found = [reconcile(datum, corrections.get(datum.id, ()), vocabulary) for datum in document.data]
    found = with_ranked_candidates(with_doubtful_commas(found), _candidates_of, vocabulary)
    problems = [*document.problems, *_without_datum(document, corrections)]
    readings: list[Reading] = []
    of_figures: list[Reading] = []
    for reading in found:
        of_series, fault = figure_readings(reading, document.points.get(reading.id, ""), vocabulary)
        of_figures += of_series
        if fault is not None:
            # A digitized series that its reader could not use is excluded, with the reason.
            problems.append(str(fault))
            reading = _excluded(reading, f"{UNREAD_SERIES}: {fault.problem}")
        readings.append(reading)
    problems += losses(document, readings)
    readings = with_two_places(readings)
    derived = derived_readings([*readings, *of_figures], vocabulary)
    return ReconciledDocument(
        key=document.key,
        kind=document.kind,
        title=document.title,
        licence=document.licence,
        status=document.status,
        reason=document.reason,
        readings=tuple(sorted(with_crossed_states((*readings, *of_figures, *derived)), key=lambda r: r.id)),
        second=second_readings(document.second, readings, corrections, vocabulary),
        looked_for=document.looked_for,
        unmapped=document.unmapped,
        questions=document.questions,
        cells=document.cells,
        warnings=document.warnings,
        problems=tuple(problems),
        pages=document.pages,
    )


def second_readings(
    second: Sequence[Datum],
    first: Sequence[Reading],
    corrections: Mapping[str, Sequence[Correction]],
    vocabulary: Vocabulary,
) -> tuple[Reading, ...]:
    """The data of a second reader as readings, under the ids of the first reader's where both read one place.

    They are as read: a correction applies to the datum of the first reader, and to the second's where only the second
    reader has the place.
    """
    known = {one.id for one in first}
    rows = {datum.id: () if datum.id in known else corrections.get(datum.id, ()) for datum in second}
    return under_first_ids(first, [reconcile(datum, rows[datum.id], vocabulary) for datum in second])


def _without_datum(document: DocumentReading, corrections: Mapping[str, Sequence[Correction]]) -> Iterator[str]:
    """A line for each correction of the document that is of no datum."""
    known = {datum.id for datum in (*document.data, *document.second)}
    for datum_id, rows in sorted(corrections.items()):
        if document_of(datum_id) == document.key and datum_id not in known:
            problem, remedy = f"there is no datum {datum_id}", "fix the id or remove the row"
            for row in rows:
                yield str(CorrectionError(f"{CORRECTIONS_FILE}:{row.line}", problem, remedy))


def _candidates_of(reading: Reading, vocabulary: Vocabulary) -> tuple[float, ...]:
    """The possible values of an ambiguous printed value, in SI."""
    parameter = vocabulary.parameters[reading.parameter]
    text = reading.datum.printed.quantity_text
    quantity = _chosen(_reader_of(reading.datum, parameter)(text), parameter)
    return tuple(quantity.candidates_si) if quantity else ()


def reconcile(datum: Datum, corrections: Sequence[Correction], vocabulary: Vocabulary) -> Reading:
    """One datum as a reading: corrections of what it is, then parse, convert and check."""
    steps = []
    flags = list(datum.flags)
    exclusion = None
    for row in corrections:
        steps.append(Step(op="correct", before=_field(datum, row.field), after=row.value, rule=row.rule))
        if row.field == "status":
            exclusion = row.reason
        elif row.field == "flag":
            flags.append(row.value)
        else:
            datum = _corrected(datum, row)
    parameter = vocabulary.parameters[datum.parameter]
    # A person who made a correction has seen the page.
    is_decided = any(row.field in {"text", "parameter", "device"} for row in corrections)
    read = _parse(datum, parameter, steps, tuple(flags), is_decided=is_decided)
    return _excluded(read, exclusion or datum.excluded)


def _excluded(reading: Reading, reason: str | None) -> Reading:
    return reading.model_copy(update={"status": "excluded", "reason": reason}) if reason is not None else reading


def _corrected(datum: Datum, row: Correction) -> Datum:
    """The datum with the field that a correction changes."""
    update: dict[str, str | None] = {row.field: row.value}
    if row.field not in {"text", "unit", "comparator"}:
        return datum.model_copy(update={"device": device_id(row.value)} if row.field == "device" else update)
    if row.field == "text":
        # The markup belongs to the text that is corrected, and would be read instead of the correction.
        update = {"piece": row.value, "markup": None}
    return datum.model_copy(update={"printed": datum.printed.model_copy(update=update)})


def _field(datum: Datum, name: str) -> str:
    named = {"status": "used", "flag": "", "text": datum.printed.quantity_text}
    if name in named:
        return named[name]
    owner = datum.printed if name in {"unit", "comparator"} else datum
    return str(getattr(owner, name) or "")


_TYPED: tuple[Method, ...] = (LISTED_METHOD, "transcribed", "delimited-table")
"""What a person typed: lists of readings, transcribed tables, tables of CSV and spreadsheets."""


def _reader_of(datum: Datum, parameter: Parameter) -> QuantityReader:
    """What reads a text that is printed in the place of a datum."""
    return partial(read_quantities, header=_header(datum), parameter=parameter, is_typed=datum.method in _TYPED)


def _parse(
    datum: Datum, parameter: Parameter, steps: list[Step], flags: tuple[str, ...], *, is_decided: bool
) -> Reading:
    """The reading of a printed value: what is no single value is flagged, with the reason."""

    def reading(**fields: Any) -> Reading:
        known = {"datum": datum, "id": datum.id, "parameter": datum.parameter, "flags": flags}
        return Reading.model_validate({**known, "steps": tuple(steps), **fields})

    if parameter.is_text:
        return reading(status="text")
    text = datum.printed.quantity_text
    read = _reader_of(datum, parameter)
    undecided = _why_undecided(text, flags, read, is_decided=is_decided)
    if undecided is not None:
        return reading(status="flagged", reason=undecided)
    quantities = read(text)
    of_sides = product_of_sides(quantities, parameter)
    quantity = of_sides or _chosen(quantities, parameter)
    if quantity is None:
        return reading(status="flagged", reason=_why_no_single_value(datum, parameter, quantities))
    flags = tuple(dict.fromkeys((*flags, *quantity.flags)))
    printed = " × ".join(map(_as_printed, quantities if of_sides else [quantity]))
    steps.append(Step(op="parse", before=text, after=printed, rule="memlit.quantities.read_quantities"))
    if quantity.si_unit not in (None, parameter.unit):
        problem = f"wrong_dimension: {text!r} is in {quantity.si_unit}, {parameter.name} in {parameter.unit}"
        return reading(status="excluded", reason=problem)
    low, high = _ends(quantity, datum.printed.comparator)
    if low is None and high is None:
        candidates = ", ".join(f"{value:g}" for value in quantity.candidates_si) or "none"
        return reading(status="flagged", reason=f"{AMBIGUOUS}: {text!r}, candidates {candidates}")
    converted = f"{ends_text(low, high, digits=12)} {parameter.unit}"
    rule = "product of the sides, SI" if of_sides else "SI"
    steps.append(Step(op="convert", before=printed, after=converted, rule=rule))
    ends = [end for end in (low, high) if end is not None]
    impossible = parameter.impossible(ends, repr(text))
    outside = _outside_plausible_range(text, parameter, ends) if impossible is None else None
    if outside is not None:
        flags = (*flags, "outside_plausible_range")
        steps.append(outside)
    comparator = datum.printed.comparator or quantity.comparator or "="
    return reading(
        value=quantity.si_value if comparator in {"=", "~"} else None,
        low=low,
        high=high,
        unit=parameter.unit,
        comparator=comparator,
        uncertainty=quantity.si_uncertainty,
        status="value" if impossible is None else "excluded",
        reason=impossible,
    )


def _why_undecided(text: str, flags: tuple[str, ...], read: QuantityReader, *, is_decided: bool) -> str | None:
    """Why the page leaves a value open, which a person may have decided; None where it does not."""
    if "lost_exponent" in flags:
        return "lost_exponent: the raised digits were lost in the copy that was read"
    return None if is_decided else undecided_reason(text, flags, read)


def _why_no_single_value(datum: Datum, parameter: Parameter, quantities: Sequence[Quantity]) -> str:
    """The reason of a text that cannot be read, or holds no quantity of the parameter, or several."""
    text = datum.printed.quantity_text
    if any(UNREADABLE_FLAG in item.flags for item in quantities):
        parts = [part for part in (text, _header(datum)) if part and UNREADABLE in part]
        shown = " under ".join(map(repr, parts)) or repr(text)
        return f"{UNREADABLE_FLAG}: {shown} holds a letter that cannot be read"
    if sum(item.kind != "none" for item in quantities) > 1:
        return f"{_SEVERAL}: {text!r}"
    return f"not_a_number: {text!r} holds no value of {parameter.name}"


def _outside_plausible_range(text: str, parameter: Parameter, ends: Sequence[float]) -> Step | None:
    """The step that says that a value lies outside of what is plausible for its parameter."""
    if parameter.range is None or not any(map(parameter.is_outside, ends)):
        return None
    lower, upper = parameter.range
    rule = f"plausible {lower:g} to {upper:g} {parameter.unit}"
    return Step(op="check", before=text, after="outside", rule=rule)


def _header(datum: Datum) -> str | None:
    """The header chain, outermost first; before it the unit stated for the reading or its column, which wins."""
    chain = " ".join(datum.printed.headers)
    unit = datum.printed.unit
    if unit:
        # Of the two units of a pulse, `(V / ns)`, the one that the value is in.
        both = rf"[(\[]\s*(?:{re.escape(unit)}\s*[/,;]\s*[\w]{{1,2}}|[\w]{{1,2}}\s*[/,;]\s*{re.escape(unit)})\s*[)\]]"
        chain = re.sub(both, f"[{unit}]", chain) if unit.endswith(("V", "s")) else chain
    # A header that is only a unit is read like one in brackets; the V of `V<sub>th</sub>` states no unit.
    if unit and (unit == chain or not is_said(unit, chain)):
        chain = f"[{unit}] {chain}".strip()
    return chain or None


def _chosen(quantities: Sequence[Quantity], parameter: Parameter) -> Quantity | None:
    """The only quantity of the parameter's dimension; None if there are several or none."""
    usable = [quantity for quantity in quantities if quantity.kind != "none"]
    if len(usable) == 1:
        return usable[0]
    matching = [quantity for quantity in usable if quantity.si_unit == parameter.unit]
    return matching[0] if len(matching) == 1 else None


def _ends(quantity: Quantity, comparator: str | None) -> tuple[float | None, float | None]:
    """Low and high in SI; None means no bound on that side, also of a range with a bound: `2-4+`, `up to 2-4`."""
    low, high = quantity.si_value, quantity.si_value
    if quantity.kind == "range":
        low, high = quantity.si_lower, quantity.si_upper
    sign = comparator or quantity.comparator
    if sign in {"<", "<=", "up_to"}:
        return None, high
    if sign in {">", ">=", "down_to"}:
        return low, None
    return low, high


def _as_printed(quantity: Quantity) -> str:
    unit = f" {quantity.unit}" if quantity.unit else ""
    sign = quantity.comparator if quantity.comparator not in (None, "=") else ""
    if quantity.kind == "range":
        return f"{sign or ''} {quantity.lower:g} to {quantity.upper:g}{unit}".strip()
    numbers = (quantity.value, quantity.lower, quantity.upper)
    number = next((number for number in numbers if number is not None), None)
    return f"{sign or ''} {number:.12g}{unit}".strip() if number is not None else "no single value"
