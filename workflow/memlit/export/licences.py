"""The licence of a table: of what the review makes, or of the sources that it quotes."""


def spdx_address(licence: str) -> str:
    """Where SPDX describes a licence of that name."""
    return f"https://spdx.org/licenses/{licence}"


def beside_sources(data: str) -> str:
    """Of a file that holds what sources print. data: the licence of what the review makes of it."""
    own = f"our selection, arrangement and computed values: {data}; " if data else ""
    return f"{own}what a source prints: the licence of the source, in its row of documents.csv"
