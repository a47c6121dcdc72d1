"""The text of report.html and report.pdf of the whole corpus, read back: no number without evidence, one value in both.

A number counts as bare when it stands in the text outside of a link. What may stand so is listed with its reason.
"""

from __future__ import annotations

import ctypes
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import html
from memlit.presentation import text as tokens
from memlit.report.rendering.html import HtmlRenderer, render_html
from memlit.report.rendering.pdf import PdfTexts, render_pdf

from tests.workflow.tools import table

ALLOWED = (
    (
        r"Li et al\., Nanoscale Horizons 2023|Li 2023 \[\d+\]",
        "name of the review, in the title and in labels that are read aloud",
    ),
    (r"Fig\. \d+[a-c]?", "name of a figure of the review"),
    (r"Fig\. A\d+", "number of a figure of the appendices"),
    (r"Table A?\d+", "number of a table, or the name of one of the review"),
    (r"\d+ rows", "length of a table that is folded"),
    (r"section \d", "number of a section of the review"),
    (r"PRISMA 2020", "name of a guideline"),
    (r"(?<![\d.])0 ≤", "constant of an inequality"),
    (r"log10|df2", "name of a function, of a column"),
    (r"(?<![\d.,])(95|80|5)\s%", "level of an interval, power of a test, quantile: conventions of the method"),
    (r"CR2", "name of a method"),
    (r"review-fig11", "name of a set"),
    (r"\(goal[^)]*\)|(?<![\d.,])0\.01\s?%|95th percentile", "goals that a method is held to, and a quantile"),
    (r"at least 10 of them", "setting of the method, in a label that is read aloud"),
    (r"9,999 resamples", "setting of the method, in a label that is read aloud"),
    (r"(?<![\d.,])(85|125)\s°C", "ends of the bands of temperature"),
    (r"factor 2 or more|above 2|10 or more", "thresholds of the method, heads of columns"),
    (r"of \d+ levels", "how many levels of a measured set are in use"),
    (r"memlit \d+\.\d+\.\d+", "version of the program"),
)
LINKS_AND_NAMES = '//a|//*[@class="name"]|//code|//*[@class="equations"]|//form|//script|//style|//svg'
EVIDENCE = '//section[@id="references"]|//*[@id="card"]'
"""The list of references and the place of a number's chain: made of printed text, rules and ids."""
FOOTER = 45
"""Points from the edge of a page; below stands the page's number."""
APPENDIX = "References of the review keep"


def bare_numbers(text: str) -> list[str]:
    """What holds a digit and no reason allows, with some words around it."""
    kept = text
    for pattern, _ in ALLOWED:
        kept = re.sub(pattern, lambda found: re.sub(r"\d", "#", found.group()), kept)
    return [re.sub(r"\s+", " ", text[max(0, m.start() - 40) : m.end() + 20]) for m in re.finditer(r"\d[\d.,]*", kept)]


def html_prose(page: str) -> dict[str, str]:
    """Text outside links and names, by section; links are marked so that no words run together."""
    tree = html.fromstring(page)
    for element in tree.xpath(f"{EVIDENCE}|{LINKS_AND_NAMES}"):
        tail = element.tail or ""
        element.clear()
        element.tail = f" ∎ {tail}"
    # No attribute is text, but a label of a table or figure is read aloud.
    labels = " ".join(str(label) for label in tree.xpath("//@aria-label"))
    sections = {section.get("id"): section.text_content() for section in tree.xpath("//section")}
    sections["around"] = " ".join(part.text_content() for part in tree.xpath("//header|//footer"))
    sections["labels"] = labels
    return sections


def bare_in_html(page: str) -> dict[str, list[str]]:
    found = {name: bare_numbers(text) for name, text in html_prose(page).items()}
    return {name: numbers for name, numbers in found.items() if numbers}


@dataclass(frozen=True)
class Link:
    """A link of the PDF: its target, empty inside the document, and the characters under it."""

    target: str
    text: str


@dataclass(frozen=True)
class PdfText:
    """prose: words outside links before the appendix; appendix: all text after its heading."""

    prose: str
    appendix: str
    links: tuple[Link, ...]


