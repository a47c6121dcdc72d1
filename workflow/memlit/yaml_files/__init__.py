"""YAML that people write, changed where it changes (`edit`); `printed.yaml_files` reads and checks it."""
