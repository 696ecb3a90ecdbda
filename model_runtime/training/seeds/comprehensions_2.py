from collections import Counter


# deskcheck: f("moss green", "aeiou")
# deskcheck: f("rhythm", "aeiou")
# deskcheck: f("", "x")
def f(s: str, bad: str) -> str:
    t = "".join(c for c in s if c not in bad)
    if t == s:
        return t.upper()
    return t + str(len(s) - len(t))


# deskcheck: first_over([4, 9, 15, 2], 8)
# deskcheck: first_over([1, 2], 8)
# deskcheck: first_over([], 0)
def first_over(levels: list[int], limit: int) -> int:
    hit = next((x for x in levels if x > limit), None)
    if hit is None:
        return -limit
    return hit - limit


# deskcheck: f1([3, -1, 4], [2, 5, 0])
# deskcheck: f1([], [1])
def f1(a: list[int], b: list[int]) -> list[int]:
    c = [x if x > y else y for x, y in zip(a, b)]
    if sum(c) % 2 == 0:
        c.append(len(c))
    return c


# deskcheck: shopping({"tea": 3, "jam": 0, "oat": 5}, 2)
# deskcheck: shopping({"tea": 1}, 2)
# deskcheck: shopping({}, 4)
def shopping(stock: dict[str, int], low: int) -> str:
    need = [item for item, left in stock.items() if left < low]
    if not need:
        return "all good"
    return "buy " + ", ".join(sorted(need))


# deskcheck: f2(["kite", "ox", "bee"], 3)
# deskcheck: f2(["ox"], 3)
def f2(words: list[str], n: int) -> list[str]:
    out = []
    for w in words:
        if len(w) >= n:
            out.append("".join(w[i] for i in range(0, len(w), 2)))
        else:
            out.append(w * 2)
    return out


# deskcheck: staircase(3)
# deskcheck: staircase(0)
def staircase(height: int) -> list[str]:
    height = abs(height) % 5
    rows = ["#" * (i + 1) for i in range(height)]
    return [r.rjust(height, ".") for r in rows if r]


# deskcheck: any_match(["ivy", "elm"], "me")
# deskcheck: any_match(["ivy", "ash"], "me")
# deskcheck: any_match([], "q")
def any_match(trees: list[str], letters: str) -> bool:
    return any(any(c in tree for c in letters) for tree in trees)


# deskcheck: f3({"a": 4, "b": 7, "c": 1})
# deskcheck: f3({"z": 2})
def f3(d: dict[str, int]) -> dict[str, int]:
    top = max(d.values(), default=0)
    e = {k: top - v for k, v in d.items() if v != top}
    if not e:
        e["none"] = top
    return e


# deskcheck: rank_names(["Bo", "alma", "Cy"])
# deskcheck: rank_names(["zed"])
# deskcheck: rank_names([])
def rank_names(people: list[str]) -> list[str]:
    ordered = sorted(people, key=lambda p: p.lower())
    return [f"{i}:{p}" for i, p in enumerate(ordered, 1)]


# deskcheck: f4([[1, 2, 3], [], [4, 5]])
# deskcheck: f4([[]])
def f4(rows: list[list[int]]) -> list[int]:
    evens = [v for row in rows for v in row if v % 2 == 0]
    for row in rows:
        if row and row[0] % 2 == 1:
            evens.insert(0, row[0])
    return evens


# deskcheck: columns([[1, 2], [3, 4], [5, 6]])
# deskcheck: columns([[7]])
# deskcheck: columns([])
def columns(grid: list[list[int]]) -> list[int]:
    if not grid:
        return []
    width = min(len(row) for row in grid)
    return [sum(row[c] for row in grid) for c in range(width)]


# deskcheck: score_hand(["K7", "Q", "A2"])
# deskcheck: score_hand(["7", "2"])
# deskcheck: score_hand(["K", "A1", "J"])
def score_hand(cards: list[str]) -> int:
    pips = sum(int(ch) for card in cards for ch in card if ch.isdigit())
    faces = sum(1 for card in cards if card[:1].isalpha())
    if faces > pips:
        return 0
    return pips + 10 * faces


