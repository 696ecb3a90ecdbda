# deskcheck: f([1, 2, 3])
# deskcheck: f([])
def f(xs: list[int]) -> list[int]:
    doubled = [x * 2 for x in xs]
    doubled.append(len(xs))
    return doubled


# deskcheck: keep_even([1, 2, 4])
# deskcheck: keep_even([3])
def keep_even(nums: list[int]) -> list[int]:
    return [n for n in nums if n % 2 == 0]


# deskcheck: f1("a1b2")
# deskcheck: f1("")
def f1(s: str) -> str:
    letters = [c for c in s if c.isalpha()]
    return "".join(letters)


# deskcheck: total_len(["ab", "c"])
# deskcheck: total_len([])
def total_len(words: list[str]) -> int:
    return sum(len(w) for w in words)


# deskcheck: f2(["x", "yy"], 2)
# deskcheck: f2(["x"], 3)
def f2(words: list[str], n: int) -> bool:
    if any(len(w) == n for w in words):
        return True
    return False


# deskcheck: all_small([1, 2], 3)
# deskcheck: all_small([1, 5, 2], 3)
def all_small(xs: list[int], top: int) -> bool:
    return all(x < top for x in xs)


# deskcheck: f3({"a": 1, "b": 5})
# deskcheck: f3({})
def f3(d: dict[str, int]) -> dict[int, str]:
    flipped = {v: k for k, v in d.items()}
    return flipped


# deskcheck: f4([3, 1], [4])
# deskcheck: f4([], [])
def f4(a: list[int], b: list[int]) -> list[int]:
    merged = a + b
    squares = [x * x for x in merged]
    squares.sort()
    return squares


# deskcheck: upper_words("go to rome")
# deskcheck: upper_words("hi")
def upper_words(text: str) -> str:
    return " ".join(w.capitalize() for w in text.split())


# deskcheck: f5("hello", "l")
# deskcheck: f5("abc", "z")
def f5(s: str, c: str) -> list[int]:
    return [i for i, x in enumerate(s) if x == c]


# deskcheck: f6(3)
# deskcheck: f6(0)
def f6(n: int) -> list[int]:
    row = [i % 2 for i in range(n)]
    if sum(row) == 0:
        row = [n]
    return row


# deskcheck: oldest({"ann": 31, "bob": 28})
# deskcheck: oldest({"z": 9})
def oldest(ages: dict[str, int]) -> str:
    return max(ages, key=lambda name: ages[name])


# deskcheck: f7(["bb", "a", "ccc"])
# deskcheck: f7([])
def f7(xs: list[str]) -> list[str]:
    xs.sort(key=lambda x: len(x))
    return xs


# deskcheck: by_last(["ab", "ca"])
# deskcheck: by_last(["z"])
def by_last(words: list[str]) -> list[str]:
    return sorted(words, key=lambda w: w[-1])


# deskcheck: f8([1, 2, 3], 2)
# deskcheck: f8([5], 1)
def f8(xs: list[int], k: int) -> list[int]:
    small = [x for x in xs if x <= k]
    large = [x for x in xs if x > k]
    return large + small


# deskcheck: grid(2, 2)
# deskcheck: grid(1, 3)
def grid(rows: int, cols: int) -> list[list[int]]:
    return [[r * c for c in range(cols)] for r in range(rows)]


# deskcheck: f9([[1], [2, 3]])
# deskcheck: f9([])
def f9(rows: list[list[int]]) -> list[int]:
    return [x for row in rows for x in row]


# deskcheck: sizes(["a", "bb"])
# deskcheck: sizes([])
def sizes(words: list[str]) -> dict[str, int]:
    table = {w: len(w) for w in words}
    table["n"] = len(table)
    return table


# deskcheck: f10("abca")
# deskcheck: f10("")
def f10(s: str) -> list[str]:
    unique = {c for c in s}
    return sorted(unique)


# deskcheck: f11(["1", "2", "x"])
# deskcheck: f11([])
def f11(items: list[str]) -> int:
    numbers = [int(i) for i in items if i.isdigit()]
    total = 0
    for n in numbers:
        total += n
    return total


# deskcheck: vowels("queue")
# deskcheck: vowels("rhythm")
def vowels(word: str) -> int:
    found = [c for c in word if c in "aeiou"]
    return len(found)


# deskcheck: f12([4, 7], 2)
# deskcheck: f12([], 2)
def f12(xs: list[int], d: int) -> list[bool]:
    return [x % d == 0 for x in xs]


# deskcheck: signs([1, -2, 0])
# deskcheck: signs([])
def signs(nums: list[int]) -> list[str]:
    return ["+" if n > 0 else "-" for n in nums]


# deskcheck: f13("one two")
# deskcheck: f13("x")
def f13(text: str) -> list[str]:
    words = text.split()
    if len(words) > 1:
        return [w[::-1] for w in words]
    return words * 2


