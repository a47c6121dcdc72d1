"""Raw reads of devices and arrays: `levels` (spread of states), `cycles`, `misread` (levels told apart), `pulses`
(potentiation and depression), `network` (accuracy of a classifier with such weights)."""
