"""What a person decided, as lines of the review's files (writer), whole and taken back as one (journal)."""
