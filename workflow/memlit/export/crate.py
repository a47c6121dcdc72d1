"""The run as a Workflow Run RO-Crate 0.6 with terms of W3C PROV: the workflow, its inputs and its results.

Source: Workflow Run Crate 0.6 (w3id.org/ro/wfrun/workflow/0.6) on RO-Crate 1.3; PROV-O, W3C 2013.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit import __version__
from memlit.export.datapackage import PROV
from memlit.export.licences import licence_entity, licence_of_file
from memlit.files import sha256_of

PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.6": ("Process Run Crate", "0.6"),
    "https://w3id.org/ro/wfrun/workflow/0.6": ("Workflow Run Crate", "0.6"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.1": ("Workflow RO-Crate", "1.1"),
}
LICENCES = "code and tables: as each file states it; each source: its row of results/data/documents.csv, column licence"
_RUN, _AGENT = "#run", "#memlit"
MEDIA_TYPES = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}


def write_crate(
    path: Path,
    workflow: Mapping[str, Path],
    supplied: Mapping[str, Path],
    results: Mapping[str, Path],
    told: Mapping[str, Any],
    ended: str,
) -> None:
    """The crate as a ZIP file. Files by their names in the crate.

    workflow: the Snakefile, first, and its rules; supplied, results: files read and written; told: values for the
    metadata, `title`, `licences`, `tables` (of each table its licence in words), `codes` (hash of the code of each
    stage), `sources` (addresses of cited works); ended: ISO 8601 with zone.
    """
    from rocrate.model.contextentity import ContextEntity
    from rocrate.rocrate import ROCrate

    crate = ROCrate(gen_preview=False)
    crate.metadata.extra_terms["prov"] = PROV
    crate.name = f"{told['title']}: run"
    crate.description = "One run of the workflow: what people supplied, what was computed, and with which code."
    crate.datePublished = ended

    def entity(identifier: str, **properties: Any) -> Any:
        return crate.add(ContextEntity(crate, identifier, properties=properties))

    def licence(name: str) -> Any:
        words = licence_of_file(name, told["licences"], told["tables"])
        identifier = licence_entity(words)
        return crate.get(identifier) or entity(identifier, **{"@type": "CreativeWork", "name": words})

    def added(name: str, file: Path) -> Any:
        of_file = crate.add_file(file, name, properties=_of_file(file))
        of_file["license"] = licence(name)
        return of_file

    def files(named: Mapping[str, Path]) -> list[Any]:
        return [added(name, file) for name, file in sorted(named.items())]

    crate.license = entity("#licences", **{"@type": "CreativeWork", "name": LICENCES})
    profiles = [
        entity(address, **{"@type": "CreativeWork", "name": name, "version": version})
        for address, (name, version) in PROFILES.items()
    ]
    crate.root_dataset["conformsTo"] = profiles
    snakefile, *parts = workflow
    main = crate.add_workflow(workflow[snakefile], snakefile, main=True, lang="snakemake")
    main["name"] = "memlit"
    main["version"] = __version__
    main["hasPart"] = files({name: workflow[name] for name in parts})
    main["license"] = licence(snakefile)
    agent = entity(_AGENT, **{"@type": ["SoftwareApplication", "prov:SoftwareAgent"], "name": "memlit"})
    agent["softwareVersion"] = agent["version"] = __version__
    read, written = files(supplied), files(results)
    run = crate.add_action(main, _RUN, object=read, result=written, properties={"name": "run of memlit"})
    run["endTime"] = ended
    crate.root_dataset["mentions"] = [run]
    run["agent"] = run["prov:wasAssociatedWith"] = agent
    run["prov:used"] = read
    run["additionalProperty"] = [
        entity(f"#code-{stage}", **{"@type": "PropertyValue", "name": f"code of stage {stage}", "value": code})
        for stage, code in sorted(told["codes"].items())
    ]
    for each in written:
        each["prov:wasGeneratedBy"] = run
    crate.root_dataset["citation"] = [
        entity(address, **{"@type": "CreativeWork", "name": name}) for address, name in sorted(told["sources"].items())
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    crate.write_zip(path)


def _of_file(path: Path) -> dict[str, str]:
    found = {"sha256": sha256_of(path), "contentSize": str(path.stat().st_size)}
    media_type = MEDIA_TYPES.get(path.suffix)
    return {**found, "encodingFormat": media_type} if media_type else found
