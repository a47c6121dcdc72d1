"""One sentence on what the complete tuples rest on, for every place that shows them."""

from memlit.analysis.evidence.lineage import LineageShare
from memlit.report.blocks import Material
from memlit.report.text import cite, name, symbol
from memlit.report.words import PART_SYMBOLS


def lineage_words(m: Material, set_name: str | None, papers: str) -> str:
    """What the complete tuples of a set rest on, empty where no lineage is named; papers: what its members are."""
    found = next((item for item in m.analysis.lineages if item.set_name == set_name), None)
    if found is None or not found.shares:
        return ""
    n = m.book.use(found.n_complete.id)
    if len(found.shares) == 1 and not found.n_alone.value:
        share = found.shares[0]
        return (
            f"All complete tuples of the {papers}, those of {n} papers, come from one lineage of tables, "
            f"{name(share.lineage)} ({_sources(share)}): copies of each other, whose agreement confirms nothing"
            f"{_partly(share)}. "
        )
    parts = [
        f"{m.book.use(share.n.id)} on the lineage {name(share.lineage)} ({_sources(share)}{_partly(share)})"
        for share in found.shares
    ]
    parts += [f"{m.book.use(found.n_alone.id)} on none"] if found.n_alone.value else []
    return (
        f"Of {n} papers with a complete tuple among the {papers} these rest on tables that copy from each other, "
        f"whose agreement confirms nothing: {'; '.join(parts)}. "
    )


def _sources(share: LineageShare) -> str:
    return ", ".join(cite(key) for key in share.documents)


def _partly(share: LineageShare) -> str:
    """Papers that take some parts of their tuple from elsewhere."""
    return "".join(
        f"; of {cite(paper)} only {', '.join(symbol(PART_SYMBOLS.get(part, part)) for part in parts)}"
        for paper, parts in share.partly.items()
    )
