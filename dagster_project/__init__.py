"""Yusuan: Chinese government budget disclosures, read, modelled, tied out and published."""
