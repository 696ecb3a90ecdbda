# deskcheck: f({"a": 3, "b": 1}, "a", 5)
# deskcheck: f({"a": 3}, "z", 2)
# deskcheck: f({}, "k", 0)
def f(d: dict[str, int], key: str, n: int) -> dict[str, int]:
    old = d.pop(key, n)
    d[key * 2] = old + n
    d.setdefault(key, len(d))
    return d


# deskcheck: f1({"x": 1, "y": 2, "z": 3})
# deskcheck: f1({"q": 4})
# deskcheck: f1({})
def f1(table: dict[str, int]) -> list[tuple[str, int]]:
    out = []
    while table:
        k, v = table.popitem()
        out.append((k, v))
        if len(out) == 1 and v > 2:
            table[k.upper()] = v - 1
    return out


# deskcheck: f2(["a", "b", "a", "c", "b", "a"])
# deskcheck: f2(["z"])
# deskcheck: f2([])
def f2(votes: list[str]) -> list[str]:
    tally = {}
    for v in votes:
        tally[v] = tally.get(v, 0) + 1
    order = sorted(tally, key=lambda k: (tally[k], k))
    return [f"{k}{tally[k]}" for k in order]


# deskcheck: f3({1: "a", 2: "b", 3: "a"})
# deskcheck: f3({5: "x"})
def f3(d: dict[int, str]) -> dict[str, list[int]]:
    back = {}
    for num, name in d.items():
        back.setdefault(name, []).append(num)
        if len(back[name]) > 1:
            back[name].insert(0, sum(back[name]))
    return back


# deskcheck: f4({"a": 1, "b": 2}, {"b": 5, "c": 6})
# deskcheck: f4({}, {"k": 1})
def f4(base: dict[str, int], extra: dict[str, int]) -> dict[str, int]:
    merged = base | extra
    for k in base:
        if k in extra:
            merged[k] = extra[k] - base[k]
        else:
            del merged[k]
    return merged


# deskcheck: f5("banana")
# deskcheck: f5("xyz")
# deskcheck: f5("")
def f5(word: str) -> dict[str, int]:
    last = {}
    for i, ch in enumerate(word):
        if ch in last:
            last[ch] = i - last[ch]
        else:
            last[ch] = i
    return {k: v for k, v in last.items() if v}


# deskcheck: f6(["tea", "milk"], 2)
# deskcheck: f6([], 7)
def f6(names: list[str], start: int) -> dict[str, int]:
    d = dict.fromkeys(names, start)
    for n in d:
        d[n] += len(n)
    d["sum"] = sum(d.values())
    return d


# deskcheck: f7({"b": 2, "a": 2, "c": 9})
# deskcheck: f7({"m": 0})
def f7(d: dict[str, int]) -> str:
    ranked = sorted(d.items(), key=lambda kv: kv[1], reverse=True)
    text = ""
    for place, (k, v) in enumerate(ranked, start=1):
        text += k * place if v > 1 else str(place)
    return text


# deskcheck: f8({"a": {"n": 1}, "b": {"n": 4, "m": 2}}, "n")
# deskcheck: f8({"a": {}}, "n")
def f8(nested: dict[str, dict[str, int]], field: str) -> dict[str, int]:
    found = {}
    for name, inner in nested.items():
        try:
            found[name] = inner.pop(field)
        except KeyError:
            found[name] = -1
        inner[name] = len(inner)
    found["rest"] = sum(len(inner) for inner in nested.values())
    return found


# deskcheck: f9({"x": 2}, {"x": 2})
# deskcheck: f9({"x": 2, "y": 1}, {"y": 1, "x": 2})
# deskcheck: f9({"x": 2}, {"x": 3})
def f9(p: dict[str, int], q: dict[str, int]) -> list[object]:
    same = p == q
    same_order = list(p) == list(q)
    p.update(q)
    shared = p.keys() & q.keys()
    return [same, same_order, len(shared), list(p.values())]


# deskcheck: f10([3, 1, 4, 1, 5])
# deskcheck: f10([2, 2])
# deskcheck: f10([])
def f10(nums: list[int]) -> list[int]:
    first_at = {}
    for i, n in enumerate(nums):
        first_at.setdefault(n, i)
    first_at.pop(1, None)
    return [k * 10 + v for k, v in sorted(first_at.items())]


# deskcheck: f11({"a": [1], "b": [2, 3]}, "b")
# deskcheck: f11({"a": []}, "c")
def f11(groups: dict[str, list[int]], name: str) -> dict[str, list[int]]:
    copy = groups.copy()
    copy.setdefault(name, [0]).append(9)
    copy["new"] = [len(groups)]
    groups["a"] = groups.get("a", []) + [8]
    return groups | {"n": list(map(len, copy.values()))}


# deskcheck: f12({"one": 1, "two": 2, "three": 3})
# deskcheck: f12({"a": 0})
def f12(d: dict[str, int]) -> dict[int, str]:
    out = {}
    for k, v in d.items():
        size = len(k)
        out[size] = out.get(size, "") + k[0] * v
    out[0] = max(out.values(), key=len, default="")
    return out


