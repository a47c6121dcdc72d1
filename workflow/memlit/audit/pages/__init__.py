"""results/audit/KEY.html: a document with a mark on every cell, and behind each mark the chain of its datum."""