def read_pdf(content: bytes) -> PdfText:
    document = pypdfium2.PdfDocument(content)
    prose, appendix, links = [], [], []
    for page in document:
        textpage = page.get_textpage()
        characters = textpage.get_text_range()
        rects = _link_rects(document, page)
        marked = []
        under: list[list[str]] = [[] for _ in rects]
        for place in range(textpage.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(textpage, place))
            left, bottom, right, top = textpage.get_charbox(place)
            if top < FOOTER:
                continue
            x, y = (left + right) / 2, (bottom + top) / 2
            hit = next((i for i, (_, r) in enumerate(rects) if r[0] <= x <= r[2] and r[1] <= y <= r[3]), None)
            if hit is None or character.isspace():
                marked.append(character)
            else:
                under[hit].append(character)
                marked.append("∎")
        links += [Link(target, "".join(text)) for (target, _), text in zip(rects, under, strict=True)]
        if appendix or APPENDIX in characters:
            appendix.append(characters)
        else:
            prose.append("".join(marked))
    return PdfText("\n".join(prose), "\n".join(appendix), tuple(links))


def _link_rects(document: Any, page: Any) -> list[tuple[str, tuple[float, float, float, float]]]:
    found = []
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(place), ctypes.byref(link)):
        rect = pdfium.FS_RECTF()
        pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rect))
        action = pdfium.FPDFLink_GetAction(link)
        buffer = ctypes.create_string_buffer(500)
        size = pdfium.FPDFAction_GetURIPath(document, action, buffer, len(buffer)) if action else 0
        target = buffer.raw[: size - 1].decode() if size else ""
        found.append((target, (rect.left, rect.bottom, rect.right, rect.top)))
    return found


@pytest.fixture(scope="module")
def appendices(whole_review: Path) -> str:
    document = pypdfium2.PdfDocument((whole_review / "results/appendices.pdf").read_bytes())
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def squeezed(text: str) -> str:
    """Without spaces and without the hyphens of line ends."""
    return re.sub(r"[\s\u00ad\u0002\ufffe]", "", text)


def bare_in_pdf(prose: str, page: str) -> list[str]:
    """Words with digits outside links that are neither allowed nor of a name (of a device, a print) in the HTML."""
    names = html.fromstring(page).xpath('//*[@class="name"]')
    known = {word for element in names for word in re.findall(r"\w*\d[\w.,]*", element.text_content())}
    kept = re.sub(r"\s+", " ", prose)
    for pattern, _ in ALLOWED:
        kept = re.sub(pattern.replace(" ", r"\s"), lambda found: re.sub(r"\d", "#", found.group()), kept)
    return [
        word for word in re.findall(r"\w*\d[\w.,]*", kept) if word.strip(".,") not in {k.strip(".,") for k in known}
    ]


