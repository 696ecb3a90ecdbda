# deskcheck: squares_up_to(5)
def squares_up_to(n: int) -> list[int]:
    n = n % 7
    return [i * i for i in range(n)]


# deskcheck: long_words(["ox", "tiger", "ant", "zebra"], 3)
def long_words(words: list[str], size: int) -> list[str]:
    kept = [w for w in words if len(w) > size]
    return kept


# deskcheck: initials("red green blue")
def initials(text: str) -> str:
    return "".join([part[0] for part in text.split()])


# deskcheck: lengths(["a", "bcd"])
def lengths(names: list[str]) -> dict[str, int]:
    return {name: len(name) for name in names}


# deskcheck: flip({"a": 1, "b": 2})
def flip(d: dict[str, int]) -> dict[int, str]:
    out = {v: k for k, v in d.items()}
    return out


# deskcheck: total_even([3, 4, 8])
def total_even(nums: list[int]) -> int:
    return sum(n for n in nums if n % 2 == 0)


# deskcheck: all_small([1, 2, 30], 9)
def all_small(xs: list[int], top: int) -> bool:
    return all(x < top for x in xs)


# deskcheck: any_upper("abCd")
def any_upper(s: str) -> bool:
    found = any(c.isupper() for c in s)
    return found


# deskcheck: by_last(["ab", "ca", "bz"])
def by_last(words: list[str]) -> list[str]:
    return sorted(words, key=lambda w: w[-1:])


# deskcheck: by_value({"x": 3, "y": 1})
def by_value(scores: dict[str, int]) -> list[str]:
    pairs = sorted(scores.items(), key=lambda p: p[1])
    return [p[0] for p in pairs]


# deskcheck: f1("hello", "l")
def f1(s: str, c: str) -> list[int]:
    spots = [i for i in range(len(s)) if s[i] == c]
    return spots


# deskcheck: f2([1, 2, 3])
def f2(a: list[int]) -> list[int]:
    b = [x + 1 for x in a]
    c = [x * 2 for x in b]
    return b + c


# deskcheck: masked("a1b2")
def masked(s: str) -> str:
    return "".join("#" if ch.isdigit() else ch for ch in s)


# deskcheck: table(2, 3)
def table(rows: int, cols: int) -> list[list[int]]:
    rows, cols = rows % 4, cols % 4
    return [[r * c for c in range(cols)] for r in range(rows)]


# deskcheck: flat([[1, 2], [3]])
def flat(grid: list[list[int]]) -> list[int]:
    return [cell for row in grid for cell in row]


# deskcheck: f3(["b", "a", "b"])
def f3(items: list[str]) -> list[str]:
    unique = {item for item in items}
    return sorted(unique)


# deskcheck: biggest([[1, 5], [2]])
def biggest(rows: list[list[int]]) -> int:
    tops = [max(row) for row in rows if row]
    if not tops:
        return -1
    return max(tops)


# deskcheck: scaled([1.5, 2.0], 2)
def scaled(values: list[float], factor: int) -> list[float]:
    return list(map(lambda v: v * factor, values))


# deskcheck: kept([0, 4, 0, 2])
def kept(nums: list[int]) -> list[int]:
    return list(filter(lambda n: n != 0, nums))


# deskcheck: f4("Cat Dog")
def f4(text: str) -> list[str]:
    t = [c.lower() for c in text if c.isalpha()]
    t.reverse()
    return t


# deskcheck: dots([1, 2], [3, 4])
def dots(a: list[int], b: list[int]) -> int:
    return sum(x * y for x, y in zip(a, b))


# deskcheck: numbered(["a", "b"])
def numbered(lines: list[str]) -> list[str]:
    return [f"{i}:{line}" for i, line in enumerate(lines)]


# deskcheck: above_mean([1, 2, 9])
def above_mean(data: list[int]) -> list[int]:
    if not data:
        return []
    mean = sum(data) / len(data)
    return [d for d in data if d > mean]


# deskcheck: f5({"a": 1, "b": -1})
def f5(d: dict[str, int]) -> dict[str, int]:
    d = {k.upper(): v for k, v in d.items() if v > 0}
    return d


# deskcheck: counts(["x", "y", "x"])
def counts(items: list[str]) -> dict[str, int]:
    return {item: items.count(item) for item in items}


# deskcheck: first_over([1, 7, 9], 5)
def first_over(nums: list[int], limit: int) -> int:
    return next((n for n in nums if n > limit), -1)


# deskcheck: longest(["aa", "b", "ccc"])
def longest(words: list[str]) -> str:
    return max(words, key=lambda w: len(w), default="")


# deskcheck: digits(407)
def digits(n: int) -> list[int]:
    return [int(d) for d in str(abs(n))]


# deskcheck: f6("abc", 2)
def f6(s: str, k: int) -> str:
    codes = [ord(c) + k for c in s]
    return "".join(chr(code % 128) for code in codes)


# deskcheck: chunks([1, 2, 3, 4, 5], 2)
def chunks(xs: list[int], size: int) -> list[list[int]]:
    size = abs(size) % 4 + 1
    return [xs[i:i + size] for i in range(0, len(xs), size)]


# deskcheck: joined([3, 1])
def joined(nums: list[int]) -> str:
    text = ",".join(str(n) for n in nums)
    return "[" + text + "]"


# deskcheck: sort_down([3, 9, 4])
def sort_down(a: list[int]) -> list[int]:
    a.sort(key=lambda x: -x)
    return a


# deskcheck: pick([("a", 2), ("b", 5)])
def pick(pairs: list[tuple[str, int]]) -> list[str]:
    return [name for name, n in pairs if n > 2]


# deskcheck: f7([4, -2, 7])
def f7(v: list[int]) -> tuple[list[int], int]:
    w = [abs(e) for e in v]
    n = len([e for e in v if e < 0])
    return (w, n)
