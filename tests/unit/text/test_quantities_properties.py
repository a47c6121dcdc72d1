"""Properties of reading: one value, however it is spelt, is one record; nothing raises."""

from __future__ import annotations

import math
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from memlit.quantities import Quantity, read_quantities

UNITS = {
    "V": ("V", "volt", "\\volt"),
    "µs": ("µs", "μs", "us", "\\micro\\second", "microseconds"),
    "kΩ": ("kΩ", "k\u2126", "KΩ", "kohm", "\\kilo\\ohm"),
    "pJ": ("pJ", "\\pico\\joule", "picojoules"),
}
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
mantissas = st.decimals(min_value=Decimal("1.01"), max_value=Decimal("9.99"), places=2)


def record(quantity: Quantity) -> dict[str, object]:
    """The record without the flags, which tell how it was spelt."""
    return {key: value for key, value in quantity.as_dict().items() if key != "flags"}


def one(text: str, **more: str) -> Quantity:
    found = read_quantities(text, **more)
    assert len(found) == 1, (text, found)
    return found[0]


@given(mantissas, st.sampled_from(sorted(UNITS)), st.sampled_from(["", "-", "−"]))
@settings(max_examples=100, deadline=None)
def test_every_spelling_of_a_unit_gives_one_record(mantissa: Decimal, unit: str, sign: str) -> None:
    wanted = record(one(f"{sign}{mantissa} {unit}"))
    assert wanted["unit"] == unit
    for spelling in UNITS[unit]:
        if spelling.startswith("\\"):
            texts = [f"\\SI{{{sign.replace('−', '-')}{mantissa}}}{{{spelling}}}"]
        else:
            texts = [
                f"{sign}{mantissa} {spelling}",
                f"{sign}{mantissa}\u00a0{spelling}",
                f"${sign}{mantissa}$~{spelling}",
            ]
            if len(spelling) < 3:
                texts.append(f"{sign}{mantissa}{spelling}")
        for text in texts:
            assert record(one(text)) == wanted, text


@given(mantissas, st.integers(min_value=-15, max_value=15).filter(lambda power: power not in (0, 1)))
@settings(max_examples=100, deadline=None)
def test_every_spelling_of_a_power_of_ten_gives_one_record(mantissa: Decimal, power: int) -> None:
    wanted = one(f"{mantissa}e{power} A")
    assert wanted.si_value is not None
    assert math.isclose(wanted.si_value, float(mantissa) * 10.0**power, rel_tol=1e-12)
    raised = str(power).translate(RAISED)
    for text in (
        f"{mantissa}×10{raised} A",
        f"{mantissa} × 10^{power} A",
        f"{mantissa} x 10^{{{power}}} A",
        f"{mantissa}·10<sup>{power}</sup> A",
        f"{mantissa} × 10<sup>{str(power).replace('-', '−')}</sup> A",
        f"${mantissa}\\times 10^{{{power}}}$ A",
        f"{mantissa}E{power:+03d} A",
        f"\\SI{{{mantissa}e{power}}}{{\\ampere}}",
        f"{mantissa}*10**{power} A",
    ):
        assert record(one(text)) == record(wanted), text


@given(st.integers(min_value=10_000, max_value=99_999_999))
@settings(max_examples=100, deadline=None)
def test_thousands_marks_do_not_change_a_count(count: int) -> None:
    wanted = one(f"{count} cycles")
    assert wanted.si_value == count
    grouped = f"{count:,}"
    for mark in (",", "\u2009", "\u202f", "\u00a0", " ", "'"):
        assert record(one(f"{grouped.replace(',', mark)} cycles")) == record(wanted)


@given(st.sampled_from(["<", ">", "≤", "≥", "~", "up to"]), mantissas)
@settings(max_examples=60, deadline=None)
def test_every_spelling_of_a_comparator_gives_one_record(comparator: str, mantissa: Decimal) -> None:
    spellings = {
        "<": ("<", "less than", "below", "&lt;", "$<$"),
        ">": (">", "more than", "larger than", "&gt;", "exceeding"),
        "≤": ("≤", "<=", "⩽", "at most", "$\\leq$"),
        "≥": ("≥", ">=", "⩾", "at least", "$\\geq$"),
        "~": ("~", "∼", "≈", "about", "approximately", "$\\sim$", "ca."),
        "up to": ("up to", "as high as"),
    }[comparator]
    wanted = record(one(f"{spellings[0]} {mantissa} V"))
    for spelling in spellings:
        assert record(one(f"{spelling} {mantissa} V")) == wanted, spelling


@given(mantissas, mantissas)
@settings(max_examples=100, deadline=None)
def test_every_spelling_of_a_range_gives_one_record(first: Decimal, second: Decimal) -> None:
    low, high = sorted((first, second))
    if low == high:
        return
    wanted = one(f"{low}–{high} V")
    assert (wanted.kind, wanted.si_lower, wanted.si_upper) == ("range", float(low), float(high))
    for text in (
        f"{low}-{high} V",
        f"{low} to {high} V",
        f"{low} V–{high} V",
        f"{low} ~ {high} V",
        f"${low}$--${high}$ V",
    ):
        assert record(one(text)) == record(wanted), text


@given(mantissas, st.integers(min_value=1, max_value=99))
@settings(max_examples=100, deadline=None)
def test_a_concise_error_is_in_the_last_digits(mantissa: Decimal, error: int) -> None:
    concise = one(f"{mantissa}({error}) V")
    plain = one(f"{mantissa} ± {error / 100:.2f} V")
    assert concise.si_uncertainty is not None
    assert plain.si_uncertainty is not None
    assert math.isclose(concise.si_uncertainty, error / 100, rel_tol=1e-12)
    assert math.isclose(plain.si_uncertainty, concise.si_uncertainty, rel_tol=1e-12)


ALPHABET = "0123456789.,-−–+±×x*/^{}()[]<>~≤≥ %@:;|eEkMGmµnpfVAΩSsJWHzF\\$&abcd°\n\u2009√—"


@given(st.text(alphabet=ALPHABET, max_size=80), st.sampled_from([None, "Endurance", "V_set (V)", "R_on / R_off"]))
@settings(max_examples=250, deadline=None)
def test_no_field_like_text_raises_or_gives_a_number_that_is_not_finite(text: str, header: str | None) -> None:
    for quantity in read_quantities(text, header=header, superscripts=(1, 5)):
        numbers = [value for value in quantity.as_dict().values() if isinstance(value, float)]
        assert all(math.isfinite(value) for value in (*numbers, *quantity.candidates_si))
        assert quantity.kind in ("value", "range", "bound", "none")


@given(st.text(max_size=700))
@settings(max_examples=120, deadline=None)
def test_no_text_raises(text: str) -> None:
    assert read_quantities(text)
