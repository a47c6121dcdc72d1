r"""One text of a LaTeX source: `\input` inside the archive, comments gone, the author's macros written out.

Nothing is executed and nothing is written: an archive is read in memory, and only its own members are ever included.
"""

import io
import posixpath
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from printed.documents.kind import ZIP_MARK, is_latex
from printed.documents.latex.structure import after_option, argument
from printed.errors import DocumentError

_MAX_BYTES = 10_000_000
"""Of all text, and of the text with its files and macros written out."""
MAX_ARCHIVE = 200_000_000
"""Bytes that an archive may unpack to, figures included."""
_MAX_MEMBERS = 5000
_MAX_DEPTH = 100
MAX_STEPS = 100_000
"""Files included and macros written out."""
_TEXT_SUFFIXES = (".tex", ".ltx", ".bbl")
_REMEDY = "give the .tex file, or a .zip or .tar.gz with it"
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*)?")
_VERBATIM = re.compile(
    r"\\begin\s*\{(verbatim\*?|lstlisting|minted|comment|filecontents\*?|tikzpicture|axis)\}.*?\\end\s*\{\1\}"
    r"|\\iffalse\b.*?\\fi\b",
    re.DOTALL,
)
_INPUT = re.compile(
    r"\\(input|include|subfile|bibliography|printbibliography)(?![A-Za-z])"
    r"(?:\s*\{([^{}\n]{0,300})\}|[ \t]+([^\s{}\\]{1,300}))?"
)
_FOLDER = re.compile(r"\\(?:newcommand\*?|def)\s*\{?\s*(\\[A-Za-z@]+)\s*\}?\s*\{([\w./-]{1,200})\}")
"""A macro in the name of a file, which is looked up before macros are written out."""
_CITE = re.compile(r"\\(?!no)[A-Za-z]{0,20}cite[a-z]{0,20}\*?\s*(?:\[[^\]\n]{0,200}\]\s*){0,2}\{([^{}]{0,2000})\}")
BIBLIOGRAPHY_ITEM = re.compile(r"\\bibitem\s*(?:\[[^\]]{0,300}\]\s*)?\{([^{}\n]{1,200})\}")
"""The beginning of an entry of the list of references; they are numbered in order."""
_NEW = re.compile(
    r"\\(?:(?:new|renew|provide)command|DeclareRobustCommand|DeclareMathOperator)\*?\s*"
    r"(?:\{\s*(\\[A-Za-z@]+)\s*\}|(\\[A-Za-z@]+))\s*(?:\[(\d)\]\s*)?|\\def\s*(\\[A-Za-z@]+)\s*((?:#\d)*)(?=\{)|(\\[A-Za-z@]+)"
)
"""A definition: its name, in braces, bare or of `\\def`, and how many arguments it has; else a use."""
_PLACE = re.compile(r"#(\d)")


@dataclass(frozen=True, slots=True)
class LatexSource:
    """The whole text; warnings say what was left out of it."""

    text: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Macro:
    """What a macro prints, with `#1` for its first argument; default: of the first where it is optional."""

    body: str
    n_arguments: int = 0
    default: str | None = None


@dataclass(slots=True)
class _Reading:
    """A source being read: its members by name, what is counted against the limits and what is to be said.

    folders: macros of the main file that name a folder or a file.
    """

    file: str
    members: Mapping[str, str]
    size: int = 0
    steps: int = 0
    warnings: list[str] = field(default_factory=list)
    macros: dict[str, _Macro] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)

    def spend(self, text: str) -> str:
        self.size += len(text)
        self.steps += 1
        if self.size > _MAX_BYTES or self.steps > MAX_STEPS:
            raise DocumentError(self.file, f"expands to more than {_MAX_BYTES // 1_000_000} MB or steps", _REMEDY)
        return text

    def warn(self, problem: str, remedy: str) -> None:
        line = str(DocumentError(self.file, problem, remedy))
        if line not in self.warnings and len(self.warnings) < 20:
            self.warnings.append(line)


