"""An engine that does not exist, or whose package does not, is refused in one line."""

import sys

import pytest

from riep_plan.check import Options
from riep_plan.check.engines import results_from
from riep_plan.values.refusal import Refused


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dask",
        "dask://",
        "dask://host",
        "dask://host:0",
        "dask://host:65536",
        "dask://host:8786/x",
        "dask://a b:1",
        "dask://host:8786\n",
        "ray://host:1",
        "tcp://host:8786",
    ],
)
def test_what_is_no_engine_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="there is no engine"):
        results_from(address, [], Options())


@pytest.mark.parametrize("package", ["distributed", "dask"])
def test_a_missing_extra_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "riep_plan.check.engines.dask", raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(Refused) as told:
        results_from("dask://127.0.0.1:8786", [], Options())
    assert "riep-plan[dask]" in told.value.advice