@pytest.fixture(scope="module")
def report(whole_review: Path) -> dict[str, Any]:
    return json.loads((whole_review / "results/report.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(whole_review: Path) -> str:
    return (whole_review / "results/report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def entries(whole_review: Path) -> str:
    return (whole_review / "results/numbers.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pdf(whole_review: Path) -> PdfText:
    return read_pdf((whole_review / "results/report.pdf").read_bytes())


@pytest.fixture(scope="module")
def figures(whole_review: Path) -> dict[str, Path]:
    return {path.stem: path for path in (whole_review / "results/figures").glob("*.svg")}


def drawings(figures: dict[str, Path]) -> dict[str, str]:
    return {name: path.read_text(encoding="utf-8") for name, path in figures.items()}


def test_no_number_in_the_html_stands_without_its_evidence(page: str) -> None:
    assert bare_in_html(page) == {}


def test_no_number_in_the_pdf_stands_without_its_evidence(pdf: PdfText, page: str) -> None:
    assert bare_in_pdf(pdf.prose, page) == []


def first_number_bare(value: Any, numbers: dict[str, dict[str, str]]) -> tuple[Any, bool]:
    """`value` with its first number that shows a digit printed past the helper, and whether there was one."""
    if isinstance(value, str):
        for span in tokens.spans(value):
            if span.kind == "num" and re.search(r"\d", numbers[span.content]["text"]):
                return value.replace(tokens.number_token(span.content), numbers[span.content]["text"], 1), True
        return value, False
    if isinstance(value, dict | list):
        pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        for key, item in pairs:
            changed, is_done = first_number_bare(item, numbers)
            if is_done:
                value = value.copy()
                value[key] = changed
                return value, True
    return value, False


def test_one_number_past_the_helper_is_found_in_every_section(report: dict[str, Any], figures: dict[str, Path]) -> None:
    changed = [first_number_bare(section, report["numbers"]) for section in report["sections"]]
    touched = {section["id"] for section, is_done in changed if is_done}
    assert len(touched) > 8
    spoilt = render_html({**report, "sections": [section for section, _ in changed]}, drawings(figures))
    assert set(bare_in_html(spoilt)) >= touched


def test_a_helper_that_makes_no_links_is_found(
    report: dict[str, Any], figures: dict[str, Path], page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HtmlRenderer, "number", lambda self, identifier: self.numbers[identifier]["text"])
    assert set(bare_in_html(render_html(report, drawings(figures)))) >= {"findings", "benchmark", "claims"}
    plain = {"kind": "text", "label": ""}
    monkeypatch.setattr(PdfTexts, "number", lambda self, i: {**plain, "text": self.numbers[i]["text"]})
    assert len(bare_in_pdf(read_pdf(render_pdf(report, figures)).prose, page)) > 100


def test_every_number_of_the_html_leads_to_one_entry(page: str, entries: str) -> None:
    """Links of the page to its own places, and of both pages to the index of numbers and back, all have an end."""
    ids = {}
    for name, text in (("report.html", page), ("numbers.html", entries)):
        found = [str(identifier) for identifier in html.fromstring(text).xpath("//@id")]
        assert len(found) == len(set(found)), name
        ids[name] = set(found)
    for name, text in (("report.html", page), ("numbers.html", entries)):
        targets = {str(target) for target in html.fromstring(text).xpath('//a[contains(@href, "#")]/@href')}
        assert len(targets) > 100
        for target in targets:
            file, _, anchor = target.partition("#")
            assert file.startswith("audit/") or anchor in ids[file or name], (name, target)


def test_the_pdf_prints_the_values_of_the_html(pdf: PdfText, appendices: str, page: str, entries: str) -> None:
    """Far links name the index's entry: a line of the number under the link stands in the number there.

    Words lead to rows of claims there.
    """
    tree = html.fromstring(page)
    listed = html.fromstring(entries).xpath('//*[@class="cards"]/p')
    shown = {entry.get("id"): squeezed(entry.find("b").text_content()) for entry in listed}
    far = [link for link in pdf.links if link.target.startswith(("report.html#", "numbers.html#"))]
    assert len(far) > 300
    rows = set(tree.xpath('//*[@id="claims" or @id="claims-details"]//tr/@id | //section/@id'))
    for link in far:
        target = link.target.partition("#")[2]
        assert target in rows or squeezed(link.text) in shown[target], link
    appendix = squeezed(appendices)
    headline = tree.xpath('//section[@id="benchmark"]//a[@class="num"]/@href')
    assert headline
    for target in headline:
        assert shown[str(target).partition("#")[2]] in appendix


def test_size_of_the_page(page: str) -> None:
    """The review asks for a page that opens at once: 3 MB for the default corpus."""
    assert len(page.encode()) <= 3_000_000


def test_every_claim_has_a_tile_that_leads_to_its_row(page: str, whole_review: Path) -> None:
    tree = html.fromstring(page)
    tiles = [str(target)[1:] for target in tree.xpath('//*[@class="tiles"]//a/@href')]
    assert sorted(tiles) == sorted(f"claim-{row['id']}" for row in table(whole_review, "claims"))
    assert set(tiles) == set(tree.xpath('//tr[starts-with(@id, "claim-")]/@id'))


def test_every_table_of_the_page_links_to_a_file_that_is_there(page: str, whole_review: Path) -> None:
    files = {str(target) for target in html.fromstring(page).xpath('//a[starts-with(@href, "data/")]/@href')}
    assert len(files) > 20
    assert [name for name in sorted(files) if not (whole_review / "results" / name).is_file()] == []


def test_report_and_audit_say_whether_the_source_of_a_value_was_opened(whole_review: Path) -> None:
    """Counted in the published readings, which carry what their transcriber noted."""
    used = [
        row
        for row in table(whole_review, "readings")
        if row["status"] == "value" and not row["derived_from"] and ":ref-" not in row["paper"]
    ]
    checked, not_opened = (
        sum(flag in row["flags"].split(";") for row in used) for flag in ("checked_at_source", "not_verified_at_source")
    )
    assert min(checked, not_opened) > 0
    page = html.fromstring((whole_review / "results/report.html").read_text(encoding="utf-8"))
    (coverage,) = page.xpath('//section[@id="coverage"]')
    said = f"{checked} were checked at the source, and {not_opened} were taken from a collection"
    assert said in re.sub(r"\s+", " ", coverage.text_content())
    document = (whole_review / "results/audit/joksas2020.html").read_text(encoding="utf-8")
    own = [
        row["flags"].split(";")
        for row in table(whole_review, "readings")
        if row["document"] == "joksas2020" and not row["derived_from"]
    ]
    for words, flag in (("Checked at the source.", "checked_at_source"), ("not opened.", "not_verified_at_source")):
        assert document.count(words) == sum(flag in flags for flags in own)