def read_latex(path: Path) -> LatexSource:
    """The text of a .tex file or of the main file of an archive. DocumentError where there is none or too much."""
    members = _members(path)
    main = _main(members)
    reading = _Reading(path.name, members)
    for match in _FOLDER.finditer(members[main]):
        reading.folders[match.group(1)] = match.group(2)
    text = "".join(_with_inputs(reading, main, (main,)))
    reading.size = 0
    return LatexSource(_with_marks("".join(_with_macros(reading, text, ()))), tuple(reading.warnings))


def _members(path: Path) -> dict[str, str]:
    """Texts of a source by name: of an archive, or the file alone."""
    with path.open("rb") as file:
        head = file.read(4)
    try:
        if head == ZIP_MARK:
            found = _of_zip(path)
        elif head[:2] == b"\x1f\x8b":
            found = _of_gzip(path)
        else:
            found = {path.name: _decoded(_bounded(path.name, path.read_bytes()))}
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
    ) as e:
        raise DocumentError(path.name, f"is no archive that can be read ({type(e).__name__})", _REMEDY) from e
    if not any(not name.endswith(".bbl") for name in found):
        raise DocumentError(path.name, "holds no LaTeX source", _REMEDY)
    return found


def _of_zip(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        members = [(member.filename, partial(archive.open, member)) for member in archive.infolist()]
        return dict(_texts(path.name, members))


def _of_gzip(path: Path) -> dict[str, str]:
    """The texts of a .tar.gz, or the one text that arXiv packs alone."""
    unpacker = zlib.decompressobj(wbits=31)
    data = unpacker.decompress(path.read_bytes(), MAX_ARCHIVE + 1)
    if len(data) > MAX_ARCHIVE:
        raise _too_big(path.name)
    if data[257:262] != b"ustar":
        return {path.name: _decoded(_bounded(path.name, data))}
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        files = ((member, member.isreg() and not member.issparse()) for member in archive)
        members = ((member.name if is_file else "", partial(archive.extractfile, member)) for member, is_file in files)
        return dict(_texts(path.name, members))


def _texts(file: str, members: Iterable[tuple[str, Callable[[], Any]]]) -> Iterator[tuple[str, str]]:
    """Names and texts of the members of an archive that hold LaTeX, each of which is opened by a function."""
    left = _MAX_BYTES
    for number, (name, opened) in enumerate(members):
        if number >= _MAX_MEMBERS:
            raise DocumentError(file, f"holds more than {_MAX_MEMBERS} files", _REMEDY)
        if name.lower().endswith(_TEXT_SUFFIXES):
            with opened() as member:
                data = member.read(left + 1)
            left -= len(data)
            if left < 0:
                raise _too_big(file)
            yield posixpath.normpath(name), _decoded(data)


def _bounded(file: str, data: bytes) -> bytes:
    if len(data) > _MAX_BYTES:
        raise _too_big(file)
    return data


def _too_big(file: str) -> DocumentError:
    return DocumentError(file, f"holds more than {_MAX_BYTES // 1_000_000} MB of text or unpacks to too much", _REMEDY)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").replace("\r\n", "\n")


def _main(members: Mapping[str, str]) -> str:
    """The file that LaTeX is called on: with a document class, the shortest path first; else the first of all."""
    texts = [name for name in members if not name.endswith(".bbl")]
    classed = [name for name in texts if re.search(r"^[^%\n]*\\document(?:class|style)\b", members[name], re.MULTILINE)]
    known = classed or [name for name in texts if is_latex(members[name])] or texts
    return min(known, key=lambda name: (name.count("/"), name != "main.tex", len(name), name))


def _with_inputs(reading: _Reading, name: str, within: tuple[str, ...]) -> Iterator[str]:
    """A member's text without comments and listings, with the members it includes in their places."""
    text = reading.spend(_VERBATIM.sub("", _COMMENT.sub(r"\1", reading.members[name])))
    done = 0
    for match in _INPUT.finditer(text):
        command, wanted = match.group(1), (match.group(2) or match.group(3) or "").strip()
        wanted = re.sub(r"\\[A-Za-z@]+", lambda name: reading.folders.get(name.group(), name.group()), wanted)
        if command.endswith("bibliography"):
            found = next((one for one in sorted(reading.members) if one.endswith(".bbl")), None)
        else:
            found = _member(reading, wanted, within[0])
        # `#2` stands in the definition of a macro, which includes nothing.
        if found is None and (command.endswith("bibliography") or "#" in wanted):
            continue
        yield text[done : match.start()]
        done = match.end()
        if found is None:
            remedy = "give the archive of the whole source, or put its text there"
            reading.warn(f"\\{command}{{{wanted}}} names no file beside it; what it holds is not read", remedy)
        elif found in within or len(within) >= _MAX_DEPTH:
            reading.warn(f"\\{command}{{{wanted}}} includes itself or lies too deep; it is left out", "mend the source")
        else:
            yield from _with_inputs(reading, found, (*within, found))
    yield text[done:]


def _member(reading: _Reading, wanted: str, main: str) -> str | None:
    r"""The member that `\input{wanted}` of the main file means; never a path out of the archive."""
    if not wanted or wanted.startswith(("/", "~", "\\")) or ".." in wanted.split("/"):
        return None
    base = posixpath.dirname(main)
    places = (posixpath.normpath(posixpath.join(base, wanted + end)) for end in ("", ".tex"))
    return next((place for place in places if place in reading.members), None)


def _with_macros(reading: _Reading, text: str, within: tuple[str, ...]) -> Iterator[str]:
    """The text with the author's macros written out, as they are defined where they stand."""
    done = at = 0
    while (match := _NEW.search(text, at)) is not None:
        at = match.end()
        used = match.group(6)
        if used is None:
            name = match.group(1) or match.group(2) or match.group(4)
            count = int(match.group(3) or 0) or len(match.group(5) or "") // 2
            default, start = _option(text, at) if match.group(3) else (None, at)
            start = len(text) - len(text[start:].lstrip())
            if text[start : start + 1] != "{":
                continue
            body, end = argument(text, start)
            reading.macros[name] = _Macro(reading.spend(body).replace(r"\xspace", ""), count, default)
            yield text[done : match.start()]
            done = at = end
        elif used in reading.macros:
            yield reading.spend(text[done : match.start()])
            if used in within or len(within) >= _MAX_DEPTH:
                reading.warn(f"the macro {used} is made of itself; it is left out", "mend the source")
                done = at
            else:
                written, done = _written_out(reading, reading.macros[used], text, at, within)
                at = done
                yield from _with_macros(reading, written, (*within, used))
                # What follows must not join the name of a command at the end.
                yield " " if re.search(r"\\[A-Za-z@]+$", written) else ""
    yield reading.spend(text[done:])


def _option(text: str, at: int) -> tuple[str | None, int]:
    """What stands in brackets at `at`, None where no bracket does, and the place behind it."""
    end = after_option(text, at)
    return (text[at:end].strip()[1:-1], end) if end > at else (None, at)


def _written_out(reading: _Reading, macro: _Macro, text: str, at: int, within: tuple[str, ...]) -> tuple[str, int]:
    """What a macro used at `at` stands for, its arguments in their places, and the place behind them."""
    given: list[str] = []
    if macro.default is not None:
        option, at = _option(text, at)
        given.append(macro.default if option is None else option)
    while len(given) < macro.n_arguments:
        one, at = argument(text, at)
        given.append(one)
    given = ["".join(_with_macros(reading, one, within)) for one in given]

    def put(place: re.Match[str]) -> str:
        number = int(place.group(1))
        return given[number - 1] if 0 < number <= len(given) else ""

    return reading.spend(_PLACE.sub(put, macro.body)), at


def _with_marks(text: str) -> str:
    """The text with each citation as the number of its work: in the source's list, else in order of first citation.

    Without a list of references the printed numbers are not known; these tell the works apart all the same.
    """
    numbers: dict[str, int] = {}
    for match in BIBLIOGRAPHY_ITEM.finditer(text):
        numbers.setdefault(match.group(1).strip(), len(numbers) + 1)

    def mark(match: re.Match[str]) -> str:
        keys = [key.strip() for key in match.group(1).split(",") if key.strip()]
        # In braces, or the first of a row would be taken for the option of what ends the row above.
        return f"{{[{', '.join(str(numbers.setdefault(key, len(numbers) + 1)) for key in keys)}]}}" if keys else ""

    return _CITE.sub(mark, text)
