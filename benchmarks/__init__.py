"""Measurements that anyone can repeat; never assertions."""
