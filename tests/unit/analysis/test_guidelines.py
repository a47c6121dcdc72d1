"""Design guidelines: a tag has a source, a comparison needs papers on both sides, the year is taken into account."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.analysis.guidelines.compare import ComparedPaper, TagComparison, compared, guidelines_of
from memlit.analysis.guidelines.tags import TAG_COLUMNS, load_tags
from memlit.benchmark.values import papers
from memlit.config import CONFIG_FILE, Config, load_classes, read_yaml, validated
from memlit.errors import SourceError
from memlit.library import Library, load_library

from tests.builders import ROOT


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "references.bib")


@pytest.fixture(scope="module")
def config() -> Config:
    return validated(Config, read_yaml(ROOT / CONFIG_FILE), CONFIG_FILE)


def comparison(config: Config, first: list[float], second: list[float], years: bool = True) -> TagComparison:
    def sides(logs: list[float], start: int) -> list[ComparedPaper]:
        return [
            ComparedPaper(
                f"sim-{start}-{place}", log, 2010 + (start + place) % 7 if years else None, (f"sim-{start}-{place}#v",)
            )
            for place, log in enumerate(logs)
        ]

    keys = ("review", "pathway", "sim-tag", "not named with it", "VCM", "action_energy")
    return compared("sim", keys, sides(first, 0), sides(second, 3), config)


def test_no_tag_of_the_review_is_estimable_without_evidence(library: Library, config: Config) -> None:
    tags = load_tags(ROOT / "config" / "tags.csv", library.entries)
    classes = load_classes(ROOT / "config" / "classes.yaml")
    found = guidelines_of(tags, [], {}, papers(library, classes), classes, config)
    assert found.n_estimable.value == 0
    assert all(line.reason.startswith("not estimable: 0 papers with") for line in found.comparisons)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("choi2018,pathway,confinement,li2023,,me,", "has no locator"),
        ("choi2018,way,confinement,li2023,section 6,me,", "unknown kind 'way'"),
        ("nobody1900,pathway,confinement,li2023,section 6,me,", "paper nobody1900 has no entry"),
    ],
)
def test_a_tag_without_source_kind_or_paper_is_one_line(tmp_path: Path, library: Library, row: str, words: str) -> None:
    path = tmp_path / "tags.csv"
    path.write_text(f"{','.join(TAG_COLUMNS)}\n{row}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=words) as caught:
        load_tags(path, library.entries)
    assert "tags.csv:2" in str(caught.value)


def test_few_papers_are_shown_not_tested(config: Config) -> None:
    two = comparison(config, [0.0, 1.0], [2.0] * 9)
    assert (two.n_with.value, two.ratio, two.p) == (2, None, None)
    three = comparison(config, [0.0, 1.0, 2.0], [2.0, 3.0, 4.0])
    assert three.ratio is not None
    assert three.ratio.value == pytest.approx(0.01)
    assert three.p is None


def test_a_shift_of_two_decades_is_found_beside_the_year(config: Config) -> None:
    low = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 0.1, 0.5]
    found = comparison(config, low, [value + 2 for value in low])
    assert found.ratio is not None
    assert found.ratio.value == pytest.approx(0.01)
    assert found.p is not None
    assert found.p.value == pytest.approx(2 / 12870)  # 2 / binomial(16, 8): the samples do not overlap
    assert found.adjusted is not None
    assert found.adjusted.low.value < 0.01 < found.adjusted.high.value < 0.1
    assert found.detectable is not None
    assert found.detectable.value < 1


def test_without_years_there_is_no_model_but_a_test(config: Config) -> None:
    found = comparison(config, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0], [0.1, 0.3, 0.5, 0.7, 0.9, 1.1], years=False)
    assert found.adjusted is None
    assert found.p is not None
