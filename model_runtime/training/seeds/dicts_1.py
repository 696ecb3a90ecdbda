from collections import Counter, OrderedDict, defaultdict, deque


# deskcheck: settle({"ann": 3, "bo": -2}, 4)
# deskcheck: settle({}, 1)
# deskcheck: settle({"k": 7, "m": 0, "z": 11}, -2)
def settle(debts: dict[str, int], rate: int) -> int:
    total = 0
    for name, amount in debts.items():
        if amount > 0:
            total += amount * rate
    return total


# deskcheck: restock({"nut": 4, "bolt": 0}, "bolt", 6)
# deskcheck: restock({"nut": 4}, "gear", 3)
def restock(shelf: dict[str, int], item: str, count: int) -> dict[str, int]:
    if item in shelf:
        shelf[item] += count
    else:
        shelf[item] = count
    return shelf


# deskcheck: f1({"a": 5, "b": 8}, "b")
# deskcheck: f1({"a": 5, "b": 8}, "q")
def f1(d: dict[str, int], k: str) -> int:
    v = d.get(k)
    if v is None:
        return -1
    return v * 2


# deskcheck: cheapest({"tea": 4, "milk": 2, "rice": 9})
# deskcheck: cheapest({"x": -3, "y": -3})
def cheapest(prices: dict[str, int]) -> str:
    if not prices:
        return "nothing"
    best = min(prices, key=prices.get)
    return best + ":" + str(prices[best])


# deskcheck: first_letters(["pear", "plum", "fig", "peach"])
# deskcheck: first_letters(["kiwi"])
def first_letters(words: list[str]) -> dict[str, list[str]]:
    groups = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word)
    return groups


# deskcheck: f2({"x": 1, "y": 2})
# deskcheck: f2({"m": 0})
def f2(d: dict[str, int]) -> list[str]:
    r = []
    for k in d:
        r.append(k * d[k] if d[k] < 5 else k)
    d.clear()
    r.append(str(len(d)))
    return r


# deskcheck: swap_sides({"up": "down", "in": "out"})
# deskcheck: swap_sides({"a": "z", "b": "z"})
def swap_sides(pairs: dict[str, str]) -> dict[str, str]:
    flipped = {}
    for left, right in pairs.items():
        flipped[right] = left
    return flipped


# deskcheck: drop_small({"a": 1, "b": 12, "c": 3}, 3)
# deskcheck: drop_small({"a": 1}, 10)
def drop_small(scores: dict[str, int], limit: int) -> dict[str, int]:
    for key in list(scores):
        if scores[key] < limit:
            del scores[key]
    return scores


# deskcheck: f3({"a": 1, "b": 2}, {"b": 9, "c": 4})
# deskcheck: f3({}, {"z": 1})
def f3(p: dict[str, int], q: dict[str, int]) -> dict[str, int]:
    r = p | q
    for k in p:
        if k in q:
            r[k] = p[k] + q[k]
    return r


# deskcheck: last_in({"one": 1, "two": 2, "three": 3})
# deskcheck: last_in({"solo": 10})
def last_in(table: dict[str, int]) -> tuple[str, int]:
    key, value = table.popitem()
    table[key + "!"] = value - 1
    return key, len(table)


# deskcheck: f4({"b": 2, "a": 7, "c": 5})
# deskcheck: f4({"x": 3})
def f4(d: dict[str, int]) -> str:
    s = ""
    for k in sorted(d):
        s += k + str(d[k]) + ","
    return s.rstrip(",")


# deskcheck: podium({"mia": 31, "leo": 40, "ivo": 12, "uma": 35})
# deskcheck: podium({"mia": 31})
def podium(points: dict[str, int]) -> list[str]:
    ranked = sorted(points.items(), key=lambda pair: pair[1], reverse=True)
    names = []
    for place, (name, score) in enumerate(ranked[:3], start=1):
        names.append(f"{place}. {name} ({score})")
    return names


# deskcheck: bucket_by_sign([4, -2, 0, 9, -7])
# deskcheck: bucket_by_sign([])
def bucket_by_sign(values: list[int]) -> dict[str, int]:
    sums = {"neg": 0, "zero": 0, "pos": 0}
    for v in values:
        if v < 0:
            sums["neg"] += v
        elif v == 0:
            sums["zero"] += 1
        else:
            sums["pos"] += v
    return sums


