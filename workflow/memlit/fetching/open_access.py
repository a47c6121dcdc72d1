"""Where there is an open-access copy of a DOI: Europe PMC and Unpaywall, with the licence they state.

Europe PMC: https://europepmc.org/RestfulWebService; Unpaywall: https://unpaywall.org/products/api and /data-format.
"""

import re
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from memlit.errors import NetworkError
from memlit.fetching.download import CopyKind
from memlit.fetching.http import Pace, StatusError, UnreachableError, get_json, is_loopback

EUROPE_PMC = "https://www.ebi.ac.uk/europepmc/webservices/rest"
UNPAYWALL = "https://api.unpaywall.org/v2"
NO_CONTACT = "Unpaywall is not asked: it requires an e-mail address; set network.contact in config/config.yaml"
_PMCID = re.compile(r"PMC[0-9]{1,12}")
_LONGEST = 200
"""Number of characters kept of a licence or version that a service states."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An open-access copy. licence: as stated, or None; version: as Unpaywall calls it."""

    url: str
    kind: CopyKind
    service: str
    licence: str | None = None
    version: str | None = None


@dataclass(slots=True)
class Services:
    """The services and how they are asked. notes: one line for each service that could not be used."""

    pace: Pace
    contact: str = ""
    europe_pmc: str = EUROPE_PMC
    unpaywall: str = UNPAYWALL
    notes: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def copies(self, doi: str) -> Iterator[Copy]:
        """Open-access copies of a DOI, best first: Europe PMC's XML, its PDF, then Unpaywall's PDFs. A later service is
        asked only if no earlier copy could be used. Raises NetworkError if no service can be reached.
        """
        yield from self._asked("Europe PMC", self.europe_pmc, _europe_pmc, doi)
        if self.contact:
            yield from self._asked("Unpaywall", self.unpaywall, _unpaywall, doi)
        elif NO_CONTACT not in self.notes:
            self.notes.append(NO_CONTACT)

    def _asked(self, name: str, base: str, ask: Callable[["Services", str], list[Copy]], doi: str) -> list[Copy]:
        if name in self.gone:
            return []
        try:
            found = ask(self, doi)
        except StatusError as error:
            if error.status != 404:
                self._leave(name, error)
            return []
        except UnreachableError as error:
            self._leave(name, error)
            if self.gone >= ({"Europe PMC", "Unpaywall"} if self.contact else {"Europe PMC"}):
                problem = f"no service answers ({error.where} {error.problem})"
                raise NetworkError(
                    "memlit fetch", problem, "it needs a network; connect, or supply files by hand"
                ) from None
            return []
        except NetworkError as error:
            self.notes.append(f"{name}: {error}")
            return []
        # A copy that a service on the network names must not be an address of this machine.
        return [copy for copy in found if is_loopback(base) or not is_loopback(copy.url)]

    def _leave(self, name: str, error: NetworkError) -> None:
        """A service that refused is not asked again in this run."""
        self.gone.add(name)
        self.notes.append(f"{name} is not asked any more: {error}")

    def json(self, url: str) -> dict[str, Any]:
        """The JSON object at `url`. Raises NetworkError."""
        found = self.pace.ask(url, lambda: get_json(url, self.contact))
        if not isinstance(found, dict):
            raise NetworkError(url.partition("?")[0], "sends no JSON object", "try again later")
        return found


def _europe_pmc(services: Services, doi: str) -> list[Copy]:
    quoted = doi.replace('"', "")
    asked = {"query": f'DOI:"{quoted}"', "format": "json", "resultType": "core", "pageSize": "5"}
    query = urllib.parse.urlencode(asked)
    answer = services.json(f"{services.europe_pmc}/search?{query}")
    copies = []
    for record in _dicts(_dict(answer.get("resultList")).get("result")):
        if str(record.get("doi", "")).lower() != doi or record.get("isOpenAccess") != "Y":
            continue
        licence, pmcid = _text(record.get("license")), str(record.get("pmcid", ""))
        if _PMCID.fullmatch(pmcid) and record.get("inEPMC", "Y") == "Y":
            copies.append(Copy(f"{services.europe_pmc}/{pmcid}/fullTextXML", "xml", "Europe PMC", licence))
        for link in _dicts(_dict(record.get("fullTextUrlList")).get("fullTextUrl")):
            if link.get("documentStyle") == "pdf" and link.get("availabilityCode") in ("OA", "F"):
                copies += _pdf(services.europe_pmc, link.get("url"), "Europe PMC", licence, None)
    return sorted(copies, key=lambda copy: copy.kind != "xml")


def _unpaywall(services: Services, doi: str) -> list[Copy]:
    email = urllib.parse.urlencode({"email": services.contact})
    answer = services.json(f"{services.unpaywall}/{urllib.parse.quote(doi)}?{email}")
    if answer.get("is_oa") is not True or str(answer.get("doi", doi)).lower() != doi:
        return []
    copies: dict[str, Copy] = {}
    for place in (_dict(answer.get("best_oa_location")), *_dicts(answer.get("oa_locations"))):
        licence, version = _text(place.get("license")), _text(place.get("version"))
        for copy in _pdf(services.unpaywall, place.get("url_for_pdf"), "Unpaywall", licence, version):
            copies.setdefault(copy.url, copy)
    return list(copies.values())


def _pdf(base: str, url: object, service: str, licence: str | None, version: str | None) -> list[Copy]:
    """A copy at the address that a service names, as https; nothing if it names none."""
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        return []
    try:
        host = urllib.parse.urlsplit(url).hostname
    except ValueError:
        return []
    if not host:
        return []
    if url.startswith("http://") and not is_loopback(base):
        url = f"https://{url.removeprefix('http://')}"
    return [Copy(url, "pdf", service, licence, version)]


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: object) -> str | None:
    """Words of a service on one line, None if there are none."""
    words = " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""
    return words or None
