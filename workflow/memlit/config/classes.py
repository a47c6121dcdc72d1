"""config/classes.yaml and config/reporting.yaml as models."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from memlit.config.read import Section, read_yaml, validated
from memlit.errors import ConfigError

CLASSES_FILE = "config/classes.yaml"


class DeviceClass(Section):
    """One device class: what it is called, how it works, whether it has a resistive energy."""

    name: str
    aliases: tuple[str, ...] = ()
    mechanism: str = ""
    charge_device: bool = False
    on_state: str = ""
    off_state: str = ""
    notes: tuple[str, ...] = ()


class Classes(Section):
    """config/classes.yaml: the device classes by short name, and the review's credit lists."""

    classes: dict[str, DeviceClass]
    fig11_credits: dict[str, tuple[int, ...]] = Field(default_factory=dict)

    def canonical(self, name: str) -> str | None:
        """The class's short name for `name` or one of its aliases, None when unknown."""
        if name in self.classes:
            return name
        for short, device_class in self.classes.items():
            if name in device_class.aliases:
                return short
        return None


class ReportingItem(Section):
    """One item of a reporting guideline: ids of the sections that answer it, and how."""

    item: str
    topic: str
    where: str = ""
    how: str


class Reporting(Section):
    """config/reporting.yaml: the checklists of PRISMA 2020 and SWiM."""

    prisma: tuple[ReportingItem, ...] = ()
    swim: tuple[ReportingItem, ...] = ()


def load_reporting(path: Path) -> Reporting:
    """config/reporting.yaml, validated."""
    return validated(Reporting, read_yaml(path), str(path))


def load_classes(path: Path) -> Classes:
    """config/classes.yaml, validated; an alias that names two classes is an error."""
    classes = validated(Classes, read_yaml(path), str(path))
    seen: dict[str, str] = {}
    for short, device_class in classes.classes.items():
        for name in (short, *device_class.aliases):
            if name in seen:
                raise ConfigError(str(path), f"{name} names both {seen[name]} and {short}", "remove one of the two")
            seen[name] = short
    return classes
