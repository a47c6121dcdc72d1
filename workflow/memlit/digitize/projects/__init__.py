"""Files of other digitizers, in and out.

archive: files, JSON and tar archives read within bounds; xml: the same for XML.
formats: tells the format by content and calls its reader:
  webplotdigitizer with webplotdigitizer_axes, engauge, svg with svg_labels and svg_paths, plain_csv.
affine: the calibration that the readers recompute.
export: the same digitization as a project of WebPlotDigitizer or svgdigitizer; carried: what those cannot say.
"""
