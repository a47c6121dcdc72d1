"""One question to the audit and its answer as lines for a person or as JSON."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from memlit.audit import chain as audit
from memlit.audit import questions
from memlit.audit.lookup import Index


@dataclass(frozen=True, slots=True)
class AuditAnswer:
    """Lines to print; a finding (a number without a datum) is exit code 1."""

    lines: Iterable[str]
    is_finding: bool = False


def ask(
    identifier: str | None = None,
    number: str | None = None,
    place: str | None = None,
    claim: str | None = None,
    why_not: str | None = None,
    as_json: bool = False,
) -> AuditAnswer:
    """The answer to one question; without any, to that for orphans."""
    index = Index()
    if identifier is not None:
        if as_json:
            return _answer(audit.chain(index, identifier), (), as_json)
        return AuditAnswer(audit.explain(index, identifier))
    if number is not None:
        found = questions.printed_numbers(index, number, place)
        return _answer(found, questions.number_lines(found), as_json)
    if claim is not None:
        found = questions.claim(index, claim)
        return _answer(found, questions.claim_lines(found), as_json)
    if why_not is not None:
        found = questions.why_not(index, why_not)
        return _answer(found, questions.why_not_lines(found), as_json)
    found = audit.orphans(index)
    return _answer(found, audit.orphan_lines(found), as_json, bool(found["numbers_without_datum"]))


def _answer(data: dict[str, Any], lines: Iterable[str], as_json: bool, is_finding: bool = False) -> AuditAnswer:
    return AuditAnswer([json.dumps(data, ensure_ascii=False)] if as_json else lines, is_finding)
