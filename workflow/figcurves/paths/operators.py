"""What a PDF page draws: paths and images with their true state, in paint order, each with its operator index.

Form XObjects inherit the graphics state of the place that draws them (PDF 32000-1, 8.10.1); coordinates stay in
double precision. Text is not drawn here, see `words`.
"""

import io
import math
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from figcurves.errors import FigureError
from figcurves.model import unique
from figcurves.paths.colors import BLACK, Color, color_in, device_color
from figcurves.paths.drawing import Drawing, DrawnPath, PathBuilder, Picture, page_matrix, path_box
from figcurves.paths.form_letters import form_letter
from figcurves.paths.words import PlacedChar
from figcurves.settings import WORDS
from printed.geometry import IDENTITY, Box, Matrix, apply, box_of, intersect, multiply, sides_of

Operation = tuple[str, list[Any]]
"""An operator and its operands: numbers, names with their slash, lists of both; None for what draws nothing."""
MAX_OPERATIONS = 8_000_000
_MAX_DEPTH = 16


@dataclass(slots=True)
class GraphicsState:
    """The part of the graphics state that a figure shows."""

    matrix: Matrix = IDENTITY
    fill: Color = BLACK
    stroke: Color = BLACK
    width: float = 1.0
    dash: tuple[float, ...] = ()
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    fill_space: str = "/DeviceGray"
    stroke_space: str = "/DeviceGray"
    clip: Box | None = None


def open_pdf(where: str, data: bytes) -> Any:
    """The pikepdf document. Raises FigureError when it is no PDF or is encrypted."""
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise FigureError(where, "the PDF is encrypted", "supply it without a password") from error
    except pikepdf.PdfError as error:
        raise FigureError(where, "not a PDF that can be read", "supply the PDF again") from error


def read_paths(where: str, pdf: Any, page: Any) -> Drawing:
    """All paths and images of a pikepdf page.

    Raises FigureError when the page draws more operators than the limit.
    """
    matrix, width, height = page_matrix(page)
    walker = _Walker(where, pdf)
    contents = page.obj.get("/Contents")
    data = b"" if contents is None else walker.joined(contents)
    resources = page.obj.get("/Resources") or page.resources
    walker.interpret(walker.operations(data), resources, GraphicsState(matrix=matrix), "", 0, None)
    info = pdf.docinfo if "/Info" in pdf.trailer else {}
    producer = " ".join(_words(info.get(key, "")) for key in ("/Producer", "/Creator")).strip()
    quantum = walker.quantum()
    return Drawing(
        walker.paths,
        walker.pictures,
        width,
        height,
        producer,
        quantum,
        matrix,
        unread=unique(walker.unread),
        flags=unique(walker.flags),
        letters=walker.letters,
    )


def _words(value: Any) -> str:
    """A text of the PDF's own description, readable where its bytes are not in the encoding that they claim."""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("utf-8", "replace").lstrip("\ufeff")


@dataclass(slots=True)
class _Stream:
    """A content stream while it is interpreted: the graphics state with those saved, the path being built, and how many
    of the marked contents that are open are hidden.
    """

    resources: Any
    state: GraphicsState
    prefix: str
    depth: int
    origin: tuple[float, float] | None
    stack: list[GraphicsState] = field(default_factory=list)
    path: PathBuilder = field(default_factory=PathBuilder)
    marked: list[bool] = field(default_factory=list)
    hidden: int = 0