# deskcheck: f5([3, 3, 8, 1, 8, 8])
# deskcheck: f5([7])
def f5(a: list[int]) -> dict[int, int]:
    d = {}
    for i, x in enumerate(a):
        if x not in d:
            d[x] = i
        else:
            d[x] -= 10
    return d


# deskcheck: pick_fields({"id": 4, "age": 30, "zip": 99}, ["age", "name"])
# deskcheck: pick_fields({}, ["id"])
def pick_fields(record: dict[str, int], wanted: list[str]) -> dict[str, int]:
    chosen = {}
    for field in wanted:
        chosen[field] = record.get(field, 0)
    return chosen


# deskcheck: f6({"a": 4, "b": 6}, "a", "c")
# deskcheck: f6({"a": 4, "b": 6}, "b", "a")
# deskcheck: f6({"a": 4}, "zz", "a")
def f6(d: dict[str, int], old: str, new: str) -> dict[str, int]:
    if old not in d:
        return d
    v = d.pop(old)
    d[new] = v
    return d


# deskcheck: hours_worked([("ann", 5), ("bob", 3), ("ann", 4)])
# deskcheck: hours_worked([])
def hours_worked(shifts: list[tuple[str, int]]) -> dict[str, int]:
    hours = {}
    for name, length in shifts:
        hours[name] = hours.get(name, 0) + length
    return hours


# deskcheck: f7({"p": 2, "q": 3, "r": 4})
# deskcheck: f7({"p": -1, "q": 1})
def f7(d: dict[str, int]) -> dict[str, int]:
    t = 0
    for k, v in d.items():
        t += v
        d[k] = t
    d["all"] = t
    return d


# deskcheck: match_keys({"red": 1, "blue": 2}, {"blue": 5, "green": 6})
# deskcheck: match_keys({"a": 1}, {})
def match_keys(left: dict[str, int], right: dict[str, int]) -> list[str]:
    both = left.keys() & right.keys()
    only = left.keys() - right.keys()
    result = sorted(both)
    result.append("|")
    return result + sorted(only)


# deskcheck: f8("banana")
# deskcheck: f8("x-y-z")
def f8(s: str) -> dict[str, int]:
    d = {}
    for i in range(len(s)):
        d[s[i]] = i
    return d


# deskcheck: loudest("hello all")
# deskcheck: loudest("zzz")
def loudest(text: str) -> str:
    seen = Counter(text)
    letter, times = seen.most_common(1)[0]
    return letter.upper() * times


# deskcheck: index_words(["to", "be", "or", "not", "to"])
# deskcheck: index_words(["a"])
def index_words(words: list[str]) -> dict[str, list[int]]:
    where = defaultdict(list)
    for pos, word in enumerate(words):
        where[word].append(pos)
    return dict(where)


# deskcheck: f9(3, 5)
# deskcheck: f9(0, 9)
def f9(a: int, b: int) -> tuple[int, int]:
    a, b = b, a
    a += 1
    t = (a, b)
    b, a = t[0] * 2, t[1]
    return (a, b)


# deskcheck: rotate_three(1, "b", 2.5)
# deskcheck: rotate_three(8, "", 0.0)
def rotate_three(x: int, y: str, z: float) -> tuple[str, float, int]:
    x, y, z = y, z, x
    parts = (x, y, z)
    return parts


# deskcheck: spread([4, 9, 1, 7])
# deskcheck: spread([2, 3])
# deskcheck: spread([5])
def spread(values: list[int]) -> str:
    first, *middle, last = values
    if not middle:
        return f"{first}..{last}"
    return f"{first}[{len(middle)}]{last}"


# deskcheck: f10((3, 8, 2, 8))
# deskcheck: f10(())
def f10(t: tuple[int, ...]) -> tuple[int, ...]:
    r = ()
    for x in t:
        r = (x,) + r
        if x > 5:
            r += (0,)
    return r


# deskcheck: common_odds({1, 2, 3, 5}, {3, 4, 5, 6})
# deskcheck: common_odds(set(), {1})
def common_odds(a: set[int], b: set[int]) -> list[int]:
    shared = a & b
    odds = []
    for n in sorted(shared):
        if n % 2:
            odds.append(n)
    return odds


