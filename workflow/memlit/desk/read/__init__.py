"""A document read beside the page: what it prints (readings), its pages as pictures and the words on them."""
