"""Facts that only a result quotes are read when the first is looked up, and once."""

from ros1_desktop.wizard.facts import Later


def test_facts_are_read_when_the_first_is_looked_up_and_once() -> None:
    times = []

    def read() -> dict[str, int]:
        times.append(1)
        return {"one": 1, "other": 2}

    facts = Later(read)
    assert times == []
    assert facts["one"] == 1
    assert (list(facts), len(facts), "none" in facts) == (["one", "other"], 2, False)
    assert len(times) == 1
