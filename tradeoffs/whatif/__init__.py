"""The what-if model: physical terms at datasheet rates times slowdowns learned from measurements.

Pure functions over arrays of operating points. No reading and no drawing: facts come in as
frames, the calibration as an object.
"""
