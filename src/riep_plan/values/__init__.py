"""What everything is made of: money, periods, quantities, identifiers, words.

Pure values and their readers. Imports nothing else of riep.
"""
