"""Low-value consumables (低值易耗品): what the centre's people need for daily work.

Owns the catalogue of supplies in the handbook's four classes with what each class asks for (R96),
the standards, the stock in its cabinets as movements that never change (R111), the monthly plan of
every department in its window (R104–R106), the urgent request (R107), the issue against a
signature (R108–R110), and the ledgers of departments and persons with what must be cleared when
somebody changes post or leaves (R97–R101, R112–R114). A station is supplied on the same rules: it
is a party beside the departments (`models.parties`), its manager writes and signs for it, and it
gives everything back before it is closed.
"""