# deskcheck: f11({1, 2, 3}, {2, 9})
# deskcheck: f11({5}, {5})
def f11(a: set[int], b: set[int]) -> list[int]:
    c = a ^ b
    d = a | b
    e = len(d) - len(c)
    return sorted(c) + [e]


# deskcheck: guest_list({"ann", "bob"}, ["cid", "bob", "dee"])
# deskcheck: guest_list(set(), ["x"])
def guest_list(invited: set[str], arrivals: list[str]) -> int:
    strangers = 0
    for person in arrivals:
        if person not in invited:
            strangers += 1
            invited.add(person)
    return strangers * 10 + len(invited)


# deskcheck: f12([2, 2, 5, 7, 5])
# deskcheck: f12([1, 2, 3])
def f12(a: list[int]) -> bool:
    s = set(a)
    n = len(a) - len(s)
    s.discard(a[0] if a else 0)
    return n > len(s)


# deskcheck: toggle_all([4, 6, 4, 9, 6, 4])
# deskcheck: toggle_all([1, 1])
def toggle_all(presses: list[int]) -> list[int]:
    lit = set()
    for lamp in presses:
        if lamp in lit:
            lit.remove(lamp)
        else:
            lit.add(lamp)
    return sorted(lit)


# deskcheck: scoreboard(["w", "l", "w", "d", "w"])
# deskcheck: scoreboard([])
def scoreboard(results: list[str]) -> dict[str, int]:
    board = dict.fromkeys("wdl", 0)
    for r in results:
        if r in board:
            board[r] += 1
    board["pts"] = board["w"] * 3 + board["d"]
    return board


# deskcheck: f13(["x", "y"], [4, 5, 6])
# deskcheck: f13(["x", "y", "x"], [4, 5, 6])
def f13(ks: list[str], vs: list[int]) -> dict[str, int]:
    d = dict(zip(ks, vs))
    d["n"] = len(d)
    d.update(x=0)
    return d


# deskcheck: deepest({"a": [1, 2], "b": [5], "c": []})
# deskcheck: deepest({"m": [], "n": []})
def deepest(lists: dict[str, list[int]]) -> str:
    winner = ""
    size = -1
    for name, items in lists.items():
        if len(items) > size:
            winner = name
            size = len(items)
    return winner


# deskcheck: f14({"a": [3, 1], "b": [2]}, "a", 7)
# deskcheck: f14({"a": [3, 1], "b": [2]}, "c", 0)
def f14(d: dict[str, list[int]], k: str, v: int) -> dict[str, list[int]]:
    row = d.get(k, [])
    row.append(v)
    row.sort()
    return d


# deskcheck: flatten_sums({"x": [1, 2, 3], "y": [-4], "z": []})
# deskcheck: flatten_sums({})
def flatten_sums(data: dict[str, list[int]]) -> dict[str, int]:
    out = {}
    for key in data:
        if data[key]:
            out[key] = sum(data[key])
        else:
            out[key] = -1
    return out


# deskcheck: f15({1: 2, 2: 3, 3: 1}, 1)
# deskcheck: f15({4: 8, 8: 9}, 4)
# deskcheck: f15({}, 6)
def f15(d: dict[int, int], x: int) -> list[int]:
    r = [x]
    while x in d and len(r) < 6:
        x = d[x]
        r.append(x)
    return r


# deskcheck: bump_many({"a": 1, "c": 3}, ["a", "b", "a"])
# deskcheck: bump_many({}, [])
def bump_many(tally: dict[str, int], keys: list[str]) -> dict[str, int]:
    for k in keys:
        try:
            tally[k] += 1
        except KeyError:
            tally[k] = 100
    return tally


# deskcheck: price_of("gum", {"gum": 3, "ice": 7})
# deskcheck: price_of("car", {"gum": 3, "ice": 7})
def price_of(item: str, menu: dict[str, int]) -> int:
    try:
        cost = menu[item]
    except KeyError:
        cost = max(menu.values(), default=0) + 1
    return cost


# deskcheck: f16({"a": 1, "b": 2, "c": 3})
# deskcheck: f16({"k": 9})
def f16(d: dict[str, int]) -> list[int]:
    ks = list(d.keys())
    vs = list(d.values())
    vs.reverse()
    e = dict(zip(ks, vs))
    return [e[k] - d[k] for k in ks]


