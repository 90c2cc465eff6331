"""E-commerce training (电商培训): courses with lessons, teachers, classes, sign-ups, certificates.

Owns the plan of a course, its classes with their places, who signed up and consented to what, who
came for how many hours (R149), whether the file of a class is whole (R150), what became of its
people (R151), and certificates that anybody can verify. Training is the third of the three systems
(R117), four eyes are R0, names are masked (R152), kept five years (R155), found by hash (R156).
"""