class _Walker:
    """Interprets content streams; one instance a page."""

    def __init__(self, where: str, pdf: Any) -> None:
        self.where, self.pdf = where, pdf
        self.paths: list[DrawnPath] = []
        self.pictures: list[Picture] = []
        self.letters: list[PlacedChar] = []
        self.unread: list[str] = []
        self.count = 0
        self.forms: dict[Any, tuple[list[Operation], Any, Matrix, Box | None]] = {}
        self.flags: list[str] = []
        layers = pdf.Root.get("/OCProperties")
        off = layers.get("/D", {}).get("/OFF", []) if layers is not None else []
        self.hidden = frozenset(item.objgen for item in off)
        self.decimals: list[int] = []
        self.scale = 1.0

    def quantum(self) -> float:
        """Step of the coordinates in points, from the decimals that path operands carry."""
        if not self.decimals:
            return 0.0
        most = max(self.decimals)
        return 0.0 if most >= 5 else 10.0**-most * self.scale

    def joined(self, contents: Any) -> bytes:
        """The content of a page, which may come in pieces."""
        import pikepdf

        pieces = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        return b"\n".join(self._stream(piece) for piece in pieces)

    def _stream(self, stream: Any) -> bytes:
        import pikepdf

        try:
            data: bytes = stream.read_bytes()
        except pikepdf.PdfError:
            self.unread.append("a content stream cannot be decoded: what it draws is not read")
            return b""
        return data

    def operations(self, data: bytes) -> list[Operation]:
        """The operators of a content stream in order, numbers in double precision."""
        import pikepdf

        def words(item: Any) -> str:
            try:
                return str(item)
            except UnicodeDecodeError:
                return ""

        def plain(operand: Any) -> Any:
            if isinstance(operand, Decimal | int):
                return float(operand)
            if isinstance(operand, pikepdf.Array):
                return [plain(item) for item in operand]
            return words(operand) if isinstance(operand, pikepdf.Name) else None

        try:
            found = pikepdf.parse_content_stream(pikepdf.Stream(self.pdf, data))
        except pikepdf.PdfError:
            self.unread.append("a content stream cannot be parsed: what it draws is not read")
            return []
        read = ((words(one.operator), [plain(operand) for operand in one.operands]) for one in found)
        return [
            (op, args if op not in _NUMBERS or all(isinstance(arg, float) for arg in args) else []) for op, args in read
        ]

    def interpret(
        self,
        ops: list[Operation],
        resources: Any,
        state: GraphicsState,
        prefix: str,
        depth: int,
        origin: tuple[float, float] | None,
    ) -> None:
        self.count += len(ops)
        if self.count > MAX_OPERATIONS:
            raise FigureError(self.where, f"over {MAX_OPERATIONS} operators on a page", "supply the figure alone")
        stream = _Stream(resources, state, prefix, depth, origin)
        for index, (op, args) in enumerate(ops):
            if op in _BUILD:
                stream.path.add(op, args)
            elif op in _PAINT:
                self._end_path(op, stream, index)
            elif (handler := _HANDLERS.get(op)) is not None:
                handler(self, stream, args, index)
            else:
                self._set(op, args, resources, stream.state)

    def _end_path(self, op: str, stream: _Stream, index: int) -> None:
        """Paint a path, or only clip to it, and begin the next."""
        path, state = stream.path, stream.state
        if path.parts and not stream.hidden:
            self._paint(op, path, state, f"{stream.prefix}{index}", stream.origin)
        if path.clip and path.parts:
            state.clip = intersect(state.clip, path_box(path, state.matrix))
        stream.path = PathBuilder()

    def _begin_marked(self, stream: _Stream, args: list[Any], _index: int) -> None:
        off = bool(self.hidden) and self._is_hidden(args, stream.resources)
        stream.marked.append(off)
        stream.hidden += off

    def _end_marked(self, stream: _Stream, _args: list[Any], _index: int) -> None:
        stream.hidden -= stream.marked.pop() if stream.marked else 0

    def _clip(self, stream: _Stream, _args: list[Any], _index: int) -> None:
        stream.path.clip = True

    def _save(self, stream: _Stream, _args: list[Any], _index: int) -> None:
        stream.stack.append(copy(stream.state))

    def _restore(self, stream: _Stream, _args: list[Any], _index: int) -> None:
        stream.state = stream.stack.pop() if stream.stack else stream.state

    def _move(self, stream: _Stream, args: list[Any], _index: int) -> None:
        if len(args) == 6:
            a, b, c, d, e, f = args
            stream.state.matrix = multiply((a, b, c, d, e, f), stream.state.matrix)

    def _place(self, stream: _Stream, args: list[Any], index: int) -> None:
        if not stream.hidden:
            self._do(args, stream.resources, stream.state, f"{stream.prefix}{index}", stream.depth)

    def _place_inline(self, stream: _Stream, _args: list[Any], index: int) -> None:
        self._picture(stream.state.matrix, f"{stream.prefix}{index}", None)

    def _picture(self, matrix: Matrix, locator: str, stream: Any) -> None:
        box = box_of(matrix, (0.0, 0.0, 1.0, 1.0))
        self.pictures.append(Picture(self._order(), f"op={locator}", box, matrix, stream))

    def _order(self) -> int:
        return len(self.paths) + len(self.pictures)

    def _set(self, op: str, args: list[Any], resources: Any, state: GraphicsState) -> None:
        paint = "stroke" if op.isupper() else "fill"
        if op == "w" and args:
            state.width = float(args[0])
        elif op == "d" and args and isinstance(args[0], list):
            state.dash = tuple(value for value in args[0] if isinstance(value, float))
        elif op == "gs" and args:
            self._extended(args[0], resources, state)
        elif op in ("g", "rg", "k", "G", "RG", "K"):
            setattr(state, paint, device_color(args))
        elif op in ("cs", "CS") and args and isinstance(args[0], str):
            setattr(state, f"{paint}_space", args[0])
            setattr(state, paint, BLACK)
        elif op in ("sc", "scn", "SC", "SCN"):
            setattr(state, paint, self._color(getattr(state, f"{paint}_space"), args, resources))

    def _color(self, space: str, args: list[Any], resources: Any) -> Color:
        color, stand_in = color_in(space, args, resources)
        self.flags += [f"colours of colour space {space} shown by a stand-in"] if stand_in else []
        return color

    def _extended(self, name: str, resources: Any, state: GraphicsState) -> None:
        entry = _entry(resources, "/ExtGState", name)
        if entry is None:
            return
        if "/LW" in entry:
            state.width = float(entry["/LW"])
        if "/ca" in entry:
            state.fill_alpha = float(entry["/ca"])
        if "/CA" in entry:
            state.stroke_alpha = float(entry["/CA"])
        if "/D" in entry:
            state.dash = tuple(float(value) for value in entry["/D"][0])

    def _paint(
        self, op: str, path: PathBuilder, state: GraphicsState, locator: str, origin: tuple[float, float] | None
    ) -> None:
        filled, stroked = op in _FILL, op in _STROKE
        alpha = state.fill_alpha if filled and not stroked else state.stroke_alpha
        if op == "n" or not (filled or stroked):
            return
        if op in ("s", "b", "b*"):
            path.close()
        path.drop_points()
        a, b, c, d, _, _ = state.matrix
        scale = math.sqrt(abs(a * d - b * c))
        self.scale = max(scale, 1e-9)
        if not origin and path.decimals >= 0:
            self.decimals.append(path.decimals)
        parts, curves = path.arrays(state.matrix)
        # A fill of strokes alone covers nothing: matplotlib fills its crosses.
        filled = filled and not (stroked and not curves and all(len(part) <= 2 for part in parts))
        self.paths.append(
            DrawnPath(
                self._order(),
                f"op={locator}",
                parts,
                list(path.closed),
                state.fill if filled else None,
                state.stroke if stroked else None,
                state.width * scale,
                tuple(length * scale for length in state.dash),
                state.clip,
                curves,
                list(path.curve_part),
                origin,
                alpha,
            )
        )

    def _do(self, args: list[Any], resources: Any, state: GraphicsState, locator: str, depth: int) -> None:
        item = _entry(resources, "/XObject", args[0]) if args else None
        if item is None:
            return
        subtype = str(item.get("/Subtype", ""))
        if subtype == "/Image":
            self._picture(state.matrix, locator, item)
            return
        if subtype != "/Form":
            return
        if depth >= _MAX_DEPTH:
            self.unread.append(f"forms nested over {_MAX_DEPTH} deep not read")
            return
        if self.hidden and _layer(item.get("/OC")) in self.hidden:
            return
        key = item.objgen if item.objgen != (0, 0) else args[0]
        if key not in self.forms:
            matrix = tuple(float(value) for value in item.get("/Matrix", IDENTITY))
            box = tuple(float(value) for value in item["/BBox"]) if "/BBox" in item else None
            own = item.get("/Resources") or resources
            self.forms[key] = (self.operations(self._stream(item)), own, matrix, box)  # type: ignore[assignment]
        ops, own, matrix, box = self.forms[key]
        inner = copy(state)
        inner.matrix = multiply(matrix, state.matrix)
        if box is not None:
            at = box_of(inner.matrix, box)
            if min(sides_of(at)) >= WORDS.clip:
                inner.clip = intersect(inner.clip, at)
        origin = apply(inner.matrix, 0.0, 0.0)
        first = len(self.paths)
        self.interpret(ops, own, inner, f"{locator}{args[0]}:", depth + 1, origin)
        letter = form_letter(args[0], inner.matrix, self.paths[first:])
        if letter is not None:
            del self.paths[first:]
            self.letters.append(letter)

    def _is_hidden(self, args: list[Any], resources: Any) -> bool:
        if len(args) < 2 or args[0] != "/OC" or not isinstance(args[1], str):
            return False
        return _layer(_entry(resources, "/Properties", args[1])) in self.hidden


