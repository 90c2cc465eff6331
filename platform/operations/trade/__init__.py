"""Products and where they come from (质量溯源): producers, batches, certificates, recalls.

Owns what the site says of a product's origin: who grew it and where, every batch with its dates,
inputs, test and certificate of conformity (承诺达标合格证), the labels of its packs with their
scans, and recalls. The handbook names the fields in its items S11 to S13; they belong to the
upstream of farm products (R117), four eyes are R0, names of households are masked (R152).
"""
