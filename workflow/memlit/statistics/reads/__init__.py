"""Raw reads of devices and arrays: `levels` (spread of states), `cycles` and pulses, `misread` (levels told apart),
`network` (accuracy of a classifier with such weights)."""
