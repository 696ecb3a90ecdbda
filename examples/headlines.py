"""Statistics of a text: its longest word, and how often each first letter occurs."""


def longest_word(text):
    """Give the longest word; the first one when several are equally long.

    >>> longest_word("the quick brown fox jumps")
    'quick'
    """
    best = ""
    for word in text.split():
        if len(word) > len(best):
            best = word
    return best


def initials(words):
    counts = {}
    for word in words:
        letter = word[0].upper()
        counts[letter] = counts.get(letter, 0) + 1
    return sorted(counts.items())


assert initials(["oak", "elm", "ash", "olive"]) == [("A", 1), ("E", 1), ("O", 2)]
