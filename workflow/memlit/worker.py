"""Documents are read in a separate process, with limits and without network; it is replaced when it fails.

`printed.worker` is that process; an answer may hold the records of all packages of memlit.
"""

from memlit import PACKAGES
from printed.worker import LIMITS as LIMITS
from printed.worker import PICTURE_LIMITS as PICTURE_LIMITS
from printed.worker import Limits as Limits
from printed.worker import Worker as Worker
from printed.worker import frames as frames
from printed.worker import read_picture_safely as read_picture_safely
from printed.worker import read_safely as read_safely
from printed.worker import shared_worker as shared_worker

frames.accept_records_of(PACKAGES)
