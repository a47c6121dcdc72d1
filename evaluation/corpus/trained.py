"""Whether a trained model chooses parameters of sentence values better than the rules of `memlit/passages`.

    python evaluation/corpus/trained.py [FOLDER]

FOLDER holds SOURCES.csv and the documents of third A (by default ../shared/corpus). A row is a quantity of a sentence:
what the rules propose, and each quantity with a unit that they leave. A logistic regression over all parameters and
`none` is trained on four fifths of the documents and on the labelled sentences of tests/data, and asked about the rest.
It sees the words around the value, its unit and power of ten, and the parameters whose words stand in the sentence;
once also what the rules say, and once not, since the rules were mended on these documents. What it says is scored as in
sentences.py. `decided` is how many of its surest answers could be taken without a person: the upper limit of their
wrong ones (Clopper-Pearson, 95 %) is at most 2 %.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from statsmodels.stats.proportion import proportion_confint

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from memlit.field import Vocabulary, load_vocabulary
from memlit.passages import Find, read_passages
from memlit.passages.sentences.numbers import groups_of
from memlit.passages.sentences.parted import sentence_spans
from memlit.passages.sentences.spelling import working_of
from memlit.passages.sentences.terms import Terms
from memlit.quantities import read_quantities
from printed.documents.opened import opened

from evaluation.corpus.sentences import (
    CORPUS,
    ROOT,
    Label,
    document_of,
    has_words,
    is_on_page,
    is_right,
    is_same_value,
    keys_of,
    labels_of,
    score,
)
from evaluation.shares import share

MADE_UP = ROOT / "tests/data/passages_sentences.jsonl"
NONE = "none"
FEWEST_DOCUMENTS = 3
"""A feature of fewer documents is a word of theirs, not of the trade."""
PARTS = 5
MOST_WRONG = 0.02
SURE = 0.5
_WORD = re.compile(r"[^\W\d_]{2,}|[()/=~<>,;:±]")
_TAG = re.compile(r"</?su[bp]>")
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A quantity of a document, the parameters that its label allows (none without a label), and what is seen of it."""

    document: str
    find: Find
    right: frozenset[str]
    features: Features


def quantities_left(path: Path, proposed: Sequence[Find]) -> Iterator[Find]:
    """The quantities with a unit of which the rules propose nothing, as candidates of no parameter."""
    taken = {(find.page, find.start) for find in proposed}
    with opened(path) as document:
        blocks, _ = document.blocks_of(None)
    for block in blocks:
        if block.kind not in ("text", "caption"):
            continue
        working = working_of(block)
        for first, last in sentence_spans(working.text):
            sentence = working.text[first:last]
            for group in groups_of(sentence):
                start = block.places[working.first[first + group.start]]
                if group.is_bare or (block.page, start) in taken:
                    continue
                printed = sentence[group.start : group.end]
                for quantity in read_quantities(printed):
                    if quantity.kind != NONE:
                        end = start + len(printed)
                        yield Find(
                            sentence, group.start, printed, printed, start, end, NONE, "", quantity, page=block.page
                        )


def features_of(find: Find, terms: Terms) -> Features:
    """Words around a value, its unit and power of ten, and the words of parameters in its sentence."""
    before = _TAG.sub("", find.sentence[: find.offset])
    behind = _TAG.sub("", find.sentence[find.offset + len(find.printed) :])
    words_before = [word.casefold()[:7] for word in _WORD.findall(before[-160:])][-6:]
    words_behind = [word.casefold()[:7] for word in _WORD.findall(behind[:100])][:4]
    quantity = find.quantity
    names = [f"before {word}" for word in words_before] + [f"behind {word}" for word in words_behind]
    names += [f"right before {word}" for word in words_before[-1:]]
    names += [f"right behind {word}" for word in words_behind[:1]]
    names += [f"unit {quantity.unit}", f"dimension {quantity.si_unit}", f"kind {quantity.kind}"]
    number = quantity.si_value or quantity.si_upper
    if number:
        names.append(f"power {quantity.si_unit} {math.floor(math.log10(abs(number)))}")
    features = dict.fromkeys(names, 1.0)
    features["negative"] = float((number or 0) < 0)
    for term in terms.find(before + " # " + behind):
        distance = abs(term.start - len(before)) / 20
        name = f"term {term.parameter.name}"
        features[name] = max(features.get(name, 0.0), 1 / (1 + distance))
    return features


def with_rules(row: Row) -> Row:
    """A row of which what the rules say is seen as well."""
    find = row.find
    first_flag = find.flags[0].partition(":")[0] if find.flags else ""
    said = (f"rule {find.parameter}", f"words {find.words.casefold()}", f"flags {first_flag}")
    return replace(row, features=row.features | dict.fromkeys(said, 1.0))


def is_of(label: Label, find: Find) -> bool:
    """Whether a label is of a quantity: page and value agree, and the parameter or the words around."""
    is_same = is_on_page(label, find) and is_same_value(label, find)
    return is_same and (is_right(label, find) or has_words(label, find))


def rows_of(key: str, path: Path, labels: Sequence[Label], vocabulary: Vocabulary, terms: Terms) -> list[Row]:
    """The rows of a document of the corpus."""
    finds = read_passages(path, vocabulary).finds
    proposed = [find for find in finds if find.is_proposed]
    rows = []
    for find in (*proposed, *quantities_left(path, finds)):
        fitting = [label for label in labels if is_of(label, find)]
        right = frozenset(name for label in fitting for name in label["parameter"].split("|"))
        rows.append(Row(key, find, right or frozenset((NONE,)), features_of(find, terms)))
    return rows


