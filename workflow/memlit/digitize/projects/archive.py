"""Project archives read without unpacking: no path leaves them, no member is larger than it may be."""

import io
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from memlit.errors import FigureError
from memlit.quantities.spelling.symbols import whole_letters

MAX_FILE = 256 * 2**20
MAX_JSON = 64 * 2**20
MAX_MEMBERS = 1000


@dataclass(frozen=True, slots=True)
class ProjectArchive:
    """The JSON of a WebPlotDigitizer project and the names of its images."""

    project: dict[str, Any]
    images: tuple[str, ...]


def read_bytes(path: Path, limit: int = MAX_FILE) -> bytes:
    """The file's bytes. Raises FigureError when it is missing, empty or over the limit."""
    try:
        size = path.stat().st_size
        if size > limit:
            raise FigureError(str(path), f"{size} bytes, over the limit of {limit}", "supply a smaller file")
        data = path.read_bytes()
    except OSError as error:
        problem = error.strerror or "cannot be read"
        raise FigureError(str(path), problem, "check the path and its permissions") from error
    if not data:
        raise FigureError(str(path), "the file is empty", "save the project again")
    return data


def parse_json(where: str, data: bytes) -> dict[str, Any]:
    """A JSON object. Raises FigureError when it is no JSON, no object, or over 64 MiB."""
    if len(data) > MAX_JSON:
        raise FigureError(where, f"{len(data)} bytes of JSON, over the limit of {MAX_JSON}", "split the project")
    try:
        text = data.decode("utf-8-sig")
        record = json.loads(text)
        if "\\ud" in text.lower():
            record = json.loads(whole_letters(json.dumps(record, ensure_ascii=False)))
    except (ValueError, RecursionError) as error:
        raise FigureError(where, f"not valid JSON ({error})", "save the project again") from error
    if not isinstance(record, dict):
        raise FigureError(where, "the JSON is not an object", "supply a digitizer's project file")
    return record


def read_project_tar(where: str, data: bytes) -> ProjectArchive:
    """`wpd.json` and `info.json` of a WebPlotDigitizer .tar, read in memory.

    Raises FigureError for compressed archives, links, paths that leave the archive, members over the
    limit, and archives without exactly one project.
    """
    if data[:2] in (b"\x1f\x8b", b"BZ") or data[:4] in (b"PK\x03\x04", b"\xfd7zX"):
        raise FigureError(where, "a compressed archive", "supply the .tar as WebPlotDigitizer saves it")
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            members = _checked(where, archive)
            projects = [name for name in members if PurePosixPath(name).name == "wpd.json"]
            if len(projects) != 1:
                raise FigureError(where, f"{len(projects)} wpd.json in the archive", "supply one project a .tar")
            folder = PurePosixPath(projects[0]).parent
            project = parse_json(f"{where}:{projects[0]}", _content(archive, members[projects[0]]))
            info_name = str(folder / "info.json")
            info: dict[str, Any] = {}
            if info_name in members:
                info = parse_json(f"{where}:{info_name}", _content(archive, members[info_name]))
    except tarfile.TarError as error:
        raise FigureError(where, f"broken .tar ({error})", "save the project again") from error
    return ProjectArchive(project, _images(where, info, folder, members))


def project_picture(where: str, data: bytes) -> bytes | None:
    """The first PNG or JPEG of a WebPlotDigitizer .tar, None where it holds none. Raises FigureError as above."""
    names = read_project_tar(where, data).images
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        members = _checked(where, archive)
        folder = PurePosixPath(next(name for name in members if PurePosixPath(name).name == "wpd.json")).parent
        chosen = next((name for name in names if PurePosixPath(name).suffix.lower() in (".png", ".jpg", ".jpeg")), None)
        return _content(archive, members[str(folder / chosen)]) if chosen else None


def _checked(where: str, archive: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    members: dict[str, tarfile.TarInfo] = {}
    total = 0
    for member in archive:
        check_inside(where, member.name)
        if not (member.isfile() or member.isdir()):
            raise FigureError(where, f"{member.name!r} is a link or a device", "supply plain files only")
        total += member.size
        if member.size > MAX_FILE or total > 2 * MAX_FILE or len(members) >= MAX_MEMBERS:
            raise FigureError(where, f"archive over its limits at {member.name!r}", "supply a smaller project")
        if member.isfile():
            if member.name in members:
                raise FigureError(where, f"{member.name!r} twice in the archive", "save the project again")
            members[str(PurePosixPath(member.name))] = member
    return members


def check_inside(where: str, name: str) -> None:
    """Raises FigureError when a member's name is absolute or climbs out of its archive."""
    plain = name.replace("\\", "/")
    drive = len(plain) > 1 and plain[1] == ":"
    if plain.startswith("/") or drive or ".." in PurePosixPath(plain).parts:
        raise FigureError(where, f"path {name!r} leaves the archive", "do not use this archive")


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    handle = archive.extractfile(member)
    return handle.read(MAX_FILE) if handle else b""


def _images(where: str, info: dict[str, Any], folder: PurePosixPath, members: dict[str, Any]) -> tuple[str, ...]:
    named = info.get("images", info.get("image", []))
    names = [named] if isinstance(named, str) else [name for name in named if isinstance(name, str)]
    for name in names:
        check_inside(where, name)
    return tuple(name for name in names if str(folder / name) in members)
