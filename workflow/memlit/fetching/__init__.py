"""All that asks the network, on a person's word.

http: the one place that opens a connection; pace: politeness; download: a document into a file.
crossref: an entry by DOI; open_access: where an open copy can be had; pins: what was fetched; fetch: all of it.
"""
