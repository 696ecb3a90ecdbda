"""Drafts by look-up: what came behind the longest suffix that stood before."""

from model_runtime.inference.lookup import MAX_SUFFIX, SuffixLookup


def lookup_of(text: str) -> SuffixLookup:
    lookup = SuffixLookup()
    lookup.start([ord(char) for char in text])
    return lookup


def found(text: str, n_tokens: int) -> tuple[str, int]:
    ids, n_same = lookup_of(text).following(n_tokens)
    return "".join(map(chr, ids)), n_same


def test_what_follows_is_what_followed_the_longest_suffix() -> None:
    assert found("xabc1 yabc2 xabc", 2) == ("1 ", 4)


def test_of_equally_long_ones_the_newest_counts() -> None:
    assert found("xab1xab2xab", 1) == ("2", 3)


def test_nothing_follows_where_fewer_than_two_tokens_are_the_same() -> None:
    assert found("a1b", 3) == ("", 0)
    assert found("", 3) == ("", 0)


def test_a_repeating_sequence_is_followed_into_itself() -> None:
    text, n_same = found("ab" * 20, 4)
    assert (text[:2], n_same) == ("ab", MAX_SUFFIX)


def test_tokens_that_come_one_by_one_are_found_like_those_it_began_with() -> None:
    lookup = lookup_of("abc1")
    for char in "zabc":
        lookup.append(ord(char))
    assert lookup.following(1) == ([ord("1")], 3)
