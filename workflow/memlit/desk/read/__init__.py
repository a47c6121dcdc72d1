"""A document read beside the page: what it prints (readings), its pages as pictures and the words on them (quotations),
its tables and one that a person draws (tables), what stands in a box (boxed) and who reads it there (witnesses).
"""
