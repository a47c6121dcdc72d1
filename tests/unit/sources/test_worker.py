"""The reader process: its limits, what it may not do, and that the next document is read all the same."""

from __future__ import annotations

import os
import pickle
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from figcurves.errors import FigureError
from memlit.errors import DocumentError, LimitError
from memlit.worker import Limits, Worker, frames
from printed.tables.model import Cell, Table, TableReading
from printed.tables.read import read_tables

MEGABYTE = 1_000_000
GOOD = "Device,R_ON\nA,26 MΩ\n"


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as process:
        yield process


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def assert_reads(worker: Worker, path: Path) -> None:
    (table,) = worker.call(path.name, read_tables, path).tables
    assert [cell.text for cell in table.cells] == ["Device", "R_ON", "A", "26 MΩ"]


def test_a_reading_is_the_same_as_without_the_process(worker: Worker, good: Path) -> None:
    assert worker.call(good.name, read_tables, good) == read_tables(good)


def test_one_process_reads_one_document_after_another(worker: Worker) -> None:
    assert worker.call("a", os.getpid) == worker.call("b", os.getpid) != os.getpid()


def test_an_endless_document_is_given_up_and_the_process_replaced(good: Path) -> None:
    with Worker(Limits(seconds=1.0)) as worker:
        before = worker.call("a", os.getpid)
        with pytest.raises(LimitError, match=r"^slow\.pdf: takes longer than 1 s to read; split"):
            worker.call("slow.pdf", max, range(10**15))
        assert_reads(worker, good)
        assert worker.call("a", os.getpid) != before
        assert not Path(f"/proc/{before}").exists()


def test_a_document_that_waits_for_ever_is_given_up_by_the_clock(good: Path) -> None:
    with Worker(Limits(seconds=0.3)) as worker:
        with pytest.raises(LimitError, match=r"^idle\.pdf: takes longer than 0\.3 s to read"):
            worker.call("idle.pdf", time.sleep, 600)
        assert_reads(worker, good)


def test_time_that_other_programs_take_is_not_counted(good: Path) -> None:
    with Worker(Limits(seconds=0.5)) as worker:
        assert worker.call("waits.pdf", time.sleep, 1.5) is None
        assert_reads(worker, good)


def test_a_fresh_installation_without_compiled_modules_reads_at_once(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path / "compiled"))
    with Worker() as worker:
        assert_reads(worker, good)


def test_memory_over_the_limit_is_refused(worker: Worker, good: Path) -> None:
    assert len(worker.call("fits.pdf", bytes, 60 * MEGABYTE)) == 60 * MEGABYTE
    with pytest.raises(LimitError, match=r"^bomb\.pdf: needs more than 1000 MB of memory"):
        worker.call("bomb.pdf", bytes, 1001 * MEGABYTE)
    assert_reads(worker, good)


def test_what_one_document_held_does_not_count_against_the_next(worker: Worker) -> None:
    before = worker.call("a", os.getpid)
    assert worker.call("large.pdf", eval, "len(b'x' * 600_000_000)") == 600 * MEGABYTE
    assert worker.call("b", os.getpid) != before


def test_an_answer_over_the_limit_is_refused(good: Path) -> None:
    with Worker(Limits(output=MEGABYTE)) as worker:
        with pytest.raises(LimitError, match="gives more than 1 MB of tables"):
            worker.call("long.html", bytes, 2 * MEGABYTE)
        assert_reads(worker, good)


def test_a_message_that_announces_more_than_allowed_is_not_read() -> None:
    """A reader that was taken over keeps no limit of its own."""
    ours, its = os.pipe()
    os.write(its, (10**12).to_bytes(8, "little") + b"x")
    os.close(its)
    try:
        with pytest.raises(frames.TooMuch):
            frames.receive(ours, MEGABYTE)
    finally:
        os.close(ours)


@pytest.mark.parametrize(("crash", "args", "said"), [(os.abort, (), "SIGABRT"), (os._exit, (3,), "exit code 3")])
def test_a_crash_is_an_error_of_its_document(worker: Worker, good: Path, crash: object, args: tuple, said: str) -> None:
    with pytest.raises(LimitError, match=rf"^crash\.pdf: made its reader .*{said}"):
        worker.call("crash.pdf", crash, *args)  # type: ignore[arg-type]
    assert_reads(worker, good)


def test_open_files_are_limited(worker: Worker) -> None:
    assert worker.call("a", len, [1]) == 1
    limits = Path(f"/proc/{worker.call('a', os.getpid)}/limits").read_text(encoding="ascii")
    (line,) = [line for line in limits.splitlines() if line.startswith("Max open files")]
    assert line.split()[3:5] == ["64", "64"]


def test_the_network_is_out_of_reach_and_the_run_says_how(worker: Worker) -> None:
    refused = pytest.raises(DocumentError, match=r"^spy\.html: wanted to use the network")
    with socket.create_server(("127.0.0.1", 0)) as server, refused:
        worker.call("spy.html", socket.create_connection, server.getsockname())
    assert worker.network in {"own network namespace", "audit hook"}


def test_an_own_network_namespace_has_no_way_out(worker: Worker) -> None:
    pid = worker.call("a", os.getpid)
    if worker.network != "own network namespace":
        pytest.skip("this kernel gives no network namespace")
    assert Path(f"/proc/{pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()


def test_nothing_is_written_and_no_program_started(worker: Worker, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="wanted to write a file"):
        worker.call("a.pdf", Path.write_text, tmp_path / "out", "x")
    with pytest.raises(DocumentError, match="wanted to start a program"):
        worker.call("a.pdf", os.system, f"touch {tmp_path / 'out'}")
    assert list(tmp_path.iterdir()) == []


class _Command:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("false",)


def test_an_answer_can_run_no_code() -> None:
    """A reader that a document took over sends what it likes; only records are taken from it."""
    with pytest.raises(frames.BrokenFrame, match="is not a record"):
        frames.unpack(pickle.dumps(("value", _Command())))
    reading = TableReading((Table((Cell(0, 0, "a", flags=("x",)),)),))
    assert frames.unpack(frames.pack(reading)) == reading


def test_an_error_of_a_narrower_kind_keeps_the_kind_that_the_run_knows(worker: Worker, tmp_path: Path) -> None:
    import pikepdf
    from figcurves.errors import NoVectorPanel
    from figcurves.vector import digitize_pdf

    path = tmp_path / "blank.pdf"
    blank = pikepdf.new()
    blank.add_blank_page()
    blank.save(path)
    with pytest.raises(NoVectorPanel):
        digitize_pdf(path, 1)
    with pytest.raises(FigureError, match=r"blank.pdf:1: no vector panel"):
        worker.call(path.name, digitize_pdf, path, 1)


def test_the_process_ends_with_its_parent() -> None:
    worker = Worker()
    pid = worker.call("a", os.getpid)
    worker.close()
    assert not Path(f"/proc/{pid}").exists()
