"""YAML that people write, changed where it changes (`edit`); `printedpages.yaml_files` reads and checks it."""
