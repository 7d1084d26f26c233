"""Run at the start of the frozen program: ReportLab finds a PIL that can do nothing.

ReportLab asks for PIL when it is imported and uses it for bitmaps alone. No sheet has one, so the
program carries no reader of picture files. The smoke test holds that every sheet is the same.
"""

import sys
from types import ModuleType

_nothing, _image = ModuleType("PIL"), ModuleType("PIL.Image")
_nothing.Image = _image  # type: ignore[attr-defined]  # a module made here has what it is given
sys.modules |= {"PIL": _nothing, "PIL.Image": _image}
