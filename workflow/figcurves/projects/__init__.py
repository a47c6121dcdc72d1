"""Files of other digitizers, read.

files: files, JSON, XML and tar archives read within bounds.
formats: tells the format by content and calls its reader:
  memlit_json, webplotdigitizer, engauge, svg, plain_csv, measured_trains.
affine: the calibration that the readers recompute.
"""
