"""The review's claims: the file that lists them, and the verdicts on the evidence that the repository holds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
import yaml
from memlit.benchmark.rows import benchmark_devices
from memlit.claims.evaluate import evaluate_claims
from memlit.claims.outputs import CLAIMS, STATEMENTS, Claims, claim_results, statement_lines
from memlit.claims.verdict import ClaimVerdict
from memlit.config import load_classes, load_config
from memlit.config.claims import load_claims
from memlit.datum import Reading, Result
from memlit.devices.gather import gather
from memlit.devices.resolved import Resolved, resolve_devices
from memlit.devices.series import with_series
from memlit.field.verdicts import TOPICS
from memlit.frames import frame_of
from memlit.library import load_library
from memlit.presentation.text import spans
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.report.book import NumberBook
from memlit.report.sections.review.claims import claims
from memlit.sources.extract import read_document

from tests import tables
from tests.builders import REFERENCE, ROOT, PartOfMaterial, corpus, corpus_of, vocabulary

REVIEW = REFERENCE / "seed/review.txt"
DOCUMENTS = (
    "ali2022",
    "begonlours2021",
    "berdan2020",
    "bhatawdekar2026",
    "chanthbouala2012",
    "duan2020",
    "ftj-hfzro4-sibling",
    "kim2022a",
    "legallo2018",
    "li2023",
    "messaris-verilog-a",
    "neurosim-v3-manual",
    "prezioso2015",
    "rao2023",
    "sebastian2017",
    "wang2022a",
    "wu2017",
    "wu2018",
    "xia2019",
    "xue2019",
    "xue2021",
    "yao2020",
)
"""Documents that a claim needs; the whole corpus with its survey is for the run of the workflow."""


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    """The documents read, reconciled and resolved in this process."""
    library, config = load_library(ROOT / "references.bib"), load_config(ROOT / "config/config.yaml")
    fixes, _ = load_corrections(ROOT / "curation/corrections.csv", vocabulary())
    read = [read_document(corpus(ROOT), key) for key in sorted(DOCUMENTS)]
    documents = [reconcile_document(document, by_datum(fixes), vocabulary()) for document in read]
    joined = gather(documents, library, config)
    gathered = corpus_of(with_series(joined.readings), joined.documents)
    return Resolved(
        entries=library.entries,
        corpus=gathered,
        devices=tuple(resolve_devices(gathered.readings, library, config)),
    )


def evaluate(resolved: Resolved, errors: dict[str, Result] | None = None) -> dict[str, ClaimVerdict]:
    config, classes = load_config(ROOT / "config/config.yaml"), load_classes(ROOT / "config/classes.yaml")
    rows = benchmark_devices(resolved.devices, resolved.library, classes, config)
    members = tables.members(resolved.corpus, resolved.library, classes, config)
    listed = load_claims(ROOT / "config/claims.yaml")
    lines = tables.lines_of_classes(tables.class_tables(tables.values_of(rows), members, config))
    found = evaluate_claims(listed, resolved, rows, classes, config, of_classes=lines, reading_errors=errors)
    return {verdict.claim.id: verdict for verdict in found}


@pytest.fixture(scope="module")
def verdicts(resolved: Resolved) -> dict[str, ClaimVerdict]:
    return evaluate(resolved)


def counts(verdict: ClaimVerdict) -> dict[str, float | None]:
    return {result.id.partition("#")[2]: result.value for result in verdict.results}


def factors(verdict: ClaimVerdict) -> dict[str, float]:
    return {result.id.partition("#")[2]: result.value for result in verdict.factors if result.value is not None}


def test_every_claim_has_a_verdict_a_reason_and_a_rule(verdicts: dict[str, ClaimVerdict]) -> None:
    listed = load_claims(ROOT / "config/claims.yaml")
    assert list(verdicts) == [claim.id for claim in listed]
    assert all(verdict.reason and verdict.analysis for verdict in verdicts.values())
    for verdict in verdicts.values():
        assert bool(verdict.missing.words) == (verdict.verdict == "not_checkable"), verdict.claim.id


def test_known_papers_of_a_class_and_missing_ones_are_its_credits(verdicts: dict[str, ClaimVerdict]) -> None:
    """The review credits 26 papers of VCM, 12 of ECM, 8 of ICM and 9 of FTJM."""
    verdict = verdicts["vcm-ea-median"]
    found = counts(verdict)
    assert found["VCM_papers"] == 26
    assert found["VCM_known"] == 26 - len(verdict.missing.papers)
    assert verdict.missing.parameters == ("set_voltage", "set_pulse_width", "g_on", "g_off")
    worst = counts(verdicts["ecm-ea-worst"])
    papers = {name.removesuffix("_papers"): value for name, value in worst.items() if name.endswith("_papers")}
    assert papers == {"VCM": 26, "ECM": 12, "ICM": 8, "FTJM": 9}


def test_standby_power_of_147_under_both_pulses(verdicts: dict[str, ClaimVerdict]) -> None:
    """R_on 81 kOhm, window 50.2, +5 V and -3 V: 25 / (81e3 x 50.2) = 6.15 uW and 9 / (81e3 x 50.2) = 2.21 uW."""
    verdict = verdicts["ref147-ps"]
    assert factors(verdict) == {
        "factor_set": pytest.approx(25 / (81e3 * 50.2) / 1.5e-6),
        "factor_reset": pytest.approx(9 / (81e3 * 50.2) / 1.5e-6),
    }
    assert round(factors(verdict)["factor_set"], 1) == 4.1
    assert verdict.factor == pytest.approx(1.476, abs=1e-3)


def errors(**decades: float) -> dict[str, Result]:
    """The measured error of one reading of a parameter, as curators.csv has it."""
    return {
        name: Result(
            id=f"survey/curators/{name}#reading_sd", kind="statistic", label="x", value=sd, unit="decades", rule="x"
        )
        for name, sd in decades.items()
    }


MEASURED = errors(r_on=0.714, r_off=0.951, set_pulse_width=0.176)
"""What two curators of the survey made of the same papers, in decades."""


def test_standby_power_of_147_lies_within_the_error_of_one_reading(resolved: Resolved) -> None:
    """Factors 1.48 and 4.1 are 0.17 and 0.61 decades, of a table by others: within 0.95 decades, beyond 0.1."""
    verdict = evaluate(resolved, MEASURED)["ref147-ps"]
    assert verdict.verdict == "compatible"
    assert "another table" in verdict.reason
    assert "differs from the claim by less than the measured error of one reading" in verdict.reason
    assert "survey/curators/r_off#reading_sd" in {shown.id for shown in verdict.context}
    small = evaluate(resolved, errors(r_off=0.1))["ref147-ps"]
    assert small.verdict == "differs"
    assert "by more than the measured error" in small.reason


def test_a_vcm_device_below_a_picojoule_lies_within_the_error_of_one_reading(resolved: Resolved) -> None:
    """Reference 107: 1.6 V, 50 ns, 100 kOhm, window 10: 1.6^2 x (1e-5 + 1e-6)/2 x 5e-8 = 0.704 pJ, in a manual.

    That is 0.15 decades below 1 pJ, and one reading of a resistance is off by 0.71.
    """
    verdict = evaluate(resolved, MEASURED)["vcm-sub-pj"]
    assert verdict.verdict == "compatible"
    assert verdict.factor == pytest.approx(0.704)
    assert "meets the claim by less than the measured error of one reading" in verdict.reason
    assert "hangs on one paper, reference 107" in verdict.reason
    assert "survey/curators/r_on#reading_sd" in {shown.id for shown in verdict.context}
    assert any(shown.id.startswith("wu2018/") for shown in verdict.evidence)


def test_the_energy_of_69_is_known_of_its_class(verdicts: dict[str, ClaimVerdict]) -> None:
    """Prezioso 2015, credited to ECM, prints a window of its array and a pulse: 46.5 nJ, of grade B; 11 are unknown."""
    least = verdicts["ecm-ea-pj"]
    assert least.verdict == "not_checkable"
    (known,) = [shown.id for shown in least.evidence if shown.label == "least known"]
    assert known.startswith("prezioso2015/")
    assert "a paper without a value may" in least.reason
    assert counts(verdicts["ecm-ea-median"])["ECM_known"] == 1


DECIDED_BY_OPENED_DOCUMENTS = {
    "ref68-efficiency-gain": "reproduced",
    "ref68-density-gain": "reproduced",
    "ref68-error": "reproduced",
    "table1-ref77": "reproduced",
    "ref253-efficiency": "reproduced",
    "ref172-pulse": "reproduced",
    "ref172-devices": "differs",
    "ref172-pulses": "compatible",
    "ref172-diameter": "compatible",
    "ref172-array": "differs",
    "ref253-binary-time": "differs",
    "ref253-precision": "differs",
}
"""By reading Yao 2020, Le Gallo 2018, Xue 2019 and Sebastian 2017 against the sentences of the review."""


def test_claims_that_four_opened_documents_decide(verdicts: dict[str, ClaimVerdict], resolved: Resolved) -> None:
    assert {name: verdicts[name].verdict for name in DECIDED_BY_OPENED_DOCUMENTS} == DECIDED_BY_OPENED_DOCUMENTS
    places = {reading.id: reading.datum.locator.place for reading in resolved.corpus.readings}
    own = [shown.id for name in DECIDED_BY_OPENED_DOCUMENTS for shown in verdicts[name].evidence]
    assert all(places[each] for each in own if each in places and not each.partition(">")[2])
    # 11.75 over 14.6 ns, and 270 stations on four devices each over a million cells
    assert verdicts["ref253-binary-time"].factor == pytest.approx(11.75 / 14.6)
    assert verdicts["ref172-array"].factor == pytest.approx(270 * 4 / 1e6)


@pytest.mark.reference("seed/review.txt")
def test_no_claim_has_nine_words_in_a_row_of_the_review() -> None:
    def words_of(text: str) -> list[str]:
        return re.findall(r"[a-z0-9µ]+", re.sub(r"<[^>]+>", "", text.lower()))

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words_of(text)
        return {tuple(found[at : at + 9]) for at in range(len(found) - 8)}

    review = runs((REFERENCE / "seed/review.txt").read_text(encoding="utf-8"))
    for claim in yaml.safe_load((ROOT / "config/claims.yaml").read_text(encoding="utf-8"))["claims"]:
        for quoted in claim.get("words", "").split("…"):
            assert not runs(quoted) & review, claim["id"]


def test_threshold_switching_is_held_against_its_own_compliance(verdicts: dict[str, ClaimVerdict]) -> None:
    """The abstract of 228 prints 100 uA and below for threshold switching, 1 mA and above for the other kind."""
    verdict = verdicts["threshold-current"]
    assert [shown.id for shown in verdict.evidence] == ["ali2022:abstract/ag-ges-pt-ti-sio2/compliance_current.2"]
    assert (verdict.verdict, verdict.factor) == ("compatible", None)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        # "above 100 TOPS/W" and "above two orders of magnitude" leave room for 157.5 and 1e3
        ("ref70-efficiency", "compatible"),
        ("ref198-onoff", "compatible"),
        # printed in abstract or title
        ("ref212-states", "reproduced"),
        ("ref142-array", "reproduced"),
        ("ref252-efficiency", "reproduced"),
        ("ref252-capacity", "reproduced"),
        ("ref253-mac-time", "reproduced"),
        # 270 stations on four devices each, not a million
        ("ref172-array", "differs"),
        # 2.56 to 13.4 uW of two papers of 26, 0.7 pJ to 54 nJ of four of 55, 50 ns of two of seven
        ("vcm-ps-range", "compatible"),
        ("energy-span", "compatible"),
        ("vcm-layer-speed", "compatible"),
        # the authors' energy per spike is no firing or action energy; a sibling is another device
        ("ref242-ef", "not_checkable"),
        ("ref207-ea", "not_checkable"),
        # the variation of what, over what, is not printed
        ("ref147-c2c", "not_checkable"),
        # 10 x 10 is claimed, the paper prints 12 x 12
        ("ref69-array", "differs"),
        # only readings of the review, or of a pooled column
        ("ref225-ea", "not_checkable"),
        ("ref122-tau", "not_checkable"),
        ("table1-ref78", "not_checkable"),
        # 163 gives 126 pJ, which leaves the least value of nine papers open
        ("pcm-ea-floor", "not_checkable"),
        ("memcap-ps-low", "printed_not_decided"),
        # at most 100 uA of threshold switching in the abstract of 228 leaves room for the order of 1 uA
        ("threshold-current", "compatible"),
        # 512 x 2048 = 1,048,576 is about a million, 4 x 4 is 16
        ("ref77-cells", "consistent_in_source"),
        ("ref142-synapses", "consistent_in_source"),
        # two years of the review's own list of references
        ("pcmo-first", "consistent_in_source"),
        ("icm-first", "consistent_in_source"),
        # no credited VCM paper that is read prints states, retention and endurance
        ("vcm-no-combination", "not_checkable"),
        ("brain-synapses", "not_checkable"),
        ("arrays-below-gpu", "printed_not_decided"),
        ("ref225-barrier", "not_checkable"),
    ],
)
def test_known_verdicts(verdicts: dict[str, ClaimVerdict], claim: str, verdict: str) -> None:
    assert verdicts[claim].verdict == verdict, verdicts[claim].reason


def test_the_review_against_itself(verdicts: dict[str, ClaimVerdict]) -> None:
    contradictions = {
        "icm-variability-benchmarked",
        "standby-power-words",
        "ref110-ref111",
        "spike-bits",
        "spike-time",
        "accuracy-drop",
        "ea-approx-lrs",
        "class-conflict",
        "class-conflict-ecm",
        "fig11c-cited",
        "fig12-credit",
        "fig13-credits",
        "pcm-credits",
        "pcm-diffraction",
        "pcm-reset",
        "ref134-authors",
        "ref142-figure",
        "ref142-material",
        "ref248-configuration",
        "section-numbers",
        "vcm-passive-none",
    }
    assert {name for name, v in verdicts.items() if v.verdict == "inconsistent_in_source"} == contradictions
    # log2 256 = 8 bits, 256 x 1 ms = 0.256 s, and eq. (1) tends to V^2 G_on tau / 2
    assert counts(verdicts["spike-bits"])["computed"] == 8
    assert counts(verdicts["spike-time"])["computed"] == pytest.approx(0.256)
    assert counts(verdicts["ea-approx-lrs"])["computed"] == 0.5
    # a paper of Table 1 and reference 115 are passive arrays
    assert counts(verdicts["vcm-passive-none"])["found"] == 2
    assert "kim2022a:abstract/al2o3-tiox/array_size" in {s.id for s in verdicts["vcm-passive-none"].evidence}


def test_neurons_that_may_still_be_a_majority(verdicts: dict[str, ClaimVerdict]) -> None:
    """5.B names 173, 232, 238, 239, 242 and 243 as other: 6 of 14, so 8 of 14 may be ECM, of which 3 are called so."""
    verdict = verdicts["neuron-majority-ecm"]
    assert verdict.verdict == "not_checkable"
    found = counts(verdict)
    assert (found["others"], found["papers"], found["stated"]) == (6, 14, 3)
    assert found["share"] == pytest.approx(8 / 14)
    assert len(verdict.missing.papers) == 14 - 6 - 3
    # with the NbOx of 142 taken for a Mott device, which the review does not call it
    assert found["others_known"] == 7


def test_what_only_outside_knowledge_contradicts(verdicts: dict[str, ClaimVerdict]) -> None:
    """The Mott transition of 142 and the stack of 160 are not printed in the review; the two places of 101 are."""
    for claim in ("class-conflict-ecm-outside", "class-conflict-stack"):
        assert verdicts[claim].verdict == "not_checkable"
        assert "does not contradict itself" in verdicts[claim].reason
    assert counts(verdicts["class-conflict-ecm"]) == {"contradicted": 1, "compared": 1}


def test_class_that_the_paper_s_own_stack_contradicts(verdicts: dict[str, ClaimVerdict], resolved: Resolved) -> None:
    """4.A: an ECM has a filament of metal, typically silver or copper; the stack of 69 has Pt, oxides, Ti and Pt."""
    verdict = verdicts["ref69-material"]
    printed = {reading.id: reading.datum for reading in resolved.corpus.readings}
    assert verdict.verdict == "differs"
    assert "Pt/Al2O3/TiO2-x/Ti/Pt" in {printed[shown.id].printed.text for shown in verdict.evidence}
    assert {printed[shown.id].tier for shown in verdict.evidence} == {"primary"}
    assert {printed[shown.id].tier for shown in verdict.context} == {"pooled"}


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        # an energy of a sister device is no energy of this one
        ("ref207-ea", "Only readings that are no evidence"),
        ("ref242-ef", "Only an energy as reported is known"),
        ("neuron-ef-near-es", "Too few papers on neurons are known"),
        ("noninterface-tau-us", "The review does not say which classes it means"),
        ("vcm-sub-pj", "hangs on one paper, reference 107, which the review also names as ICM"),
    ],
)
def test_reasons(verdicts: dict[str, ClaimVerdict], claim: str, reason: str) -> None:
    assert reason in verdicts[claim].reason


def test_verdicts_by_what_a_claim_is_about(verdicts: dict[str, ClaimVerdict]) -> None:
    """The metrics apart from the rest; the review's disagreements with itself and what is missing each add up."""
    number = {result.id: result.value for result in claim_results(verdicts.values())}
    # A metric of reference 107, and the pulse of 50 ns that reference 172 prints.
    assert number["claims/metrics#reproduced"] == 2
    assert sum(number[f"claims/{topic}#all"] or 0 for topic in TOPICS) == len(verdicts)
    weighed = [number[f"claims/consequence#{name}"] for name in ("benchmark", "physics", "slip")]
    assert weighed == [3, 8, 10]
    assert sum(map(int, weighed)) == number["claims#inconsistent_in_source"]
    # two variations of 147, the linearity of 101, and the classes without a chemical reaction; the material of 142,
    # the stack of 160, and the synapses and neurons of a brain
    assert (number["claims/want#definition"], number["claims/want#outside"]) == (4, 4)


