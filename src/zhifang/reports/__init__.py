"""The report of a plan to the government: official Chinese, from the same figures as the tables.

``gathering`` asks the indicators, ``contents`` makes one neutral document of what they answer,
``word``, ``pdf`` and ``sheet`` write it down. Sentences are pure functions of figures.
"""
