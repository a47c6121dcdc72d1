"""Write a run as files that other programs read.

dictionary: the columns of all tables; citation: how to cite; licences: of each file; datapackage: the tables;
crate: the run.
"""