# deskcheck: f5("a,bb,,ccc")
# deskcheck: f5("")
def f5(s: str) -> dict[str, int]:
    parts = [p for p in s.split(",") if p]
    d = {p: i for i, p in enumerate(parts)}
    while len(d) > 2:
        d.popitem()
    return d


# deskcheck: parse_all(["4", "x", "-2"])
# deskcheck: parse_all(["8", "1"])
# deskcheck: parse_all([])
def parse_all(tokens: list[str]) -> list[int]:
    try:
        return [int(t) for t in tokens]
    except ValueError:
        return [len(t) for t in tokens]


# deskcheck: f6([5, 2, 9, 4], 3)
# deskcheck: f6([1], 3)
def f6(a: list[int], k: int) -> tuple[list[int], list[int]]:
    lo = [x for x in a if x <= k]
    hi = [x for x in a if x > k]
    if len(hi) > len(lo):
        lo, hi = hi, lo
    return lo, hi


# deskcheck: farthest([3, -8, 6], 1)
# deskcheck: farthest([1, 1], 1)
# deskcheck: farthest([], 0)
def farthest(points: list[int], origin: int) -> str:
    if not points:
        return "nowhere"
    p = max(points, key=lambda x: abs(x - origin))
    side = "left" if p < origin else "right"
    return f"{side} {abs(p - origin)}"


# deskcheck: acronym("as soon as possible")
# deskcheck: acronym("the end")
def acronym(phrase: str) -> str:
    words = phrase.split()
    if len(words) < 3:
        return phrase.title()
    return "".join(w[0].upper() for w in words if len(w) > 2)


# deskcheck: f7(4)
# deskcheck: f7(-1)
def f7(n: int) -> list[tuple[int, int]]:
    n = max(0, min(n, 4))
    return [(i, j) for i in range(n) for j in range(i) if (i + j) % 2]


# deskcheck: late_trains({"A1": 12, "B2": 0, "C3": 5}, 4)
# deskcheck: late_trains({"A1": 1}, 4)
def late_trains(delays: dict[str, int], grace: int) -> list[str]:
    report = []
    late = {t: m for t, m in delays.items() if m > grace}
    for train in sorted(late, key=lambda t: -late[t]):
        if late[train] > 10:
            report.append(train + "!!")
        else:
            report.append(train + "!")
    return report


# deskcheck: tide([1, 3, 3, 8], 2)
# deskcheck: tide([9, 4, 1], 3)
# deskcheck: tide([], 1)
def tide(marks: list[int], step: int) -> str:
    jumps = [b - a for a, b in zip(marks, marks[1:])]
    if any(abs(j) > step for j in jumps):
        return "rough" if sum(jumps) > 0 else "falling rough"
    return "calm" if all(j == 0 for j in jumps) else "mild"


# deskcheck: f9(["ab", "c", "abc"])
# deskcheck: f9([])
def f9(xs: list[str]) -> dict[int, list[str]]:
    sizes = {len(x) for x in xs}
    return {n: [x for x in xs if len(x) == n] for n in sorted(sizes)}


# deskcheck: weave("abc", "xy")
# deskcheck: weave("", "xy")
def weave(left: str, right: str) -> str:
    mixed = "".join(a + b for a, b in zip(left, right))
    n = min(len(left), len(right))
    if len(left) > n:
        mixed += left[n:].upper()
    elif len(right) > n:
        mixed += right[n:] + "?"
    return mixed


# deskcheck: peaks([1, 5, 2, 7, 3])
# deskcheck: peaks([1, 2])
# deskcheck: peaks([])
def peaks(h: list[int]) -> list[int]:
    idx = [i for i in range(1, len(h) - 1) if h[i - 1] < h[i] > h[i + 1]]
    if not idx:
        return [-1]
    return [h[i] for i in idx]


# deskcheck: f10([2, 7, 4])
# deskcheck: f10([0, 5])
def f10(nums: list[int]) -> list[str]:
    r = ["even" if n % 2 == 0 else "odd" for n in nums]
    if r.count("even") > r.count("odd"):
        r.sort()
    else:
        r.reverse()
    return r


# deskcheck: drain([5, 1, 3])
# deskcheck: drain([])
def drain(tanks: list[int]) -> int:
    rounds = 0
    while any(t > 0 for t in tanks) and rounds < 4:
        tanks = [t - 2 if t > 1 else 0 for t in tanks]
        rounds += 1
    return rounds


