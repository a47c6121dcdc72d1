"""What was read becomes data, one printed value each: `from_tables`, `from_text`, `from_figures`, `from_readings`."""
