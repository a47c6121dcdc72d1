"""Where a new device stands among the published ones, by the rules that the benchmark has for them."""

from memlit.placing.device import NewDevice, described_device
from memlit.placing.standing import Published, place_among
