"""Check, build and tag the version of this tree; a person publishes it.

Nothing leaves this machine. Who is cited and where the repository stands are asked, never made up.
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import yaml

CITATION, CHANGELOG = Path("CITATION.cff"), Path("CHANGELOG.md")
VERSION = re.compile(r'^__version__ = "(.+)"$', re.M)
ORCID = re.compile(r"https://orcid\.org/\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
Citation = dict[str, Any]


def git(*words: str) -> str:
    return subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout.strip()


def package_version() -> str:
    (version,) = VERSION.findall(Path("workflow/memlit/__init__.py").read_text(encoding="utf-8"))
    return version


def citation() -> Citation:
    found: Citation = yaml.safe_load(CITATION.read_text(encoding="utf-8"))
    return found


def is_person(author: dict[str, str]) -> bool:
    return bool(author.get("family-names")) and ORCID.fullmatch(author.get("orcid", "")) is not None


def what_citation_lacks(cited: Citation) -> list[str]:
    """What a person must say before this can be cited and a vulnerability reported."""
    lacks = []
    if not all(is_person(author) for author in cited["authors"]):
        lacks.append("authors with family name and ORCID")
    if not any(person.get("email") for person in cited.get("contact", ())):
        lacks.append("a contact with an e-mail address")
    if not cited.get("repository-code"):
        lacks.append("repository-code, the address of the repository")
    return lacks


def ask_for(cited: Citation) -> Citation:
    """The citation with the author, the contact and the repository that a person types."""
    family, given = click.prompt("Family name of the author"), click.prompt("Given names")
    orcid = click.prompt("ORCID, as https://orcid.org/0000-0000-0000-0000")
    email = click.prompt("E-mail address for reports of vulnerabilities")
    repository = click.prompt("Address of the repository")
    person = {"family-names": family, "given-names": given}
    return {
        **cited,
        "authors": [{**person, "orcid": orcid}],
        "contact": [{**person, "email": email}],
        "repository-code": repository,
    }


def faults(version: str, cited: Citation) -> Iterator[str]:
    """What keeps this tree from being released as `version`, a line each with what to do."""
    if git("status", "--porcelain"):
        yield "the tree has changes that are not committed; commit or stash them"
    if git("tag", "--list", f"v{version}"):
        yield f"the tag v{version} is there already; raise __version__ in workflow/memlit/__init__.py"
    if str(cited.get("version")) != version:
        yield f"{CITATION} has version {cited.get('version')}, the package {version}; write {version} there"
    if not cited.get("date-released"):
        yield f"{CITATION} has no date-released; write the day of the release"
    headings = re.findall(r"^## (\S+)", CHANGELOG.read_text(encoding="utf-8"), re.M)
    if headings[:1] != [version]:
        yield f"{CHANGELOG} begins with {' '.join(headings[:1])}; let it begin with a section {version}"
    yield from (
        f"{CITATION} lacks {one}; run make release in a terminal, which asks" for one in what_citation_lacks(cited)
    )
    address = cited.get("repository-code")
    urls = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"].get("urls", {})
    if address and address not in urls.values():
        yield f'pyproject.toml has no [project.urls] with the repository; add repository = "{address}"'
    tables = Path("release/release.json")
    kept = json.loads(tables.read_text(encoding="utf-8"))["version"] if tables.is_file() else "none"
    if kept != version:
        yield f"release/ keeps the tables of {kept}; run make release-tables VERSION={version} and commit them"


def build() -> list[Path]:
    """The wheel and the sdist of this tree, alone in dist/."""
    shutil.rmtree("dist", ignore_errors=True)
    subprocess.run([sys.executable, "-m", "hatchling", "build"], check=True, stdout=subprocess.DEVNULL)
    return sorted(Path("dist").iterdir())


def main() -> None:
    """Ends with 1 and what to do, or with the tag and the next step."""
    version, cited = package_version(), citation()
    if what_citation_lacks(cited) and sys.stdin.isatty():
        CITATION.write_text(yaml.safe_dump(ask_for(cited), sort_keys=False, allow_unicode=True), encoding="utf-8")
        sys.exit(f"{CITATION} is written: read it, commit it and run make release again")
    found = list(faults(version, cited))
    if found:
        sys.exit("\n".join(f"- {fault}" for fault in found))
    for path in build():
        print(path)
    git("tag", "--annotate", f"v{version}", "--message", f"memlit {version}")
    print(
        f"The tag v{version} is made here; nothing has left this machine. Next:\n"
        f"  git push {cited['repository-code']} v{version}\n"
        "The workflow `release` then builds the same files with attestations. Read its draft release and publish it."
    )


if __name__ == "__main__":
    main()
