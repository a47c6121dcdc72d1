"""Cell-adjacency relations of the ICDAR 2013 table competition (Goebel et al.), and scores from them.

A relation is (text, text, direction, blank cells in between) from each filled cell to its nearest filled
neighbour to the right and below. Texts are compared in lower case without white space, every character outside
[a-z0-9] read as "_".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

Cells = list[tuple[int, int, int, int, str]]
"""(first row, last row, first column, last column, text)."""
Relations = Counter[tuple[str, str, str, int]]


def _normal(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "_", re.sub(r"\s+", "", text).lower())


def relations(cells: Cells) -> Relations:
    filled = [c for c in cells if re.sub(r"\s+", "", c[4])]
    grid = {(r, c): k for k, x in enumerate(filled) for r in range(x[0], x[1] + 1) for c in range(x[2], x[3] + 1)}
    last_row = max((c[1] for c in filled), default=-1)
    last_col = max((c[3] for c in filled), default=-1)
    found: dict[tuple[int, int, str], int] = {}
    for (r, c), k in sorted(grid.items()):
        right = next((j for j in range(c + 1, last_col + 1) if (r, j) in grid), None)
        if right is not None and grid[r, right] != k:
            found.setdefault((k, grid[r, right], "H"), right - c - 1)
        below = next((i for i in range(r + 1, last_row + 1) if (i, c) in grid), None)
        if below is not None and grid[below, c] != k:
            found.setdefault((k, grid[below, c], "V"), below - r - 1)
    return Counter((_normal(filled[a][4]), _normal(filled[b][4]), d, n) for (a, b, d), n in found.items())


@dataclass
class Score:
    """Sums over documents: relations right, given and true, tables true, given, matched and good (F1 >= 0.9)."""

    right: int = 0
    given: int = 0
    true: int = 0
    tables: int = 0
    found: int = 0
    matched: int = 0
    good: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, k) + getattr(other, k) for k in self.__dataclass_fields__))

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(truth: list[list[Cells]], found: list[Cells]) -> tuple[Score, list[float]]:
    """Score of one document and the F1 of each true table; a table has one or more accepted truths.

    Each found table is matched to at most one true table, most relations in common first.
    """
    accepted = [[relations(v) for v in variants] for variants in truth]
    given = [r for r in map(relations, found) if r]
    pairs = []
    for i, variants in enumerate(accepted):
        for k, got in enumerate(given):
            common = [
                (2 * sum((v & got).values()) / (sum(v.values()) + sum(got.values())), j) for j, v in enumerate(variants)
            ]
            _, j = max(common, key=lambda x: (x[0], -x[1]))
            right = sum((variants[j] & got).values())
            if right:
                pairs.append((right, i, k, j))
    used_true: dict[int, tuple[int, int, int]] = {}
    used_given: set[int] = set()
    for right, i, k, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if i not in used_true and k not in used_given:
            used_true[i] = (right, k, j)
            used_given.add(k)
    total = Score(
        given=sum(sum(g.values()) for g in given), tables=len(truth), found=len(given), matched=len(used_true)
    )
    each = []
    for i, variants in enumerate(accepted):
        right, k, j = used_true.get(i, (0, -1, 0))
        true = sum(variants[j].values())
        f1 = 2 * right / (true + sum(given[k].values())) if right else 0.0
        each.append(f1)
        total += Score(right=right, true=true, good=int(f1 >= 0.9))
    return total, each