# deskcheck: f11({"x": [1, 2], "y": [], "z": [9]})
# deskcheck: f11({})
def f11(d: dict[str, list[int]]) -> list[str]:
    pairs = [(k, sum(v)) for k, v in d.items() if v]
    pairs.sort(key=lambda p: p[1], reverse=True)
    return [k for k, _ in pairs]


# deskcheck: grade_book([("ann", 71), ("bo", 48)], 50)
# deskcheck: grade_book([("cy", 90)], 50)
# deskcheck: grade_book([], 50)
def grade_book(marks: list[tuple[str, int]], bar: int) -> dict[str, str]:
    book = {name: "pass" if m >= bar else "fail" for name, m in marks}
    if all(v == "pass" for v in book.values()):
        book["class"] = "ok"
    return book


# deskcheck: f12("xyzzy")
# deskcheck: f12("abc")
def f12(s: str) -> str:
    twice = {c for c in s if s.count(c) > 1}
    if not twice:
        return "-"
    return "".join(sorted(twice, reverse=True))


# deskcheck: halves([4, 7, 10], 2)
# deskcheck: halves([3], 0)
# deskcheck: halves([], 0)
def halves(amounts: list[int], by: int) -> list[int]:
    try:
        return [a // by for a in amounts if a > by]
    except ZeroDivisionError:
        return [a * 2 for a in amounts]


# deskcheck: f13([1, 2, 3, 4, 5], 2)
# deskcheck: f13([1], 3)
def f13(a: list[int], k: int) -> list[list[int]]:
    k = max(1, abs(k))
    chunks = [a[i : i + k] for i in range(0, len(a), k)]
    return [c[::-1] if len(c) == k else c for c in chunks]


# deskcheck: odd_letter_out(["oak", "ask"])
# deskcheck: odd_letter_out(["pot", "sod"])
# deskcheck: odd_letter_out([])
def odd_letter_out(words: list[str]) -> str:
    pattern = ""
    for letters in zip(*words):
        if all(c == letters[0] for c in letters):
            pattern += letters[0]
        elif len({c for c in letters if c > "m"}) > 1:
            pattern += "+"
        else:
            pattern += "-"
    return pattern


# deskcheck: f14([3, 1, 2])
# deskcheck: f14([])
def f14(a: list[int]) -> list[int]:
    order = sorted(range(len(a)), key=lambda i: a[i])
    ranks = dict((j, r) for r, j in enumerate(order))
    return [ranks[i] for i in range(len(a))]


# deskcheck: mirror_words("level kayak moon")
# deskcheck: mirror_words("up down")
def mirror_words(text: str) -> list[str]:
    found = [w for w in text.split() if w == w[::-1]]
    if len(found) > 1:
        return sorted(found, key=lambda w: w[0])
    return found or ["none"]


# deskcheck: rows_with(["a.b", "..", "c."], ".")
# deskcheck: rows_with([], "a")
def rows_with(lines: list[str], mark: str) -> dict[int, int]:
    hits = {}
    for row, line in enumerate(lines):
        spots = [col for col, ch in enumerate(line) if ch == mark]
        if len(spots) == 1:
            hits[row] = spots[0]
        elif spots:
            hits[row] = -len(spots)
    return hits


# deskcheck: f15(["b2", "a1", "c"], 1)
# deskcheck: f15(["q"], 0)
def f15(codes: list[str], pos: int) -> list[str]:
    pos = abs(pos)
    good = filter(lambda c: len(c) > pos, codes)
    return [c.upper() for c in sorted(good, key=lambda c: c[pos])]


# deskcheck: dice_sums(4, 7)
# deskcheck: dice_sums(2, 9)
def dice_sums(sides: int, goal: int) -> int:
    sides = abs(sides) % 5
    ways = sum(1 for a in range(1, sides + 1) for b in range(1, sides + 1) if a + b == goal)
    return ways if ways else -1


# deskcheck: f16([[1, 0], [0, 1]])
# deskcheck: f16([[2, 0], [0, 2]])
def f16(m: list[list[int]]) -> bool:
    for i, row in enumerate(m):
        if sum(x for j, x in enumerate(row) if i == j) != 1:
            return False
    return True


# deskcheck: censor("the red fox", ["red", "fox"])
# deskcheck: censor("fine day", [])
def censor(line: str, banned: list[str]) -> str:
    words = ["*" * len(w) if w in banned else w for w in line.split()]
    hidden = sum(w.startswith("*") for w in words)
    if hidden == 0:
        return line
    return " ".join(words) + f" ({hidden})"


# deskcheck: f17({"a": 1, "b": 2}, {"b": 3, "c": 4})
# deskcheck: f17({}, {"c": 4})
def f17(p: dict[str, int], q: dict[str, int]) -> dict[str, int]:
    keys = sorted({*p, *q})
    r = {k: p.get(k, 0) - q.get(k, 0) for k in keys}
    for k in keys:
        if r[k] < 0:
            r[k] = abs(r[k]) * 10
    return r


# deskcheck: shortest_gap([1, 9, 4])
# deskcheck: shortest_gap([6])
# deskcheck: shortest_gap([2, 2])
def shortest_gap(stops: list[int]) -> int:
    stops = sorted(stops)
    gaps = [b - a for a, b in zip(stops, stops[1:])]
    if not gaps:
        raise ValueError("too few stops")
    return min(gaps)


# deskcheck: f18("a1b22")
# deskcheck: f18("no")
def f18(s: str) -> int:
    d = [int(c) for c in s if c.isdigit()]
    if not d:
        return len(s)
    return max(d) * sum(1 for x in d if x == max(d))


# deskcheck: seats(2, 3, ["A2", "B1"])
# deskcheck: seats(1, 2, [])
def seats(rows: int, cols: int, taken: list[str]) -> list[str]:
    rows, cols = abs(rows) % 3, abs(cols) % 4
    plan = ["AB"[r] + str(c + 1) for r in range(rows) for c in range(cols)]
    free = [p for p in plan if p not in taken]
    if len(free) == len(plan):
        return free[:1]
    return free[::2]


# deskcheck: f19([4, -3, 0])
# deskcheck: f19([])
def f19(xs: list[int]) -> list[int]:
    signs = list(map(lambda x: (x > 0) - (x < 0), xs))
    if 0 in signs:
        signs.remove(0)
    return [s * i for i, s in enumerate(signs, start=2)]


# deskcheck: tallest({"oak": 20, "fir": 35, "yew": 35})
# deskcheck: tallest({})
def tallest(trees: dict[str, int]) -> list[str]:
    high = max((h for h in trees.values()), default=-1)
    if high < 0:
        return []
    return sorted(t for t in trees if trees[t] == high)


# deskcheck: shrink(["plum", "fig", "banana"], 4)
# deskcheck: shrink(["fig"], 4)
def shrink(names: list[str], size: int) -> dict[str, str]:
    short = {}
    size = max(2, size)
    for n in names:
        if len(n) <= size:
            continue
        short[n] = "".join(c for i, c in enumerate(n) if i == 0 or c not in "aeiou")
    return short


# deskcheck: f20([2, 3, 8], 4)
# deskcheck: f20([5, 1], 9)
def f20(a: list[int], t: int) -> str:
    pairs = ((i, x * y) for i, x in enumerate(a) for y in a[i + 1 :])
    for i, p in pairs:
        if p > t * (i + 2):
            return f"{i}:{p}"
    return "x" * len(a)


# deskcheck: most_used("banana")
# deskcheck: most_used("abc")
# deskcheck: most_used("")
def most_used(text: str) -> str:
    counts = Counter(text)
    repeats = {c: n for c, n in counts.items() if n > 1}
    if not repeats:
        return "unique"
    return "/".join(f"{c}{n}" for c, n in sorted(repeats.items(), key=lambda p: (-p[1], p[0])))


# deskcheck: f21([6, 3, -2, 1])
# deskcheck: f21([2, -2])
# deskcheck: f21([])
def f21(a: list[int]) -> list[int]:
    r = [sum(a[i:]) - i for i in range(len(a))]
    while r and r[-1] < 0:
        x = r.pop()
        r = [v + 1 if v > x else v for v in r]
    return r


# deskcheck: routes({"a": ["b", "c"], "b": ["c"]}, "c")
# deskcheck: routes({"a": ["b"], "c": []}, "b")
def routes(graph: dict[str, list[str]], target: str) -> list[str]:
    into = [src for src, ends in graph.items() if target in ends]
    if len(into) == 1:
        return into * 2
    return [src + target for src in into]


# deskcheck: f22("Ab cD")
# deskcheck: f22("zz")
def f22(s: str) -> tuple[int, int]:
    up = sum(c.isupper() for c in s)
    low = sum(c.islower() for c in s)
    if up >= low:
        return low, up
    return len([c for c in s if c == c.lower()]), up


# deskcheck: clean_rows([" a", "", "b "], 2)
# deskcheck: clean_rows(["", " "], 1)
def clean_rows(lines: list[str], times: int) -> list[str]:
    lines = [s for line in lines if (s := line.strip())]
    for _ in range(min(times, 3)):
        if len(lines) < 2:
            break
        lines = [a + b for a, b in zip(lines, reversed(lines))]
    return lines


# deskcheck: f23([2, 3], 3)
# deskcheck: f23([], 2)
def f23(base: list[int], n: int) -> list[list[int]]:
    n = abs(n) % 4
    t = [[b**e for e in range(n)] for b in base]
    return [row for row in t if sum(row) > 6]


# deskcheck: outvoted([True, False, True], "tie")
# deskcheck: outvoted([], "tie")
# deskcheck: outvoted([False], "x")
def outvoted(votes: list[bool], default: str) -> str:
    yes = len([v for v in votes if v])
    no = len(votes) - yes
    if yes == no:
        return default
    return "yes" if yes > no else "no"


# deskcheck: f24("abcd", [3, 0, 9])
# deskcheck: f24("abcd", [1, 2])
def f24(s: str, idx: list[int]) -> str:
    try:
        r = "".join(s[i] for i in idx)
    except IndexError:
        r = "".join(s[i] for i in idx if -len(s) <= i < len(s))
        r += "~"
    return r


# deskcheck: matrix_flip([[1, 2], [3, 4]], True)
# deskcheck: matrix_flip([[1, 2], [3, 4]], False)
def matrix_flip(m: list[list[int]], turn: bool) -> list[list[int]]:
    if turn:
        return [list(col) for col in zip(*m)]
    return [[-v if v > 2 else v for v in reversed(row)] for row in m]


# deskcheck: f25({"ann": "x", "bob": "y", "cat": "x"})
# deskcheck: f25({"q": "q"})
def f25(d: dict[str, str]) -> dict[str, str]:
    inv = {v: "".join(sorted(k[0] for k in d if d[k] == v)) for v in sorted(set(d.values()))}
    return dict(sorted(inv.items(), key=lambda kv: kv[1]))


# deskcheck: price_tags([("pen", 2.5), ("ink", 8.0)], 5)
# deskcheck: price_tags([("pen", 2.5)], 1)
def price_tags(goods: list[tuple[str, float]], cap: int) -> list[str]:
    tags = []
    for name, cost in sorted(goods, key=lambda g: g[1]):
        if cost > cap:
            tags.append(f"{name}: too much")
            break
        tags.append(f"{name}: {cost:.1f}")
    return tags if any("too" in t for t in tags) else tags + ["ok"]


# deskcheck: f26([1, 2, 2, 3], {2, 5})
# deskcheck: f26([], {1})
def f26(a: list[int], skip: set[int]) -> list[int]:
    seen = set()
    kept = [x for x in a if not (x in seen or seen.add(x))]
    return [x for x in kept if x not in skip] or sorted(skip)


# deskcheck: first_clash({"mon": [9, 10], "tue": [11, 11]})
# deskcheck: first_clash({"mon": [9, 10]})
def first_clash(days: dict[str, list[int]]) -> str:
    for day, hours in days.items():
        if len({h for h in hours}) < len(hours):
            return day
    else:
        total = sum(len(h) for h in days.values())
    return f"free {total}"


# deskcheck: f27("one two three", 3)
# deskcheck: f27("", 2)
def f27(s: str, n: int) -> str:
    w = [p[::-1] if len(p) > n else p for p in s.split()]
    k = max(w, key=lambda p: p[-1], default="?")
    return k + "".join(str(len(p)) for p in w)
