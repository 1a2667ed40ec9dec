"""Random data for YAML: texts with every trap, numbers, nested lists and mappings."""

from __future__ import annotations

from hypothesis import strategies as st

TRAPS = (
    "some text that has to be folded \t0",
    *("no", "Yes", "on", "OFF", "y", "N", "true", "False", "null", "~", "", "=", "<<"),
    *("1:30", "12:30:45", "0o7", "010", "0x1F", "0b11", "1_000", "1e3", "-1.5E+4", "1.", ".5"),
    *(".inf", "-.INF", ".nan", "2027-03-31", "2027-3-1 10:00", "-5", "+7", "-", "--", "---", "..."),
    *("- a", "-a", "? a", "?a", ":a", ": a", "a: b", "a:", "a:b", "a #b", "a#b", "#a", "&a", "*a"),
    *("!a", "!!str a", "|", ">", "|-", "'a'", '"a"', "it's", "a'b", 'a"b', "%a", "@a", "`a`"),
    *("[a]", "{a}", "a, b", "a]", "a}", "a:?b", "a?", "a,b", " a", "a ", "\ta", "a\t", "a\tb"),
    *("a\nb", "a\nb\n", "a\n\nb", "\na", "a\n", "\n", "a\n\n", " a\nb", "a\n b", "a \nb", "a\n\tb"),
    *("a\r\nb", "a\rb", "a\x85b", "a\u2028b", "a\u2029b", "\ufeffa", "a\ufeff", "\xa0a", "\u3000"),
    *(
        "ü",
        "日本語",
        "👩‍💻",
        "𝒳",
        "e\u0301",
        "\u202eabc",
        "\\",
        "a\\nb",
        "\x00",
        "\x1b[31m",
        "\x7f",
    ),
    *("--- a", "... a", "a\n--- b", "a\n# b", "long " * 30, ("long " * 30).strip(), "x" * 150),
    *("GET /{key}", "users -> lb -> links", "99.95%", "3x", "10/user/day", "a -> b: c", "- a\n- b"),
)

texts = st.one_of(
    st.sampled_from(TRAPS),
    st.lists(st.sampled_from(TRAPS), min_size=2, max_size=3).map("".join),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=20),
    st.text(alphabet="ab :#-?,[]{}\n\t'\"|>&*!%@`0.~", max_size=12),
)
keys = texts.filter(bool)
leaves = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)
data = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=16,
)
