"""What the stages of this package share: their Java side, its messages, and how they are stored."""

from contextlib import contextmanager
from typing import Any, Iterator, Optional, Type, TypeVar

from py4j.java_collections import JavaMap
from py4j.protocol import Py4JJavaError
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable
from pyspark.ml.wrapper import JavaParams

from ncsn.environment import java_class
from ncsn_java_names import JAVA_PACKAGE

S = TypeVar("S", bound="JavaMLReadable[Any]")


class NcsnError(RuntimeError):
    """What ncsn-spark has to say to a mistake: what was asked, the value found, what is allowed, how to mend it."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Raise the program's own messages without Java's stack trace, which stays in the exception's cause."""
    try:
        yield
    except Py4JJavaError as error:
        message = _own_message(error.java_exception)
        if message is None:
            raise
        raise NcsnError(message) from error


def _own_message(exception: Any) -> Optional[str]:
    while exception is not None:
        if exception.getClass().getName().startswith("io.ncsn."):
            return str(exception.getMessage())
        exception = exception.getCause()
    return None


class NcsnStage(JavaParams, JavaMLReadable[S], JavaMLWritable):
    """A stage with a Java side of the same name."""

    _java_obj: Any

    def _make_java_side(self) -> None:
        """Make the Java side, and take its defaults and its documentation of the params."""
        self._java_obj = java_class(type(self).__name__)(self.uid)
        self._transfer_params_from_java()

    def _transfer_params_from_java(self) -> None:
        super()._transfer_params_from_java()
        for param in self.params:
            param.doc = self._java_obj.getParam(param.name).doc()
        for values in (self._paramMap, self._defaultParamMap):
            for param, value in values.items():
                if isinstance(value, JavaMap):
                    values[param] = dict(value)

    @classmethod
    def read(cls: Type[S]) -> "NcsnReader[S]":
        """Return the reader of stored stages."""
        return NcsnReader(cls)


class NcsnReader(JavaMLReader[S]):
    """Reads a stored stage."""

    @classmethod
    def _java_loader_class(cls, clazz: Type[Any]) -> str:
        java_class(clazz.__name__)
        return f"{JAVA_PACKAGE}.{clazz.__name__}"

    def load(self, path: str) -> S:
        """Load a stage from a path that Spark can read."""
        with plain_errors():
            return super().load(path)
