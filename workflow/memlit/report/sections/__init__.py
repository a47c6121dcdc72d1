"""The report's sections, one module a theme."""
