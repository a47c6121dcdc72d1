"""Tables of a PDF, page by page.

read: the pages of one document, start to end.
tables_on_page: the tables of one page, by these steps:
  page: where on the page tables can be.
  framed: tables whose cells are drawn by rules.
  unframed: candidates by white space, and the verdict on each.
  grid: from words to rows, columns and cells.
continued: tables that go on over pages.
second_heads: several tables in one frame.
fallback: another reader, for a page that PDFium cannot open.
"""
