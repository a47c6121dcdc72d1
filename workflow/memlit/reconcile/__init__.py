"""Within one document: parse the printed string, convert to SI, correct, derive."""

from memlit.reconcile.document import reconcile_document

__all__ = ["reconcile_document"]
