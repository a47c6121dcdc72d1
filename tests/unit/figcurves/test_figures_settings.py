"""A caller of a reader of figures may give a tolerance of its own."""

from figcurves.axes.scale_fit import fit_scale


def test_a_caller_gives_the_tolerance_in_the_unit_of_its_places() -> None:
    """A tick at 201 of a scale with 100 a step misses it by a pixel: too much for a page, not for a picture."""
    places, values = [0.0, 100.0, 201.5, 300.0], [0.0, 1.0, 2.0, 3.0]
    page = fit_scale(places, values, places, places)
    picture = fit_scale(places, values, places, places, None, 1.2, "px")
    assert page is not None
    assert picture is not None
    assert not page.is_sound
    assert any(reason.text.endswith("pt") for reason in page.reasons)
    assert picture.is_sound
