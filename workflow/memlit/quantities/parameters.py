"""Check the units of a vocabulary's parameters: each must be in SI and one that memlit reads in print."""

import re

from memlit.errors import ConfigError
from memlit.field import Vocabulary
from memlit.quantities.spelling.normalise import normalise
from printed.units import SI_UNITS, field_unit_at, unit_at

RATIO = "1"
INVERSE = "1/"
_POWER = re.compile(r"\^\d$")


def check_units(vocabulary: Vocabulary, where: str) -> None:
    """Raise ConfigError for units that are declared needlessly, else for the first not read in print or not in SI."""
    declared = {unit.si for unit in vocabulary.units.values()}
    needless = []
    for unit in vocabulary.units.values():
        for spelling in (unit.name, *unit.spellings):
            known = field_unit_at(normalise(spelling)[0], 0)
            is_read = known is not None and known[1] == len(spelling) and "unknown_unit" not in known[0].flags
            # The same spelling for another SI unit is a choice of the field: kelvin instead of degrees Celsius.
            if known is not None and is_read and known[0].si == unit.si:
                needless.append(spelling)
    if needless:
        raise ConfigError(f"{where}: units", f"{', '.join(needless)}: read without being declared", "leave them out")
    for name, parameter in vocabulary.parameters.items():
        if not parameter.is_text and parameter.unit not in (RATIO, *declared):
            check_unit(parameter.unit, f"{where}: parameters.{name}.unit")


def check_unit(unit: str, where: str) -> None:
    """Raise ConfigError if a unit is not read in print, or is not in SI."""
    names = [_POWER.sub("", part) for part in re.split(r"[*/]", unit.removeprefix(INVERSE))]
    if SI_UNITS.issuperset(names):
        return
    found = unit_at(unit, 0)
    if found is None or found[1] != len(unit) or "unknown_unit" in found[0].flags or found[0].log:
        remedy = f'write a unit made of {", ".join(sorted(SI_UNITS))}, or "{RATIO}" for a ratio, or declare it (units:)'
        raise ConfigError(where, f"unit {unit!r} is not one that memlit reads", remedy)
    raise ConfigError(where, f"unit {unit!r} is not in SI", f"write {found[0].si!r}")
