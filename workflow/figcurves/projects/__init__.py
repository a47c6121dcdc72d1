"""Files of other digitizers, in and out.

files: files, JSON, XML and tar archives read within bounds.
formats: tells the format by content and calls its reader:
  webplotdigitizer, engauge, svg, plain_csv, measured_trains.
affine: the calibration that the readers recompute.
export: the same digitization as a project of WebPlotDigitizer or svgdigitizer; carried: what those cannot say.
"""
