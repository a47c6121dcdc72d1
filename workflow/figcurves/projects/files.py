"""Files of digitizers read within bounds: JSON, XML without entities, archives whose members stay in them."""

import io
import json
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from figcurves.errors import FigureError
from figcurves.model import Axis, CurveTrust, Digitization, DigitizingMethod, Series
from printed.symbols import whole_letters

MAX_FILE = 256 * 2**20
MAX_JSON = 64 * 2**20
_MAX_MEMBERS = 1000


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A file to be imported, with its content and the SHA-256 of it."""

    path: Path
    data: bytes
    sha256: str

    @property
    def where(self) -> str:
        """The file's name, for errors."""
        return self.path.name

    @property
    def suffix(self) -> str:
        """The suffix in small letters, with its dot."""
        return self.path.suffix.lower()

    @property
    def head(self) -> bytes:
        """The first bytes, without a mark of byte order and blanks."""
        return self.data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")

    @property
    def is_compressed(self) -> bool:
        """Whether it begins as gzip, bzip2, zip or xz does."""
        return self.data.startswith((b"\x1f\x8b", b"BZ", b"PK\x03\x04", b"\xfd7zX"))

    @property
    def is_packed(self) -> bool:
        """Whether it is an archive by its suffix or its first bytes."""
        packed = self.suffix in (".tar", ".tgz", ".zip", ".gz") or self.data[257:262] == b"ustar"
        return packed or self.is_compressed

    def digitized(
        self,
        axes: tuple[Axis, ...],
        series: Iterable[Series],
        tier: CurveTrust = "import_recomputed",
        method: DigitizingMethod = "imported-digitization",
        **more: Any,
    ) -> Digitization:
        """What was imported from it; more: further fields of the digitization."""
        return Digitization(self.where, self.sha256, method, tier, axes, tuple(series), **more)


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


def parse_xml(where: str, data: bytes) -> Any:
    """The root element (lxml). Raises FigureError for broken XML and for declared entities."""
    from lxml import etree

    def parsed(encoding: str | None) -> Any:
        parser = etree.XMLParser(
            encoding=encoding, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        return etree.fromstring(data, parser)

    try:
        try:
            root = parsed(None)
        except etree.XMLSyntaxError as error:
            if "ncoding" not in str(error.msg) and "UTF-8" not in str(error.msg):
                raise
            root = parsed("windows-1252")
    except etree.XMLSyntaxError as error:
        raise FigureError(where, f"broken XML ({error.msg})", "save the project again") from error
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise FigureError(where, "the XML declares entities", "save the project without them")
    return root


def read_project_tar(file: ProjectFile) -> tuple[dict[str, Any], bytes | None]:
    """The project in a WebPlotDigitizer .tar and its first PNG or JPEG, None where it holds none; read in memory.

    Raises FigureError for compressed archives, links, paths that leave the archive, members over the
    limit, and archives without exactly one project.
    """
    where = file.where
    if file.is_compressed:
        raise FigureError(where, "a compressed archive", "supply the .tar as WebPlotDigitizer saves it")
    try:
        with tarfile.open(fileobj=io.BytesIO(file.data), mode="r:") as archive:
            members = _checked(where, archive)
            projects = [name for name in members if PurePosixPath(name).name == "wpd.json"]
            if len(projects) != 1:
                raise FigureError(where, f"{len(projects)} wpd.json in the archive", "supply one project a .tar")
            folder = PurePosixPath(projects[0]).parent
            project, info = (
                parse_json(f"{where}:{name}", _content(archive, members[name])) if name in members else {}
                for name in (projects[0], str(folder / "info.json"))
            )
            named = info.get("images", info.get("image", []))
            images = [named] if isinstance(named, str) else [name for name in named if isinstance(name, str)]
            for name in images:
                check_inside(where, name)
            stored = [str(folder / name) for name in images if name.lower().endswith((".png", ".jpg", ".jpeg"))]
            picture = next((_content(archive, members[name]) for name in stored if name in members), None)
    except tarfile.TarError as error:
        raise FigureError(where, f"broken .tar ({error})", "save the project again") from error
    return project, picture


def _checked(where: str, archive: tarfile.TarFile) -> dict[str, tarfile.TarInfo]:
    members: dict[str, tarfile.TarInfo] = {}
    total = 0
    for member in archive:
        check_inside(where, member.name)
        if not (member.isfile() or member.isdir()):
            raise FigureError(where, f"{member.name!r} is a link or a device", "supply plain files only")
        total += member.size
        if member.size > MAX_FILE or total > 2 * MAX_FILE or len(members) >= _MAX_MEMBERS:
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
