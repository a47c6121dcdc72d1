"""What a document in XML or HTML prints: `parsed` (its elements), `text` (of one)."""