def test_every_contradiction_is_weighed_and_nothing_else(verdicts: dict[str, ClaimVerdict]) -> None:
    """A class decides a median; a reset is physics; a number of a section is a slip."""
    for verdict in verdicts.values():
        is_contradicted = verdict.verdict == "inconsistent_in_source"
        # The stack of reference 69 contradicts its class from outside the review.
        assert bool(verdict.claim.consequence) == (is_contradicted or verdict.claim.id == "ref69-material")
    weighed = {name: verdicts[name].claim.consequence for name in ("class-conflict", "pcm-reset", "section-numbers")}
    assert weighed == {"class-conflict": "benchmark", "pcm-reset": "physics", "section-numbers": "slip"}


def test_quotations_stand_in_the_review_and_are_short(verdicts: dict[str, ClaimVerdict]) -> None:
    if not REVIEW.is_file():
        pytest.skip("the review's text is not at hand")
    text = plain_words(REVIEW.read_text(encoding="utf-8"))
    quoted = [each.words for verdict in verdicts.values() for each in verdict.claim.statements if each.words]
    assert len(quoted) > 8
    for words in quoted:
        assert plain_words(words) in text, words
        assert len(plain_words(words).split()) < 9, words


def plain_words(text: str) -> str:
    """Letters and numbers alone, in small letters."""
    return " ".join(re.findall(r"[a-z0-9.]+", text.lower()))


