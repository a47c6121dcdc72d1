"""The chart: a finished run as a folder of static pages, with a page of its own for each named device.

correction: what a reader saves on a page of a device. history: what was corrected and what changed since the release.
picture: action energy against pulse width. device_page, first_page, documentation: the pages. published: the pages of
documents, without what may not be passed on. folder: the whole site.
"""
