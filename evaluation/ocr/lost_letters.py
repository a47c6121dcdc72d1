"""Letters taken out of the text layer of real PDFs: how many values are then read wrongly, and nothing says so.

    python -m evaluation.ocr.lost_letters [FILE.pdf ...] [--package CHECKOUT/workflow] [--loss NAME] [--list]

The files, or else the documents of third A of the corpus and the publications of the bench, are copied with tables of
letters (ToUnicode) in which a sign is lost as it is in publishers' files; what the page shows stays the same. Each
value of a cell or a sentence that prints the sign is then

  right    read as from the whole file
  doubted  flagged, or given no value
  absent   no longer there
  silent   another value, and nothing says so
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from fontTools import agl

from evaluation.corpus.tables import CORPUS, ROOT, documents
from evaluation.shares import share

BENCH = CORPUS.parent / "bench/publications"
OUTCOMES = ("right", "doubted", "absent", "silent")
LOSSES: Mapping[str, tuple[str, str]] = {
    "minus as a blank": ("−", " "),
    "minus as a soft hyphen": ("−", "\u00ad"),
    "minus as 2": ("−", "2"),
    "multiplication as a blank": ("×", " "),
    "multiplication as 3": ("×", "3"),
    "micro as m": ("μ", "m"),
    "ohm as V": ("Ω", "V"),
    "tilde as a blank": ("~", " "),
    "greater as a blank": (">", " "),
}
"""The sign that is lost, and what the text layer has for it then."""
_FORMS = {"−": "−-–", "μ": "μµ", "Ω": "Ω\u2126", "~": "~∼", "×": "×"}
_ENTRIES = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[([^\]]*)\]")
_HEAD = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapType 2 def\n1 begincodespacerange\n"
    "<{first}> <{last}>\nendcodespacerange\n"
)
_TEX_SIGNS = {0: "−", 2: "×", 24: "~"}
"""Codes of these signs in TeX's font of symbols."""


def without_letter(path: Path, out: Path, sign: str, instead: str) -> int:
    """Write a copy of a PDF in which all fonts say `instead` of the sign; how many of its glyphs were changed."""
    forms = _FORMS.get(sign, sign)
    n = 0
    with pikepdf.open(path) as file:
        for font in file.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font" and "/BaseFont" in font:
                n += _take_out(file, font, forms, instead)
        file.save(out)
    return n


def _take_out(file: Any, font: Any, forms: str, instead: str) -> int:
    is_wide = font.get("/Subtype") == "/Type0"
    letters = _told_letters(font) if "/ToUnicode" in font else {}
    if not letters and not is_wide:
        letters = _named_letters(font)
    changed = {code: instead for code, letter in letters.items() if letter and letter in forms}
    if changed:
        font["/ToUnicode"] = pikepdf.Stream(file, _cmap({**letters, **changed}, 4 if is_wide else 2))
    return len(changed)


def _told_letters(font: Any) -> dict[int, str]:
    """The letters of the codes of a font, as its ToUnicode table has them."""
    letters: dict[int, str] = {}
    for kind, body in _ENTRIES.findall(font["/ToUnicode"].read_bytes()):
        parts = [_decoded(one) for one in _CODES.finditer(body)]
        step = 2 if kind == b"bfchar" else 3
        for place in range(0, len(parts) - step + 1, step):
            first, last, told = (*parts[place : place + 2], parts[place + step - 1])[-3:]
            if kind == b"bfchar":
                letters[int(first, 16)] = _text(str(told))
                continue
            for code in range(int(first, 16), int(last, 16) + 1):
                offset = code - int(first, 16)
                letters[code] = _text(told[offset]) if isinstance(told, list) else _text(told, offset)
    return letters


def _decoded(match: re.Match[bytes]) -> Any:
    if match[2] is not None:
        return [one.decode() for one in re.findall(rb"<([0-9A-Fa-f]*)>", match[2])]
    return re.sub(rb"\s", b"", match[1]).decode()


def _text(code: str, offset: int = 0) -> str:
    text = bytes.fromhex(code).decode("utf-16-be", "replace")
    return text[:-1] + chr(ord(text[-1]) + offset) if text else ""


def _named_letters(font: Any) -> dict[int, str]:
    """The letters of a font without such a table: by the names of its glyphs, or by TeX's font of symbols."""
    letters: dict[int, str] = dict(_TEX_SIGNS) if "CMSY" in str(font["/BaseFont"]) else {}
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Dictionary):
        code = 0
        for item in encoding.get("/Differences", ()):
            if isinstance(item, pikepdf.Name):
                letters[code] = agl.toUnicode(str(item)[1:])
                code += 1
            else:
                code = int(item)
    return letters


def _cmap(letters: Mapping[int, str], width: int) -> bytes:
    lines = [_HEAD.format(first="0" * width, last="F" * width)]
    for code, letter in sorted(letters.items()):
        told = letter.encode("utf-16-be").hex()
        lines.append(f"1 beginbfchar\n<{code:0{width}X}> <{told}>\nendbfchar\n" if told else "")
    lines.append("endcmap\nend\nend\n")
    return "".join(lines).encode()