# deskcheck: f13({3, 1, 2}, {2, 5})
# deskcheck: f13({1}, {1})
# deskcheck: f13(set(), {4})
def f13(a: set[int], b: set[int]) -> list[list[int]]:
    only_a = a - b
    either = a ^ b
    a |= {sum(b)}
    b &= a
    return [sorted(only_a), sorted(either), sorted(a), sorted(b)]


# deskcheck: f14({2, 4}, [4, 6, 2, 4])
# deskcheck: f14({1}, [])
def f14(seen: set[int], feed: list[int]) -> tuple[int, list[int]]:
    repeats = 0
    for x in feed:
        if x in seen:
            repeats += 1
            seen.discard(x)
        else:
            seen.add(x)
            seen.add(x + 1)
    return repeats, sorted(seen, reverse=True)


# deskcheck: stock_up({"nut": 2}, [("nut", 3), ("oil", 1), ("nut", -4)])
# deskcheck: stock_up({}, [("oil", -1)])
def stock_up(store: dict[str, int], moves: list[tuple[str, int]]) -> dict[str, int]:
    for name, delta in moves:
        level = store.get(name, 0) + delta
        if level > 0:
            store[name] = level
        elif name in store:
            del store[name]
    return store


# deskcheck: f15({"a": "b", "b": "c", "c": "d"}, "a")
# deskcheck: f15({"a": "a"}, "a")
# deskcheck: f15({}, "q")
def f15(links: dict[str, str], start: str) -> str:
    path = start
    while start in links:
        start = links.pop(start)
        path += start
        if len(links) == 1:
            path += "!"
    return path


# deskcheck: f16([("a", 1), ("b", 2), ("a", 3)])
# deskcheck: f16([])
def f16(pairs: list[tuple[str, int]]) -> list[object]:
    plain = dict(pairs)
    early = dict(reversed(pairs))
    changed = [k for k in plain if plain[k] != early[k]]
    plain.update((k, 0) for k in changed)
    return [plain, changed, list(early)]


# deskcheck: f17({"a": 5, "b": 3, "c": 8}, 4)
# deskcheck: f17({"a": 1}, 4)
def f17(d: dict[str, int], cap: int) -> dict[str, int]:
    spill = 0
    for k in list(d):
        if d[k] > cap:
            spill += d[k] - cap
            d[k] = cap
        elif spill:
            d[k], spill = d[k] + spill, 0
    if spill:
        d["spill"] = spill
    return d


# deskcheck: f18({"r": 1, "g": 2})
# deskcheck: f18({})
def f18(d: dict[str, int]) -> list[str]:
    view = d.keys()
    before = len(view)
    d["z"] = before
    d["r"] = d.pop("r", 0) + 1
    return [*view, str(before), str(d["r"])]


# deskcheck: f19({"k": [2, 1]}, ["k", "m"])
# deskcheck: f19({}, ["m", "m"])
def f19(cache: dict[str, list[int]], asks: list[str]) -> dict[str, list[int]]:
    misses = 0
    for a in asks:
        if (hit := cache.get(a)) is None:
            misses += 1
            cache[a] = [misses]
        else:
            hit.append(hit[0] + misses)
    return cache


# deskcheck: f20("a=1,b=2,a=3")
# deskcheck: f20("x=9")
# deskcheck: f20("bad")
def f20(text: str) -> dict[str, int]:
    result = {}
    for part in text.split(","):
        key, _, value = part.partition("=")
        if not value:
            result[key] = -1
            continue
        result[key] = result.get(key, 0) * 10 + int(value)
    return result


# deskcheck: f21({"a": 2, "b": 2, "c": 5})
# deskcheck: f21({"a": 1})
# deskcheck: f21({})
def f21(d: dict[str, int]) -> dict[int, str]:
    inverse = {v: k for k, v in d.items()}
    lost = len(d) - len(inverse)
    if lost:
        inverse[0] = "lost" + str(lost)
    return dict(sorted(inverse.items(), reverse=True))


# deskcheck: f22([("ann", 3), ("bo", 7), ("ann", 5)])
# deskcheck: f22([("cy", 1)])
def f22(scores: list[tuple[str, int]]) -> tuple[str, int]:
    best = {}
    for who, points in scores:
        if points > best.get(who, -1):
            best[who] = points
        else:
            best[who] += 1
    leader = max(best, key=best.get)
    return leader, best[leader] - min(best.values())


# deskcheck: f23({"a": None, "b": 0, "c": 7})
# deskcheck: f23({"a": 4})
def f23(d: dict[str, int | None]) -> list[object]:
    out = []
    for k in d:
        v = d.get(k, 9)
        out.append(k if v is None else v or "zero")
    out.append(d.get("nope") or d.get("a"))
    return out


