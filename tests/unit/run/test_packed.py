"""The packed store: what was stored comes back, what is not that counts as absent, and what nobody asks for goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.caching.packed import Packed

TEXTS = {"first": [b"a line\n", b"", "16.9 kΩ".encode()], "second": [b"x" * 50], "third": []}


def store(path: Path, code: str = "code") -> Packed:
    return Packed(path, code)


def filled(path: Path) -> dict[str, str]:
    """A store of TEXTS at `path`; the address of each."""
    packed = store(path)
    addresses = {name: packed.address(name.encode()) for name in TEXTS}
    for name, address in addresses.items():
        packed.put(address, TEXTS[name])
    packed.save()
    return addresses


def test_texts_come_back_in_the_next_run_and_are_not_made_again(tmp_path: Path) -> None:
    addresses = filled(tmp_path / "store")
    packed = store(tmp_path / "store")
    for name, address in addresses.items():
        assert packed.get(address, lambda: pytest.fail("is made again")) == TEXTS[name]
    assert packed.find(packed.address(b"fourth")) is None


def test_the_address_tells_code_and_parts_apart(tmp_path: Path) -> None:
    path = tmp_path / "store"
    assert store(path).address(b"ab", b"c") != store(path).address(b"a", b"bc")
    assert store(path, "code").address(b"ab") != store(path, "other").address(b"ab")
    assert store(path, "a").address(b"b") == store(path, "a").address(b"b")


def test_what_a_run_did_not_ask_for_is_dropped(tmp_path: Path) -> None:
    addresses = filled(tmp_path / "store")
    packed = store(tmp_path / "store")
    packed.find(addresses["second"])
    packed.save()
    again = store(tmp_path / "store")
    assert again.find(addresses["second"]) == TEXTS["second"]
    assert (again.find(addresses["first"]), again.find(addresses["third"])) == (None, None)


def test_a_store_that_is_as_before_is_not_written(tmp_path: Path) -> None:
    addresses = filled(tmp_path / "store")
    before = (tmp_path / "store").stat()
    packed = store(tmp_path / "store")
    for address in addresses.values():
        packed.find(address)
    packed.save()
    after = (tmp_path / "store").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_every_damaged_byte_is_noticed(tmp_path: Path) -> None:
    """A store with one byte changed, or cut anywhere, gives back what was stored or nothing."""
    addresses = filled(tmp_path / "store")
    whole = (tmp_path / "store").read_bytes()
    damaged = [whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in range(len(whole))]
    for number, content in enumerate([*damaged, *(whole[:length] for length in range(len(whole)))]):
        (tmp_path / "store").write_bytes(content)
        packed = store(tmp_path / "store")
        found = {name: packed.find(address) for name, address in addresses.items()}
        assert all(texts is None or texts == TEXTS[name] for name, texts in found.items()), number
        assert None in found.values(), number


def test_where_nothing_can_be_written_the_texts_are_made_anew(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    packed = store(tmp_path / "file" / "store")
    address = packed.address(b"x")
    assert packed.get(address, lambda: [b"made"]) == [b"made"]
    packed.save()
    assert store(tmp_path / "file" / "store").find(address) is None
