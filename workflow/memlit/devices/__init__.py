"""Over all documents: gather readings by device, flag conflicts, choose one tuple per device and pulse."""

from memlit.devices.device import DevicePulse
from memlit.devices.gather import Corpus, gather
from memlit.devices.resolved import resolve_devices
from memlit.devices.series import with_series
