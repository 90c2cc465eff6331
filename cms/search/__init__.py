"""The search of a county's site: pages, products, stations, guides, whatever registers a source.

sources   what can be found, and the joint for more kinds of it
index     one row for each thing in the county's schema, kept current after every commit
words     how Chinese is cut, spelt and compared
asking    a query as typed: its units, other words for them, how it sounds
finding   candidates by the indexes, then ranked by where they speak of what
showing   excerpts with what was found marked
help      what is proposed while typing, and where nothing was found
"""
