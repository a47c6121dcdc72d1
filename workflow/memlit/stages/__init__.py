"""One module a stage of the workflow: read the files of the stage before, call the package, write whole files."""
