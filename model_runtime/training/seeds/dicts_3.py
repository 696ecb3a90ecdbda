from collections import Counter


# deskcheck: p1({"a": 4, "b": 9}, ["b", "a", "b"])
# deskcheck: p1({"k": 1}, [])
def p1(d: dict[str, int], ks: list[str]) -> list[int]:
    r = []
    for k in ks:
        v = d.get(k, 0)
        d[k] = v // 2
        r.append(v)
    return r


# deskcheck: barter({"corn": 6, "wool": 1}, ("corn", 2), ("wool", 3))
# deskcheck: barter({"corn": 1}, ("corn", 2), ("wool", 3))
def barter(goods: dict[str, int], give: tuple[str, int], get: tuple[str, int]) -> dict[str, int]:
    name, n = give
    if goods.get(name, 0) < n:
        return goods
    goods[name] -= n
    name, n = get
    goods[name] = goods.get(name, 0) + n
    return goods


# deskcheck: p2({"x": 2, "y": 0, "z": 5})
# deskcheck: p2({"q": 0})
def p2(d: dict[str, int]) -> dict[str, int]:
    e = {}
    for k, v in d.items():
        if v:
            e[k] = v * 10
    for k in sorted(d.keys() - e.keys()):
        e[k] = -1
    return e


# deskcheck: seats_left({"a1": "ann", "a2": "", "b1": ""}, "bo")
# deskcheck: seats_left({"a1": "ann"}, "bo")
def seats_left(seats: dict[str, str], guest: str) -> str:
    for seat, person in seats.items():
        if not person:
            seats[seat] = guest
            return seat
    return "none"


# deskcheck: p3([("a", 5), ("b", 2), ("a", 1), ("c", 4)])
# deskcheck: p3([("z", 3)])
def p3(ps: list[tuple[str, int]]) -> dict[str, tuple[int, int]]:
    d = {}
    for k, n in ps:
        lo, hi = d.get(k, (n, n))
        d[k] = (min(lo, n), max(hi, n))
    return d


# deskcheck: common_start(["apple", "apron", "april"])
# deskcheck: common_start(["sun", "moon"])
def common_start(words: list[str]) -> str:
    shared = ""
    for letters in zip(*words):
        if len(set(letters)) > 1:
            break
        shared += letters[0]
    return shared or "-"


# deskcheck: p4({4, 7, 10}, {7, 8})
# deskcheck: p4({1}, {2})
def p4(a: set[int], b: set[int]) -> tuple[list[int], int]:
    b |= {x + 1 for x in sorted(a)[:2]}
    b.add(len(a))
    c = a & b
    a -= c
    return sorted(a), len(b)


# deskcheck: poll([("tea", 3), ("soup", 1), ("tea", 2)], 4)
# deskcheck: poll([], 2)
def poll(votes: list[tuple[str, int]], needed: int) -> list[str]:
    counts = Counter()
    for choice, weight in votes:
        counts[choice] += weight
    accepted = []
    for choice in counts:
        if counts[choice] >= needed:
            accepted.append(choice)
    return accepted


# deskcheck: p5({"a": 1, "b": 2, "c": 3}, 2)
# deskcheck: p5({"a": 1}, 4)
def p5(d: dict[str, int], n: int) -> dict[str, int]:
    ks = list(d)[:n]
    t = 0
    for k in ks:
        t += d.pop(k)
    return d | {"rest": t}


# deskcheck: relay(("ann", "bo", "cy"), 4)
# deskcheck: relay(("ann", "bo"), 1)
def relay(team: tuple[str, ...], legs: int) -> str:
    order = ""
    for leg in range(min(legs, 6)):
        first, *others = team
        order += first[:1]
        team = (*others, first)
    return order + ">" + team[0]


# deskcheck: p6({"a": "1", "b": "x", "c": "30"})
# deskcheck: p6({"k": ""})
def p6(d: dict[str, str]) -> dict[str, int]:
    r = {}
    for k, s in d.items():
        r[k] = int(s) if s.isdigit() else -len(s)
    r["n"] = len(r)
    return r


# deskcheck: neighbors({1: [2, 3], 2: [3]}, 1, 3)
# deskcheck: neighbors({1: [2], 4: []}, 4, 2)
def neighbors(graph: dict[int, list[int]], start: int, goal: int) -> int:
    direct = graph.get(start, [])
    if goal in direct:
        return 1
    for node in direct:
        if goal in graph.get(node, []):
            return 2
    return -1


# deskcheck: p7(["b2", "a1", "b7"])
# deskcheck: p7(["x"])
def p7(xs: list[str]) -> dict[str, str]:
    d = {}
    for x in xs:
        k, v = x[:1], x[1:]
        d[k] = max(d.get(k, ""), v)
    return d


# deskcheck: water_rows([("fern", 2), ("moss", 0), ("ivy", 4)], 5)
# deskcheck: water_rows([("fern", 9)], 5)
def water_rows(plants: list[tuple[str, int]], water: int) -> tuple[list[str], int]:
    dry = []
    for plant, need in plants:
        if need > water:
            dry.append(plant)
        else:
            water -= need
    return dry, water


# deskcheck: p8({3: 4, 4: 6, 6: 3}, 3)
# deskcheck: p8({1: 5}, 1)
def p8(d: dict[int, int], x: int) -> int:
    n = 0
    y = d.get(x)
    while y is not None and y != x and n < 7:
        y = d.get(y)
        n += 1
    return n if y == x else -n


# deskcheck: merge_tags({"a": ["x"]}, {"a": ["x", "y"], "b": ["z"]})
# deskcheck: merge_tags({}, {"k": []})
def merge_tags(old: dict[str, list[str]], new: dict[str, list[str]]) -> dict[str, list[str]]:
    for key, tags in new.items():
        known = old.setdefault(key, [])
        for tag in tags:
            if tag not in known:
                known.append(tag)
    return old


# deskcheck: p9((5, 3), (2, 8))
# deskcheck: p9((1, 1), (1, 2))
def p9(a: tuple[int, int], b: tuple[int, int]) -> dict[tuple[int, int], int]:
    d = {a: a[0] - a[1], b: b[0] * b[1]}
    c = (a[0], b[1])
    d[c] = d.get(c, 100) + 1
    return d


# deskcheck: heaviest_pack({"tent": 4, "stove": 2, "rope": 3}, 6)
# deskcheck: heaviest_pack({"tent": 9}, 6)
def heaviest_pack(gear: dict[str, int], limit: int) -> list[str]:
    packed = []
    for name in sorted(gear, key=gear.get, reverse=True):
        if gear[name] <= limit:
            packed.append(name)
            limit -= gear[name]
    return packed
