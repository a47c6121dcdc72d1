"""What a document in XML or HTML prints: the text of its elements."""
