"""Mutation run: do the tests notice a one-token change to what computes the answers? See docs/mutation.md."""
