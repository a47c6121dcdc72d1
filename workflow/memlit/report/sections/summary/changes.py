"""What changed since the last release: one line among the findings, and a section where something moved."""

from memlit.changes.release import MovedMedian, MovedVerdict
from memlit.report.blocks import DASH, Block, Material, bullets, paragraph, section, table
from memlit.report.text import name


def since_release(m: Material) -> str:
    """The change in a sentence or two, for the first page."""
    change = m.changes
    if change.release is None:
        return ""
    count = {key: m.use(result) for key, result in change.counts.items()}
    told = (
        f"Since release {name(change.release.version)} of {name(change.release.day)}: {count['data_added']} printed "
        f"data added, {count['data_changed']} changed, {count['data_withdrawn']} withdrawn; "
        f"{count['devices']} tuples of devices differ. "
    )
    moved = [
        ("medians", [move.id for move in change.medians]),
        ("decisions between classes", [item.claim for item in change.decisions]),
        ("verdicts on claims", [item.claim for item in change.verdicts]),
    ]
    names = [what for what, ids in moved if ids]
    if not names:
        return f"{told}No median, decision or verdict moved."
    return f"{told}What moved ({', '.join(names)}) is listed under Changes since the last release."


def changes(m: Material) -> Block:
    """Medians, decisions and verdicts that moved; left out where none did."""
    change = m.changes
    if not (change.medians or change.decisions or change.verdicts):
        return {}
    parts: list[Block] = []
    claims = {verdict.claim.id: verdict.claim.note or verdict.claim.id for verdict in m.claims}
    if change.medians:
        columns = [("median of", "l"), ("before", "r"), ("now", "r"), ("against its interval", "l")]
        parts.append(table("Medians that moved", columns, [_median(m, move) for move in change.medians]))
    if change.decisions:
        parts.append(paragraph("Decisions between classes that changed:"))
        parts.append(bullets(_verdict(_words(item.claim), item) for item in change.decisions))
    if change.verdicts:
        parts.append(paragraph("Claims with another verdict than before:"))
        parts.append(bullets(_verdict(claims.get(item.claim, item.claim), item) for item in change.verdicts))
    return section("changes", "Changes since the last release", *parts)


def _median(m: Material, move: MovedMedian) -> tuple[str, str, str, str]:
    before = m.use(move.before) if move.before else DASH
    now = m.book.use(f"{move.id}#median") if move.is_known else DASH
    return name(_words(move.id)), before, now, move.against_interval


def _words(identifier: str) -> str:
    return identifier.removeprefix("class/").replace("/", ", ").replace("_", " ")


def _verdict(what: str, item: MovedVerdict) -> str:
    before, now = (text.replace("_", " ") if text else "absent" for text in (item.before, item.now))
    return f"{name(what)}: {before} → {now}"
