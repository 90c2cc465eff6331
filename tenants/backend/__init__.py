"""The database backend: every statement carries its county's search path. See base.py."""
