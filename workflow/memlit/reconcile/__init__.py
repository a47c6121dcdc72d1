"""Within one document: parse the printed string, convert to SI, correct, derive."""
