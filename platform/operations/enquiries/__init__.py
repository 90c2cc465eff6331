"""What the public writes to the centre: offers of cooperation, questions for a product, stations.

Owns letters from the site's forms (合作洽谈, 询价, 申请建站) from the moment they are sent until
they are answered and closed. Nobody is heard without a name and a wish (R121); what is personal is
encrypted, masked (R152) and removed a year after it was answered (R155).
"""