def made_up_rows(vocabulary: Vocabulary, terms: Terms) -> Iterator[Row]:
    """The rows of the labelled sentences, a document for each batch."""
    with tempfile.TemporaryDirectory() as folder:
        for line in MADE_UP.read_text(encoding="utf-8").splitlines():
            sentence = json.loads(line)
            path = Path(folder) / "sentence.txt"
            path.write_text(sentence["text"], encoding="utf-8")
            labels = [
                {"page": "", "value": str(value["si_value"]), "high": "", "parameter": "|".join(value["parameters"])}
                | {"quotation": sentence["text"]}
                for value in sentence["values"]
                if "si_value" in value
            ]
            yield from rows_of(f"made up {sentence['batch']}", path, labels, vocabulary, terms)


def target(row: Row, often: Counter[str]) -> str:
    """The name to learn: that of the rules where it is right, else the most frequent one of the label."""
    if row.find.parameter in row.right:
        return row.find.parameter
    return max(row.right, key=lambda name: (name != NONE, often[name], name))


def answers(rows: Sequence[Row], made_up: Sequence[Row]) -> list[Mapping[str, float]]:
    """How likely each name is for each row, by a model that saw no row of its document."""
    often = Counter(name for row in (*rows, *made_up) for name in row.right)
    said: list[Mapping[str, float]] = [{}] * len(rows)
    documents = [row.document for row in rows]
    for learnt, asked in GroupKFold(PARTS).split(rows, groups=documents):
        training = [rows[index] for index in learnt] + list(made_up)
        met = defaultdict[str, set[str]](set)
        for row in training:
            for name in row.features:
                met[name].add(row.document)
        known = {name for name, where in met.items() if len(where) >= FEWEST_DOCUMENTS}
        columns = DictVectorizer(sparse=False)
        seen = [{name: value for name, value in row.features.items() if name in known} for row in training]
        model = LogisticRegression(C=0.3, max_iter=200)
        model.fit(columns.fit_transform(seen), [target(row, often) for row in training])
        shares = model.predict_proba(columns.transform([rows[index].features for index in asked]))
        for index, line in zip(asked, shares, strict=True):
            said[index] = dict(zip(model.classes_, line, strict=True))
    return said


def chosen(use: str, find: Find, said: Mapping[str, float]) -> str:
    """The parameter of a row in one of the uses of the model; none where it is not proposed."""
    best = max(said, key=lambda name: said[name])
    is_left, is_sure = find.parameter == NONE, said[best] >= SURE
    by_use = {
        "rules alone": find.parameter,
        "model alone": best,
        "model drops": NONE if best == NONE and is_sure else find.parameter,
        "model names what is left": best if is_left and is_sure else find.parameter,
        "model renames": best if not is_left and best != NONE and is_sure else find.parameter,
    }
    return by_use[use]


USES = ("rules alone", "model alone", "model drops", "model names what is left", "model renames")


def report(rows: Sequence[Row], said: Sequence[Mapping[str, float]], labels: Sequence[Label]) -> None:
    """The score of each use, the order that the model gives the rules' proposals, and how many it could decide."""
    documents = sorted({row.document for row in rows})
    for use in USES:
        total = Counter[str]()
        for key in documents:
            mine = [(row.find, one) for row, one in zip(rows, said, strict=True) if row.document == key]
            named = [replace(find, parameter=chosen(use, find, one)) for find, one in mine]
            finds = [find for find in named if find.parameter != NONE]
            total += score([label for label in labels if label["key"] == key], finds).count
        offered = share(total["offered"], total["wanted"], 1)
        useful = share(total["useful"], total["candidates"], 1)
        traps = share(total["traps offered"], total["traps"], 1)
        print(f"{use}: offered {offered}; useful {useful}; traps {traps}")
    pairs = [(row, one) for row, one in zip(rows, said, strict=True) if row.find.parameter != NONE]
    is_useful = [row.find.parameter in row.right for row, _ in pairs]
    sure = [one.get(row.find.parameter, 0.0) for row, one in pairs]
    print(f"area under the curve of the rules' proposals: {roc_auc_score(is_useful, sure):.2f}")
    order = np.argsort([-one for one in sure], kind="stable")
    wrong = np.cumsum([not is_useful[index] for index in order])
    for count in (50, 100, 200, 300, len(order)):
        print(f"  wrong of the surest {count}: {share(int(wrong[count - 1]), count, 1)}")
    limits = [proportion_confint(int(bad), count, method="beta")[1] for count, bad in enumerate(wrong, 1)]
    decided = max((count for count, limit in enumerate(limits, 1) if limit <= MOST_WRONG), default=0)
    print(f"decided: {decided} of {len(order)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    args = parser.parse_args()
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    terms, labels, rows = Terms(vocabulary), labels_of("A"), list[Row]()
    for key in keys_of(args.folder, "A"):
        path = document_of(args.folder, key)
        mine = [label for label in labels if label["key"] == key]
        if path is not None and mine:
            rows += rows_of(key, path, mine, vocabulary, terms)
    made_up = list(made_up_rows(vocabulary, terms))
    print(f"{len(rows)} rows of {len({row.document for row in rows})} documents, {len(made_up)} of made-up sentences")
    print("The model sees what the rules say.")
    report(rows, answers([with_rules(row) for row in rows], [with_rules(row) for row in made_up]), labels)
    print("The model does not see what the rules say.")
    report(rows, answers(rows, made_up), labels)


if __name__ == "__main__":
    main()
