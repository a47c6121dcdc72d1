"""Where the figures of a PDF stand, by their captions; for the reader process."""

from __future__ import annotations

import re
from pathlib import Path

from memlit.documents.pdf.opened import opened, page_text

CAPTION = re.compile(
    r"(?:Supplementary |Extended Data )?(?:Fig(?:ure|\.)?|FIG(?:URE)?\.?)\s?(S?\d+[a-z]?)\s*(?:[.:|)]|\s[A-Z(])"
)
"""`Fig. 3 | Words`, `Figure 3. Words`: a line that begins so is a caption; `Figure 3 shows` in running text is none."""
LONGEST = 120
"""Characters of a caption that are shown."""


def figure_captions(path: Path) -> list[dict[str, str | int]]:
    """Label, page (from 1) and first words of each figure's caption, each label once, in the order of the pages."""
    found: dict[str, dict[str, str | int]] = {}
    with opened(path) as document:
        for number in range(len(document)):
            lines = page_text(document[number]).splitlines()
            for place, line in enumerate(lines):
                caption = CAPTION.match(line.strip())
                if caption:
                    words = " ".join(" ".join(lines[place : place + 3]).split())
                    label = f"Fig. {caption[1]}"
                    found.setdefault(label, {"label": label, "page": number + 1, "words": words[:LONGEST]})
    return sorted(found.values(), key=lambda one: (one["page"], _number(str(one["label"]))))


def _number(label: str) -> tuple[bool, int]:
    """Figures of the paper before those of a supplement, by their number."""
    digits = re.search(r"\d+", label)
    return "S" in label, int(digits[0]) if digits else 0
