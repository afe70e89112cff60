"""The page of an official document (GB/T 9704-2012, 5.2 and 7), in millimetres and points."""

from __future__ import annotations

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_LEFT = 37, 28
TEXT_WIDTH, TEXT_HEIGHT = 156, 225
MARGIN_RIGHT = PAGE_WIDTH - MARGIN_LEFT - TEXT_WIDTH
MARGIN_BOTTOM = PAGE_HEIGHT - MARGIN_TOP - TEXT_HEIGHT

LINES, CHARACTERS = 22, 28

#: Points of the Chinese sizes of type: 2号, 3号, 4号, 小四, 五号.
TWO, THREE, FOUR, SMALL_FOUR, FIVE = 22, 16, 14, 12, 10.5

POINTS_PER_MM = 72 / 25.4
#: From line to line, and what a character gives up so that 28 fit into the line (points).
LINE_PITCH = TEXT_HEIGHT * POINTS_PER_MM / LINES
CHARACTER_PITCH = TEXT_WIDTH * POINTS_PER_MM / CHARACTERS
TIGHTENING = CHARACTER_PITCH - THREE
#: From line to line of a title.
TITLE_PITCH = 35

#: From the lower edge of the text block to the page number.
NUMBER_BELOW = 7
