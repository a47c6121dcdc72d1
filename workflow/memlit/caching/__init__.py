"""Results that are kept from run to run, so that only what changed is read again.

contents: digests of the files that a person supplies, so that a change is seen whatever their times say.
entries: results of reading a file or a document, one file per entry, for jobs that run side by side.
packed: earlier results of a job over the whole corpus, in one file per job.
"""
