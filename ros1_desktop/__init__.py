"""Offline decision support for ROS1-positive non-small-cell lung cancer.

The map of the house, top to bottom; imports point down, and a test holds it:
 * app: joins the parts: command line, language, store, today, window
 * wizard: what the clinician sees
 * sheet: what is handed over, as values and as PDF
 * exchange: cases and decisions in and out
 * words: the sentence of each text id, in the chosen language
 * decision: what follows from a case
 * knowledge: what is known, from the reviewed text
 * case: what was found in this patient
 * keep: how a file is written, whole or not at all; place: where resources are; ready: how their
   text is read at once
"""

__version__ = "0.1.0"
