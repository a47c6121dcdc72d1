"""What was read becomes data, one printed value each: `supplied` (a file and what it gives), then `from_tables`,
`from_text`, `from_figures`, `from_readings`."""
