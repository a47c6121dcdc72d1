"""Write a run as files that other programs read.

dictionary: the columns of all tables; citation: how to cite; licences: of each table; datapackage: the tables;
served: the first page of results/ and a file for each item.
"""