# deskcheck: f24({"x": 10, "y": 20}, [("y", 5), ("w", 1), ("x", 3)])
# deskcheck: f24({"x": 1}, [])
def f24(bank: dict[str, int], bills: list[tuple[str, int]]) -> str:
    notes = []
    for who, cost in bills:
        try:
            bank[who] -= cost
        except KeyError as e:
            notes.append(f"no {e.args[0]}")
            break
        else:
            notes.append(f"{who}{bank[who]}")
    return " ".join(notes) or "idle"


# deskcheck: f25({"a": {"b": {"c": 1}}}, ["a", "b", "c"])
# deskcheck: f25({"a": {"x": 3}}, ["a", "b"])
# deskcheck: f25({"a": 5}, [])
def f25(tree, path):
    depth = 0
    for step in path:
        if not isinstance(tree, dict) or step not in tree:
            return ("stop", depth)
        tree = tree[step]
        depth += 1
    return (tree, depth)


# deskcheck: f26(["red", "rose", "blue", "rim"])
# deskcheck: f26(["a"])
def f26(words: list[str]) -> dict[str, str]:
    by_initial = {}
    for w in words:
        held = by_initial.get(w[:1])
        if held is None or len(w) < len(held):
            by_initial[w[:1]] = w
        else:
            by_initial[w[:1]] = held + "+"
    return by_initial


# deskcheck: f27({"a": 1, "b": 2, "c": 3, "d": 4})
# deskcheck: f27({"a": 5})
def f27(d: dict[str, int]) -> dict[str, int]:
    odd = {k for k, v in d.items() if v % 2}
    for k in sorted(odd):
        d[k + k] = d.pop(k) * 2
    return d


# deskcheck: f28([1, 2, 3, 4, 5, 6, 7], 3)
# deskcheck: f28([8, 8], 5)
# deskcheck: f28([], 2)
def f28(nums: list[int], m: int) -> dict[int, list[int]]:
    buckets = {r: [] for r in range(m)}
    for n in nums:
        slot = buckets[n % m]
        if len(slot) == 2:
            slot.pop(0)
        slot.append(n)
    return {r: b for r, b in buckets.items() if b}


# deskcheck: f29({"a": 1}, {"a": 2, "b": 3}, {"b": 4})
# deskcheck: f29({}, {}, {"z": 1})
def f29(x: dict[str, int], y: dict[str, int], z: dict[str, int]) -> dict[str, int]:
    total = {}
    for d in (x, y, z):
        for k, v in d.items():
            total[k] = total.get(k, 0) * 2 + v
    z |= {"top": max(total.values(), default=0)}
    return {**z, **total}


# deskcheck: f30({"b": 1, "a": 2})
# deskcheck: f30({"only": 7})
def f30(d: dict[str, int]) -> list[object]:
    it = iter(d)
    first = next(it)
    second = next(it, first)
    d[first], d[second] = d[second], d[first]
    return [first, second, min(d), min(d, key=d.get)]


# deskcheck: assign_tasks({"ann": 2, "bo": 1}, ["mop", "cook", "shop"])
# deskcheck: assign_tasks({}, ["mop"])
def assign_tasks(free: dict[str, int], tasks: list[str]) -> dict[str, str]:
    done = {}
    for task in tasks:
        if not free:
            done[task] = "nobody"
            continue
        who = max(free, key=lambda n: free[n])
        done[task] = who
        free[who] -= 1
        if free[who] == 0:
            free.pop(who)
    return done


# deskcheck: f31({"a": 3, "b": 6}, lambda v: v % 2)
# deskcheck: f31({"a": 4}, bool)
def f31(d, rule):
    keep = {}
    for k, v in d.items():
        if r := rule(v):
            keep[k] = r
        else:
            keep.clear()
            keep["cut"] = k
    return keep


# deskcheck: f32([("a", "b"), ("b", "c"), ("a", "c")])
# deskcheck: f32([("x", "x")])
# deskcheck: f32([])
def f32(edges: list[tuple[str, str]]) -> list[tuple[str, int]]:
    near = {}
    for u, v in edges:
        near.setdefault(u, set()).add(v)
        near.setdefault(v, set()).add(u)
    degrees = [(n, len(s)) for n, s in near.items()]
    degrees.sort(key=lambda t: (-t[1], t[0]))
    return degrees


# deskcheck: f33({"w": 4, "h": 3})
# deskcheck: f33({"w": 4})
# deskcheck: f33({})
def f33(box: dict[str, int]) -> int:
    try:
        area = box["w"] * box["h"]
    except KeyError as err:
        missing = err.args[0]
        return -len(box) - (missing == "h")
    box.clear()
    return area + len(box)


# deskcheck: f34("to be or not to be")
# deskcheck: f34("hi")
def f34(line: str) -> dict[str, list[str]]:
    words = line.split()
    follow = {}
    for a, b in zip(words, words[1:]):
        follow[a] = follow.get(a, []) + [b]
    return {k: v for k, v in follow.items() if len(k) < 3}


# deskcheck: f35({"a": 1, "b": 2, "c": 3}, "b")
# deskcheck: f35({"a": 1, "b": 2}, "q")
def f35(d: dict[str, int], stop: str) -> dict[str, int]:
    run = 0
    out = {}
    for k, v in d.items():
        if k == stop:
            run = 0
            continue
        run += v
        out[k] = run
    return out | {"end": run}


