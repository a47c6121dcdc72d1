"""Tables of the double reading: agreement of two readers, and what they read differently and nobody settled."""

from __future__ import annotations

from memlit.analysis.evidence.two_readers.record import Agreement, Disagreement
from memlit.published import Column, Table

DOUBLE_READING = Table[Agreement](
    "double_reading.csv",
    "Agreement of two readers",
    "account_evidence",
    (
        Column("id", "readers and document"),
        Column("readers", "second reader (sources/KEY/readings_second.csv), or curators of the survey"),
        Column("document", "key of the document; all: every document with a second reader"),
        Column("n_places", "places that both or one of the two read", type="integer"),
        Column("n_numbers", "numbers that both read", type="integer"),
        Column("share_equal", "share of them that are equal", unit="1"),
        Column("median_absolute_decades", "median of |log10 ratio|", lambda item: item.median_absolute, unit="decades"),
        Column("share_over", "share of them that differ by more than 0.3 decades", unit="1"),
        Column("n_classes", "classes that both read", type="integer"),
        Column("kappa", "Cohen's kappa on them; empty where it is not defined", unit="1"),
        Column("n_disagreements", "places that the two read differently or only one of them read", type="integer"),
        Column("n_open", "of them not settled by a correction or a check", type="integer"),
    ),
)
TO_SETTLE = Table[Disagreement](
    "to_settle.csv",
    "What two readers read differently and nobody settled yet",
    "account_evidence",
    (
        Column("id", "id of the place; of the survey document, paper and parameter"),
        Column("readers", "second reader, or curators of the survey"),
        Column("document", "key of the document"),
        Column("paper", "key of the paper the value is about"),
        Column("what", "number, word, class, only_first or only_second: the kind of disagreement"),
        Column("parameter", "what was read"),
        Column("first", "as the first reader has it"),
        Column("second", "as the second reader has it"),
        Column("decades", "size of log10 of their ratio, empty where there is none", unit="decades"),
        Column("ids", "ids to correct in corrections.csv or to check in checks.csv"),
    ),
)
TABLES = (DOUBLE_READING, TO_SETTLE)
