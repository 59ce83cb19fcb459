"""Estimation, ranks and the hiding of small cells; numpy, no Django."""