# deskcheck: f36({1: 2, 2: 3, 3: 1}, 1, 4)
# deskcheck: f36({5: 5}, 5, 2)
# deskcheck: f36({}, 7, 3)
def f36(jump: dict[int, int], at: int, n: int) -> list[int]:
    trail = [at]
    for _ in range(n):
        at = jump.get(at, -1)
        if at < 0:
            break
        trail.append(at)
    else:
        trail.reverse()
    return trail


# deskcheck: f37({"a", "b"}, {"b", "c"}, {"c"})
# deskcheck: f37(set(), {"x"}, {"x"})
def f37(p: set[str], q: set[str], r: set[str]) -> str:
    if p.isdisjoint(r):
        p.update(q - r)
    if r <= q:
        q -= r
    names = sorted(p | q | r)
    return "".join(names) + str(len(q))


# deskcheck: f38({"a": 2, "b": 0, "c": 1})
# deskcheck: f38({"z": 1})
def f38(counts: dict[str, int]) -> str:
    line = ""
    while any(c > 0 for c in counts.values()):
        for k in counts:
            if counts[k] > 0:
                line += k
                counts[k] -= 1
        if len(line) > 8:
            break
        counts = dict(reversed(counts.items()))
    return line


# deskcheck: f39({"x": 1, "y": 2}, "x", "y")
# deskcheck: f39({"x": 1}, "x", "n")
def f39(d: dict[str, int], a: str, b: str) -> dict[str, int]:
    if b not in d:
        d[b] = d.pop(a)
        return d
    d[a], d[b] = d[b] * 10, d[a]
    d |= {a + b: d[a] - d[b]}
    return d


# deskcheck: f40([{"n": "a", "v": 2}, {"n": "b"}, {"n": "a", "v": 5}])
# deskcheck: f40([])
def f40(rows: list[dict]) -> dict[str, int]:
    sums = {}
    for row in rows:
        name = row.get("n", "?")
        value = row.get("v", len(sums))
        sums[name] = sums.get(name, 100) - value
    return sums


# deskcheck: f41({"b": [3, 1], "a": [2], "c": []})
# deskcheck: f41({"q": [5, 5]})
def f41(d: dict[str, list[int]]) -> list[int]:
    flat = []
    for k in sorted(d, key=lambda name: len(d[name])):
        d[k].sort()
        flat += d[k]
        flat.append(-ord(k[0]) % 10 if k else 0)
    return flat


# deskcheck: f42([4, 4, 2, 7, 2, 2])
# deskcheck: f42([1])
# deskcheck: f42([])
def f42(a: list[int]) -> list[int]:
    freq = {}
    for x in a:
        freq[x] = freq.get(x, 0) + 1
    level = {}
    for x, c in freq.items():
        level.setdefault(c, []).append(x)
    top = level[max(level)] if level else []
    return top + sorted(level)


# deskcheck: f43({"a": 7, "b": 3}, 2)
# deskcheck: f43({"c": 5}, 0)
def f43(d: dict[str, int], div: int) -> dict[str, int | str]:
    for k, v in d.items():
        try:
            d[k] = v // div
        except ZeroDivisionError:
            d[k] = "inf"
            div = 1
        finally:
            div += 1
    d["div"] = div
    return d


# deskcheck: f44("abcab", {"a": "b", "c": ""})
# deskcheck: f44("xx", {})
def f44(s: str, swap: dict[str, str]) -> str:
    out = []
    for ch in s:
        new = swap.get(ch, ch.upper())
        if not new:
            swap[out[-1] if out else ch] = ch
            continue
        out.append(new)
    return "".join(out)


# deskcheck: f45({"p": 3, "q": 1}, {"q": 4, "r": 2})
# deskcheck: f45({"p": 1}, {})
def f45(a: dict[str, int], b: dict[str, int]) -> dict[str, tuple[int, int]]:
    joined = {}
    for k in sorted(a.keys() | b.keys()):
        pair = (a.pop(k, 0), b.get(k, -1))
        if pair[0] < pair[1]:
            pair = pair[::-1]
        joined[k] = pair
    joined["left"] = (len(a), len(b))
    return joined


# deskcheck: f46({"a": 1, "b": 2, "c": 3}, 2)
# deskcheck: f46({"a": 1}, 3)
def f46(d: dict[str, int], n: int) -> dict[str, int]:
    for _ in range(n):
        if len(d) < 2:
            break
        k1, v1 = d.popitem()
        k2 = list(d)[0]
        d[k2] += v1
        d[k1.upper()] = d.pop(k2)
    return d


# deskcheck: f47(("a", 1, "b", 2, "c"))
# deskcheck: f47(("k", 5))
# deskcheck: f47(())
def f47(flat):
    keys, vals = flat[::2], flat[1::2]
    d = dict(zip(keys, vals))
    rest = set(keys) - set(d)
    for r in sorted(rest):
        d[r] = sum(vals)
    return d


