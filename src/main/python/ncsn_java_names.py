"""Lets PySpark find the Python class of a Java stage named ``io.ncsn.ml...``.

PySpark takes a Java class's name for a Python one, with ``org.apache.spark`` read as ``pyspark``. It would therefore
import ``io.ncsn.ml`` and fail, as Python's own ``io`` is not a package. This module stands under that name, and looks
into ``ncsn`` when it is asked for a class. ``ncsn_java_names.pth`` imports it when Python starts, so that
``PipelineModel.load`` works in a program that never imports ``ncsn``. Nothing else is loaded at that time.
"""

import importlib
import sys
from types import ModuleType
from typing import Any

JAVA_PACKAGE = "io.ncsn.ml"


class _Stages(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module("ncsn"), name)


sys.modules.setdefault(JAVA_PACKAGE, _Stages(JAVA_PACKAGE))
