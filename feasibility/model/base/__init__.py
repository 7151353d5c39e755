"""What every part of the model is given: context, parties, index, VAT regimes, and what a run gives back."""
