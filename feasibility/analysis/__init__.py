"""Questions that take more than one run: each is one evaluation with arrays, never a loop over models."""
