"""config/classes.yaml and config/reporting.yaml as models."""

import difflib
from pathlib import Path
from typing import Literal

from pydantic import Field

from memlit.config.settings import CONFIG_FILE
from memlit.errors import ConfigError
from printed.yaml_files.checked import Section, validated
from printed.yaml_files.read import read_yaml

CLASSES_FILE = "config/classes.yaml"


class DeviceClass(Section):
    """One device class: its name, its mechanism, whether it has a resistive energy."""

    name: str
    in_words: str = Field(default="", description="What stands before `memristors` or `memory cells` in a sentence")
    moves: str = Field(default="", description="What moves when it switches; the drawing of its mechanism goes by it")
    aliases: tuple[str, ...] = ()
    mechanism: str = ""
    charge_device: bool = False
    on_state: str = ""
    off_state: str = ""
    mixed_rows: bool = Field(
        default=False,
        description="Rows of a survey under this name are of several kinds: it decides nothing about the class",
    )
    colour: str = Field(
        default="", pattern="^(#[0-9A-Fa-f]{6})?$", description="Colour in figures; none: chosen by name"
    )
    marker: Literal["", "o", "s", "^", "v", "<", ">", "D", "P", "X", "h", "p", "*", "d"] = Field(
        default="", description="Shape of its marks, in matplotlib's terms; none: chosen by name"
    )
    words: tuple[str, ...] = Field(
        default=(), description="Words of a source that name the class, in lower case; the longest that fits counts"
    )
    decisive_parts: tuple[str, ...] = Field(
        default=(), description="Parts of a stack that decide the class if the source has no word for it"
    )
    of_other_oxides: bool = Field(
        default=False, description="The class of an oxide without a word and without a decisive part"
    )
    beyond_threshold: bool = Field(
        default=False, description="Written above a threshold: its off state at the pulse is not the one read below it"
    )
    notes: tuple[str, ...] = ()


class Classes(Section):
    """config/classes.yaml: the device classes by short name, and the review's credit lists."""

    classes: dict[str, DeviceClass]
    fig11_credits: dict[str, tuple[int, ...]] = Field(default_factory=dict)
    recommended: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Classes that the review recommends, by application"
    )

    @property
    def credited(self) -> tuple[str, ...]:
        """The classes whose metrics the review compares: those that it credits with papers, without charge devices."""
        return tuple(
            name for name in self.fig11_credits if name in self.classes and not self.classes[name].charge_device
        )

    def short_name(self, name: str, where: str) -> str:
        """The class's short name for `name` or one of its aliases. Raises ConfigError when unknown."""
        short = self.canonical(name)
        if short is None:
            found = difflib.get_close_matches(name, self.classes, n=1)
            remedy = f"write {found[0]}" if found else f"write one of {', '.join(self.classes)}"
            raise ConfigError(CONFIG_FILE, f"{where} names the class {name!r}, which is unknown", remedy)
        return short

    def canonical(self, name: str) -> str | None:
        """The class's short name for `name` or one of its aliases, None if unknown."""
        if name in self.classes:
            return name
        return next((short for short, known in self.classes.items() if name in known.aliases), None)


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
    credits = {classes.canonical(name) or name: papers for name, papers in classes.fig11_credits.items()}
    return classes.model_copy(update={"fig11_credits": credits})
