"""The sheet as one page of HTML that stands alone: no network, a small script, blanks for what is missing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from memlit.audit.pages.places import png_uri
from memlit.presentation.pages import page_environment, source_hash, with_scripts
from memlit.sheet.clips import Clip
from memlit.sheet.items import StatedAt
from memlit.sheet.published import picture_among
from memlit.sheet.pulses import ASKED
from memlit.sheet.sheet import Sheet
from memlit.sheet.standards import StandardSource
from memlit.sheet.values import SheetValue, by_device

_TEMPLATES = Path(__file__).with_name("templates")
_PAGE = "sheet.html.j2"
_TAGS = re.compile(r"</?su[bp]>")
_SYMBOLS = {"V": Markup("<i>V</i>"), "tau": Markup("<i>τ</i>")}
_SYMBOLS |= {name: Markup(f"<i>G</i><sub>{name[2:]}</sub>") for name in ("G_on", "G_off")}
UNITS = {"V": "V", "tau": "s", "G_on": "S or Ω", "G_off": "S or Ω"}
_MOST_PAGES = 6
"""Pages that are named of one value."""


def sheet_page(sheet: Sheet, pictures: Mapping[Clip, bytes]) -> str:
    """The whole page. pictures: PNG of printed lines; a place without one is quoted."""
    script, style = _text("sheet.js"), _text("sheet.css")
    context = {
        "paper": sheet.paper,
        "sheet": sheet,
        "style": Markup(style),
        "script": Markup(script),
        "digests": {"script": source_hash(script), "style": source_hash(style)},
        "lead": lead_lines(sheet),
        "asked": {name: (_SYMBOLS[name], UNITS[name]) for name in ASKED},
        "devices": by_device(sheet.values),
        "plot": "" if sheet.field.is_observed else picture_among(sheet.devices, sheet.marks),
        "unread": unread_lines(sheet),
    }

    def picture(place: StatedAt) -> str:
        png = pictures.get((place.page, place.box)) if place.page and place.box else None
        return png_uri(png) if png else ""

    return _environment().get_template(_PAGE).render(context, picture=picture)


@cache
def _environment() -> Environment:
    environment = page_environment(_TEMPLATES)
    environment.filters |= {
        "printed": printed,
        "symbols": with_symbols,
        "plain": plain_print,
        "where": where,
        "all_places": all_places,
        "others": _others,
        "source": source_words,
    }
    return environment


def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def printed(text: str) -> Markup:
    """A print with its raised and lowered letters, all else escaped."""
    return with_scripts(re.sub(r"\^\{([^{}]*)\}", r"<sup>\1</sup>", text))


def with_symbols(text: str) -> Markup:
    """A sentence whose symbols have their subscripts."""
    return Markup(re.sub(r"\b([EPGR])_(on|off|a|s)\b", r"<i>\1</i><sub>\2</sub>", str(escape(text))))


def plain_print(text: str) -> str:
    """A print in one line of plain letters, raised ones after a `^`."""
    raised = re.sub(r"\^\{([^{}]*)\}", r"^\1", re.sub(r"<sup>(.*?)</sup>", r"^\1", text))
    return " ".join(_TAGS.sub("", raised).split())


def lead_lines(sheet: Sheet) -> list[str]:
    """What an author needs to know first, a sentence each."""
    lines = [] if sheet.field.is_observed else list(_of_pulses(sheet))
    if sheet.contradictions:
        lines.append("Some values do not fit each other.")
    silent = [item.item.title.lower() for item in sheet.items if all(part.state == "not found" for part in item.parts)]
    if silent:
        lines.append(f"Nothing was found on: {'; '.join(silent)}.")
    return lines or ["Every part that is asked for was found."]


def _of_pulses(sheet: Sheet) -> Iterator[str]:
    """What the pulses of the devices lack, a sentence each."""
    pulses = [pulse for pulse in sheet.pulses if not pulse.is_empty]
    missing = dict.fromkeys(name for pulse in pulses for name in pulse.missing)
    unclear = dict.fromkeys(name for pulse in pulses for name in pulse.unclear if name not in missing)
    if not sheet.is_resistive:
        yield (
            "The paper speaks of devices with three terminals, or with a ferroelectric gate. "
            "They have no resistive energy, so that E_a and P_s are not computed."
        )
    if not pulses:
        yield "No pulse of a device was found."
    if missing:
        what = "For E_a and P_s" if sheet.is_resistive else "To describe the pulse"
        yield f"{what}, the sheet did not find {_listed(missing)} of every pulse."
    if unclear:
        yield f"Several values are printed of {_listed(unclear)}. It is not said which belongs to which pulse."


def _listed(names: Iterable[str]) -> str:
    """`V, tau and G_on`."""
    *first, last = (_SPELT[name] for name in names)
    return f"{', '.join(first)} and {last}" if first else last


_SPELT = {"V": "V", "tau": "τ", "G_on": "G_on", "G_off": "G_off"}


def unread_lines(sheet: Sheet) -> list[str]:
    """What the readers did not read, a sentence each."""
    paper = sheet.paper
    lines = []
    if paper.unread:
        lines.append(f"No text could be read on page {', '.join(map(str, paper.unread))}: {_CANNOT_TELL}")
    if not paper.tables_are_read:
        lines.append(f"The tables were not read, for that took too long: {_CANNOT_TELL}")
    lines.append("Curves and pictures inside figures are not read. Their captions are.")
    waiting = [question.label or "a table" for question in paper.document.questions if question.waits]
    if waiting:
        lines.append(f"Not answered yet, so that its values are proposed alone: {', '.join(dict.fromkeys(waiting))}.")
    refused = [line for question in paper.document.questions for line in question.refused]
    if refused:
        lines.append(f"Answered, but no value could be read: {'; '.join(refused)}.")
    asked = [question.label or "a table" for question in paper.document.questions if question.heads]
    if asked:
        lines.append(f"Some heads of {', '.join(dict.fromkeys(asked))} have no meaning that memlit knows.")
    return lines


_CANNOT_TELL = "what was not found elsewhere may stand there, so the sheet cannot tell."


def source_words(source: StandardSource) -> str:
    """Who asks for an item, as it is printed below it."""
    return "our own rule" if source.text == "ours" else source.text


def _others(places: Sequence[StatedAt]) -> list[str]:
    """Where else something is stated, each page once."""
    return [words for words in dict.fromkeys(map(where, places[1:])) if words != where(places[0])]


def where(place: StatedAt) -> str:
    """`page 3`, `Table 1, page 3`, or `in the text` of a file without pages."""
    page = f"page {place.page}" if place.page else ""
    return ", ".join(filter(None, (place.label, page))) or "in the text"


def all_places(value: SheetValue) -> str:
    """Where a value is printed, each page once."""
    pages = list(dict.fromkeys(map(where, value.places)))
    more = f" and {len(pages) - _MOST_PAGES} more" if len(pages) > _MOST_PAGES else ""
    return "; ".join(pages[:_MOST_PAGES]) + more
