"""What the runs and equations of a Word paragraph print, as inline HTML: <sup>, <sub>, MathML and the mark <img>.

Text that a reviewer deleted is left out and text that was inserted is kept, as in the printed document.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from memlit.documents.markup.word.package import WordStyle, attribute_of, child, script_of
from printedpages.symbols import UNREADABLE, symbol_font_letter
from printedpages.xml_names import local_name

PRIVATE = 0xF000
HOLDERS = {"sdt", "sdtcontent", "ins", "moveto", "smarttag", "customxml"}
"""Elements of which only the content is printed."""
_HOLDERS = HOLDERS | {"hyperlink", "fldsimple", "dir", "bdo", "ruby", "rubybase"}
_LETTERS = {"tab": " ", "ptab": " ", "br": " ", "cr": " ", "nobreakhyphen": "-", "softhyphen": "\u00ad"}
_MATH = {"ssup": "msup", "ssub": "msub", "ssubsup": "msubsup", "f": "mfrac"}
_OFF = {"0", "false", "off"}


@dataclass(slots=True)
class InlineWriter:
    """Writes the inline content of paragraphs. notes: ids of the notes that were marked, in order, by their kind.

    boxes: text boxes met in a paragraph, whose blocks follow it.
    """

    styles: Mapping[str, WordStyle]
    element: Callable[[str], Any]
    notes: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    boxes: list[Any] = field(default_factory=list)

    def write(self, node: Any, into: Any) -> None:
        """Append what the children of a paragraph, or of an element within one, print."""
        for one in node:
            name = local_name(one)
            if name == "r":
                self._run(one, into)
            elif name in _HOLDERS:
                self.write(one, into)
            elif name in ("omath", "omathpara"):
                self._math(one, into)
            elif name == "alternatecontent":
                self._shape(one, into)

    def _run(self, run: Any, into: Any) -> None:
        properties = child(run, "rpr")
        vanish = child(properties, "vanish") if properties is not None else None
        if vanish is not None and attribute_of(vanish) not in _OFF:
            return
        style = self.styles.get(attribute_of(child(properties, "rstyle")) or "", WordStyle())
        script = script_of(properties) or style.script
        font = attribute_of(child(properties, "rfonts"), "ascii") or ""
        if script:
            into.append(self.element(script))
            into = into[-1]
        for one in run:
            name = local_name(one)
            if name == "t":
                _add(into, _in_font(one.text or "", font))
            elif name in _LETTERS:
                _add(into, _LETTERS[name])
            elif name == "sym":
                _add(into, _symbol(_code(attribute_of(one, "char")), attribute_of(one, "font") or font))
            elif name.endswith("notereference"):
                self._note(name.removesuffix("reference"), one, into)
            elif name in ("drawing", "pict", "object", "alternatecontent"):
                self._shape(one, into)

    def _note(self, kind: str, mark: Any, into: Any) -> None:
        """The raised number of a note; a mark of the author's own stands in the text behind it."""
        which = attribute_of(mark, "id") or ""
        noted = self.notes[kind]
        if which not in noted:
            noted.append(which)
        if attribute_of(mark, "customMarkFollows") in (None, *_OFF):
            if local_name(into) != "sup":
                into.append(self.element("sup"))
                into = into[-1]
            _add(into, str(noted.index(which) + 1))

    def _shape(self, node: Any, into: Any) -> None:
        """A picture as its mark; text boxes are kept for later. Of two versions for older programs the first counts."""
        if local_name(node) == "alternatecontent":
            node = next((one for one in node if isinstance(one.tag, str)), node)
        inside = [one for one in node.iterdescendants() if isinstance(one.tag, str)]
        boxes = [one for one in inside if local_name(one) == "txbxcontent"]
        self.boxes += [one for one in boxes if not any(parent in boxes for parent in one.iterancestors())]
        if any(local_name(one) in ("blip", "imagedata", "chart") for one in inside):
            into.append(self.element("img"))

    def _math(self, node: Any, into: Any) -> None:
        for one in node:
            name = local_name(one)
            if name == "t":
                _add(into, one.text or "")
            elif name == "r":
                self._math(one, into)
            elif name in _MATH:
                into.append(self.element(_MATH[name]))
                for part in (part for part in one if local_name(part) in ("e", "sub", "sup", "num", "den")):
                    into[-1].append(self.element("mi"))
                    self._math(part, into[-1][-1])
            elif name == "d":
                opening, closing = (attribute_of(child(one, "dpr", side)) for side in ("begchr", "endchr"))
                _add(into, "(" if opening is None else opening)
                self._math(one, into)
                _add(into, ")" if closing is None else closing)
            elif not name.endswith("pr"):
                self._math(one, into)


def _add(element: Any, text: str) -> None:
    """Append text to an element, behind its last child."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _in_font(text: str, font: str) -> str:
    """Text as the font shows it: letters in Symbol are Greek, whether the file names them `m` or U+F06D."""
    is_symbol = font.casefold() == "symbol"
    return "".join(
        _symbol(ord(letter), font) if ord(letter) >= PRIVATE or (is_symbol and letter.isalpha()) else letter
        for letter in text
    )


def _code(text: str | None) -> int:
    """A code as the file writes it, in hexadecimal digits; that of an unreadable letter where it is none."""
    try:
        return int(text or "", 16)
    except ValueError:
        return ord(UNREADABLE)


def _symbol(code: int, font: str) -> str:
    """The letter of a code in a font; a private letter of an unknown font stays, for its number to be flagged."""
    is_pictured = any(name in font.casefold() for name in ("symbol", "wingdings"))
    if not is_pictured or code >= PRIVATE + 0x100 or 0x100 <= code < PRIVATE:
        return chr(code)
    return symbol_font_letter(code if code >= PRIVATE else PRIVATE + code, font)