# deskcheck: newest(["a", "b", "a", "c"], 2)
# deskcheck: newest(["q", "q"], 5)
def newest(events: list[str], keep: int) -> list[str]:
    recent = OrderedDict()
    for name in events:
        recent[name] = True
        recent.move_to_end(name)
    return list(recent)[-keep:]


# deskcheck: f17([5, 1, 8, 2], 2)
# deskcheck: f17([5, 1], -1)
def f17(a: list[int], k: int) -> list[int]:
    q = deque(a)
    q.rotate(k)
    q.appendleft(len(q))
    x = q.pop()
    return [x] + list(q)


# deskcheck: serve(["ann", "bo", "cy"], 2)
# deskcheck: serve(["ann"], 4)
def serve(line: list[str], turns: int) -> str:
    queue = deque(line)
    log = ""
    for _ in range(min(turns, 5)):
        person = queue.popleft()
        log += person[0]
        queue.append(person)
    return log + str(len(queue))


# deskcheck: letters_left("engine", "gin")
# deskcheck: letters_left("aab", "ab")
def letters_left(word: str, used: str) -> str:
    rest = Counter(word)
    rest.subtract(used)
    out = ""
    for ch, n in rest.items():
        if n > 0:
            out += ch * n
    return out


# deskcheck: merge_defaults({"size": 4}, {"size": 1, "gap": 2})
# deskcheck: merge_defaults({}, {"gap": 2})
def merge_defaults(options: dict[str, int], defaults: dict[str, int]) -> dict[str, int]:
    merged = {**defaults, **options}
    changed = [k for k in merged if merged[k] != defaults.get(k)]
    merged["changed"] = len(changed)
    return merged


# deskcheck: f18({"a": 3, "b": 3, "c": 1})
# deskcheck: f18({"a": 5})
def f18(d: dict[str, int]) -> dict[int, str]:
    r = {}
    for k, v in d.items():
        r[v] = r.get(v, "") + k
    return r


# deskcheck: seat_plan([("a", 3), ("b", 1), ("c", 3)])
# deskcheck: seat_plan([("z", 9)])
def seat_plan(bookings: list[tuple[str, int]]) -> list[str]:
    seats = {}
    rejected = []
    for who, seat in bookings:
        if seats.setdefault(seat, who) != who:
            rejected.append(who)
    return rejected


# deskcheck: f19((4, 2), (1, 7))
# deskcheck: f19((0, 0), (3, -3))
def f19(p: tuple[int, int], q: tuple[int, int]) -> tuple[int, int]:
    (a, b), (c, d) = p, q
    a += c
    b -= d
    return (a, b) if a > b else (b, a)


# deskcheck: longest_entry([("pea", 2), ("carrot", 9), ("leek", 4)])
# deskcheck: longest_entry([])
def longest_entry(rows: list[tuple[str, int]]) -> tuple[str, int]:
    best = ("", 0)
    for row in rows:
        name, qty = row
        if len(name) > len(best[0]):
            best = row
    return best


# deskcheck: f20({"a": 2, "b": 5}, 3)
# deskcheck: f20({"a": 2, "b": 5, "c": 9, "d": 0}, 1)
def f20(d: dict[str, int], n: int) -> int:
    i = 0
    for k in d:
        if i == n:
            break
        i += d[k] > 1
    else:
        i = -i
    return i


# deskcheck: budget_check({"rent": 60, "food": 25, "fun": 30}, 100)
# deskcheck: budget_check({"rent": 60}, 100)
def budget_check(costs: dict[str, int], cash: int) -> str:
    for label, cost in costs.items():
        if cost > cash:
            return f"short {cost - cash} for {label}"
        cash -= cost
    return f"left {cash}"


# deskcheck: f21([1, 2, 3, 4])
# deskcheck: f21([0, 0, 6])
def f21(a: list[int]) -> dict[bool, list[int]]:
    d = {True: [], False: []}
    for x in a:
        d[x % 2 == 0].append(x)
    return d


# deskcheck: nest("abc", 7)
# deskcheck: nest("k", 0)
def nest(path: str, leaf: int) -> dict:
    node = {"leaf": leaf}
    for step in path[:4]:
        node = {step: node}
    return node


# deskcheck: dig({"a": 1, "b": 2}, ["b", "a", "x"])
# deskcheck: dig({"b": 4}, [])
def dig(data: dict[str, int], keys: list[str]) -> list[int | None]:
    found = []
    for key in keys:
        value = data.get(key)
        found.append(value)
        if value is None:
            break
    return found


