"""What the readers find in one file, for the sheet: sentences, values in SI, and pages that cannot be read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from memlit.asking.stored import answers_path, read_answers, settled
from memlit.datum import DocumentReading, ReconciledDocument
from memlit.errors import LimitError
from memlit.field import Vocabulary
from memlit.files import sha256_of
from memlit.passages.find import citation_marks_in
from memlit.passages.said import whose_is_said
from memlit.passages.sentences.parted import sentence_spans
from memlit.passages.sentences.spelling import printed_markup, working_of
from memlit.reconcile.document import reconcile_document
from memlit.sources.data.from_tables import mine_file
from memlit.sources.data.from_text import mine_text
from memlit.sources.data.supplied import MinedFile, Supplied, joined_files
from memlit.sources.folder import SourceDescription, SourceFolder, read_folder
from memlit.worker import LIMITS, Limits, Worker
from printed.documents.blocks.model import Block, OverPages
from printed.documents.kind import document_kind
from printed.documents.opened import OpenDocument
from printed.geometry import Box, union

THIS_PAPER = "this-paper"
"""Key of the paper of a sheet, which is in no library."""
_MOST_LINES = 3
_PLACE = re.compile(r"(?:p(\d+)\.)?c(\d+)")
_OF_OWN_FIGURE = re.compile(r"\b(?:Supplementary |Extended Data )?(?:Figs?\.|Figures?) ?S?\d")
_OF_OTHERS = re.compile(
    r"\b(?:et al\b|[Rr]efs?\b|[Rr]eferences?\b|[Rr]eported|[Pp]revious\w*|[Ll]iterature|[Cc]ompar\w+|[Rr]eprinted|"
    r"[Rr]eproduced|[Aa]dapted)"
)
_DONE = re.compile(r"\b(?:was|were) (?:\w+ly )?(?:\w+ed|grown|made|spun)\b")
"""`The film was deposited by a conventional sputtering process` tells what the authors did."""
_MADE_AS = re.compile(
    r"\b(?:was|were) (?:fabricated|prepared|made|grown|deposited|measured) (?:[\w-]+ ){0,6}"
    r"(?:described|reported) (?:previously|before|elsewhere|earlier)\b"
)
"""`The capacitors were fabricated as described previously [18]` are the paper's own."""
_RECKONED = re.compile(r"\b(?:is|are) (?:\w+ly )?(?:estimated|calculated|evaluated|measured|determined)\b")
_OF_MANY = re.compile(r"\b(?:widely|commonly|essentially|[Ee]mergence of|(?:was|were|ha(?:s|ve) been) proposed)\b")
_MARK_AT_END = re.compile(r"(?<!Fig)(?<!of)(?<!is)(?<!are)(?<!to)(?<!=) \d{1,3}(?:[,–-] ?\d{1,3})* \.$")
"""A citation mark whose raising a text file has lost: `as high as 10^{12} cycles 17 .`"""
_LABEL = re.compile(r"^[*_\s]*(?:Figure|Fig\.?|FIGURE|FIG\.|Table|TABLE)s? ?S?\d[\d.]*[*_\s.:|]*")
"""The label of a caption, which names no other figure."""
_GOES_ON = re.compile(r"(?:Their|They|These (?:authors|works|studies))\b")
_LONGEST = Limits(seconds=120.0, memory=LIMITS.memory)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a paragraph: its characters from `start` to before `end` in the text of its page, and its box."""

    start: int
    end: int
    box: Box
    page: int | None


@dataclass(frozen=True, slots=True)
class PrintedSentence(OverPages):
    """A sentence in one spelling. places: for each of its characters the offset in the text of its page.

    printed: the sentence with <sup> and <sub>; page: from 1, None where a file has no pages; pages: as of a block.
    is_own: False where its words say that it is about other works, or about devices in general; a caption that cites
    none is the paper's own.
    kind: text, caption, or references for what stands like an entry of a list of references.
    """

    text: str
    printed: str
    places: tuple[int, ...]
    page: int | None
    paragraph: int
    kind: str
    is_own: bool
    lines: tuple[PrintedLine, ...]
    pages: tuple[int, ...] = ()

    def box_of(self, page: int | None, start: int, end: int) -> Box | None:
        """The box of the printed lines from an offset of a page's text to before another; None without a page.

        At most _MOST_LINES, and none of another column.
        """
        boxes = [line.box for line in self.lines if line.page == page and line.start < end and start < line.end][
            :_MOST_LINES
        ]
        if not boxes:
            return None
        box = boxes[0]
        for below in boxes[1:]:
            if below[1] < box[1]:
                break
            box = union(box, below)
        return box

    def holds(self, page: int | None, offset: int) -> bool:
        """Whether the sentence holds an offset of the text of a page."""
        if self.pages:
            return any(here == page and place == offset for here, place in zip(self.pages, self.places, strict=True))
        return page == self.page and bool(self.places) and self.places[0] <= offset <= self.places[-1]


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """One file as its readers found it.

    unread: numbers of pages that are pictures or whose letters make no words; tables_are_read: False where reading the
    tables went over a limit; head: title, authors, year and DOI as its first page says them.
    """

    name: str
    sha256: str
    kind: str
    n_pages: int
    head: dict[str, str]
    sentences: tuple[PrintedSentence, ...]
    document: ReconciledDocument
    unread: tuple[int, ...]
    tables_are_read: bool
    warnings: tuple[str, ...]

    def sentence_at(self, place: str | None) -> PrintedSentence | None:
        """The sentence at a place such as `p3.c1204`."""
        found = _PLACE.match(place or "")
        if found is None:
            return None
        page, offset = int(found[1]) if found[1] else None, int(found[2])
        around = [one for one in self.sentences if one.holds(page, offset)]
        # A sentence that goes on in the next column holds the lines between only by its ends.
        return min(around, key=lambda one: offset not in one.places, default=None)


def read_paper(path: Path, vocabulary: Vocabulary) -> SheetPaper:
    """Read a PDF, LaTeX, JATS XML, HTML or text file in a reader process, one of a review with its answers.

    Raises DocumentError where it is missing, empty, encrypted, broken or holds no text, LimitError where even its text
    takes more than the limits.
    """
    kind = document_kind(path)
    sha256 = sha256_of(path)
    file = _with_what_was_said(Supplied(path, sha256, _alone(path), vocabulary))
    with Worker(_LONGEST) as worker:
        try:
            found, tables_are_read = worker.call(path.name, find_all, file), True
        except LimitError:
            found, tables_are_read = worker.call(path.name, find_text, file), False
    mined = [MinedFile.model_validate(one) for one in found["mined"]]
    whole = joined_files(mined)
    warnings = [line for one in mined for line in one.warnings]
    reading = DocumentReading(
        key=THIS_PAPER,
        status="new",
        data=whole["data"],
        unmapped=whole["unmapped"],
        questions=whole["questions"],
        warnings=tuple(dict.fromkeys((*found["warnings"], *warnings))),
        pages=whole["contents"],
    )
    document = reconcile_document(reading, {}, vocabulary)
    unreadable = {page.page for page in document.pages if page.is_picture or page.is_unreadable}
    without_text = set(range(1, found["pages"] + 1)) - {one.page for one in found["sentences"]}
    return SheetPaper(
        name=path.name,
        sha256=sha256,
        kind=kind,
        n_pages=found["pages"],
        head=found["head"],
        sentences=found["sentences"],
        document=document,
        unread=tuple(sorted({page for page in unreadable if page} | (without_text - found["references"]))),
        tables_are_read=tables_are_read,
        warnings=document.warnings,
    )


def _alone(path: Path) -> SourceFolder:
    """A file as the only one of its folder."""
    return SourceFolder(THIS_PAPER, path.parent, (path,), SourceDescription())


def _with_what_was_said(file: Supplied) -> Supplied:
    """A paper of a review with its description and the answers to its tables; any other file as it is."""
    sources = file.path.absolute().parent.parent
    if sources.name != "sources":
        return file
    folder = read_folder(sources, file.path.absolute().parent.name)
    answers = settled(read_answers(answers_path(sources.parent / "extracted", folder.key))).answers
    of_file = tuple(one for one in answers if one.question.file == file.path.name)
    return replace(file, folder=replace(folder, key=THIS_PAPER, files=(file.path,)), answers=of_file)


def find_all(file: Supplied) -> dict[str, Any]:
    """Sentences, head, and what tables and sentences give, for the reader process; the file is opened once."""
    with file.opened() as opened:
        return _found_in(opened, [mine_text(opened).model_dump(), mine_file(opened).model_dump()])


def find_text(file: Supplied) -> dict[str, Any]:
    """As `find_all`, without the tables."""
    with file.opened() as opened:
        return _found_in(opened, [mine_text(opened).model_dump()])


def _found_in(file: Supplied, mined: list[dict[str, Any]]) -> dict[str, Any]:
    from printed.documents.first_page import first_page

    assert isinstance(file.document, OpenDocument)
    blocks, warnings = file.document.blocks
    return {
        "mined": mined,
        "warnings": warnings,
        "pages": len(file.document.pdf) if file.document.kind == "pdf" else 0,
        "head": first_page(file.path, file.document.kind),
        "sentences": tuple(_sentences(blocks)),
        # A page of nothing but references says nothing of a device.
        "references": {block.page for block in blocks if block.kind == "references"},
    }


def _sentences(blocks: Iterable[Block]) -> Iterator[PrintedSentence]:
    for number, block in enumerate(blocks):
        if block.kind == "cell":
            continue
        working = working_of(block)
        lines = tuple(_lines(block))
        is_own = True
        for start, end in sentence_spans(working.text):
            part = working.cut(start, end)
            if not part.first:
                continue
            is_caption = block.kind == "caption"
            said = _LABEL.sub("", part.text) if is_caption else part.text
            # `Their endurance` goes on about the work that the sentence before cites.
            is_said = block.kind == "text" and _is_own(said)
            is_own = _is_own_in_caption(said) if is_caption else is_said and (is_own or _GOES_ON.match(said) is None)
            yield PrintedSentence(
                text=part.text,
                printed=printed_markup(block, part.first[0], part.last[-1]),
                places=tuple(block.places[place] for place in part.first),
                page=block.page_of(part.first[0]),
                paragraph=number,
                kind=block.kind,
                is_own=is_own,
                lines=lines,
                pages=_pages_of(block, part.first),
            )


def _is_own(text: str) -> bool:
    """What a sentence says of a figure of the paper, or of what was done, is the paper's own beside a citation."""
    if _MADE_AS.search(text):
        return True
    said = whose_is_said(text, citation_marks_in(text))
    shows = _OF_OWN_FIGURE.search(text) is not None
    if _MARK_AT_END.search(text) or (said is not None and said.startswith("cited")):
        return (shows or _RECKONED.search(text) is not None) and _OF_OTHERS.search(text) is None
    if said == "general" or (said is None and _OF_MANY.search(text)):
        return shows or _DONE.search(text) is not None
    return True


def _is_own_in_caption(text: str) -> bool:
    """What stands in a caption is the paper's own, unless it cites a work as any sentence does."""
    is_cited = bool(citation_marks_in(text)) or _MARK_AT_END.search(text) is not None
    return not is_cited or _is_own(text)


def _pages_of(block: Block, characters: Sequence[int]) -> tuple[int, ...]:
    """The page of each character of a sentence that stands on two; empty where it stands on one."""
    pages = tuple(block.pages[character] for character in characters) if block.pages else ()
    return pages if len(set(pages)) > 1 else ()


def _lines(block: Block) -> Iterator[PrintedLine]:
    """The printed lines of a block of a page; none where there is no page."""
    if not block.boxes:
        return
    start = 0
    for text in block.text.split("\n"):
        end = start + len(text)
        boxes = [block.boxes[place] for place in range(start, end) if not block.text[place].isspace()]
        if boxes:
            box = boxes[0]
            for other in boxes[1:]:
                box = union(box, other)
            yield PrintedLine(block.places[start], block.places[end - 1] + 1, box, block.page_of(start))
        start = end + 1
