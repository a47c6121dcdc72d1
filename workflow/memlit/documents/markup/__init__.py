"""What a document in XML, HTML or DOCX prints: `parsed` (elements), `word` (those of DOCX), `text` (of one)."""
