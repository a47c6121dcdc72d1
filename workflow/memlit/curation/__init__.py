"""What people do with the records: accept, compare, check."""
