"""What the differences between two versions of a plan mean: one module a subject.

differences ─▶ each to its subject ─▶ the subject's module ─▶ changes in words
"""
