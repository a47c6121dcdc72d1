"""config/standards.yaml as a model: what is asked of a paper, why, by whom, and how it is looked for."""

import re
from functools import cached_property
from pathlib import Path

from pydantic import Field

from memlit.errors import ConfigError
from memlit.field import Vocabulary
from printed.yaml_files.checked import Section, validated
from printed.yaml_files.read import read_yaml

STANDARDS_FILE = "config/standards.yaml"


class PatternRow(Section):
    """A regular expression for a sentence in one spelling, and a print that it fits."""

    pattern: str = Field(min_length=1, description="Letters fit in either case, except within (?-i:...)")
    example: str = Field(min_length=1, description="A print that the pattern fits")

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern at work."""
        return re.compile(self.pattern, re.IGNORECASE)


class DeviceKind(Section):
    """A kind of device, which a paper is about where `least` of its sentences fit the words."""

    words: str = Field(min_length=1)
    least: int = Field(ge=1)


class StandardSource(Section):
    """What asks for an item: a publication with the page that says so, or `ours`."""

    text: str = Field(min_length=1)
    doi: str = ""
    page: str = ""


class AskedPart(Section):
    """One thing that an item asks for: stated by a value of its parameters, or by a sentence that fits its words."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    missing: str = Field(min_length=1, description="What an author can add, a sentence")
    parameters: tuple[str, ...] = ()
    words: tuple[PatternRow, ...] = ()
    unless: str = Field(default="", description="A sentence that fits this states something else")
    needs: str = Field(default="", description="A sentence whose value counts fits this")
    not_in: tuple[str, ...] = Field(default=(), description="Contexts whose sentences state something else")
    best_in: str = Field(default="", description="The context whose sentences are shown first")
    applies_to: tuple[str, ...] = ()
    anywhere: bool = Field(default=False, description="Whether a sentence with citations or an address counts too")


class StandardItem(Section):
    """One item: what is asked in parts, why, and its source."""

    title: str = Field(min_length=1)
    why: str = Field(min_length=1)
    source: str
    applies_to: tuple[str, ...] = ()
    parts: tuple[AskedPart, ...] = Field(min_length=1)


class Standards(Section):
    """The whole of config/standards.yaml."""

    kinds: dict[str, DeviceKind] = Field(description="Kinds of device by name")
    contexts: dict[str, str] = Field(description="What a sentence is about, by name: the words that tell")
    sources: dict[str, StandardSource] = Field(description="What asks for an item, by name")
    items: tuple[StandardItem, ...] = Field(min_length=1, description="What is asked, in the order of the sheet")


def load_standards(path: Path, vocabulary: Vocabulary) -> Standards:
    """The file, validated. Raises ConfigError where it names a kind, a source or a parameter that there is not."""
    where = str(path)
    standards = validated(Standards, read_yaml(path), where)
    for name, told in standards.contexts.items():
        _check_pattern(told, f"{where}: {name}")
    for item in standards.items:
        _check(item.source in standards.sources, where, f"{item.title!r} names the source {item.source}")
        for part in item.parts:
            for kind in (*item.applies_to, *part.applies_to):
                _check(kind in standards.kinds, where, f"{part.id} names the kind {kind}")
            for context in filter(None, (*part.not_in, part.best_in)):
                _check(context in standards.contexts, where, f"{part.id} names the context {context}")
            for name in part.parameters:
                _check(name in vocabulary.parameters, where, f"{part.id} names the parameter {name}")
            for row in part.words:
                _check_pattern(row.pattern, f"{where}: {part.id}")
            for pattern in (part.unless, part.needs):
                _check_pattern(pattern, f"{where}: {part.id}")
    return standards


def _check(is_known: bool, where: str, problem: str) -> None:
    if not is_known:
        raise ConfigError(where, f"{problem}, which there is not", "write one that the file or the vocabulary has")


def _check_pattern(pattern: str, where: str) -> None:
    try:
        re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ConfigError(where, f"{pattern!r} is no regular expression ({error})", "mend the pattern") from None
