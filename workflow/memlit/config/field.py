"""The field of science of a review: config/field.yaml, or that of memlit's first field where a review has none.

A field is a folder below memlit/fields. `field.yaml` says what the engine must know of it; the folder `project` holds
what `memlit new` copies. Nothing in the code asks for a field by its name.
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from memlit.errors import ConfigError
from printed.yaml_files.checked import Section, validated
from printed.yaml_files.read import read_yaml

FIELD_FILE = "config/field.yaml"
FIELD_FOLDERS = Path(__file__).resolve().parents[1] / "fields"
FIRST_FIELD = "memristors"
PROJECT = "project"
"""The folder of a field that a new review is made from."""
_Input = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]


class Between(Section):
    """Ends of a parameter within which values are compared, in its SI unit."""

    low: float = Field(description="The least")
    high: float = Field(description="The largest")


class BarPart(Section):
    """One thing that the desk's bar asks of an item."""

    symbol: str = Field(description="Its sign, what is lowered behind an underscore: G_on")
    name: str = Field(description="The sign in words")
    read_from: tuple[str, ...] = Field(default=(), description="Further parameters that it can be read from")


class DeskBar(Section):
    """What the bar of the desk asks of each item, in rows."""

    parts: dict[str, BarPart] = Field(default={}, description="What is asked, by name, from left to right")
    rows: dict[str, dict[str, str]] = Field(
        default={}, description="The rows by name, each with the parameter that gives each part"
    )
    beside: tuple[str, ...] = Field(default=(), description="Parameters that the rows stand for as well")
    first: tuple[str, ...] = Field(default=(), description="What the desk asks for first, where it is not printed")
    offered: tuple[str, ...] = Field(default=(), description="What a value is asked to be before all others")
    conditions: tuple[str, ...] = Field(default=(), description="Under what the values were measured")
    states: dict[str, str] = Field(default={}, description="Parameters of a state of the item, with their signs")


class PlaceOption(Section):
    """An option of `memlit place`."""

    help: str = Field(description="What it gives, with an example")
    choices: tuple[str, ...] = Field(default=(), description="What it may be; none: a quantity with its unit")
    default: str = Field(default="", description="What it is where it is left out")


class FieldOfScience(Section):
    """What the engine knows of a field."""

    name: str = Field(description="The name of its folder")
    subject: str = Field(description="What is reviewed, in the plural: thermoelectric materials")
    item: str = Field(description="What a value is of, in the singular: device, material")
    named_by: str = Field(default="", description="Parameter whose words name the item of a line; none: its label")
    roles: tuple[str, ...] = Field(default=(), description="What a paper's items may serve as; none: they have none")
    conditions: tuple[str, ...] = Field(
        default=(), description="Parameters of one line that tell its values apart from those of the same item"
    )
    inputs: dict[_Input, str] = Field(default={}, description="The letters of formulas, each with its parameter")
    printed_as: dict[str, str] = Field(
        default={}, description="Metrics that sources print too, each with the parameter under which it is read"
    )
    compare_at: tuple[dict[str, Between], ...] = Field(
        default=(), description="Where classes are compared: ends of each condition, the headline's first"
    )
    rules: tuple[str, ...] = Field(min_length=1, description="Files of workflow/rules that the review runs")
    figures: tuple[str, ...] = Field(default=(), description="The figures of the report, each drawn as SVG")
    parts: dict[str, tuple[str, ...]] = Field(
        default={}, description="Parts of the report's main text with their sections"
    )
    appendices: tuple[str, ...] = Field(default=(), description="Sections behind the main text")
    bar: DeskBar = Field(default=DeskBar(), description="What the desk asks of each item")
    place: dict[str, PlaceOption] = Field(
        default={}, description="What `memlit place` asks; none: the letters of formulas and the conditions"
    )
    not_smaller: tuple[tuple[str, str], ...] = Field(
        default=(), description="Pairs of parameters of one item, the first of which is not smaller: else a doubt"
    )
    from_review: tuple[str, ...] = Field(
        default=(), description="Files of a new review that are those of the review that memlit comes with"
    )

    @property
    def compared_at(self) -> tuple[dict[str, Between], ...]:
        """Where classes are compared; a field without conditions compares them once."""
        return self.compare_at or (() if self.conditions else ({},))

    @property
    def items(self) -> str:
        """What values are of, in the plural: `devices`, `solar cells`."""
        return f"{self.item}s"

    @property
    def folder(self) -> str:
        """The folder of results/ that holds a file for each item: `devices`, `solar-cells`."""
        return self.items.lower().replace(" ", "-")

    @property
    def is_observed(self) -> bool:
        """Whether its values are observations: items under conditions."""
        return "observed" in self.rules


def field_names() -> list[str]:
    """The fields that memlit brings, sorted."""
    return sorted(path.parent.name for path in FIELD_FOLDERS.glob("*/field.yaml"))


def field_folder(name: str) -> Path:
    """The folder of a field. Raises ConfigError for one that memlit does not bring."""
    if name not in field_names():
        raise ConfigError("--field", f"there is no field {name!r}", f"write one of {', '.join(field_names())}")
    return FIELD_FOLDERS / name


def load_field(root: Path) -> FieldOfScience:
    """The field of the review in `root`."""
    own = root / FIELD_FILE
    path = own if own.is_file() else field_folder(FIRST_FIELD) / "field.yaml"
    return validated(FieldOfScience, read_yaml(path), str(path))
