"""memlit fetch against a stand-in of Europe PMC and Unpaywall: what it takes, what it refuses, what it leaves behind.

Answers have the shape of the services' public descriptions: europepmc.org/RestfulWebService (search, core) and
unpaywall.org/data-format.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from memlit.cli import main
from memlit.errors import ConfigError, NetworkError
from memlit.fetching import open_access
from memlit.fetching.download import part_of
from memlit.fetching.fetch import Target, doi_of, fetch_targets, targets
from memlit.fetching.http import Pace, RequestLimits
from memlit.fetching.open_access import Services
from memlit.fetching.pins import write_pin
from memlit.sources.folder import FetchedFile

from tests.builders import ROOT, entry
from tests.unit.curation.test_http import Service

KEY, DOI, PMCID = "sim-doe2020", "10.1000/sim.1", "PMC1234567"
XML = b'<?xml version="1.0"?><article><front/><body><p>1.2 V</p></body></article>'
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\nstartxref\n0\n%%EOF\n"
DAY = "2026-01-02"
BIB = f"@article{{{KEY},\n  title = {{A device}},\n  doi = {{{DOI}}},\n}}\n"


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Web:
    """Both services and a publisher behind one address, with the requests they got and when."""

    def __init__(self, service: Service, clock: Clock) -> None:
        self.service, self.clock = service, clock

        def missing(request: BaseHTTPRequestHandler) -> None:
            request.send_error(404)

        service.handlers = defaultdict(lambda: missing)

    @property
    def paths(self) -> list[str]:
        return [path.split("?")[0] for path, _ in self.service.requests]

    def europe_pmc(self, *results: dict[str, Any], status: int = 200, **headers: str) -> None:
        answer = {"version": "6.9", "hitCount": len(results), "resultList": {"result": list(results)}}
        self.service.answer("/epmc/search", json.dumps(answer).encode(), status=status, **headers)

    def full_text(self, body: bytes = XML) -> None:
        self.service.answer(f"/epmc/{PMCID}/fullTextXML", body, "application/xml")

    def unpaywall(self, *places: dict[str, Any], is_oa: bool = True) -> None:
        answer = {
            "doi": DOI,
            "doi_url": f"https://doi.org/{DOI}",
            "data_standard": 2,
            "genre": "journal-article",
            "is_oa": is_oa,
            "oa_status": "gold" if is_oa else "closed",
            "best_oa_location": places[0] if places else None,
            "oa_locations": list(places),
        }
        self.service.answer(f"/v2/{DOI}", json.dumps(answer).encode())

    def pdf(self, path: str = "/paper", body: bytes = PDF, kind: str = "application/pdf", **headers: Any) -> str:
        return self.service.answer(path, body, kind, **headers)


def record(**changes: Any) -> dict[str, Any]:
    """A record of Europe PMC, `resultType=core`."""
    return {
        "id": "12345678",
        "source": "MED",
        "pmid": "12345678",
        "pmcid": PMCID,
        "doi": DOI,
        "title": "A device.",
        "isOpenAccess": "Y",
        "inEPMC": "Y",
        "hasPDF": "Y",
        "license": "cc by",
        "fullTextUrlList": {"fullTextUrl": []},
        **changes,
    }


def place(url: str | None, **changes: Any) -> dict[str, Any]:
    """An OA location of Unpaywall."""
    return {
        "endpoint_id": None,
        "evidence": "open (via page says license)",
        "host_type": "publisher",
        "is_best": True,
        "license": "cc-by",
        "pmh_id": None,
        "url": url,
        "url_for_landing_page": f"https://doi.org/{DOI}",
        "url_for_pdf": url,
        "version": "publishedVersion",
        **changes,
    }


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(clock: Clock) -> Iterator[Web]:
    service = Service()
    yield Web(service, clock)
    service.server.shutdown()
    service.server.server_close()


@pytest.fixture
def review(tmp_path: Path) -> Path:
    (tmp_path / "references.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "config").mkdir()
    for name in ("config.yaml", "metrics.yaml"):
        shutil.copy(ROOT / "config" / name, tmp_path / "config" / name)
    return tmp_path


def services(web: Web, contact: str = "a@example.org") -> Services:
    url = web.service.url
    return Services(Pace(lambda: web.clock.now, web.clock.sleep), contact, f"{url}/epmc", f"{url}/v2")


def run(review: Path, web: Web, asked: Services | None = None) -> Target:
    """What becomes of the one entry."""
    (found,) = fetch_targets(review, targets(review, [KEY]), asked or services(web), DAY)
    return found


def pins(review: Path) -> list[dict[str, Any]]:
    return yaml.safe_load((review / "sources" / KEY / "source.yaml").read_text(encoding="utf-8"))["fetched"]


def visible(review: Path) -> list[str]:
    folder = review / "sources" / KEY
    return sorted(path.name for path in folder.iterdir() if path.name[0] != ".") if folder.is_dir() else []


def test_xml_of_europe_pmc_comes_first_with_its_licence_and_digest(review: Path, web: Web) -> None:
    web.europe_pmc(record())
    web.full_text()
    web.unpaywall(place(web.pdf()))
    assert run(review, web).state == "fetched"
    assert (review / "sources" / KEY / "fulltext.xml").read_bytes() == XML
    assert web.paths == ["/epmc/search", f"/epmc/{PMCID}/fullTextXML"]
    assert pins(review) == [
        {
            "file": "fulltext.xml",
            "url": f"{web.service.url}/epmc/{PMCID}/fullTextXML",
            "sha256": hashlib.sha256(XML).hexdigest(),
            "service": "Europe PMC",
            "licence": "cc by",
            "fetched": DAY,
        }
    ]
    description = yaml.safe_load((review / "sources" / KEY / "source.yaml").read_text(encoding="utf-8"))
    assert (description["url"], description["licence"]) == (f"https://doi.org/{DOI}", "cc by")
    query, headers = web.service.requests[0]
    assert "DOI%3A%2210.1000%2Fsim.1%22" in query
    assert "mailto:a@example.org" in headers["User-Agent"]


def test_pdf_of_unpaywall_where_europe_pmc_has_no_text(review: Path, web: Web) -> None:
    web.europe_pmc()
    web.unpaywall(place(web.pdf(), version="acceptedVersion", license=None))
    found = run(review, web)
    assert (found.state, (review / "sources" / KEY / "fulltext.pdf").read_bytes()) == ("fetched", PDF)
    assert "no licence stated" in found.note
    assert pins(review)[0]["version"] == "acceptedVersion"
    assert "licence" not in pins(review)[0]
    assert web.service.requests[1][0] == f"/v2/{DOI}?email=a%40example.org"


@pytest.mark.parametrize(
    "result",
    [
        record(isOpenAccess="N"),
        record(doi="10.1000/another"),
        record(pmcid="PMC1/../../x"),
        record(pmcid=None),
        {"resultList": "odd"},
    ],
)
def test_what_is_not_open_or_not_this_paper_is_not_taken(review: Path, web: Web, result: dict[str, Any]) -> None:
    web.europe_pmc(result)
    web.full_text()
    web.unpaywall(is_oa=False)
    assert run(review, web).state == "nothing found"
    assert not (review / "sources" / KEY).exists()


def test_copy_that_fails_leads_to_the_next(review: Path, web: Web) -> None:
    links = [
        {"availabilityCode": "OA", "documentStyle": "pdf", "site": "Europe_PMC", "url": web.pdf("/gone", status=404)}
    ]
    web.europe_pmc(record(fullTextUrlList={"fullTextUrl": links}))
    web.full_text(b"<article><front/></article>")
    web.unpaywall(place(web.pdf("/page", b"<html>", "text/html")), place(web.pdf("/good")))
    assert run(review, web).state == "fetched"
    assert pins(review)[0]["url"].endswith("/good")
    assert visible(review) == ["fulltext.pdf", "source.yaml"]


def unannounced(body: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "application/pdf")
        request.end_headers()
        request.wfile.write(body)

    return handle


@pytest.mark.parametrize(
    "answer, words",
    [
        ({"body": b"<html>Sign in</html>", "kind": "text/html"}, "sends text/html, no PDF"),
        ({"body": b"<html>Sign in</html>"}, "sends something else under the name of a PDF"),
        ({"body": PDF[:-8]}, "PDF without its end"),
        ({"body": b""}, "sends something else"),
        ({"Content_Length": str(len(PDF) + 9)}, f"broke off after {len(PDF)} of {len(PDF) + 9} bytes"),
        ({"Content_Length": str(10**12)}, "sends more than"),
        ({"Content_Encoding": "gzip"}, "compressed"),
        ({"status": 403}, "status 403"),
        ({"status": 404}, "status 404"),
        ({"status": 500}, "status 500"),
        ({"status": 429}, "status 429"),
        ({"status": 302, "Location": "/paper"}, "redirects too often"),
        ({"status": 302, "Location": "http://example.org/x.pdf"}, "not an https address"),
        ({"status": 302, "Location": "file:///etc/passwd"}, "status 302"),
        ({"status": 206, "Content_Range": "bytes 5-9/10"}, "another range"),
    ],
)
def test_bad_document_leaves_nothing_that_looks_whole(
    review: Path, web: Web, answer: dict[str, Any], words: str
) -> None:
    web.europe_pmc()
    web.unpaywall(place(web.pdf(**answer)))
    found = run(review, web)
    assert found.state == "failed"
    assert words in found.note
    assert "\n" not in found.line
    assert visible(review) == []


def test_body_over_the_limit_is_refused_though_it_was_not_announced(
    review: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memlit.fetching.download.download.__defaults__", ("", RequestLimits(bytes=5000)))
    web.europe_pmc()
    url = web.pdf()
    web.service.handlers["/paper"] = unannounced(PDF)
    web.unpaywall(place(url))
    assert "more than 5000 bytes" in run(review, web).note
    assert not part_of(review / "sources" / KEY / "fulltext.pdf").exists()


def cut_once(web: Web, at: int, etag: str = '"a"', second_etag: str | None = None, times: int = 1) -> str:
    """A document whose first answers end after `at` bytes; later ones know Range and If-Range (RFC 9110)."""
    state = {"cuts": times}

    def handle(request: BaseHTTPRequestHandler) -> None:
        now = etag if state["cuts"] else second_etag or etag
        body, status, start = PDF, 200, 0
        asked = request.headers.get("Range")
        if asked and request.headers.get("If-Range") == now:
            start, status = int(asked.removeprefix("bytes=").rstrip("-")), 206
        request.send_response(status)
        request.send_header("Content-Type", "application/pdf")
        request.send_header("ETag", now)
        request.send_header("Content-Length", str(len(body) - start))
        if status == 206:
            request.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        request.end_headers()
        request.wfile.write(body[start : at if state["cuts"] else len(body)])
        state["cuts"] = max(0, state["cuts"] - 1)

    web.service.handlers["/paper"] = handle
    return f"{web.service.url}/paper"


def ranges(web: Web) -> list[str | None]:
    return [headers.get("Range") for path, headers in web.service.requests if path == "/paper"]


def test_broken_download_is_continued_where_it_broke_off(review: Path, web: Web) -> None:
    web.europe_pmc()
    web.unpaywall(place(cut_once(web, 5000)))
    assert run(review, web).state == "fetched"
    assert ranges(web) == [None, "bytes=5000-"]
    assert (review / "sources" / KEY / "fulltext.pdf").read_bytes() == PDF
    assert visible(review) == sorted(path.name for path in (review / "sources" / KEY).iterdir())


def test_next_call_continues_what_the_last_one_left(review: Path, web: Web) -> None:
    web.europe_pmc()
    web.unpaywall(place(cut_once(web, 5000, times=3)))
    assert "broke off after 5000" in run(review, web).note
    assert visible(review) == []
    assert part_of(review / "sources" / KEY / "fulltext.pdf").read_bytes() == PDF[:5000]
    assert run(review, web).state == "fetched"
    assert ranges(web)[-1] == "bytes=5000-"
    assert (review / "sources" / KEY / "fulltext.pdf").read_bytes() == PDF


def test_document_that_changed_meanwhile_is_taken_anew_not_joined(review: Path, web: Web) -> None:
    web.europe_pmc()
    web.unpaywall(place(cut_once(web, 5000, second_etag='"b"')))
    assert run(review, web).state == "fetched"
    assert (review / "sources" / KEY / "fulltext.pdf").read_bytes() == PDF


@pytest.mark.parametrize("etag", ["", 'W/"a"'])
def test_part_without_a_strong_validator_is_not_continued(review: Path, web: Web, etag: str) -> None:
    web.europe_pmc()
    web.unpaywall(place(cut_once(web, 5000, etag)))
    assert run(review, web).state == "fetched"
    assert ranges(web) == [None, None]


def test_finished_ones_are_skipped_without_a_request(review: Path, web: Web) -> None:
    web.europe_pmc(record())
    web.full_text()
    run(review, web)
    n = len(web.service.requests)
    assert targets(review) == []
    assert run(review, web).state == "has a document"
    assert len(web.service.requests) == n


def test_pinned_document_that_is_absent_is_the_same_again_or_none(review: Path, web: Web) -> None:
    web.europe_pmc(record())
    web.full_text()
    run(review, web)
    file = review / "sources" / KEY / "fulltext.xml"
    file.unlink()
    (again,) = fetch_targets(review, targets(review), services(web), "2027-01-01")
    assert (again.state, again.note) == ("fetched", "fulltext.xml, as pinned")
    assert file.read_bytes() == XML
    assert pins(review)[0]["fetched"] == DAY
    file.unlink()
    web.full_text(XML.replace(b"1.2 V", b"1.3 V"))
    found = run(review, web)
    assert found.state == "failed"
    assert "now holds a different file from the pinned one" in found.note
    assert visible(review) == ["source.yaml"]


def test_changed_bytes_of_a_pinned_document_are_found(review: Path, web: Web) -> None:
    web.europe_pmc(record())
    web.full_text()
    run(review, web)
    (review / "sources" / KEY / "fulltext.xml").write_bytes(XML + b"\n")
    (found,) = targets(review, [KEY])
    assert found.state == "failed"
    assert "fulltext.xml: is not the file that was fetched" in found.note


def test_two_requests_to_a_host_are_a_second_apart(review: Path, web: Web) -> None:
    web.europe_pmc()
    web.unpaywall(place(web.pdf()))
    run(review, web)
    # Three requests to one host: search, Unpaywall, the PDF.
    assert len(web.service.requests) == 3
    assert web.clock.now == pytest.approx(2.0)


def test_other_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    pace = Pace(lambda: clock.now, clock.sleep)
    for url in ("https://a.example/1", "https://b.example/1", "https://A.example/2"):
        pace.wait(url)
    assert clock.slept == [1.0]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured(review: Path, web: Web, status: int) -> None:
    web.europe_pmc(record())
    web.full_text()
    good = web.service.handlers["/epmc/search"]

    def once(request: BaseHTTPRequestHandler) -> None:
        web.service.handlers["/epmc/search"] = good
        request.send_response(status)
        request.send_header("Retry-After", "17")
        request.send_header("Content-Length", "0")
        request.end_headers()

    web.service.handlers["/epmc/search"] = once
    assert run(review, web).state == "fetched"
    assert 17.0 in web.clock.slept


def test_service_that_asks_for_an_hour_is_left_alone(review: Path, web: Web) -> None:
    (review / "references.bib").write_text(BIB + BIB.replace(KEY, "sim-roe2021"), encoding="utf-8")
    web.europe_pmc(status=429, Retry_After="3600")
    web.unpaywall(place(web.pdf()))
    asked = services(web)
    results = list(fetch_targets(review, targets(review), asked, DAY))
    assert [result.state for result in results] == ["fetched", "fetched"]
    assert web.paths.count("/epmc/search") == 1
    assert max(web.clock.slept) < 10
    assert [note for note in asked.notes if "Europe PMC is not asked any more" in note and "429" in note]


def test_unpaywall_is_not_asked_without_an_address_of_ours(review: Path, web: Web) -> None:
    web.europe_pmc()
    web.unpaywall(place(web.pdf()))
    asked = services(web, contact="")
    assert run(review, web, asked).state == "nothing found"
    assert web.paths == ["/epmc/search"]
    assert asked.notes == [open_access.NO_CONTACT]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x.pdf",
        "https://localhost/x.pdf",
        "file:///etc/passwd",
        "ftp://a.example/x",
        "http://[::1/x",
        7,
    ],
)
def test_copy_at_an_address_of_this_machine_is_not_followed(url: object, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"doi": DOI, "is_oa": True, "oa_locations": [place(None, url_for_pdf=url), "odd"]}
    clock = Clock()
    monkeypatch.setattr(open_access, "get_json", lambda *_: answer if "unpaywall" in _[0] else {})
    assert list(Services(Pace(lambda: clock.now, clock.sleep), "a@example.org").copies(DOI)) == []


def test_plain_http_of_a_repository_is_asked_as_https(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"doi": DOI, "is_oa": True, "oa_locations": [place("http://repo.example/x.pdf")]}
    clock = Clock()
    monkeypatch.setattr(open_access, "get_json", lambda *_: answer if "unpaywall" in _[0] else {})
    (copy,) = Services(Pace(lambda: clock.now, clock.sleep), "a@example.org").copies(DOI)
    assert copy.url == "https://repo.example/x.pdf"


def test_names_that_a_server_sends_are_not_used(review: Path, web: Web) -> None:
    web.europe_pmc()
    header = {"Content_Disposition": 'attachment; filename="../../references.bib"'}
    web.unpaywall(place(web.pdf("/a/..%2f..%2fevil", **header), license="cc-by\n\nfetched: []"))
    assert run(review, web).state == "fetched"
    assert visible(review) == ["fulltext.pdf", "source.yaml"]
    assert (review / "references.bib").read_text(encoding="utf-8") == BIB
    assert pins(review)[0]["licence"] == "cc-by fetched: []"


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", "", "a\\b"])
def test_pin_that_leads_out_of_its_folder_is_refused(review: Path, name: str) -> None:
    folder = review / "sources" / KEY
    folder.mkdir()
    pin = {"file": name, "url": "https://a.example", "sha256": "0" * 64, "service": "x"}
    (folder / "source.yaml").write_text(yaml.safe_dump({"fetched": [pin]}), encoding="utf-8")
    with pytest.raises(ConfigError, match="fetched"):
        targets(review, [KEY])


def test_what_a_person_wrote_in_source_yaml_stays(tmp_path: Path) -> None:
    text = "# mine\nkind: document\nlicence: CC BY 4.0   # from page 1\ntables:\n- file: t.csv\n  label: Table 1\n"
    (tmp_path / "source.yaml").write_text(text, encoding="utf-8")
    pin = FetchedFile(
        file="fulltext.pdf", url="https://a.example/1", sha256="1" * 64, service="Unpaywall", licence="cc0"
    )
    write_pin(tmp_path, pin, "https://doi.org/x")
    first = (tmp_path / "source.yaml").read_text(encoding="utf-8")
    assert first.startswith(text)
    write_pin(tmp_path, pin.model_copy(update={"sha256": "2" * 64}), "https://doi.org/x")
    write_pin(tmp_path, pin.model_copy(update={"file": "fulltext.xml"}), "https://doi.org/x")
    second = (tmp_path / "source.yaml").read_text(encoding="utf-8")
    assert second.startswith(text)
    loaded = yaml.safe_load(second)
    assert [(item["file"], item["sha256"][0]) for item in loaded["fetched"]] == [
        ("fulltext.pdf", "2"),
        ("fulltext.xml", "1"),
    ]
    assert loaded["licence"] == "CC BY 4.0"


def test_no_network_is_one_line(review: Path, web: Web) -> None:
    asked = services(web)
    web.service.server.server_close()
    with pytest.raises(NetworkError, match="needs a network"):
        run(review, web, asked)
    assert not (review / "sources" / KEY).exists()


@pytest.mark.parametrize(
    "fields, doi",
    [
        ({"doi": "10.1000/SIM.1"}, "10.1000/sim.1"),
        ({"doi": "https://doi.org/10.1000/a\\_b"}, "10.1000/a_b"),
        ({"url": "https://dx.doi.org/10.1000/sim.2"}, "10.1000/sim.2"),
        ({"url": "https://example.org/10.1000/sim.2"}, ""),
        ({}, ""),
    ],
)
def test_doi_of_an_entry(fields: dict[str, str], doi: str) -> None:
    assert doi_of(entry("a", **fields)) == doi


def command(review: Path, web: Web, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    monkeypatch.chdir(review)
    url = web.service.url
    done = CliRunner().invoke(main, ["fetch", "--europe-pmc", f"{url}/epmc", "--unpaywall", f"{url}/v2", *arguments])
    return done.exit_code, done.output


def test_command_asks_nothing_without_yes(review: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = command(review, web, monkeypatch=monkeypatch)
    assert code == 0
    assert f"{KEY}: to fetch; doi {DOI}" in text
    assert "no service was contacted: add --yes" in text
    assert web.service.requests == []


def test_command_fetches_with_yes_or_as_the_settings_say(
    review: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    web.europe_pmc(record())
    web.full_text()
    code, text = command(review, web, KEY, "--yes", monkeypatch=monkeypatch)
    assert code == 0
    line = f"{KEY}: fetched; doi {DOI}; fulltext.xml from Europe PMC, cc by"
    assert line in text.splitlines()
    assert line in (ROOT / "docs/living-review.md").read_text(encoding="utf-8").splitlines()
    shutil.rmtree(review / "sources" / KEY)
    settings = review / "config/config.yaml"
    changed = settings.read_text(encoding="utf-8").replace("allowed: false", "allowed: true")
    settings.write_text(changed, encoding="utf-8")
    assert "fetched" in command(review, web, monkeypatch=monkeypatch)[1]
    assert "has a document" in command(review, web, KEY, monkeypatch=monkeypatch)[1]


def test_command_ends_with_2_and_one_line(review: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = command(review, web, "nosuch", monkeypatch=monkeypatch)
    assert (code, len(text.splitlines())) == (2, 1)
    assert "has no entry nosuch" in text
    web.service.server.server_close()
    code, text = command(review, web, "--yes", monkeypatch=monkeypatch)
    assert (code, len(text.splitlines())) == (2, 1)
    assert "it needs a network" in text
