"""The report of a plan to the government: official Chinese, from the same figures as the tables.

``gathering`` asks the indicators for the ``material``, ``contents`` makes one neutral document of
it, ``word``, ``pdf`` and ``sheet`` write it down. Sentences are pure functions of figures.
"""
