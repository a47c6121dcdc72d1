"""Documents are read in a separate process, with limits and without network; it is replaced when it fails."""

from printed.worker.limits import LIMITS, PICTURE_LIMITS, Limits
from printed.worker.pool import Worker, read_picture_safely, read_safely, shared_worker