def values_of(path: Path) -> list[dict[str, Any]]:
    """The values of cells and sentences of a PDF: where, what is printed, values in SI, and whether it is doubted."""
    from memlit.field import load_vocabulary
    from memlit.passages import read_passages
    from printed.documents.opened import OpenDocument
    from printed.tables import read_tables

    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    found = []
    with OpenDocument(path) as document:
        for table in read_tables(document).tables:
            for cell in table.cells:
                if cell.bbox and cell.text.strip():
                    printed = cell.markup or cell.text
                    found.append(_value("cell", cell.page or table.page, cell.bbox, printed, cell.flags))
        for find in read_passages(document, vocabulary).finds:
            if find.boxes:
                found.append(_value("sentence", find.page, find.boxes[0], find.markup, find.flags))
    return found


def _value(kind: str, page: int | None, box: Sequence[float], printed: str, flags: Sequence[str]) -> dict[str, Any]:
    from memlit.quantities import read_quantities

    quantities = read_quantities(printed)
    ends = [
        f"{end:.9g}"
        for one in quantities
        for end in (one.si_value, one.si_lower, one.si_upper)
        if one.kind != "none" and end is not None
    ]
    signs = [one.comparator for one in quantities]
    doubts = ("unreadable", "letters-unsure", "script-undecided", "column-unsure")
    told = [*flags, *(flag for one in quantities for flag in one.flags)]
    is_doubted = not ends or any(flag.startswith(doubts) for flag in told)
    is_doubted = is_doubted or any(one.candidates_si for one in quantities)
    return {
        "kind": kind, "page": page, "box": list(box), "printed": printed, "ends": [*ends, *signs],
        "doubted": is_doubted,
    }  # fmt: skip


def outcome(wanted: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """What became of a value, and how it reads now."""
    x, y = _middle(wanted["box"])
    near = [one for one in found if (one["kind"], one["page"]) == (wanted["kind"], wanted["page"])]
    here = [one for one in near if one["box"][0] <= x <= one["box"][2] and one["box"][1] <= y <= one["box"][3]]
    if any(one["ends"] == wanted["ends"] and not one["doubted"] for one in here):
        return "right", wanted["printed"]
    if not here:
        return "absent", ""
    shown = " | ".join(one["printed"] for one in here)
    return ("doubted" if all(one["doubted"] for one in here) else "silent"), shown


def _middle(box: Sequence[float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def read_by(package: Path, paths: Sequence[Path]) -> Iterator[list[dict[str, Any]]]:
    """The values of each file as the package of a checkout reads them."""
    environment = {**os.environ, "PYTHONPATH": f"{package}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "evaluation.ocr.lost_letters", "--read", *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)


def real_files() -> list[Path]:
    """The PDFs of third A and of the bench."""
    of_corpus = documents("A", CORPUS) if CORPUS.is_dir() else ()
    return sorted({path.stem: path for path in (*of_corpus, *BENCH.glob("*.pdf")) if path.suffix == ".pdf"}.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--package", type=Path, default=ROOT / "workflow", help="the workflow folder of a checkout")
    parser.add_argument("--loss", action="append", choices=list(LOSSES), help="this loss only; may be repeated")
    parser.add_argument("--list", action="store_true", help="name what is silent")
    parser.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.read:
        for path in args.files:
            print(json.dumps(values_of(path)), flush=True)
        return
    paths = args.files or real_files()
    package = args.package.resolve()
    whole = dict(zip(paths, read_by(package, paths), strict=True))
    total: dict[str, Counter[str]] = {"cell": Counter(), "sentence": Counter()}
    for name in args.loss or LOSSES:
        sign, instead = LOSSES[name]
        for kind, count in _count(sign, instead, whole, package, listed=args.list).items():
            total[kind] += count
            print(f"{name:28}{kind:10}" + "".join(f"{one} {count[one]:>4}  " for one in OUTCOMES), flush=True)
    for kind, count in total.items():
        print(f"{kind}: silent {share(count['silent'], count.total())}, right {share(count['right'], count.total())}")
    doubted = sum(one["doubted"] and bool(one["ends"][0:1]) for values in whole.values() for one in values)
    print(f"doubted in the whole files {doubted} of {sum(map(len, whole.values()))}")


def _count(
    sign: str, instead: str, whole: Mapping[Path, list[dict[str, Any]]], package: Path, *, listed: bool
) -> dict[str, Counter[str]]:
    """What became of the values that print a sign when it is lost."""
    forms = _FORMS.get(sign, sign)
    count: dict[str, Counter[str]] = {"cell": Counter(), "sentence": Counter()}
    with tempfile.TemporaryDirectory() as folder:
        damaged = {path: Path(folder) / path.name for path in whole}
        changed = [path for path in whole if without_letter(path, damaged[path], sign, instead)]
        for path, found in zip(changed, read_by(package, [damaged[path] for path in changed]), strict=True):
            for one in whole[path]:
                if not one["doubted"] and any(form in one["printed"] for form in forms):
                    kind, shown = outcome(one, found)
                    count[one["kind"]][kind] += 1
                    if listed and kind == "silent":
                        print(f"    {path.stem} page {one['page']}: {one['printed']!r} reads {shown!r}")
    return count


if __name__ == "__main__":
    main()
