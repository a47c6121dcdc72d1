"""Write a run as files that other programs read.

dictionary: the columns of all tables; citation: how to cite; datapackage: the tables; crate: the run.
digitization: a digitized figure as points, overlay and project.
"""