# deskcheck: f48({"a": "1", "b": "x", "c": "30"})
# deskcheck: f48({"n": "-2"})
def f48(raw: dict[str, str]) -> dict[str, int]:
    bad = []
    for k, text in raw.items():
        try:
            raw[k] = int(text) + len(bad)
        except ValueError:
            bad.append(k)
    for k in bad:
        del raw[k]
    return raw


# deskcheck: f49([3, 5, 3, 5, 3], {3: 1})
# deskcheck: f49([2], {})
def f49(nums: list[int], limit: dict[int, int]) -> list[int]:
    passed = []
    for n in nums:
        left = limit.setdefault(n, 2)
        if left == 0:
            limit[n] = 3
            passed.append(-n)
        else:
            limit[n] -= 1
            passed.append(n)
    return passed + list(limit.values())


# deskcheck: f50({"a": 1, "b": 2})
# deskcheck: f50({})
def f50(d: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    alias = d
    clone = dict(d)
    alias["new"] = len(clone)
    clone.pop("a", None)
    d = {k: -v for k, v in clone.items()}
    alias.update(d)
    return alias, clone


# deskcheck: f51({"ham": 4, "egg": 2}, ["egg", "ham", "egg"])
# deskcheck: f51({"ham": 1}, ["tea"])
def f51(menu: dict[str, int], order: list[str]) -> tuple[int, list[str]]:
    bill = 0
    had = set()
    for dish in order:
        price = menu.get(dish, 10)
        bill += price // 2 if dish in had else price
        had.add(dish)
    return bill, sorted(had ^ menu.keys())


# deskcheck: f52({"a": [1, 2], "b": [3]})
# deskcheck: f52({"a": []})
def f52(d: dict[str, list[int]]) -> dict[str, list[int]]:
    shallow = dict(d)
    for k in shallow:
        shallow[k].append(len(shallow[k]))
    shallow["a"] = []
    shallow["a"].append(sum(d["a"]))
    return d | {"s": shallow["a"]}


# deskcheck: f53({1, 4, 9}, 3)
# deskcheck: f53({2}, 2)
# deskcheck: f53(set(), 1)
def f53(marks: set[int], n: int) -> list[int]:
    grown = {m + n for m in marks}
    fresh = grown - marks
    while len(fresh) > 1:
        fresh.remove(max(fresh))
        marks.add(len(fresh) * 10)
    return sorted(marks) + list(fresh)


# deskcheck: f54({"s": 1, "t": 3})
# deskcheck: f54({"s": 2})
# deskcheck: f54({})
def f54(d: dict[str, int]) -> str:
    match d:
        case {"s": s, "t": t}:
            return "st" * (t - s)
        case {"s": s, **rest}:
            return f"s{s}{rest}"
    d["s"] = len(d)
    return f54(d)


# deskcheck: f55({"a": 1, "b": "c", "c": 5}, "b")
# deskcheck: f55({"a": "b", "b": "a"}, "a")
def f55(env, name):
    hops = 0
    while isinstance(name, str):
        if hops > len(env):
            return "loop"
        name = env.get(name)
        hops += 1
    return name if name is None else name + hops


# deskcheck: f56([5, 3, 9, 1])
# deskcheck: f56([2, 2])
# deskcheck: f56([])
def f56(values: list[int]) -> dict[int, int]:
    rank = {}
    for v in sorted(values):
        rank.setdefault(v, len(rank) + 1)
    moved = {v: i - rank[v] for i, v in enumerate(values)}
    moved.pop(min(moved, default=None), None)
    return moved


# deskcheck: f57({"a": 3, "b": 1}, {"a": 1, "c": 2})
# deskcheck: f57({}, {"c": 2})
def f57(have: dict[str, int], want: dict[str, int]) -> dict[str, int]:
    short = {}
    for item, n in want.items():
        got = min(have.get(item, 0), n)
        if got < n:
            short[item] = n - got
        else:
            have[item] -= got
    have.update(short)
    return have


# deskcheck: f58("aabbbca", 2)
# deskcheck: f58("xyz", 1)
def f58(s: str, k: int) -> str:
    counts = {}
    kept = ""
    for ch in s:
        counts[ch] = counts.get(ch, 0) + 1
        if counts[ch] == k:
            kept += ch
            counts[ch] = 0
    leftover = [c for c, n in counts.items() if n]
    return kept + "|" + "".join(leftover[::-1])


# deskcheck: f59({"a": True, "b": False, "c": True})
# deskcheck: f59({"z": False})
def f59(flags: dict[str, bool]) -> list[int]:
    on = sum(flags.values())
    mask = 0
    for i, f in enumerate(flags.values()):
        mask |= f << i
    flags["b"] = not flags.get("b", True)
    return [on, mask, list(flags.values()).count(True)]


# deskcheck: f60({"mon": {"a": 2}, "tue": {"a": 1, "b": 3}})
# deskcheck: f60({"mon": {}})
def f60(week: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    turned = {}
    for day, jobs in week.items():
        for job, hours in jobs.items():
            turned.setdefault(job, {})[day] = hours
    for job, days in turned.items():
        if len(days) == len(week):
            days["sum"] = sum(days.values())
    return turned


# deskcheck: f61(("x", "y"), (4, 5, 6))
# deskcheck: f61((), (1,))
def f61(names: tuple[str, ...], vals: tuple[int, ...]) -> tuple[dict[str, int], int]:
    d = {n: v for n, v in zip(names, vals)}
    first, *others = vals
    d["x"] = d.get("x", 0) + len(others)
    key = ("x", len(d))
    return d, {key: first}.get(("x", 2), -1)


# deskcheck: f62({0: "zero", 1: "one"}, True)
# deskcheck: f62({0: "zero"}, False)
# deskcheck: f62({2: "two"}, True)
def f62(d: dict[int, str], flag: bool) -> list[str]:
    found = d.get(flag, "none")
    d[flag] = found + "!"
    d[1.0] = d.pop(1, "new")
    return list(d.values()) + [str(len(d))]


# deskcheck: f63(["b2", "a9", "b1", "c4"])
# deskcheck: f63(["a1"])
# deskcheck: f63([])
def f63(codes: list[str]) -> dict[str, str]:
    groups = {}
    for code in sorted(codes, key=lambda c: c[1:]):
        letter, digits = code[:1], code[1:]
        groups[letter] = groups.get(letter, ">") + digits
    long = [k for k in groups if len(groups[k]) > 2]
    return {k: groups[k] for k in long} or groups


# deskcheck: f64({"a": 10, "b": 10, "c": 5})
# deskcheck: f64({"d": 1})
def f64(d: dict[str, int]) -> list[str]:
    high = max(d.values())
    winners = [k for k, v in d.items() if v == high]
    for w in winners[1:]:
        d[w + w] = d.pop(w) // 2
    return winners + sorted(d, key=lambda k: (-d[k], len(k)))


# deskcheck: f65([1, 2, 1, 3, 2], 2)
# deskcheck: f65([4, 4, 4], 1)
# deskcheck: f65([], 3)
def f65(keys: list[int], size: int) -> list[int]:
    recent = {}
    evicted = []
    for k in keys:
        recent.pop(k, None)
        recent[k] = True
        if len(recent) > size:
            oldest = next(iter(recent))
            del recent[oldest]
            evicted.append(oldest)
    return evicted + [0] + list(recent)


# deskcheck: f66({"a": 1, "b": 2}, {"b": 3}, True)
# deskcheck: f66({"a": 1, "b": 2}, {"b": 3}, False)
def f66(d: dict[str, int], e: dict[str, int], deep: bool) -> dict[str, int]:
    out = d if deep else {**d}
    out |= e
    d["c"] = len(out) + len(d)
    if out is d:
        out["is"] = 1
    return out


# deskcheck: f67({3: "c", 1: "a", 2: "b"})
# deskcheck: f67({9: "z", 4: "y"})
def f67(d: dict[int, str]) -> str:
    forward = "".join(d.values())
    back = "".join(d[k] for k in sorted(d))
    d[min(d)] = d.pop(max(d))
    return forward + back + "".join(d.values())


# deskcheck: f68({"x": 5}, "x", 2)
# deskcheck: f68({"x": 5}, "x", "2")
# deskcheck: f68({"x": 5}, "y", 1)
def f68(d, k, n):
    log = "start"
    try:
        d[k] += n
        log = "ok"
    except KeyError:
        d[k] = n
        log = "new"
    except TypeError:
        d[k] = str(d[k]) + n
        log = "text"
    return [log, d[k], len(d)]


# deskcheck: f69([["a", 2], ["b", 0], ["a", 1]])
# deskcheck: f69([])
def f69(rows: list[list]) -> list[list]:
    merged = {}
    for name, n in rows:
        if n == 0:
            merged.clear()
        merged[name] = merged.get(name, 1) * max(n, 1)
    return [[n, k] for k, n in merged.items()]


# deskcheck: f70({"a", "e"}, "cabbage")
# deskcheck: f70(set(), "xy")
def f70(skip: set[str], text: str) -> str:
    out = ""
    for ch in text:
        if ch in skip:
            skip.remove(ch)
        elif ch in out:
            skip |= {ch}
            out += "*"
        else:
            out += ch
    return out + "".join(sorted(skip))


# deskcheck: f71({"a": 4, "b": 7, "c": 2}, 3)
# deskcheck: f71({"a": 1}, 3)
def f71(d: dict[str, int], n: int) -> list[str]:
    big = dict(filter(lambda kv: kv[1] > n, d.items()))
    small = {k: n - v for k, v in d.items() if k not in big}
    big.update(small)
    return [k + str(v) for k, v in sorted(big.items(), key=lambda kv: kv[1])]


# deskcheck: f72({"f": {"g": 1, "h": {"i": 2}}, "j": 3})
# deskcheck: f72({"f": {}})
def f72(tree: dict) -> list[str]:
    paths = []

    def walk(node, prefix):
        for k, v in node.items():
            if isinstance(v, dict):
                walk(v, prefix + k + ".")
            else:
                paths.append(f"{prefix}{k}={v}")

    walk(tree, "")
    return paths[::-1]


# deskcheck: f73({"b": 5, "a": 1, "c": 3})
# deskcheck: f73({"k": 2})
def f73(d: dict[str, int]) -> dict[str, int]:
    keys = sorted(d)
    vals = sorted(d.values(), reverse=True)
    out = {}
    for k, v in zip(keys, vals):
        out[k] = v - d[k]
    return {k: v for k, v in out.items() if v != 0} or d


# deskcheck: f74({"a": 2, "b": 3}, ["a", "a", "b", "a"])
# deskcheck: f74({"a": 1}, ["c"])
def f74(quota: dict[str, int], calls: list[str]) -> str:
    for i, c in enumerate(calls):
        if c not in quota:
            return f"{c} unknown at {i}"
        quota[c] -= 1
        if not quota[c]:
            del quota[c]
    return ",".join(f"{k}:{v}" for k, v in quota.items()) or "spent"


# deskcheck: f75({1: 10, 2: 20, 4: 40})
# deskcheck: f75({3: 5})
def f75(d: dict[int, int]) -> dict[int, int]:
    filled = {}
    prev = 0
    for n in range(min(d), max(d) + 1):
        prev = d.get(n, prev + 1)
        filled[n] = prev
    filled.pop(min(d))
    return filled


# deskcheck: f76([("x", 2), ("y", 3)], {"x": 1})
# deskcheck: f76([], {})
def f76(updates: list[tuple[str, int]], d: dict[str, int]) -> list[object]:
    history = []
    for k, v in updates:
        history.append((k, d.get(k)))
        d[k] = v
    after = dict(d)
    for k, old in reversed(history):
        if old is None:
            del d[k]
        else:
            d[k] = old
    return [after, d]


# deskcheck: f77({"ab": 1, "a": 2, "abc": 3}, "abcd")
# deskcheck: f77({"q": 1}, "abc")
def f77(d: dict[str, int], text: str) -> list[int]:
    hits = []
    while text:
        for size in range(len(text), 0, -1):
            if text[:size] in d:
                hits.append(d.pop(text[:size]))
                break
        text = text[1:]
    return hits + [len(d)]


# deskcheck: f78({"a": 1, "b": 5, "c": 3})
# deskcheck: f78({"b": 0})
def f78(d: dict[str, int]) -> dict[str, int]:
    prev = None
    out = {}
    for k in d:
        out[k] = d[k] - d[prev] if prev else d[k]
        if out[k] < 0:
            out["neg"] = out.pop(k)
        prev = k
    return out


# deskcheck: f79([1, 2, 3, 4], [2, 4, 5])
# deskcheck: f79([], [1])
def f79(a: list[int], b: list[int]) -> dict[str, list[int]]:
    sa, sb = set(a), set(b)
    parts = {"both": sa & sb, "one": sa ^ sb}
    parts["both"].add(len(parts["one"]))
    if sa < parts["one"] | parts["both"]:
        parts["less"] = sa
    return {k: sorted(v) for k, v in parts.items()}


# deskcheck: f80({"a": 0, "b": 0, "c": 0}, "bbcab")
# deskcheck: f80({"a": 1}, "z")
def f80(d: dict[str, int], taps: str) -> list[str]:
    for i, t in enumerate(taps):
        if t in d:
            d[t] += i
        else:
            d = {t: i, **d}
    best = max(d.values())
    return [k if v < best else k.upper() for k, v in d.items()]


# deskcheck: f81({"u": 1}, [("set", "v", 2), ("del", "u", 0), ("add", "v", 5)])
# deskcheck: f81({}, [("add", "w", 1)])
def f81(state: dict[str, int], commands: list[tuple[str, str, int]]) -> dict[str, int]:
    for verb, key, n in commands:
        if verb == "set":
            state[key] = n
        elif verb == "del":
            state.pop(key, None)
        else:
            state[key] = state.setdefault(key, 10) + n
    return state


# deskcheck: f82({"a": "x", "b": "y"}, "abcab")
# deskcheck: f82({}, "aa")
def f82(code: dict[str, str], msg: str) -> str:
    out = ""
    for m in msg:
        if m not in code:
            code[m] = str(len(code))
        out += code[m]
        code[m], code["a"] = code.get("a", "_"), code[m]
    return out


# deskcheck: f83({"p": 4, "q": 9}, {"p": 5, "q": 9})
# deskcheck: f83({"p": 4}, {})
def f83(old: dict[str, int], new: dict[str, int]) -> list[str]:
    report = []
    for k, v in old.items():
        if k not in new:
            report.append("-" + k)
        elif (change := new.pop(k) - v) != 0:
            report.append(f"{k}{change:+d}")
    report += ["+" + k for k in new]
    return report or ["same"]


# deskcheck: f84([3, 1, 3, 2, 1])
# deskcheck: f84([7])
# deskcheck: f84([])
def f84(a: list[int]) -> list[tuple[int, int]]:
    spans = {}
    for i, x in enumerate(a):
        lo, _ = spans.get(x, (i, i))
        spans[x] = (lo, i)
    widest = sorted(spans.values(), key=lambda s: s[0] - s[1])
    return widest[:2] + [(len(spans), len(a))]


# deskcheck: f85({"a": 1, "b": 2}, ["b", "a", "c"])
# deskcheck: f85({}, ["x"])
def f85(d: dict[str, int], order: list[str]) -> dict[str, int]:
    moved = {k: d.pop(k) for k in order if k in d}
    d["left"] = len(order) - len(moved)
    moved.update(d)
    d.update(moved)
    return d


# deskcheck: f86(dict(a=1, b=2), c=3, a=5)
# deskcheck: f86({}, z=0)
def f86(d, **extra):
    clash = [k for k in extra if k in d]
    d.update(extra)
    extra.clear()
    for c in clash:
        extra[c] = d.pop(c)
    return [d, extra]


# deskcheck: f87({"a": 6, "b": 4}, 2)
# deskcheck: f87({"a": 3}, 2)
def f87(d: dict[str, int], k: int) -> dict[str, int]:
    done = False
    while not done and k < 9:
        done = True
        for name in d:
            if d[name] % k == 0:
                d[name] //= k
                done = False
        k += 1
    d["k"] = k
    return d


# deskcheck: f88(["a", "b"], [1, 2])
# deskcheck: f88(["a"], [])
# deskcheck: f88([], [3])
def f88(keys: list[str], pool: list[int]) -> dict[str, list[int]]:
    bad = dict.fromkeys(keys, pool)
    good = {k: pool[:] for k in keys}
    for k in keys:
        bad[k].append(len(good[k]))
        good[k].insert(0, len(bad[k]))
    good["pool"] = pool
    return good


# deskcheck: f89({"ann": "bo", "bo": "cy", "di": "cy"}, "cy")
# deskcheck: f89({"a": "b"}, "a")
def f89(boss: dict[str, str], top: str) -> int:
    team = [w for w, b in boss.items() if b == top]
    size = len(team)
    for w in team:
        boss.pop(w)
        size += f89(boss, w)
    return size


# deskcheck: f90({"a": 12, "b": 8}, {"a": 3})
# deskcheck: f90({"a": 1}, {"a": 0})
def f90(total: dict[str, int], share: dict[str, int]) -> dict[str, float]:
    out = {}
    for k, t in total.items():
        try:
            out[k] = round(t / share[k], 1)
        except (KeyError, ZeroDivisionError) as e:
            out[k] = -1.0 if isinstance(e, KeyError) else 0.0
    return out


# deskcheck: f91({"a": (1, 2), "b": (3, 0)})
# deskcheck: f91({})
def f91(d: dict[str, tuple[int, int]]) -> dict[str, tuple[int, ...]]:
    total = ()
    for k, (lo, hi) in d.items():
        if lo > hi:
            lo, hi = hi, lo
        d[k] = (lo, hi - lo)
        total += d[k]
    d["all"] = total
    return d


# deskcheck: f92("A1B2A3")
# deskcheck: f92("Z")
def f92(s: str) -> dict[str, list[int]]:
    out = {}
    current = ""
    for ch in s:
        if ch.isdigit():
            out[current].append(int(ch))
        else:
            current = ch
            out[current] = out.get(current, [])
    return {k: v or [0] for k, v in out.items()}


# deskcheck: f93({"x": 3, "y": 3, "z": 4}, 7)
# deskcheck: f93({"x": 3}, 6)
def f93(d: dict[str, int], goal: int) -> list[str]:
    pairs = []
    names = list(d)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            if d[a] + d[b] == goal:
                pairs.append(a + b)
                d[b] += 1
    return pairs or [str(sum(d.values()) - goal)]


# deskcheck: f94([2, 3], {2: [3], 3: [2, 4], 4: []})
# deskcheck: f94([1], {})
def f94(queue: list[int], near: dict[int, list[int]]) -> list[int]:
    seen = set()
    order = []
    while queue:
        node = queue.pop(0)
        if node in seen:
            order.append(-node)
            continue
        seen.add(node)
        order.append(node)
        queue.extend(near.get(node, [0]))
    return order


# deskcheck: f95({"a": 1, "b": 2, "c": 3}, "c")
# deskcheck: f95({"a": 1}, "c")
def f95(d: dict[str, int], front: str) -> list[str]:
    if front in d:
        d = {front: d.pop(front)} | d
    else:
        d[front] = d.pop(next(iter(d))) + 1
    return [f"{k}{v}" for k, v in reversed(d.items())]


# deskcheck: f96({2: 3, 5: 1})
# deskcheck: f96({4: 2})
def f96(poly: dict[int, int]) -> dict[int, int]:
    slope = {p - 1: c * p for p, c in poly.items() if p}
    for p, c in list(slope.items()):
        poly[p] = poly.get(p, 0) + c
        if p > 3:
            poly.pop(p + 1)
    return poly
