"""Lines of text in a picture as the models find and read them: RapidOCR, whose models lie in its package.

No model is fetched: their files are named, so that no code that downloads is reached. One thread, so that results are
alike on each machine of a kind, and a limit of processor time says what it means.
"""

import functools
import hashlib
import importlib.util
import math
import resource
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from printed.geometry import Box

_MODELS_PACKAGE = "rapidocr"
FINDS, READS = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
"""The model that finds lines of text, and the one that reads them."""
_AS_WRITTEN = str.maketrans({"∼": "~", "µ": "μ", "\u2126": "Ω"}) | str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
"""Signs that have several codes and one meaning; a raised figure is one whose ink is raised."""
CARET = "^"
_LEAST_ROOM = 300_000_000
"""Bytes of address space without which the models cannot work: a library that fails then has met the end of it."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of text that was read. box: of the whole line, in pixels; middles: of each letter that is no blank.

    confidences: of the same letters, 0 to 1.
    """

    text: str
    box: Box
    middles: tuple[float, ...]
    confidences: tuple[float, ...]

    def without(self, sign: str) -> "ReadLine | None":
        """The line without the letters of that sign; None where it has none or nothing else."""
        letters = self.text.replace(" ", "")
        kept = [place for place, letter in enumerate(letters) if letter != sign]
        if not 0 < len(kept) < len(letters):
            return None
        middles, confidences = (tuple(told[k] for k in kept) for told in (self.middles, self.confidences))
        return ReadLine(self.text.replace(sign, "").strip(), self.box, middles, confidences)


@functools.cache
def model_files() -> dict[str, str]:
    """The names of the models with the sha256 of their files; nothing of them is loaded."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in _model_paths()}


def _model_paths() -> tuple[Path, Path]:
    found = importlib.util.find_spec(_MODELS_PACKAGE)
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "models"
    return folder / FINDS, folder / READS


@functools.cache
def _engine() -> Any:
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    finds, reads = _model_paths()
    runtime = "EngineConfig.onnxruntime"
    asked = {
        "Global.use_cls": False,
        "Global.text_score": 0.0,
        "Global.max_side_len": 100_000,
        "Global.log_level": "error",
        "Det.model_path": str(finds),
        "Rec.model_path": str(reads),
        f"{runtime}.intra_op_num_threads": 1,
        f"{runtime}.inter_op_num_threads": 1,
        f"{runtime}.enable_cpu_mem_arena": False,
    }
    return RapidOCR(params=asked)


def lines_in_picture(picture: Any) -> list[ReadLine]:
    """The lines of text of a picture (rows x columns x red, green, blue; 0 to 255), from top to bottom.

    Raises MemoryError where the models lack room: their libraries name other reasons.
    """
    try:
        found = _engine()(
            np.ascontiguousarray(picture[:, :, ::-1]), use_cls=False, return_word_box=True, return_single_char_box=True
        )
    except Exception as error:
        if _room() < _LEAST_ROOM:
            raise MemoryError from error
        raise
    if found.boxes is None or found.txts is None:
        return []
    lines = []
    for corners, text, letters in zip(found.boxes, found.txts, found.word_results, strict=True):
        line = _line(corners, text, letters)
        if line is not None:
            lines.append(line)
    return sorted(lines, key=lambda line: (line.box[1], line.box[0]))


def _room() -> float:
    """Bytes of address space that this process may still take; without end where it has no limit."""
    allowed = resource.getrlimit(resource.RLIMIT_AS)[0]
    if allowed == resource.RLIM_INFINITY:
        return math.inf
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return float(allowed - pages * resource.getpagesize())


def _line(corners: Any, text: str, letters: Any) -> ReadLine | None:
    """A line of text whose letters are those of the models one by one; None for a blank."""
    places = np.asarray(corners, dtype=float)
    box = (places[:, 0].min(), places[:, 1].min(), places[:, 0].max(), places[:, 1].max())
    text = "".join(map(_plain, text)).strip()
    read = [(_plain(letter), float(sure), np.asarray(ends, dtype=float)) for letter, sure, ends in letters]
    read = [one for one in read if not one[0].isspace()]
    if "".join(letter for letter, _, _ in read) != text.replace(" ", "") or not read:
        return None
    middles = tuple(float(ends[:, 0].mean()) for _, _, ends in read)
    x0, y0, x1, y1 = (float(end) for end in box)
    return ReadLine(text, (x0, y0, x1, y1), middles, tuple(sure for _, sure, _ in read))


def _plain(letter: str) -> str:
    """A letter of full width as a plain one; blanks of all kinds as one."""
    if letter.isspace():
        return " "
    if "\uff01" <= letter <= "\uff5e":
        letter = unicodedata.normalize("NFKC", letter)
    return letter.translate(_AS_WRITTEN)
