"""Drawings, by Altair and vl-convert: nothing else imports this folder before a chart is drawn."""