# deskcheck: f22({"u": 3, "v": 4})
# deskcheck: f22({})
def f22(d: dict[str, int]) -> tuple[int, int]:
    e = d
    f = d.copy()
    e["w"] = 10
    f["t"] = 1
    return len(d), len(f)


# deskcheck: pair_up(["a", "b", "c", "d", "e"])
# deskcheck: pair_up(["solo"])
def pair_up(people: list[str]) -> dict[str, str]:
    pairs = {}
    for i in range(0, len(people) - 1, 2):
        pairs[people[i]] = people[i + 1]
    if len(people) % 2:
        pairs[people[-1]] = "none"
    return pairs


# deskcheck: f23({3, 1, 2}, 2)
# deskcheck: f23({10, 20}, 5)
def f23(s: set[int], x: int) -> tuple[int, bool]:
    s.add(x)
    s.add(x)
    b = x - 1 in s
    s -= {x}
    return (sum(s), b)


# deskcheck: vote(["red", "blue", "red", "green", "red"])
# deskcheck: vote(["blue", "red"])
def vote(ballots: list[str]) -> str:
    counts = {}
    for b in ballots:
        counts[b] = counts.get(b, 0) + 1
        if counts[b] * 2 > len(ballots):
            return b + " wins"
    return "no majority"


# deskcheck: f24({"a": "b", "b": "c"}, "aXbY")
# deskcheck: f24({}, "hey")
def f24(m: dict[str, str], s: str) -> str:
    r = ""
    for c in s:
        r += m.get(c, c.lower())
    return r


# deskcheck: histogram([12, 15, 31, 8, 39])
# deskcheck: histogram([-5, 5])
def histogram(ages: list[int]) -> dict[int, int]:
    bins = defaultdict(int)
    for age in ages:
        bins[age // 10 * 10] += 1
    return dict(sorted(bins.items()))


# deskcheck: f25({"k": 1, "m": 2, "n": 3}, ["m", "z"])
# deskcheck: f25({"k": 1}, ["k", "k"])
def f25(d: dict[str, int], ks: list[str]) -> list[int]:
    out = []
    for k in ks:
        out.append(d.pop(k, -1))
    out.append(len(d))
    return out


# deskcheck: diff_maps({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4})
# deskcheck: diff_maps({"a": 1}, {})
def diff_maps(old: dict[str, int], new: dict[str, int]) -> list[str]:
    notes = []
    for key in sorted(old | new):
        if key not in new:
            notes.append("-" + key)
        elif key not in old:
            notes.append("+" + key)
        elif old[key] != new[key]:
            notes.append("~" + key)
    return notes


# deskcheck: f26([("a", 1), ("b", 2), ("a", 3)])
# deskcheck: f26([])
def f26(ps: list[tuple[str, int]]) -> tuple[int, int]:
    d = dict(ps)
    lost = len(ps) - len(d)
    return lost, sum(d.values())


# deskcheck: key_span({"aa": 1, "b": 2, "cccc": 3})
# deskcheck: key_span({"same": 0, "tree": 4})
def key_span(d: dict[str, int]) -> int:
    lengths = sorted(map(len, d))
    if not lengths:
        return 0
    return lengths[-1] - lengths[0]


# deskcheck: clamp_all({"x": 12, "y": -4, "z": 5}, 0, 10)
# deskcheck: clamp_all({"x": 3}, 4, 6)
def clamp_all(readings: dict[str, int], low: int, high: int) -> dict[str, int]:
    for sensor, value in readings.items():
        if value < low:
            readings[sensor] = low
        elif value > high:
            readings[sensor] = high
    return readings


# deskcheck: f27("abca", "xyzw")
# deskcheck: f27("aa", "bc")
def f27(s: str, t: str) -> bool:
    m = {}
    for a, b in zip(s, t):
        if a in m and m[a] != b:
            return False
        m[a] = b
    return True


# deskcheck: remember([3, 5, 3, 8, 5])
# deskcheck: remember([])
def remember(values: list[int]) -> int:
    cache = {}
    work = 0
    for v in values:
        if v not in cache:
            work += 1
            cache[v] = v * v
    return work + sum(cache.values())
