"""Pages whose letters are only a picture: letters by OCR with the ink of each, and the rules of the picture.

settings: what counts as a rule, as ink, as raised.
model: what was seen on a part of a page, as it is kept.
raster: the picture of a page set straight, and the rules in it.
engine: the lines of text that the models find and read.
matching: groups of ink and the letters that they stand for.
ink: the ink of each letter of such a line.
scripts: baseline and size of a line of letters, and which of them are raised or lowered.
once: lines that were read twice, and letters that were read by themselves.
look: all of these, from the picture of a part of a page to what was seen there.
page: a page with the letters and rules that were seen on it.

OpenCV and the models' runtime are imported when a picture is first looked at.
"""