# deskcheck: pick({"a": 1, "b": 2, "c": 3}, ["a", "c"])
# deskcheck: pick({}, ["q"])
def pick(d: dict[str, int], names: list[str]) -> dict[str, int]:
    return {n: d[n] for n in names if n in d}


# deskcheck: f14([1, 2, 3])
# deskcheck: f14([])
def f14(xs: list[int]) -> list[int]:
    return list(map(lambda x: x + 1, xs))


# deskcheck: f15(["a", "", "b"])
# deskcheck: f15([""])
def f15(xs: list[str]) -> list[str]:
    kept = list(filter(lambda x: x != "", xs))
    return kept


# deskcheck: dot([1, 2], [3, 4])
# deskcheck: dot([], [])
def dot(a: list[int], b: list[int]) -> int:
    return sum(x * y for x, y in zip(a, b))


# deskcheck: f16("ab", 2)
# deskcheck: f16("q", 3)
def f16(s: str, n: int) -> str:
    return "".join(c * n for c in s)


# deskcheck: f17([5, 8, 2], 4)
# deskcheck: f17([1], 4)
def f17(xs: list[int], limit: int) -> int:
    over = sum(1 for x in xs if x > limit)
    if over == 0:
        return -1
    return over


# deskcheck: encode("abc", 1)
# deskcheck: encode("a z", 2)
def encode(s: str, k: int) -> str:
    return "".join(chr(ord(c) + k) if c.isalpha() else c for c in s)


# deskcheck: f18({"x": 2, "y": 0})
# deskcheck: f18({})
def f18(stock: dict[str, int]) -> list[str]:
    empty = [k for k, v in stock.items() if v == 0]
    for k in empty:
        del stock[k]
    return list(stock)


# deskcheck: first_match(["ab", "cd"], "c")
# deskcheck: first_match(["ab"], "x")
def first_match(words: list[str], letter: str) -> str:
    return next((w for w in words if letter in w), "none")


# deskcheck: f19([3, 6, 9])
# deskcheck: f19([])
def f19(xs: list[int]) -> list[tuple[int, int]]:
    return [(i, x) for i, x in enumerate(xs) if i != 1]


# deskcheck: f20("a-b-c")
# deskcheck: f20("abc")
def f20(s: str) -> str:
    parts = [p.upper() for p in s.split("-")]
    out = ""
    for p in parts:
        out = p + out
    return out


# deskcheck: count_big(["aa", "b"], 1)
# deskcheck: count_big([], 0)
def count_big(words: list[str], n: int) -> int:
    big = 0
    for w in words:
        if len([c for c in w]) > n:
            big += 1
    return big


# deskcheck: f21([1, 2, 3, 4])
# deskcheck: f21([7])
def f21(xs: list[int]) -> int:
    return max(x for x in xs if x < 10) - min(xs)


# deskcheck: transpose([[1, 2], [3, 4]])
# deskcheck: transpose([[5]])
def transpose(m: list[list[int]]) -> list[list[int]]:
    return [[row[i] for row in m] for i in range(len(m[0]))]


# deskcheck: f22(["b", "a"], {"a": 1, "b": 2})
# deskcheck: f22([], {})
def f22(keys: list[str], d: dict[str, int]) -> list[int]:
    values = [d[k] for k in sorted(keys)]
    return values


# deskcheck: f23("x1y22")
# deskcheck: f23("abc")
def f23(s: str) -> int:
    digits = [int(c) for c in s if c.isdigit()]
    if not digits:
        return 0
    return digits[-1] * len(digits)


# deskcheck: f24([("a", 3), ("b", 1)])
# deskcheck: f24([])
def f24(pairs: list[tuple[str, int]]) -> list[str]:
    ordered = sorted(pairs, key=lambda p: p[1])
    return [name for name, _ in ordered]


# deskcheck: divisors(6)
# deskcheck: divisors(5)
def divisors(n: int) -> list[int]:
    return [d for d in range(1, n + 1) if n % d == 0]


# deskcheck: f25("Ab C")
# deskcheck: f25("")
def f25(s: str) -> dict[str, int]:
    clean = [c.lower() for c in s if c != " "]
    return {c: clean.count(c) for c in clean}


# deskcheck: shift([1, 2, 3], 1)
# deskcheck: shift([4], 2)
def shift(xs: list[int], by: int) -> list[int]:
    n = len(xs)
    return [xs[(i + by) % n] for i in range(n)]


# deskcheck: f26(["ab", "b"], ["b", "c"])
# deskcheck: f26(["x"], [])
def f26(a: list[str], b: list[str]) -> list[str]:
    missing = [x for x in a if x not in b]
    if len(missing) == len(a):
        return ["all"]
    return missing
