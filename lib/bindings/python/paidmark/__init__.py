# __init__.py - splits texts by their paid-content markers; __init__.pyi tells the interface
# SPDX-License-Identifier: MIT
from paidmark._paidmark import Document, Options, Problem, Refused, Segment, Split, split

__all__ = ["Document", "Options", "Problem", "Refused", "Segment", "Split", "split"]
