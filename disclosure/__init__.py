"""Figures and plans of a government report, kept once as data: load, check, render, export, audit."""
