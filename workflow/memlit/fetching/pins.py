"""The pins of fetched documents in sources/KEY/source.yaml, written without changing what a person wrote there."""

from collections.abc import Sequence
from pathlib import Path

from memlit.config import read_yaml, validated
from memlit.errors import SourceError
from memlit.files import sha256_of, write_text
from memlit.sources.folder import SOURCE_FILE, FetchedFile, SourceDescription
from memlit.yaml_files.edit import put_value
from printed.yaml_files.read import parsed_yaml

FIRST_LINES = "kind: document\n"


def pins_of(folder: Path) -> tuple[FetchedFile, ...]:
    """The pins in the folder's source.yaml. Raises ConfigError when it does not fit its model."""
    path = folder / SOURCE_FILE
    return validated(SourceDescription, read_yaml(path), str(path)).fetched if path.is_file() else ()


def write_pin(folder: Path, pin: FetchedFile, url: str) -> None:
    """Put `pin` into source.yaml, replacing an older one of the same file; everything else is unchanged. url: the
    address of the document, for a new source.yaml. A document that states no licence gets that of the pin. Raises
    SourceError if the block of pins cannot be replaced safely.
    """
    path = folder / SOURCE_FILE
    text = path.read_text(encoding="utf-8") if path.is_file() else put_value(FIRST_LINES, ("url",), url)
    before = parsed_yaml(text, str(path)) or {}
    pins = sorted([*(old for old in pins_of(folder) if old.file != pin.file), pin], key=lambda item: item.file)
    if pin.licence and "licence" not in before:
        text = put_value(text, ("licence",), pin.licence)
    text = put_value(text, ("fetched",), [item.model_dump(mode="json", exclude_none=True) for item in pins])
    if {**before, "fetched": 0, "licence": 0} != {**parsed_yaml(text, str(path)), "fetched": 0, "licence": 0}:
        raise SourceError(str(path), "has pins in another form than memlit writes", "write `fetched:` as a block list")
    validated(SourceDescription, parsed_yaml(text, str(path)), str(path))
    write_text(path, text)


def wrong_pins(folder: Path, pins: Sequence[FetchedFile], root: Path) -> list[str]:
    """One line for each pinned file in `root`/`folder` whose bytes differ from the fetched ones."""
    return [
        str(
            SourceError(
                f"{folder.as_posix()}/{pin.file}",
                f"is not the file that was fetched (sha256 {pin.sha256[:12]} is pinned)",
                "delete it and run memlit fetch, or remove its pin from source.yaml",
            )
        )
        for pin in pins
        if (root / folder / pin.file).is_file() and sha256_of(root / folder / pin.file) != pin.sha256
    ]
