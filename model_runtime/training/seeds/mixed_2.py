# deskcheck: f([4, 7, 1], {"a": 7}, "a")
# deskcheck: f([4, 7, 1], {"a": 3}, "a")
# deskcheck: f([], {}, "zz")
def f(nums: list[int], book: dict[str, int], key: str) -> int | str:
    want = book.get(key, 0)
    if want in nums:
        return nums.index(want) * 10 + len(nums)
    if not nums:
        return key * 2
    nums[-1] += want
    return nums[0] - nums[-1]


# deskcheck: f1("go stop go", {"go": 2, "stop": -1})
# deskcheck: f1("wait", {"go": 2})
# deskcheck: f1("", {})
def f1(text: str, speed: dict[str, int]) -> tuple[int, str]:
    total = 0
    last = "-"
    for word in text.split():
        if word not in speed:
            break
        total += speed[word]
        last = word[0] if speed[word] > 0 else word[-1]
    else:
        total *= 10
    return total, last


# deskcheck: settle(12, [5, 4, 9], "ABC")
# deskcheck: settle(3, [5], "A")
# deskcheck: settle(0, [], "")
def settle(cash: int, bills: list[int], names: str) -> str:
    paid = ""
    for bill, name in zip(bills, names):
        if bill > cash:
            continue
        cash -= bill
        paid += name
    return f"{paid or 'none'}:{cash}"


# deskcheck: f2([3, "x", 2.5, True], "y")
# deskcheck: f2(["ab", "cd"], "y")
# deskcheck: f2([], "y")
def f2(items: list, tag: str) -> list:
    out = []
    for it in items:
        if isinstance(it, str):
            out.append(it + tag)
        elif isinstance(it, float):
            out.append(int(it * 2))
        else:
            out.append(it + 1)
    return out


# deskcheck: f3({"pen": 4, "ink": 9, "pad": 4}, 4)
# deskcheck: f3({"pen": 1}, 4)
# deskcheck: f3({}, 4)
def f3(stock: dict[str, int], level: int) -> list[str]:
    names = sorted(stock, key=lambda n: (-stock[n], n))
    low = [n for n in names if stock[n] <= level]
    if len(low) == len(names):
        return low[:1] or ["none"]
    return low + [names[0].upper()]


# deskcheck: f4(7, 3, "ab")
# deskcheck: f4(3, 7, "ab")
# deskcheck: f4(5, 5, "")
def f4(a: int, b: int, s: str) -> str:
    s += "<" if a < b else ">" if a > b else "="
    a, b = max(a, b), min(a, b)
    q, r = a // b, a % b
    return s * q + str(r)


# deskcheck: first_gap([1, 2, 4, 5], 1)
# deskcheck: first_gap([3, 4, 5], 3)
# deskcheck: first_gap([], 9)
def first_gap(ids: list[int], start: int) -> int:
    expect = start
    for n in ids:
        if n != expect:
            return expect
        expect += 1
    return -expect if ids else start * 2


# deskcheck: f5("banana", [1, 3, 8])
# deskcheck: f5("fig", [0])
# deskcheck: f5("", [2])
def f5(word: str, spots: list[int]) -> str:
    out = []
    for p in spots:
        if p >= len(word):
            out.append("#" * (p - len(word)))
            continue
        out.append(word[p].upper() + word[-p - 1])
    return "-".join(out)


# deskcheck: f6({"x": [1, 2], "y": []}, "x", 5)
# deskcheck: f6({"x": [1, 2], "y": []}, "y", 5)
# deskcheck: f6({}, "q", 0)
def f6(groups: dict[str, list[int]], name: str, extra: int) -> dict[str, int]:
    row = groups.setdefault(name, [])
    row.append(extra)
    if len(row) > 2:
        row.pop(0)
    return {k: sum(v) for k, v in groups.items()}


# deskcheck: f7([5, 8, 2, 9], 4)
# deskcheck: f7([1], 4)
# deskcheck: f7([4, 4], 4)
def f7(xs: list[int], limit: int) -> tuple[bool, bool, int]:
    any_big = any(x > limit for x in xs)
    all_odd = all(x % 2 for x in xs)
    score = any_big * 4 + all_odd * 2 + (len(xs) > 1)
    return any_big, all_odd, score


# deskcheck: elevator(3, "UUDU", 5)
# deskcheck: elevator(0, "DD", 5)
# deskcheck: elevator(5, "U?U", 5)
def elevator(floor: int, presses: str, top: int) -> list[int]:
    seen = [floor]
    for p in presses:
        if p == "U" and floor < top:
            floor += 1
        elif p == "D" and floor > 0:
            floor -= 1
        else:
            break
        seen.append(floor)
    return seen[::-1]


# deskcheck: f8(["kiwi", "fig", "plum"], 2, "p")
# deskcheck: f8(["kiwi"], 0, "k")
# deskcheck: f8([], 1, "z")
def f8(names: list[str], i: int, letter: str) -> str:
    if not -len(names) <= i < len(names):
        return "range"
    chosen = names[i]
    if chosen.startswith(letter):
        names[i], names[0] = names[0], chosen
    return names[0] + str(names.index(chosen))


# deskcheck: f9(10, [3, 0, 4])
# deskcheck: f9(7, [0, 0])
# deskcheck: f9(1, [])
def f9(n: int, divisors: list[int]) -> list[str]:
    notes = []
    for d in divisors:
        if d == 0:
            notes.append("zero")
        elif n % d == 0 or n // d > 2:
            notes.append(f"{n // d}r{n % d}")
        else:
            notes.append("." * (n % d))
    return notes


# deskcheck: f10("aXbX", {"X": "--", "b": ""})
# deskcheck: f10("plain", {"X": "--"})
# deskcheck: f10("", {"a": "b"})
def f10(s: str, swaps: dict[str, str]) -> tuple[str, int]:
    before = len(s)
    for old, new in swaps.items():
        s = s.replace(old, new)
    grown = len(s) - before
    return (s, grown) if grown else (s.upper(), before)


# deskcheck: f11([2, 5, 3], [4, 1, 3], "max")
# deskcheck: f11([2, 5], [4, 1], "min")
# deskcheck: f11([], [], "sum")
def f11(a: list[int], b: list[int], how: str) -> list[int]:
    if how == "max":
        c = [max(x, y) for x, y in zip(a, b)]
    elif how == "min":
        c = [min(x, y) for x, y in zip(a, b)]
    else:
        c = a + b
    c.append(len(how))
    return c


