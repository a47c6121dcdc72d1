"""Tables that no reader found, or that were read with wrong columns: drawn on the page (drawing)."""