def test_an_array_credited_to_the_wrong_reference(verdicts: dict[str, ClaimVerdict]) -> None:
    """The abstract of 68 prints 2,048 cells, the review 128 x 8 = 1,024, which is the array of 104."""
    verdict = verdicts["ref68-array"]
    assert (verdict.verdict, verdict.factor) == ("differs", 2.0)
    assert "reference 104" in {shown.label for shown in verdict.context}


def test_the_review_is_never_evidence(verdicts: dict[str, ClaimVerdict], resolved: Resolved) -> None:
    tier = {reading.id: reading.datum.tier for reading in resolved.corpus.readings}
    for verdict in verdicts.values():
        used = [*verdict.evidence, *verdict.context]
        inputs = [identifier for number in verdict.numbers for identifier in number.inputs]
        assert "review_claim" not in {tier.get(identifier) for identifier in [*inputs, *(shown.id for shown in used)]}
        assert {tier[identifier] for identifier in verdict.printed} <= {"review_claim"}
    assert verdicts["ref147-ps"].printed == ("li2023:section-5a/ag-sige/standby_power",)


def test_another_reading_turns_a_verdict(resolved: Resolved) -> None:
    """At sqrt(1.5e-6 x 81e3 x 50.2) = 2.47 V the set pulse of 147 would give the claimed 1.5 uW."""

    def changed(reading: Reading) -> Reading:
        if (reading.datum.paper, reading.parameter) != ("choi2018", "set_voltage"):
            return reading
        return reading.model_copy(update={"value": 2.47, "low": 2.47, "high": 2.47})

    gathered = corpus_of(map(changed, resolved.corpus.readings), resolved.corpus.documents)
    config = load_config(ROOT / "config/config.yaml")
    devices = tuple(resolve_devices(gathered.readings, resolved.library, config))
    verdict = evaluate(replace(resolved, corpus=gathered, devices=devices))["ref147-ps"]
    assert verdict.verdict == "reproduced"
    assert factors(verdict)["factor_set"] == pytest.approx(1.0, abs=0.01)