_HANDLERS: dict[str, Callable[[_Walker, _Stream, list[Any], int], None]] = {
    "BDC": _Walker._begin_marked,
    "BMC": _Walker._begin_marked,
    "EMC": _Walker._end_marked,
    "W": _Walker._clip,
    "W*": _Walker._clip,
    "q": _Walker._save,
    "Q": _Walker._restore,
    "cm": _Walker._move,
    "Do": _Walker._place,
    "INLINE IMAGE": _Walker._place_inline,
}
"""What an operator does that neither builds nor paints a path nor sets a part of the graphics state."""


_BUILD = frozenset(("m", "l", "c", "v", "y", "re", "h"))
_FILL = frozenset(("f", "F", "f*", "B", "B*", "b", "b*"))
_STROKE = frozenset(("S", "s", "B", "B*", "b", "b*"))
_PAINT = _FILL | _STROKE | {"n"}
_NUMBERS = _BUILD | {"cm", "w"}
"""Operators whose operands must be numbers."""


def _entry(resources: Any, kind: str, name: Any) -> Any:
    if resources is None or not isinstance(name, str):
        return None
    table = resources.get(kind)
    return None if table is None else table.get(name)


def _layer(item: Any) -> Any:
    return None if item is None else getattr(item, "objgen", None)
