"""The public sites: a county's showcase on its host, the province's portal on its own.

Wagtail pages, blocks, templates and CSS; stations come live from operations through selectors,
counties and products on the portal from the province's own read model.
"""
