"""The benchmark explorer's logic: filters, frontiers and the sentences about them."""
