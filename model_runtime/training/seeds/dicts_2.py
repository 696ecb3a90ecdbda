from collections import Counter, OrderedDict, defaultdict, deque


# deskcheck: g1({"a": 2, "bb": 5, "ccc": 1})
# deskcheck: g1({"zz": 0})
def g1(d: dict[str, int]) -> int:
    n = 0
    for k, v in d.items():
        n += len(k) * v
        if n > 10:
            n -= v
    return n


# deskcheck: refund({"ann": 12, "bo": 7}, "ann", 5)
# deskcheck: refund({"ann": 12, "bo": 7}, "cy", 5)
# deskcheck: refund({"ann": 2}, "ann", 5)
def refund(paid: dict[str, int], who: str, amount: int) -> dict[str, int]:
    due = paid.get(who, 0)
    given = min(due, amount)
    if given:
        paid[who] = due - given
    paid["refunded"] = given
    return paid


# deskcheck: g2(["b", "a", "b"], {"a": "x"})
# deskcheck: g2([], {"a": "x"})
def g2(xs: list[str], d: dict[str, str]) -> str:
    r = []
    for x in xs:
        y = d.setdefault(x, x * 2)
        r.append(y)
    return "".join(r) + str(len(d))


# deskcheck: team_sizes([("red", 3), ("blue", 2), ("red", 4)])
# deskcheck: team_sizes([("red", 0)])
def team_sizes(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    teams = defaultdict(list)
    for team, player in rows:
        teams[team].append(player)
    sizes = []
    for team in teams:
        sizes.append((team, len(teams[team])))
    return sizes


# deskcheck: g3({"x": 4, "y": 4, "z": 1})
# deskcheck: g3({"m": 2, "n": 3})
def g3(d: dict[str, int]) -> bool:
    vs = list(d.values())
    u = set(vs)
    d["same"] = len(vs) - len(u)
    return d["same"] > 0


# deskcheck: rename_all({"fst": "first", "lst": "last"}, ["fst", "mid", "lst"])
# deskcheck: rename_all({}, ["a"])
def rename_all(names: dict[str, str], columns: list[str]) -> list[str]:
    fixed = []
    for column in columns:
        if column in names:
            column = names[column]
        fixed.append(column.title())
    return fixed


# deskcheck: g4({"b": 1, "a": 2}, {"c": 3, "a": 4})
# deskcheck: g4({}, {"q": 7})
def g4(p: dict[str, int], q: dict[str, int]) -> list[str]:
    p.update(q)
    k = list(p)
    k.sort()
    k.append(str(sum(p.values())))
    return k


# deskcheck: overdraw({"a": 10, "b": 3}, "a", "b", 4)
# deskcheck: overdraw({"a": 1, "b": 3}, "a", "b", 4)
# deskcheck: overdraw({"a": 9}, "a", "z", 4)
def overdraw(bank: dict[str, int], source: str, target: str, amount: int) -> str:
    if source not in bank or target not in bank:
        return "unknown"
    if bank[source] < amount:
        return f"only {bank[source]}"
    bank[source] -= amount
    bank[target] += amount
    return f"{bank[source]}/{bank[target]}"


# deskcheck: g5({5: 1, 2: 8, 9: 4})
# deskcheck: g5({1: 1})
def g5(d: dict[int, int]) -> list[int]:
    r = []
    for k in sorted(d, reverse=True):
        r.append(k - d[k])
        if k == d[k]:
            r.append(k)
    return r


# deskcheck: empty_rooms({"hall": [1, 2], "attic": [], "den": []})
# deskcheck: empty_rooms({"hall": [4]})
def empty_rooms(house: dict[str, list[int]]) -> str:
    empty = []
    for room, people in house.items():
        if not people:
            empty.append(room)
        else:
            people.clear()
    return ",".join(empty) or "full"


# deskcheck: g6({"a": [1, 2], "b": [3]})
# deskcheck: g6({"z": []})
def g6(d: dict[str, list[int]]) -> dict[int, str]:
    r = {}
    for k, xs in d.items():
        for x in xs:
            r[x] = k
    return r


# deskcheck: ledger([("in", 40), ("out", 15), ("in", 5)])
# deskcheck: ledger([("out", 3), ("skip", 9)])
def ledger(entries: list[tuple[str, int]]) -> dict[str, int]:
    book = {"in": 0, "out": 0}
    for kind, amount in entries:
        if kind not in book:
            continue
        book[kind] += amount
    book["net"] = book["in"] - book["out"]
    return book


# deskcheck: g7("mississippi")
# deskcheck: g7("abc")
def g7(s: str) -> str:
    d = {}
    for c in s:
        d[c] = d.get(c, 0) + 1
    r = ""
    for c in d:
        r += c + str(d[c])
    return r if len(r) < len(s) else s


# deskcheck: rarest("aabbbc")
# deskcheck: rarest("zzyy")
def rarest(text: str) -> str:
    counts = Counter(text)
    least = min(counts.values(), default=0)
    result = ""
    for ch in counts:
        if counts[ch] == least:
            result += ch
    return result


# deskcheck: g8("hello", "yellow")
# deskcheck: g8("ab", "cd")
def g8(s: str, t: str) -> list[int]:
    a = Counter(s)
    b = Counter(t)
    both = a & b
    left = a - b
    return [sum(both.values()), sum(left.values()), len(a | b)]


# deskcheck: undo_redo(["a", "b", "undo", "c", "undo", "undo"])
# deskcheck: undo_redo(["undo", "x"])
def undo_redo(actions: list[str]) -> list[str]:
    done = deque()
    for action in actions:
        if action != "undo":
            done.append(action)
        elif done:
            done.pop()
    return list(done)


# deskcheck: g9([4, 8, 1, 9, 3], 3)
# deskcheck: g9([1, 2], 4)
def g9(a: list[int], n: int) -> list[int]:
    w = deque(maxlen=max(n, 1))
    r = []
    for x in a:
        w.append(x)
        r.append(max(w) - min(w))
    return r


# deskcheck: recent_pages(["home", "faq", "home", "cart"], 2)
# deskcheck: recent_pages(["a", "b", "c"], 1)
def recent_pages(visits: list[str], room: int) -> list[str]:
    pages = OrderedDict()
    for page in visits:
        pages[page] = pages.pop(page, 0) + 1
        if len(pages) > max(room, 1):
            pages.popitem(last=False)
    return list(pages)


# deskcheck: g10({1, 4, 6}, [4, 5, 6, 6])
# deskcheck: g10(set(), [2])
def g10(s: set[int], a: list[int]) -> int:
    n = 0
    for x in a:
        if x in s:
            s.remove(x)
            n += x
    return n - len(s)


# deskcheck: missing_tools({"saw", "nail"}, {"nail", "glue", "tape"})
# deskcheck: missing_tools({"saw"}, {"saw"})
def missing_tools(have: set[str], need: set[str]) -> str:
    missing = need - have
    if not missing:
        return "ready"
    names = sorted(missing)
    return f"get {' and '.join(names)}"


# deskcheck: g11({2, 3}, {2, 3, 4}, {4, 5})
# deskcheck: g11({1}, {2}, {1})
def g11(a: set[int], b: set[int], c: set[int]) -> list[bool]:
    r = [a <= b, a < b]
    r.append(a.isdisjoint(c))
    r.append(b & c == a)
    return r


# deskcheck: unique_in_order([4, 2, 4, 9, 2])
# deskcheck: unique_in_order([6, 6])
def unique_in_order(values: list[int]) -> list[int]:
    seen = set()
    kept = []
    for v in values:
        if v not in seen:
            kept.append(v)
        seen.add(v)
    return kept


# deskcheck: g12([1, 2, 3], [3, 4])
# deskcheck: g12([5, 5], [5])
def g12(a: list[int], b: list[int]) -> set[int]:
    s = set(a)
    t = set(b)
    s.update(t)
    s.difference_update({max(t, default=0)})
    return s


# deskcheck: grow_set({1, 2}, 3)
# deskcheck: grow_set({5, 10}, 2)
def grow_set(seeds: set[int], rounds: int) -> list[int]:
    for _ in range(rounds % 4):
        smallest = min(seeds, default=1)
        largest = max(seeds, default=1)
        seeds.add(smallest + largest)
        seeds.discard(smallest)
    return sorted(seeds)


# deskcheck: g13((1, 2, 3, 2), 2)
# deskcheck: g13((5, 6), 7)
def g13(t: tuple[int, ...], x: int) -> tuple[int, ...]:
    n = t.count(x)
    if n == 0:
        return t + (x,)
    i = t.index(x)
    return t[:i] + (n,) + t[i + 1:]


# deskcheck: split_name("ada lovelace")
# deskcheck: split_name("plato")
# deskcheck: split_name("a b c")
def split_name(full: str) -> tuple[str, str]:
    first, *rest = full.split(" ")
    if len(rest) > 1:
        rest = [rest[-1], rest[0]]
    last = "-".join(rest)
    return last, first


# deskcheck: g14((4, 9), (2, 2))
# deskcheck: g14((1, 1), (5, 0))
def g14(p: tuple[int, int], q: tuple[int, int]) -> tuple[int, int]:
    x = p[0] * q[1]
    y = p[1] * q[0]
    p = (x, y)
    return p if p > q else q[::-1]


# deskcheck: order_pair(("kiwi", 4), ("fig", 9))
# deskcheck: order_pair(("fig", 9), ("fig", 4))
def order_pair(a: tuple[str, int], b: tuple[str, int]) -> list[str]:
    if b < a:
        a, b = b, a
    names = []
    for name, count in (a, b):
        names.append(name[:count])
    return names


# deskcheck: g15([("a", 2), ("b", 3)])
# deskcheck: g15([("k", 0)])
def g15(ps: list[tuple[str, int]]) -> tuple[str, int]:
    s, n = "", 1
    for a, b in ps:
        s, n = a * (b % 4) + s, n * (b or 1)
    return s, n


# deskcheck: unzip([("x", 1), ("y", 5), ("z", -2)])
# deskcheck: unzip([("q", 0)])
def unzip(pairs: list[tuple[str, int]]) -> str:
    letters, numbers = zip(*pairs)
    top = max(numbers)
    spot = numbers.index(top)
    return letters[spot] + str(top)


# deskcheck: g16({"a": 1, "b": 0, "c": 7})
# deskcheck: g16({"a": 0})
def g16(d: dict[str, int]) -> list[str]:
    t = []
    for k in d:
        if d[k]:
            t.append(k)
        else:
            t.insert(0, k.upper())
    return t


# deskcheck: highest({"x": 4, "y": 9, "z": 9})
# deskcheck: highest({"only": -1})
def highest(scores: dict[str, int]) -> list[str]:
    top = None
    names = []
    for name, score in scores.items():
        if top is None or score > top:
            top = score
            names = [name]
        elif score == top:
            names.append(name)
    return names


# deskcheck: g17({"a": 6, "b": 2, "c": 4}, 5)
# deskcheck: g17({"a": 1, "b": 2}, 9)
def g17(d: dict[str, int], n: int) -> dict[str, int]:
    e = {}
    for k, v in sorted(d.items(), key=lambda p: p[1]):
        if v > n:
            break
        e[k] = n - v
        n -= v
    return e


# deskcheck: sparse_add({0: 4, 3: 1}, {3: 2, 7: 5})
# deskcheck: sparse_add({2: 5}, {2: -5})
def sparse_add(a: dict[int, int], b: dict[int, int]) -> dict[int, int]:
    total = dict(a)
    for i, v in b.items():
        total[i] = total.get(i, 0) + v
        if total[i] == 0:
            del total[i]
    return total


# deskcheck: g18({"a": 3, "b": 1})
# deskcheck: g18({"x": 2, "y": 2, "z": 0})
def g18(d: dict[str, int]) -> str:
    s = ""
    while d:
        k, v = d.popitem()
        s += k * v + "."
    return s


# deskcheck: crossword({"across": ["cat", "dog"], "down": ["cow"]}, "cow")
# deskcheck: crossword({"across": ["cat"]}, "hen")
def crossword(clues: dict[str, list[str]], word: str) -> str:
    for direction, words in clues.items():
        for number, answer in enumerate(words, 1):
            if answer == word:
                return f"{number} {direction}"
    return "absent"


# deskcheck: g19({"a": {"b": 2, "c": 3}, "d": {"e": 4}})
# deskcheck: g19({"a": {}})
def g19(d: dict[str, dict[str, int]]) -> dict[str, int]:
    r = {}
    for k, e in d.items():
        for j in e:
            r[k + "." + j] = e[j]
    return r


# deskcheck: move_stock({"a": {"nut": 5}, "b": {"nut": 1}}, "nut")
# deskcheck: move_stock({"a": {}, "b": {"nut": 1}}, "nut")
def move_stock(stores: dict[str, dict[str, int]], item: str) -> int:
    total = 0
    for store in stores:
        stock = stores[store]
        total += stock.pop(item, 0)
        stock["gone"] = total
    return total


# deskcheck: g20(["ab", "cd", "ae"])
# deskcheck: g20(["x"])
def g20(ws: list[str]) -> dict[str, str]:
    d = {}
    for w in ws:
        d[w[:1]] = d.get(w[:1], "") + w[1:]
    return d


# deskcheck: schedule(["mon", "tue", "wed"], ["gym", "rest"])
# deskcheck: schedule(["mon"], ["gym", "rest"])
def schedule(days: list[str], tasks: list[str]) -> dict[str, str]:
    plan = {}
    for i, day in enumerate(days):
        plan[day] = tasks[i % len(tasks)] if tasks else "free"
    return plan


# deskcheck: g21({"a": 1, "b": 2, "c": 3, "d": 4})
# deskcheck: g21({"q": 5})
def g21(d: dict[str, int]) -> dict[str, int]:
    r = dict(reversed(d.items()))
    k = next(iter(r), "none")
    r[k] = -r.get(k, 1)
    return r


# deskcheck: expand({"a": 3, "b": 1})
# deskcheck: expand({"x": 0, "y": 2})
def expand(amounts: dict[str, int]) -> list[str]:
    items = []
    for name, n in amounts.items():
        items.extend([name] * min(n, 5))
    items.reverse()
    return items


# deskcheck: g22([1, 2, 3, 4, 5], 3)
# deskcheck: g22([6, 9], 2)
def g22(a: list[int], k: int) -> dict[int, list[int]]:
    d = {}
    k = k or 1
    for x in a:
        r = x % k
        if r not in d:
            d[r] = []
        d[r].append(x // k)
    return d


# deskcheck: two_lists({"a": 5, "b": -1, "c": 0})
# deskcheck: two_lists({"m": 3})
def two_lists(d: dict[str, int]) -> tuple[list[str], list[str]]:
    good, bad = [], []
    for name, value in d.items():
        target = good if value > 0 else bad
        target.append(name)
    return good, bad


# deskcheck: g23({"a": "b", "b": "a", "c": "c"})
# deskcheck: g23({"x": "y"})
def g23(d: dict[str, str]) -> int:
    n = 0
    for k, v in d.items():
        if d.get(v) == k:
            n += 2 if v == k else 1
    return n


# deskcheck: decode("12x1", {"1": "a", "2": "b"})
# deskcheck: decode("", {"1": "a"})
def decode(code: str, table: dict[str, str]) -> str:
    plain = []
    for symbol in code:
        letter = table.get(symbol)
        if letter is None:
            plain.append("?")
            table[symbol] = symbol
        else:
            plain.append(letter)
    return "".join(plain)


# deskcheck: g24({"a": 1}, "a")
# deskcheck: g24({"a": 1}, "b")
def g24(d: dict[str, int], k: str) -> str:
    try:
        del d[k]
        r = "gone"
    except KeyError as e:
        r = f"no {e}"
    return r + str(len(d))


# deskcheck: attendance({"ann", "bo"}, [["ann"], ["bo", "ann"], []])
# deskcheck: attendance({"cy"}, [["cy", "ann"]])
def attendance(members: set[str], days: list[list[str]]) -> list[int]:
    counts = []
    for present in days:
        absent = members - set(present)
        counts.append(len(absent))
    return counts


# deskcheck: g25({1: 10, 2: 20}, [2, 3, 1, 2])
# deskcheck: g25({}, [4])
def g25(d: dict[int, int], a: list[int]) -> int:
    t = 0
    for x in a:
        t += d.get(x, -x)
        d[x] = t
    return t


# deskcheck: best_student({"ann": [70, 90], "bo": [85], "cy": []})
# deskcheck: best_student({"cy": []})
def best_student(marks: dict[str, list[int]]) -> tuple[str, float]:
    best = ("", 0.0)
    for name, values in marks.items():
        if not values:
            continue
        mean = sum(values) / len(values)
        if mean > best[1]:
            best = (name, mean)
    return best


# deskcheck: g26({"n": 3, "m": 4})
# deskcheck: g26({"a": 10, "b": 0})
def g26(d: dict[str, int]) -> dict[str, str]:
    e = {}
    for k, v in d.items():
        e[k] = str(v) * 2
    e.pop(max(e, default=""), None)
    return e


# deskcheck: friends([("a", 1), ("b", 2), ("c", 1)])
# deskcheck: friends([("a", 1)])
def friends(people: list[tuple[str, int]]) -> list[str]:
    by_group = {}
    pairs = []
    for name, group in people:
        for other in by_group.get(group, []):
            pairs.append(other + "+" + name)
        by_group.setdefault(group, []).append(name)
    return pairs


# deskcheck: g27({3, 6, 8}, 2)
# deskcheck: g27({1, 5}, 5)
def g27(s: set[int], k: int) -> set[int]:
    r = set()
    for x in sorted(s):
        y = x + k
        if y in s or y % 2:
            r.add(y)
    return r


# deskcheck: tag_cloud(["Red", "red", "BLUE"])
# deskcheck: tag_cloud(["x"])
def tag_cloud(tags: list[str]) -> str:
    counts = {}
    for tag in tags:
        key = tag.lower()
        counts[key] = counts.get(key, 0) + 1
    parts = [f"{k}({n})" for k, n in sorted(counts.items())]
    return " ".join(parts)


# deskcheck: g28({"a": 5, "b": 3})
# deskcheck: g28({"z": 1, "y": 8, "x": 4})
def g28(d: dict[str, int]) -> list[tuple[int, str]]:
    r = []
    for k, v in d.items():
        r.append((v, k))
    r.sort()
    v, k = r.pop() if r else (0, "")
    return r + [(-v, k)]


# deskcheck: ranks([30, 10, 20])
# deskcheck: ranks([5, 5, 9])
def ranks(scores: list[int]) -> list[int]:
    order = {}
    for place, score in enumerate(sorted(scores)):
        order.setdefault(score, place)
    return [order[s] for s in scores]


# deskcheck: g29({"a": 2, "b": 4}, {"b": 3, "c": 5})
# deskcheck: g29({"a": 2}, {"a": 2})
def g29(p: dict[str, int], q: dict[str, int]) -> int:
    s = 0
    for k in p:
        s += p[k] * q.get(k, 0)
    if p == q:
        s = -s
    return s


# deskcheck: lookup_chain({"a": "b", "b": "c", "c": "d"}, "a")
# deskcheck: lookup_chain({"a": "a"}, "a")
# deskcheck: lookup_chain({}, "q")
def lookup_chain(links: dict[str, str], start: str) -> str:
    visited = []
    while start in links and start not in visited:
        visited.append(start)
        start = links[start]
    visited.append(start)
    return ">".join(visited)


# deskcheck: g30([3, 1, 3, 2, 1])
# deskcheck: g30([8])
def g30(a: list[int]) -> list[int]:
    c = Counter(a)
    r = []
    for x, n in c.most_common():
        r.append(x * n)
    c.clear()
    return r + [len(c)]


# deskcheck: price_list(["tea", "pie"], [3.5, 4.25])
# deskcheck: price_list(["tea"], [2.0, 9.0])
def price_list(names: list[str], prices: list[float]) -> dict[str, float]:
    menu = {}
    for name, price in zip(names, prices):
        menu[name] = round(price * 1.1, 2)
    return menu


# deskcheck: g31({"on": True, "off": False})
# deskcheck: g31({"a": False})
def g31(d: dict[str, bool]) -> dict[str, bool]:
    for k in d:
        d[k] = not d[k]
    if all(d.values()):
        d["all"] = True
    return d


# deskcheck: board_cells([(0, 1), (1, 1), (0, 1)])
# deskcheck: board_cells([(2, 0)])
def board_cells(moves: list[tuple[int, int]]) -> str:
    board = {}
    player = "X"
    for cell in moves:
        if cell in board:
            return player + " loses"
        board[cell] = player
        player = "O" if player == "X" else "X"
    return player + " next"


# deskcheck: g32({"a": 1, "b": 2, "c": 3}, "b")
# deskcheck: g32({"a": 1}, "q")
def g32(d: dict[str, int], k: str) -> tuple:
    a = k in d
    b = d.pop(k, None)
    c = k in d
    return a, b, c, len(d)


# deskcheck: quiz({"q1": "a", "q2": "c"}, {"q1": "a", "q2": "b", "q3": "d"})
# deskcheck: quiz({}, {"q1": "x"})
def quiz(answers: dict[str, str], key: dict[str, str]) -> str:
    right = wrong = 0
    for question, correct in key.items():
        given = answers.get(question)
        if given == correct:
            right += 1
        elif given is not None:
            wrong += 1
    return f"{right} right, {wrong} wrong, {len(key) - right - wrong} open"


# deskcheck: g33("abcab", 2)
# deskcheck: g33("xyx", 1)
def g33(s: str, n: int) -> dict[str, int]:
    d = {}
    n = n % 3 + 1
    for i in range(len(s) - n + 1):
        k = s[i:i + n]
        d[k] = d.get(k, 0) + i
    return d


# deskcheck: longest_key({"id": 4, "name": 2, "zip": 8})
# deskcheck: longest_key({})
def longest_key(d: dict[str, int]) -> int:
    name = max(d, key=len, default="-")
    d[name] = d.get(name, 0) * 2
    return d[name] + len(name)


# deskcheck: g34({1, 2, 3}, {3, 4})
# deskcheck: g34({7}, set())
def g34(a: set[int], b: set[int]) -> str:
    c = a.union(b)
    d = a.intersection(b)
    a.clear()
    return f"{len(c)}:{len(d)}:{len(a)}" if d else "apart"


# deskcheck: assign_ids(["bob", "amy", "bob", "cy"])
# deskcheck: assign_ids(["z"])
def assign_ids(names: list[str]) -> list[int]:
    ids = {}
    row = []
    for name in names:
        if name not in ids:
            ids[name] = len(ids) + 1
        row.append(ids[name])
    return row


# deskcheck: g35({"a": 3, "b": 9}, 2)
# deskcheck: g35({"a": 1, "b": 1}, 0)
def g35(d: dict[str, int], n: int) -> dict[str, int]:
    for k in [*d]:
        d[k * 2] = d.pop(k) - n
    return d


# deskcheck: meal({"soup": 3}, {"cake": 5, "soup": 4})
# deskcheck: meal({"tea": 2}, {})
def meal(main: dict[str, int], extra: dict[str, int]) -> int:
    order = main.copy()
    order |= extra
    total = sum(order.values())
    if len(order) < len(main) + len(extra):
        total -= 1
    return total


# deskcheck: g36([("x", 3), ("y", 1)], "x")
# deskcheck: g36([], "x")
def g36(ps: list[tuple[str, int]], k: str) -> int:
    for a, n in ps:
        if a == k:
            break
    else:
        return 0
    return n * len(ps)


# deskcheck: compress_keys({"alpha": 1, "avid": 2, "beta": 3})
# deskcheck: compress_keys({"q": 1})
def compress_keys(d: dict[str, int]) -> dict[str, int]:
    small = defaultdict(int)
    for key, value in d.items():
        small[key[:1]] += value
        small["n"] += 1
    return dict(small)


# deskcheck: g37({"a": [2, 1], "b": [5, 4, 3]})
# deskcheck: g37({"k": [9]})
def g37(d: dict[str, list[int]]) -> dict[str, list[int]]:
    for k, v in d.items():
        v.sort()
        d[k] = v[1:] + v[:1]
    return d


# deskcheck: unlock({"red": 2, "gold": 1}, ["red", "gold", "gold", "red"])
# deskcheck: unlock({}, ["red"])
def unlock(keys: dict[str, int], doors: list[str]) -> int:
    opened = 0
    for door in doors:
        if keys.get(door, 0) <= 0:
            break
        keys[door] -= 1
        opened += 1
    return opened


# deskcheck: g38((3, 5, 7))
# deskcheck: g38((2, -8))
# deskcheck: g38((1, 1, 1))
def g38(t: tuple[int, ...]) -> tuple[int, int]:
    a = sum(t)
    b = len(set(t))
    if t and t[0] == t[-1]:
        a, b = b, a
    return a, b


# deskcheck: edges_to_map([("a", 2), ("b", 3), ("a", 5)])
# deskcheck: edges_to_map([])
def edges_to_map(edges: list[tuple[str, int]]) -> dict[str, list[int]]:
    graph = {}
    for node, target in edges:
        graph.setdefault(node, [])
        graph[node].append(target)
        graph[node].sort(reverse=True)
    return graph


# deskcheck: g39({"x": 5, "y": 5, "z": 2}, 5)
# deskcheck: g39({"x": 1}, 5)
def g39(d: dict[str, int], v: int) -> list[str]:
    r = []
    for k, w in d.items():
        if w != v:
            continue
        r.append(k)
        v -= 1
    return r


# deskcheck: wallet({"eur": 5, "usd": 3}, {"usd": 2, "gbp": 4})
# deskcheck: wallet({}, {})
def wallet(held: dict[str, int], rates: dict[str, int]) -> int:
    worth = 0
    for currency in held:
        try:
            worth += held[currency] * rates[currency]
        except KeyError:
            worth += held[currency]
    return worth