# deskcheck: book_ends("abcde", [10, 20, 30])
# deskcheck: book_ends("z", [7])
# deskcheck: book_ends("qr", [])
def book_ends(s: str, ns: list[int]) -> dict[str, int]:
    first, *_, last = s * 2
    ends = {first: 1, last: 2}
    if ns:
        ends[first] += ns[0]
        ends[last] = ends[first] - ns[-1]
    return ends


# deskcheck: f12(3, 4, {"w": 2})
# deskcheck: f12(4, 3, {"h": 5})
# deskcheck: f12(0, 6, {})
def f12(w: int, h: int, opts: dict[str, int]) -> list[str]:
    w, h = opts.get("w", w), opts.get("h", h)
    rows = []
    for r in range(h):
        mark = "#" if r in (0, h - 1) else "."
        rows.append(mark * w + str(r % 2))
    return rows[1:]


# deskcheck: f13([6, 11, 4, 9], 10)
# deskcheck: f13([12], 10)
# deskcheck: f13([], 3)
def f13(nums: list[int], cap: int) -> tuple[int, int]:
    i = total = 0
    while i < len(nums) and total + nums[i] <= cap * 2:
        total += nums[i]
        i += 1
        if total == cap:
            break
    return i, total


# deskcheck: f14("3x,2y,z", ",")
# deskcheck: f14("q", ",")
# deskcheck: f14("10a;b", ";")
def f14(code: str, sep: str) -> dict[str, int]:
    bag = {}
    for part in code.split(sep):
        amount = part[:-1]
        n = int(amount) if amount.isdigit() else 1
        bag[part[-1]] = bag.get(part[-1], 0) + n
    bag["all"] = sum(bag.values())
    return bag


# deskcheck: f15(0, "", [3])
# deskcheck: f15(2, "hi", [])
# deskcheck: f15(0, "hey", [0])
def f15(n: int, s: str, xs: list[int]) -> list:
    a = n and s
    b = s or n or xs
    c = xs and xs[0] or "none"
    d = not n and not s
    return [a, b, c, d]


# deskcheck: seat_party({"t1": 4, "t2": 2, "t3": 6}, [2, 5, 6])
# deskcheck: seat_party({"t1": 2}, [3])
# deskcheck: seat_party({}, [])
def seat_party(tables: dict[str, int], parties: list[int]) -> list[str]:
    placed = []
    for size in parties:
        for name in sorted(tables, key=tables.get):
            if tables[name] >= size:
                placed.append(name)
                del tables[name]
                break
        else:
            placed.append("wait")
    return placed


# deskcheck: f16([1, 2, 3, 4, 5, 6], 1, 5)
# deskcheck: f16([1, 2, 3], -2, 9)
# deskcheck: f16([], 0, 2)
def f16(xs: list[int], i: int, j: int) -> list[int]:
    part = xs[i:j:2]
    xs[i:j] = part[::-1]
    if len(xs) % 2:
        xs.append(len(part))
    return xs


