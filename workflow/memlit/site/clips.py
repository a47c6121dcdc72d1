"""Pictures of printed values for the pages of devices, of documents whose licence lets them be published."""

from collections.abc import Iterable

from memlit.audit.pages.places import is_the_file, may_publish, png_uri
from memlit.datum import Reading
from memlit.grouping import grouped
from memlit.sheet.clips import clips_of
from memlit.site.model import SiteRun
from memlit.site.published import document_licence


def published_clips(run: SiteRun, readings: Iterable[Reading]) -> dict[str, str]:
    """A picture (PNG as a `data:` address) of each printed value by the id of its datum, where it may be shown."""
    placed = [reading for reading in readings if _has_box(reading)]
    found: dict[str, str] = {}
    for (key, file, sha256), own in grouped(placed, _file_of).items():
        path = run.root / "sources" / key / file
        is_page = path.suffix.lower() == ".pdf" and is_the_file(path, sha256)
        if not is_page or not may_publish(document_licence(run, key)):
            continue
        places = {reading.datum.id: (reading.datum.locator.page or 0, reading.datum.locator.bbox) for reading in own}
        boxes = {name: (page, box) for name, (page, box) in places.items() if box is not None}
        pictures = clips_of(path, list(boxes.values()))
        found |= {name: png_uri(pictures[clip]) for name, clip in boxes.items() if clip in pictures}
    return found


def _has_box(reading: Reading) -> bool:
    """Whether it is known where on a page the value stands; the box of a series is its whole figure."""
    at = reading.datum.locator
    return reading.datum.figure is None and at.bbox is not None and at.page is not None


def _file_of(reading: Reading) -> tuple[str, str, str | None]:
    at = reading.datum.locator
    return at.document, at.file, at.sha256
