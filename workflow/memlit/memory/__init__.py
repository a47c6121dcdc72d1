"""What is remembered from run to run.

contents: digests of the files that a person supplies, so that a change is seen whatever their times say.
cache: results of reading a file or a document, one file an entry, for jobs that run side by side.
packed: what a job over the whole corpus made before, in one file a job.
"""
