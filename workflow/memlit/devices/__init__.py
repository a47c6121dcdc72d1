"""Over all documents: gather readings by device, flag conflicts, choose one tuple per device and pulse."""

from memlit.devices.gather import Corpus, gather
from memlit.devices.tuples import DevicePulse, resolve_devices, with_series