def test_rows_and_numbers_for_the_tables(verdicts: dict[str, ClaimVerdict]) -> None:
    record = Claims(verdicts=tuple(verdicts.values()))
    results = {result.id: result.value for result in claim_results(record.verdicts)}
    rows = [CLAIMS.row(verdict) for verdict in record.verdicts]
    shown = Counter(row["verdict"] for row in rows)
    assert {name: results[f"claims#{name}"] for name in shown} == shown
    assert results["claims#all"] == len(verdicts)
    by_id = {row["id"]: row for row in rows}
    assert by_id["ref147-ps"]["factors"] == ["factor_reset=1.47558", "factor_set=4.09883"]
    assert Claims.model_validate_json(record.model_dump_json()).model_dump_json() == record.model_dump_json()


def test_the_section_links_every_number(verdicts: dict[str, ClaimVerdict], resolved: Resolved) -> None:
    """Each number of the section is one of the run, down to the readings; the counts by verdict add up."""
    config, classes = load_config(ROOT / "config/config.yaml"), load_classes(ROOT / "config/classes.yaml")
    rows = benchmark_devices(resolved.devices, resolved.library, classes, config)
    metrics = [result for row in rows for result in row.metrics.values()]
    known = tuple(verdicts.values())
    book = NumberBook(resolved.corpus.by_id, [*metrics, *claim_results(known)])
    tables = {"claims": frame_of(CLAIMS, known), "claim_statements": frame_of(STATEMENTS, statement_lines(known))}
    material = PartOfMaterial(library=resolved.library, tables=tables, classes=classes, config=config, book=book)
    blocks = claims(material)["blocks"]  # type: ignore[arg-type]
    told = " ".join(block["text"] for block in blocks if block["type"] == "p" and not block.get("is_detail"))
    shown = {span.content for span in spans(told) if span.kind == "num"}
    weighed = {identifier for identifier in shown if identifier.startswith("claims/consequence#")}
    verdicts_told = {identifier for identifier in shown if identifier.startswith("claims#")}
    # Contradictions are told by what they change, so neither their sum nor that of all claims is a headline.
    assert not {"claims#all", "claims#inconsistent_in_source"} & verdicts_told
    told_of = sum(book.results[identifier].value or 0 for identifier in weighed | verdicts_told)
    assert told_of == len(known) == book.results["claims#all"].value
    tables = [block for block in blocks if block["type"] == "table" and block["row_ids"]]
    assert sum(len(block["rows"]) for block in tables) == len(known)
    # A tile leads to each claim, and those that cannot be checked are listed by what they want, each once.
    (tiles,) = (block for block in blocks if block["type"] == "tiles")
    tiled = [tile["anchor"] for group in tiles["groups"] for tile in group["tiles"]]
    assert sorted(tiled) == sorted(f"claim-{v.claim.id}" for v in known)
    lists = [b for b in blocks if b["type"] == "table" and b["columns"][0]["label"] == "missing"]
    texts = [cell for block in lists for row in block["rows"] for cell in row]
    linked_claims = [span.target for text in texts for span in spans(text) if span.kind == "see"]
    assert sorted(linked_claims) == sorted(f"claim-{v.claim.id}" for v in known if v.verdict == "not_checkable")
    cells = {row[0]: row for block in tables for row in block["rows"]}
    (standby,) = (row for cell, row in cells.items() if "Standby power of reference 147" in cell)
    linked = {span.content for cell in standby for span in spans(cell) if span.kind == "num"}
    assert linked == {
        "li2023:section-5a/ag-sige/standby_power",
        "choi2018/ag-sige/set#standby_power",
        "choi2018/ag-sige/reset#standby_power",
        "claim/ref147-ps#factor_set",
        "claim/ref147-ps#factor_reset",
    }
    # a median that the review prints is a number of the run, with the section that prints it
    (median,) = (row for cell, row in cells.items() if "Median action energy of VCM synapses" in cell)
    assert [span.content for span in spans(median[1]) if span.kind == "num"] == ["claim/vcm-ea-median#claimed"]
    claimed = book.results["claim/vcm-ea-median#claimed"]
    assert (claimed.value, claimed.unit) == (pytest.approx(220e-12), "J")
    assert "section 5.A: 220 pJ" in claimed.rule
    # 5 V of the set pulse, in the table of NeuroSim's manual
    assert "neurosim-v3-manual:t1-p23/r6c6.1" in book.closure()