# deskcheck: f17("note", "tone", 2)
# deskcheck: f17("note", "moat", 1)
# deskcheck: f17("", "", 3)
def f17(a: str, b: str, k: int) -> str:
    if sorted(a) == sorted(b):
        return (a + b) * (k // 2)
    shared = [c for c in a if c in b]
    extra = len(a) + len(b) - 2 * len(shared)
    return "".join(shared[k:] or shared) + "+" * extra


# deskcheck: f18({"a": 1, "b": 2}, {"b": 5, "c": 0})
# deskcheck: f18({"a": 1}, {})
# deskcheck: f18({}, {"k": 3})
def f18(left: dict[str, int], right: dict[str, int]) -> list[tuple[str, int]]:
    merged = {**left, **right}
    for key in left:
        if key in right:
            merged[key] = left[key] * right[key]
    pairs = list(merged.items())
    pairs.sort(key=lambda p: p[1], reverse=True)
    return pairs


# deskcheck: ticket(15, "tue", True)
# deskcheck: ticket(70, "sat", False)
# deskcheck: ticket(4, "sun", True)
# deskcheck: ticket(33, "fri", False)
def ticket(age: int, day: str, member: bool) -> int:
    price = 12
    if age < 5:
        return 0
    if age < 18 or age >= 65:
        price -= 4
    price += 3 * (day in ("sat", "sun"))
    return price // 2 if member and day != "sat" else price


# deskcheck: f19([3, 1, 3, 2, 1], "ab")
# deskcheck: f19([7], "k")
# deskcheck: f19([], "ab")
def f19(xs: list[int], letters: str) -> dict[str, list[int]]:
    bins = {c: [] for c in letters}
    for i, x in enumerate(xs):
        c = letters[i % len(letters)]
        if x not in bins[c]:
            bins[c].insert(0, x)
    return bins


# deskcheck: f20(4, 2, ["a", "b"])
# deskcheck: f20(6, 3, [])
# deskcheck: f20(1, 1, ["q"])
def f20(n: int, k: int, out: list[str]) -> list[str]:
    for i in range(n, 0, -k):
        if i % 3 == 0:
            out.append("fizz"[: i % 5])
        elif out:
            out[-1] += str(i)
        else:
            out.append("")
    return out


# deskcheck: f21("Leo:3 Mia:5 Leo:4", "Leo")
# deskcheck: f21("Mia:5", "Leo")
# deskcheck: f21("", "Leo")
def f21(log: str, who: str) -> tuple[int, list[int]]:
    points = []
    others = 0
    for entry in log.split():
        name, value = entry.split(":")
        if name == who:
            points.append(int(value))
        else:
            others += int(value)
    return others - sum(points), points[::-1]


# deskcheck: f22([[1, 2], [3], []], 2)
# deskcheck: f22([[4, 4, 4]], 1)
# deskcheck: f22([], 5)
def f22(rows: list[list[int]], width: int) -> list[str]:
    lines = []
    for row in rows:
        padded = row + [0] * (width - len(row))
        text = "".join(str(v) for v in padded[:width])
        if len(row) > width:
            text += "~"
        lines.append(text)
    return lines


# deskcheck: rate("good food, bad view", ["good", "fine"], ["bad"])
# deskcheck: rate("fine", ["good", "fine"], ["bad"])
# deskcheck: rate("", [], [])
def rate(review: str, plus: list[str], minus: list[str]) -> str:
    words = review.replace(",", "").split()
    score = 0
    for w in words:
        score += (w in plus) - (w in minus)
    if score == 0:
        return "meh" + str(len(words))
    return "*" * score if score > 0 else "-" * -score


# deskcheck: f23(2, [1, 2, 3, 4], {"step": 2})
# deskcheck: f23(0, [5, 6, 7], {})
# deskcheck: f23(9, [1], {"step": 1})
def f23(start: int, xs: list[int], opts: dict[str, int]) -> int:
    step = opts.get("step", 1)
    total = 0
    for i in range(start, len(xs), step):
        total = total * 10 + xs[i]
    return total or -start


# deskcheck: f24(["b2", "a10", "c1"], 1)
# deskcheck: f24(["b2", "a10", "c1"], 0)
# deskcheck: f24([], 1)
def f24(codes: list[str], mode: int) -> str:
    by = (lambda c: int(c[1:])) if mode else (lambda c: c[1:])
    ordered = sorted(codes, key=by)
    heads = [c[0] for c in ordered]
    return "".join(heads) + "<" * mode


# deskcheck: f25("tea", 3, True)
# deskcheck: f25("tea", 1, False)
# deskcheck: f25("", 2, True)
def f25(order: str, cups: int, milk: bool) -> dict[str, object]:
    bill = {"item": order or "water", "n": cups}
    if milk and order:
        bill["item"] += "+m"
        bill["n"] += 1
    bill["cost"] = bill["n"] * len(bill["item"])
    return bill


# deskcheck: f26([8, 3, 12, 5], 5, 10)
# deskcheck: f26([1, 2], 5, 10)
# deskcheck: f26([7], 10, 5)
def f26(xs: list[int], lo: int, hi: int) -> tuple[list[int], str]:
    marks = ""
    kept = []
    for x in xs:
        if lo <= x < hi:
            kept.append(x - lo)
            marks += "i"
        else:
            marks += "b" if x < lo else "a"
    return kept, marks


# deskcheck: hand_value(["K", "7", "A"], {"K": 10, "Q": 10, "A": 11})
# deskcheck: hand_value(["A", "A"], {"A": 11})
# deskcheck: hand_value([], {})
def hand_value(cards: list[str], faces: dict[str, int]) -> int:
    total = 0
    for card in cards:
        total += faces[card] if card in faces else int(card)
    aces = cards.count("A")
    while total > 21 and aces:
        total -= 10
        aces -= 1
    return total


# deskcheck: f27("pqr", [2, 0, 1], "-")
# deskcheck: f27("pqr", [2, 2], "")
# deskcheck: f27("p", [1], "-")
def f27(s: str, order: list[int], sep: str) -> str:
    picked = []
    for i in order:
        picked.append(s[i])
    left, right = picked[0], picked[-1]
    if left == right:
        return left * len(s)
    return sep.join(picked)


# deskcheck: water_plants({"fern": 2, "cactus": 9}, 7, ["fern"])
# deskcheck: water_plants({"fern": 2}, 1, [])
# deskcheck: water_plants({}, 5, ["moss"])
def water_plants(every: dict[str, int], day: int, skip: list[str]) -> str:
    done = ""
    for plant, gap in every.items():
        if plant in skip and day % 2:
            continue
        if day % gap < 2:
            done += plant[0].upper() + str(day // gap)
    return done if done else "dry"


# deskcheck: f28(17, [2, 3, 5, 7])
# deskcheck: f28(12, [2, 3])
# deskcheck: f28(1, [])
def f28(n: int, factors: list[int]) -> tuple[int, list[int]]:
    used = []
    for p in factors:
        while n % p == 0:
            n //= p
            used.append(p)
        if n < p:
            break
    else:
        used.append(-1)
    return n, used


# deskcheck: f29("abc", {"a": "b", "b": "c", "c": "a"}, 2)
# deskcheck: f29("ax", {"a": "x"}, 3)
# deskcheck: f29("", {}, 1)
def f29(s: str, step: dict[str, str], times: int) -> str:
    trail = s
    for _ in range(times):
        s = "".join(step.get(c, c) for c in s)
        if s == trail[-len(s) :]:
            return trail + "!"
        trail += "/" + s
    return trail


# deskcheck: f30([9, 4, 6], ["x", "y", "z"], 5)
# deskcheck: f30([1], ["x"], 5)
# deskcheck: f30([], [], 0)
def f30(nums: list[int], labels: list[str], cut: int) -> dict[str, str]:
    return_value = {}
    for i, label in enumerate(labels):
        diff = nums[i] - cut
        sign = "+" if diff > 0 else "-"
        return_value[label] = sign * abs(diff)
    if len(return_value) == 1:
        return_value["only"] = labels[0]
    return return_value


# deskcheck: f31("A", 3, [1, 5])
# deskcheck: f31("A", 3, [])
# deskcheck: f31("bc", 1, [2])
def f31(s: str, n: int, xs: list[int]) -> list[str]:
    out = [s * n, s.lower() + str(n)]
    out += [str(x) for x in xs if x > n]
    out[0], out[-1] = out[-1], out[0]
    if len(out) < 3:
        out *= 2
    return out


# deskcheck: zig(3, 10, "ab")
# deskcheck: zig(1, 4, "xyz")
# deskcheck: zig(5, 2, "q")
def zig(lo: int, hi: int, marks: str) -> list[str]:
    out = []
    turn = 0
    while lo < hi:
        out.append(f"{marks[turn % len(marks)]}{hi - lo}")
        lo, hi = lo + 2, hi - turn
        turn += 1
    return out or [marks]


# deskcheck: f32({"mon": [3, 4], "tue": [], "wed": [10]})
# deskcheck: f32({"sun": []})
# deskcheck: f32({})
def f32(week: dict[str, list[int]]) -> str:
    best, best_sum = "", -1
    for day, hours in week.items():
        total = sum(hours)
        if total > best_sum:
            best, best_sum = day, total
        elif total == 0:
            best += "~"
    return best.title() + f"={best_sum}"


# deskcheck: f33(5, 2, "+")
# deskcheck: f33(5, 2, "//")
# deskcheck: f33(5, 0, "//")
# deskcheck: f33(5, 0, "%%")
def f33(a: int, b: int, op: str) -> int | str:
    table = {"+": a + b, "-": a - b, "*": a * b}
    if op in table:
        return table[op]
    if b == 0:
        return "undefined" if op == "//" else op * 2
    return a // b if op == "//" else a % b


# deskcheck: f34([4, -2, 7, 0, 5], 3)
# deskcheck: f34([-1, -1], 2)
# deskcheck: f34([], 1)
def f34(xs: list[int], n: int) -> int:
    total = 0
    for i, x in enumerate(xs):
        if x < 0:
            continue
        if x == 0:
            break
        total += x if i % 2 else -x
        total *= n > i
    return total


# deskcheck: f35(["aa", "b", "ccc"], {"b": 3}, 2)
# deskcheck: f35(["d"], {}, 1)
# deskcheck: f35([], {"x": 1}, 4)
def f35(words: list[str], weight: dict[str, int], scale: int) -> list[int]:
    scores = [len(w) * weight.get(w, 1) for w in words]
    scores.sort(reverse=True)
    top = scores[0] if scores else 0
    return [s // scale for s in scores if s != top] + [top % (scale + 1)]


# deskcheck: lock_code("0412", [4, 1], 3)
# deskcheck: lock_code("0412", [9], 1)
# deskcheck: lock_code("", [1], 2)
def lock_code(digits: str, secret: list[int], tries: int) -> str:
    matched = 0
    for d in digits:
        if tries == 0:
            return "locked" + str(matched)
        if matched < len(secret) and int(d) == secret[matched]:
            matched += 1
        else:
            tries -= 1
    return "open" if matched == len(secret) else f"{matched}/{tries}"


# deskcheck: f36(6, {"red": 3, "blue": 4})
# deskcheck: f36(4, {"red": 4})
# deskcheck: f36(0, {})
def f36(n: int, sizes: dict[str, int]) -> list[tuple[str, bool]]:
    out = []
    for name, size in sorted(sizes.items()):
        fits = n >= size and n % size < 3
        n -= size * fits
        out.append((name[:n], fits))
    return out


# deskcheck: f37("level up now", 2)
# deskcheck: f37("a", 0)
# deskcheck: f37("", 3)
def f37(s: str, k: int) -> list:
    words = s.split()
    if not words:
        return [k, ""]
    lens = list(map(len, words))
    k %= len(words)
    return [words[k], lens[k] > lens[0], lens.count(lens[k])]


# deskcheck: f38([1, 2, 3], [3, 2, 1])
# deskcheck: f38([1, 5], [1, 4, 9])
# deskcheck: f38([], [2])
def f38(a: list[int], b: list[int]) -> str:
    if a == b[::-1]:
        return "mirror" * bool(a)
    n = 0
    while n < len(a) and n < len(b):
        if a[n] != b[n]:
            return f"{a[n]}!={b[n]} at {n}"
        n += 1
    return "prefix" + str(n)


# deskcheck: change_gear(3, [2, -1, 4], {"min": 1, "max": 6})
# deskcheck: change_gear(1, [-3], {"min": 1, "max": 6})
# deskcheck: change_gear(5, [], {})
def change_gear(gear: int, shifts: list[int], box: dict[str, int]) -> tuple[int, int]:
    lowest = box.get("min", 0)
    highest = box.get("max", 9)
    blocked = 0
    for s in shifts:
        wanted = gear + s
        gear = min(max(wanted, lowest), highest)
        blocked += wanted != gear
    return gear, blocked


# deskcheck: f39("xyxxy", "x", [0, 0])
# deskcheck: f39("yy", "x", [5])
# deskcheck: f39("", "x", [1, 2])
def f39(moves: str, up: str, at: list[int]) -> list[int]:
    for i, m in enumerate(moves):
        slot = i % len(at)
        at[slot] += 1 if m == up else -2
    if min(at) < 0:
        at.reverse()
        at[0] = 0
    return at


# deskcheck: f40({"id": 7, "tags": ["a", "b"]}, "tags", "c")
# deskcheck: f40({"id": 7}, "id", "c")
# deskcheck: f40({"note": "hi"}, "note", "!")
# deskcheck: f40({}, "new", "v")
def f40(rec: dict, field: str, extra: str) -> dict:
    value = rec.get(field)
    if isinstance(value, list):
        value.append(extra)
    elif isinstance(value, str):
        rec[field] = value + extra
    elif value is None:
        rec[field] = [extra]
    else:
        rec[field] = str(value) + extra * 2
    return rec


# deskcheck: f41([5, 3, 8, 1], 2)
# deskcheck: f41([5], 1)
# deskcheck: f41([2, 2, 2], 0)
def f41(queue: list[int], rounds: int) -> list[int]:
    served = []
    while queue and rounds >= 0:
        first = queue.pop(0)
        if first > 3:
            queue.append(first - 3)
            rounds -= 1
        else:
            served.append(first)
    return served + [len(queue)]


# deskcheck: f42("9:30", "10:05", 20)
# deskcheck: f42("10:05", "9:30", 20)
# deskcheck: f42("0:00", "0:00", 1)
def f42(start: str, end: str, slot: int) -> tuple[int, int]:
    minutes = []
    for t in (start, end):
        h, m = t.split(":")
        minutes.append(int(h) * 60 + int(m))
    span = minutes[1] - minutes[0]
    if span < 0:
        span += 12 * 60
    return span // slot, span % slot


# deskcheck: f43([1, 2, 3, 4], "even")
# deskcheck: f43([1, 2, 3, 4], "big")
# deskcheck: f43([6], "other")
def f43(xs: list[int], rule: str) -> list[int]:
    tests = {"even": lambda v: v % 2 == 0, "big": lambda v: v > len(xs) // 2}
    test = tests.get(rule)
    if test is None:
        return xs * 2
    passed = [x for x in xs if test(x)]
    return passed[-1:] + passed[:-1]


# deskcheck: spend(20, ["hat", "bag", "mug"], {"hat": 9, "bag": 14, "mug": 5})
# deskcheck: spend(4, ["mug"], {"mug": 5})
# deskcheck: spend(10, ["pin"], {})
def spend(money: int, wishes: list[str], prices: dict[str, int]) -> tuple[list[str], int]:
    bought = []
    for wish in wishes:
        price = prices.get(wish, len(wish))
        if price > money:
            wish = wish[0] + "?"
            price = 0
        money -= price
        bought.append(wish)
    return bought, money


# deskcheck: f44(3, "abc", "x")
# deskcheck: f44(1, "", "x")
# deskcheck: f44(0, "ab", "y")
def f44(n: int, s: str, pad: str) -> str:
    row = 0
    picture = []
    while row < n:
        left = pad * (n - row - 1)
        core = s[: row + 1] or pad.upper()
        picture.append(left + core)
        row += 1
    return "\n".join(picture)


# deskcheck: f45({"a": "b", "b": "c"}, "a")
# deskcheck: f45({"a": "a"}, "a")
# deskcheck: f45({}, "z")
def f45(parent: dict[str, str], node: str) -> list[str]:
    chain = [node]
    while node in parent:
        node = parent[node]
        if node in chain:
            chain.append("loop")
            break
        chain.append(node)
    return chain[::-1]


# deskcheck: f46([10, 20, 30], "1,0,2")
# deskcheck: f46([10], "0,0")
# deskcheck: f46([10], "1")
def f46(vals: list[int], picks: str) -> int:
    total = 0
    for n, p in enumerate(picks.split(",")):
        total += vals[int(p)] // (n + 1)
        vals[0] -= 1
    return total + vals[0]


# deskcheck: f47("cab", [3, 1, 2], True)
# deskcheck: f47("cab", [3, 1, 2], False)
# deskcheck: f47("", [], True)
def f47(s: str, xs: list[int], by_letter: bool) -> list[str]:
    pairs = list(zip(s, xs))
    if by_letter:
        pairs.sort()
    else:
        pairs.sort(key=lambda p: p[1], reverse=True)
    return [c * n for c, n in pairs]


# deskcheck: shortest_route({"A": {"B": 4, "C": 1}, "C": {"B": 2}}, "A", "B")
# deskcheck: shortest_route({"A": {"C": 1}}, "A", "B")
# deskcheck: shortest_route({}, "A", "B")
def shortest_route(roads: dict[str, dict[str, int]], start: str, goal: str) -> int:
    near = roads.get(start, {})
    best = near.get(goal, 99)
    for stop, cost in near.items():
        onward = roads.get(stop, {})
        if goal in onward and cost + onward[goal] < best:
            best = cost + onward[goal]
    return -1 if best == 99 else best


# deskcheck: f48(2, 9, [3, 4])
# deskcheck: f48(9, 2, [3, 4])
# deskcheck: f48(0, 0, [1])
def f48(a: int, b: int, steps: list[int]) -> list[int]:
    seen = []
    for step in steps:
        step = step if a <= b else -step
        seen.extend(range(a, b, step))
    a, b = len(seen), sum(seen)
    return seen[:: len(steps)] + [a, b]


# deskcheck: f49("Ann", {"Ann": [9, 7], "Bob": [10]}, 8)
# deskcheck: f49("Bob", {"Ann": [9, 7], "Bob": [10]}, 8)
# deskcheck: f49("Cy", {"Ann": [9]}, 8)
def f49(who: str, marks: dict[str, list[int]], passing: int) -> str:
    if who not in marks:
        return who + "?" * len(marks)
    mean = sum(marks[who]) / len(marks[who])
    verdict = "pass" if mean >= passing else "fail"
    others = [n for n in marks if n != who]
    return f"{verdict} {mean:.1f} {''.join(others)[::-1]}"


# deskcheck: f50([2, 4, 6], 4, "hit")
# deskcheck: f50([2, 4, 6], 5, "hit")
# deskcheck: f50([], 1, "miss")
def f50(xs: list[int], target: int, word: str) -> str:
    lo, hi = 0, len(xs) - 1
    path = ""
    while lo <= hi:
        mid = (lo + hi) // 2
        if xs[mid] == target:
            return path + word.upper()
        lo, hi = (mid + 1, hi) if xs[mid] < target else (lo, mid - 1)
        path += "R" if lo == mid + 1 else "L"
    return path + word[::-1]


# deskcheck: f51(["do", "re", "mi"], 4)
# deskcheck: f51(["la"], 3)
# deskcheck: f51([], 2)
def f51(notes: list[str], beats: int) -> str:
    tune = ""
    for b in range(beats):
        if not notes:
            return "rest" * b + "."
        tune += notes[b % len(notes)]
        tune += "-" if b % 2 else ""
    return tune.strip("-")


# deskcheck: f52({"up": 1, "down": -1}, ["up", "up", "left", "down"], 3)
# deskcheck: f52({}, ["up"], 3)
# deskcheck: f52({"up": 2}, [], 0)
def f52(rules: dict[str, int], moves: list[str], pos: int) -> tuple[int, str]:
    bad = ""
    for m in moves:
        if m in rules:
            pos += rules[m]
            continue
        bad = m if not bad else bad + "," + m
        pos *= 2
    return pos, bad or "ok"


# deskcheck: f53(8, 3)
# deskcheck: f53(3, 8)
# deskcheck: f53(-4, 2)
def f53(x: int, y: int) -> list:
    flags = [x > y, x % 2 == y % 2, 0 < x < 10]
    words = ["more", "alike", "small"]
    chosen = [w for w, f in zip(words, flags) if f]
    if len(chosen) == 3:
        return chosen[::-1]
    return chosen + [sum(flags) * x - y]


# deskcheck: f54("bus", [12, 3, 45], {"bus": 2, "tram": 3})
# deskcheck: f54("tram", [4], {"bus": 2, "tram": 3})
# deskcheck: f54("ship", [12], {"bus": 2})
def f54(kind: str, trips: list[int], fares: dict[str, int]) -> int:
    fare = fares[kind]
    total = 0
    for km in trips:
        total += fare if km < 10 else fare + km // 10
        if total > 9:
            fare = max(1, fare - 1)
    return total


# deskcheck: weigh_bags([7, 12, 3], 20, "kg")
# deskcheck: weigh_bags([30], 20, "kg")
# deskcheck: weigh_bags([], 20, "lb")
def weigh_bags(bags: list[int], allowed: int, unit: str) -> str:
    heaviest = max(bags, default=0)
    total = sum(bags)
    if heaviest < total <= allowed:
        return f"{allowed - total}{unit} left"
    over = total - allowed
    return f"{over}{unit} over" if over > 0 else unit.upper() * len(bags) or "empty"


# deskcheck: f55("a1b22", {"a": 5, "b": 1})
# deskcheck: f55("c9", {"a": 5})
# deskcheck: f55("", {})
def f55(s: str, rates: dict[str, int]) -> int:
    total = 0
    current = ""
    for c in s:
        if c.isalpha():
            current = c
            continue
        total += int(c) * rates.get(current, -1)
    return total + len(current)


# deskcheck: f56([3, 6, 9], [1, 2], 4)
# deskcheck: f56([2], [2, 2], 0)
# deskcheck: f56([], [5], 1)
def f56(a: list[int], b: list[int], k: int) -> list[tuple[int, int]]:
    hits = []
    for x in a:
        for y in b:
            if x == y:
                break
            if (x + y) % 2 == k % 2:
                hits.append((x - y, k))
                k += 1
    return hits or [(len(a), len(b))]


# deskcheck: f57("Mon", ["Mon", "Tue", "Wed"], 4)
# deskcheck: f57("Wed", ["Mon", "Tue", "Wed"], -1)
# deskcheck: f57("Sun", ["Mon"], 2)
def f57(day: str, days: list[str], shift: int) -> str:
    try:
        at = days.index(day)
    except ValueError:
        days.append(day)
        at = len(days) - 1
    moved = (at + shift) % len(days)
    return days[moved] + "*" * (moved < at)


# deskcheck: f58(1, 2, 3)
# deskcheck: f58(4, 4, 1)
# deskcheck: f58(0, -5, 0)
def f58(a: int, b: int, c: int) -> dict[str, int]:
    a, b, c = b, c, a
    out = {"a": a, "b": b}
    if a < b < c or a > b > c:
        out["line"] = c
    elif a == c or b == c:
        out["pair"] = b or a
    out["sum"] = a + b * c
    return out


# deskcheck: feed_ducks(["Bob", "Sue", "Tim"], 7, 2)
# deskcheck: feed_ducks(["Bob"], 3, 5)
# deskcheck: feed_ducks([], 4, 1)
def feed_ducks(ducks: list[str], bread: int, bite: int) -> dict[str, int]:
    eaten = dict.fromkeys(ducks, 0)
    while ducks and bread >= bite:
        duck = ducks.pop(0)
        eaten[duck] += bite
        bread -= bite
        if eaten[duck] < 2 * bite:
            ducks.append(duck)
    eaten["left"] = bread
    return eaten


# deskcheck: f59([[1, 0], [0, 1]], "x")
# deskcheck: f59([[0, 0, 0]], "o")
# deskcheck: f59([], "x")
def f59(board: list[list[int]], mark: str) -> list[str]:
    lines = []
    for row in board:
        line = ""
        for cell in row:
            line += mark if cell else "."
        if mark not in line:
            line = line.replace(".", "_", 1)
        lines.append(line)
    return lines


# deskcheck: f60(["b", "a", "c"], {"a": 2, "c": 2}, 1)
# deskcheck: f60(["a"], {}, 0)
# deskcheck: f60([], {"a": 1}, 2)
def f60(keys: list[str], d: dict[str, int], default: int) -> list[str]:
    keys.sort(key=lambda k: (d.get(k, default), k))
    out = []
    for k in keys:
        d[k] = d.get(k, default) + len(out)
        out.append(k * d[k])
    return out


# deskcheck: tide([2, 5, 4, 7], "rise")
# deskcheck: tide([9, 3], "rise")
# deskcheck: tide([1], "fall")
def tide(levels: list[int], way: str) -> list[int]:
    sign = 1 if way == "rise" else -1
    steps = [(b - a) * sign for a, b in zip(levels, levels[1:])]
    good = [s for s in steps if s > 0]
    if not steps:
        return levels
    return good if len(good) * 2 > len(steps) else steps[::-1]


# deskcheck: f61("x=2 y=x z=5", ["z", "y"])
# deskcheck: f61("a=9", ["a", "a"])
# deskcheck: f61("a=b", ["c"])
def f61(code: str, ask: list[str]) -> list[str]:
    env = {}
    for stmt in code.split():
        name, value = stmt.split("=")
        env[name] = env.get(value, value)
    answers = []
    for q in ask:
        answers.append(env.pop(q, "?"))
    return answers + sorted(env)


# deskcheck: f62(5, [1, 2, 3], "asc")
# deskcheck: f62(2, [4, 1, 3], "desc")
# deskcheck: f62(0, [], "asc")
def f62(n: int, xs: list[int], order: str) -> list[int]:
    xs = xs + [n]
    rev = order != "asc"
    ys = sorted(xs, reverse=rev)
    at = ys.index(n)
    ys[at] = xs[0] * 10
    return ys[at:] + ys[:at]


# deskcheck: name_badge("Ada", {"Ada": "dev"}, 9)
# deskcheck: name_badge("Maximilian", {}, 6)
# deskcheck: name_badge("", {"": "ghost"}, 4)
def name_badge(name: str, roles: dict[str, str], width: int) -> str:
    role = roles.get(name, "guest")
    text = f"{name}/{role}"
    if len(text) > width:
        spare = width - len(role)
        text = name[:spare] if spare > 0 else role
    return "[" + text.ljust(width, ".") + "]"


# deskcheck: f63([4, 1, 7, 3], 2)
# deskcheck: f63([4, 1], 5)
# deskcheck: f63([], 1)
def f63(xs: list[int], k: int) -> tuple[list[int], int]:
    picked = []
    while xs and len(picked) < k:
        best = max(xs)
        i = xs.index(best)
        picked.append(i)
        xs[i : i + 1] = [0] * (best < 5)
    return picked, sum(xs)


# deskcheck: f64("robot", [0, 4], {"r": "R", "t": "T!"})
# deskcheck: f64("robot", [1], {})
# deskcheck: f64("ab", [2], {"a": "z"})
def f64(word: str, at: list[int], caps: dict[str, str]) -> str:
    chars = list(word)
    for i in at:
        c = chars[i]
        chars[i] = caps.get(c, c + c)
    joined = "".join(chars)
    return joined if len(joined) > len(word) else joined[::-1]


# deskcheck: f65(True, 3, "no")
# deskcheck: f65(False, 0, "no")
# deskcheck: f65(False, 2, "")
def f65(flag: bool, n: int, s: str) -> list:
    a = flag + n
    b = s * flag or "off"
    c = flag and n or s
    d = (not flag) * n - 1
    return [a, b, c, d if d > 0 else None]


# deskcheck: pack_boxes([5, 2, 4, 1], 6)
# deskcheck: pack_boxes([9], 6)
# deskcheck: pack_boxes([], 6)
def pack_boxes(items: list[int], size: int) -> list[list[int]]:
    boxes = []
    for it in sorted(items, reverse=True):
        for box in boxes:
            if sum(box) + it <= size:
                box.append(it)
                break
        else:
            boxes.append([it])
    return boxes


# deskcheck: f66("ab,cd;ef", ";", ",")
# deskcheck: f66("one", ";", ",")
# deskcheck: f66(",;", ";", ",")
def f66(s: str, outer: str, inner: str) -> dict[int, str]:
    table = {}
    for r, row in enumerate(s.split(outer)):
        for c, cell in enumerate(row.split(inner)):
            if not cell:
                continue
            table[r * 10 + c] = cell[::-1]
    return table or {len(s): outer + inner}


# deskcheck: f67({"ann": 31, "bob": 17, "cy": 45}, 18, "b")
# deskcheck: f67({"ann": 31}, 40, "a")
# deskcheck: f67({}, 0, "z")
def f67(ages: dict[str, int], limit: int, after: str) -> str:
    adults = [n for n, a in ages.items() if a >= limit and n > after]
    kids = [n for n in ages if n not in adults]
    if not adults:
        return ",".join(kids) or "nobody"
    gap = ages[adults[0]] - limit
    return adults[0] + ":" + str(gap) + "/" + str(len(kids))


# deskcheck: f68(100, [10, 50], "pp")
# deskcheck: f68(80, [25], "")
# deskcheck: f68(7, [], "ppp")
def f68(price: int, discounts: list[int], coupons: str) -> int:
    for d in discounts:
        price -= price * d // 100
        if price < 50:
            break
    else:
        price += 5
    for i, c in enumerate(coupons, 1):
        price -= i if c == "p" else 0
    return max(price, 10)


# deskcheck: last_seen("cabca", 2)
# deskcheck: last_seen("zz", 1)
# deskcheck: last_seen("", 4)
def last_seen(s: str, window: int) -> list[int]:
    spots = {}
    out = []
    for i, c in enumerate(s):
        back = i - spots.get(c, i)
        out.append(back if back <= window else -1)
        spots[c] = i
    return out + [len(spots)]


# deskcheck: f69([1, 2, 3, 4, 5], 2, "skip")
# deskcheck: f69([1, 2, 3, 4, 5], 2, "stop")
# deskcheck: f69([8], 3, "stop")
def f69(xs: list[int], k: int, mode: str) -> int:
    acc = 1
    for x in xs:
        if x % k == 0 and x > k:
            if mode == "stop":
                break
            continue
        acc = acc * x - k
    return acc


# deskcheck: f70("sun", "moon", {"sun": 1, "moon": 3})
# deskcheck: f70("sun", "star", {"sun": 1})
# deskcheck: f70("a", "a", {})
def f70(x: str, y: str, rank: dict[str, int]) -> str:
    if x == y:
        return "draw" + x
    if x not in rank or y not in rank:
        x, y = y, x
        rank[x] = len(x)
    winner = x if rank.get(x, 0) > rank.get(y, 0) else y
    return winner * (abs(len(x) - len(y)) + 1)


# deskcheck: f71((3, "hi", [1, 2]), 1)
# deskcheck: f71((2, "ok", []), 0)
# deskcheck: f71((0, "", [7]), 5)
def f71(rec: tuple, bonus: int) -> list:
    n, word, xs = rec
    xs.append(n + bonus)
    head, *rest = xs
    if rest:
        word = word.join(str(r) for r in rest)
    return [word * n, head, rest]


# deskcheck: mood([2, -1, 3], {"low": "sad", "high": "glad"}, 3)
# deskcheck: mood([-2], {"low": "sad"}, 3)
# deskcheck: mood([], {}, 0)
def mood(events: list[int], faces: dict[str, str], peak: int) -> str:
    feeling = sum(events)
    if feeling > peak:
        return faces["high"] + "!" * (feeling - peak)
    if 0 <= feeling <= peak:
        return "calm"
    face = faces.get("low", "blue")
    return face[: -feeling] + str(feeling)


# deskcheck: f72([5, 9, 5, 9, 1], 9)
# deskcheck: f72([4], 4)
# deskcheck: f72([1, 2], 3)
def f72(xs: list[int], x: int) -> tuple[int, list[int]]:
    n = xs.count(x)
    while x in xs:
        xs.remove(x)
        xs.insert(0, -n)
        n -= 1
    if xs[0] == xs[-1]:
        xs.append(x)
    return n, xs


# deskcheck: f73("ha", 7, [2, 3])
# deskcheck: f73("oh", 5, [0, 5])
# deskcheck: f73("", 4, [])
def f73(s: str, n: int, divs: list[int]) -> str:
    out = s
    for d in divs:
        q, r = divmod(n, d)
        out += str(q) + s[:r]
        n = q + r
    return out + "." * n


# deskcheck: mailbox({"in": ["hi", "buy now"], "spam": []}, "buy")
# deskcheck: mailbox({"in": [], "spam": ["x"]}, "buy")
# deskcheck: mailbox({"in": ["buy", "buy 2"], "spam": []}, "buy")
def mailbox(box: dict[str, list[str]], bad: str) -> str:
    keep = []
    for mail in box["in"]:
        if bad in mail:
            box["spam"].append(mail.upper())
        else:
            keep.append(mail)
    box["in"] = keep
    return f"{len(keep)}|" + ",".join(box["spam"])


# deskcheck: f74(2, 3, "ab")
# deskcheck: f74(1, 4, "xyz")
# deskcheck: f74(0, 2, "q")
def f74(rows: int, cols: int, tiles: str) -> list[str]:
    floor = []
    for r in range(rows):
        strip = ""
        for c in range(cols):
            strip += tiles[(r + c) % len(tiles)]
        floor.append(strip if r % 2 == 0 else strip.upper())
    return floor


# deskcheck: f75({"x": 3, "y": 0}, ["y", "x"], 12)
# deskcheck: f75({"x": 5}, ["x", "x"], 30)
# deskcheck: f75({}, ["z"], 8)
def f75(d: dict[str, int], keys: list[str], n: int) -> tuple[int, str]:
    trail = ""
    for k in keys:
        try:
            n //= d[k]
        except ZeroDivisionError:
            trail += "0"
        except KeyError:
            return n, trail + k + "?"
        else:
            trail += k
    return n, trail


# deskcheck: race([3, 5, 2], "abc", 10)
# deskcheck: race([4, 4], "pq", 4)
# deskcheck: race([1], "z", 3)
def race(speeds: list[int], cars: str, length: int) -> list[str]:
    order = sorted(zip(speeds, cars), key=lambda p: (-p[0], p[1]))
    finish = []
    for speed, car in order:
        laps = -(-length // speed)
        finish.append(car + str(laps))
    return finish[:2] if len(finish) > 2 else finish[::-1]


# deskcheck: f76("1010", [5, 6, 7, 8])
# deskcheck: f76("111", [1])
# deskcheck: f76("", [3, 4])
def f76(mask: str, xs: list[int]) -> tuple[list[int], int]:
    on = [x for m, x in zip(mask, xs) if m == "1"]
    off = xs[len(mask) :] or [0]
    on += [sum(off)]
    bonus = mask.count("1") - len(on)
    return on, bonus if bonus else max(on)


# deskcheck: f77(["tea", "jam", "oat"], "a", 2)
# deskcheck: f77(["tea", "pie"], "z", 0)
# deskcheck: f77([], "a", 1)
def f77(foods: list[str], letter: str, place: int) -> dict[str, list[str]]:
    found = {"yes": [], "no": []}
    for food in foods:
        key = "yes" if food.find(letter) == place else "no"
        found[key].append(food)
    if not found["yes"]:
        found["no"].reverse()
        del found["yes"]
    return found


# deskcheck: f78(3, {1: "one", 2: "two", 3: "three"}, 6)
# deskcheck: f78(2, {2: "two"}, 1)
# deskcheck: f78(9, {}, 2)
def f78(n: int, names: dict[int, str], width: int) -> list[str]:
    out = []
    while n > 0 and n in names:
        out.append(names[n].rjust(width, "."))
        n -= 1
        width -= 1
    out.append(str(n).zfill(width))
    return out


# deskcheck: chores({"ann": 2, "ben": 1}, ["wash", "mop", "dust", "iron"])
# deskcheck: chores({"ann": 1}, ["wash"])
# deskcheck: chores({"cy": 3}, [])
def chores(can_do: dict[str, int], tasks: list[str]) -> dict[str, str]:
    plan = {}
    for who, limit in can_do.items():
        mine, tasks = tasks[:limit], tasks[limit:]
        plan[who] = "+".join(mine) if mine else "rest"
    if tasks:
        plan["undone"] = tasks[-1].upper()
    return plan


# deskcheck: f79([2, 3, 4], 3, "even")
# deskcheck: f79([2, 3, 4], 3, "odd")
# deskcheck: f79([], 7, "odd")
def f79(xs: list[int], n: int, kind: str) -> int:
    want = 1 if kind == "odd" else 0
    same = [x for x in xs if x % 2 == want]
    if n % 2 == want:
        same.insert(0, n)
    first, last = (same[0], same[-1]) if same else (n, 0)
    return first**2 - last * len(same)


# deskcheck: f80("red-green-blue", 1, {"green": "g", "blue": "b"})
# deskcheck: f80("red", 0, {"red": "r"})
# deskcheck: f80("tan-red", 5, {})
def f80(colors: str, i: int, short: dict[str, str]) -> str:
    parts = colors.split("-")
    if i >= len(parts):
        return parts[i % len(parts)].title()
    parts[i] = short[parts[i]]
    tail = parts[i:]
    return "".join(tail) + "-" * len(parts[:i])


# deskcheck: dig(4, [1, 3, 2], "ore")
# deskcheck: dig(2, [5], "ore")
# deskcheck: dig(9, [], "gem")
def dig(power: int, layers: list[int], prize: str) -> str:
    depth = 0
    for hard in layers:
        if hard > power:
            return f"stuck {depth}"
        power -= hard // 2
        depth += 1
    return prize[:depth].upper() + str(power) if depth else prize


# deskcheck: f81(13, 5, [0, 1])
# deskcheck: f81(-13, 5, [1])
# deskcheck: f81(4, -3, [])
def f81(a: int, b: int, bits: list[int]) -> list[int]:
    pair = [a // b, a % b]
    for bit in bits:
        pair[bit] *= -1
    pair.append(pair[0] * b + pair[1])
    if pair[-1] == a:
        pair.append(0)
    return pair


# deskcheck: f82("aab", {"a": ["x"]}, 2)
# deskcheck: f82("b", {"a": ["x"]}, 1)
# deskcheck: f82("", {}, 1)
def f82(s: str, nest: dict[str, list[str]], cap: int) -> dict[str, str]:
    for c in s:
        nest.setdefault(c, []).append(c.upper())
        if len(nest[c]) > cap:
            nest[c] = nest[c][-1:]
    return {k: "".join(v) for k, v in nest.items()}


# deskcheck: pick_seat([1, 0, 0, 1, 0], 2, "left")
# deskcheck: pick_seat([1, 0, 0, 1, 0], 1, "right")
# deskcheck: pick_seat([1, 1], 1, "left")
def pick_seat(taken: list[int], size: int, side: str) -> int:
    n = len(taken)
    starts = range(n - size + 1)
    if side == "right":
        starts = reversed(starts)
    for i in starts:
        if not any(taken[i : i + size]):
            return i + 1
    return -size


# deskcheck: f83([2, "b", 3, "c"], 1)
# deskcheck: f83(["x", "y"], 2)
# deskcheck: f83([4], 0)
def f83(mixed: list, base: int) -> str:
    text = ""
    times = base
    for item in mixed:
        if not isinstance(item, str):
            times = item + base
            continue
        text += item * times
        times -= 1
    return text or "#" * times


# deskcheck: two_pointers([1, 3, 6, 8], 9, "pair")
# deskcheck: two_pointers([1, 3, 6], 20, "pair")
# deskcheck: two_pointers([], 1, "none")
def two_pointers(xs: list[int], goal: int, word: str) -> str:
    i, j = 0, len(xs) - 1
    moves = 0
    while i < j:
        total = xs[i] + xs[j]
        if total == goal:
            return f"{word} {xs[i]},{xs[j]}"
        i, j = (i + 1, j) if total < goal else (i, j - 1)
        moves += 1
    return word[:moves] + "-"


# deskcheck: f84(["1", "two", "3"], {"two": 2}, 5)
# deskcheck: f84(["7"], {}, 5)
# deskcheck: f84(["six"], {"two": 2}, 5)
def f84(tokens: list[str], words: dict[str, int], cap: int) -> int:
    total = 0
    for t in tokens:
        value = int(t) if t.isdigit() else words[t]
        total += value
        if total > cap:
            return cap - total
    return total * len(tokens)
