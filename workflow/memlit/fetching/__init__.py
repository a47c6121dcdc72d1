"""Everything that uses the network, only when a person asks for it. http: opens connections to services, and waits
between requests; assistant: asks a language model. download: a document into a file; crossref: an entry by DOI;
open_access: where an open copy is; pins: the record of fetched files; fetch: the whole command.
"""
