"""Fixed assets (固定资产): from the request to buy one to its card, its keeper and its end.

Owns the purchase request with its search of what lies idle (R71–R74), acceptance with vouchers and
invoices in two copies (R75–R76), the gate of reimbursement (R63–R65, R77), cards and their
classes (R78, R82), and who keeps what with every signature (R80–R81, R86).
"""
