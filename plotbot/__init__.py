"""plotbot answers questions about the plot of a film from facts that cite its synopsis."""

__version__ = "0.1.0"
