# deskcheck: f({"plum": 14, "fig": 3, "pear": 9, "kiwi": 22}, 10)
# deskcheck: f({"plum": 2, "fig": 3}, 0)
# deskcheck: f({}, 5)
# deskcheck: f({"date": 31, "lime": 6, "plum": 18, "fig": 6, "pear": 25, "nut": 11}, 60)
def f(prices: dict[str, int], budget: int) -> tuple[list[str], int]:
    basket = []
    for fruit in sorted(prices, key=prices.get):
        if prices[fruit] > budget:
            break
        budget -= prices[fruit]
        basket.append(fruit)
    return basket, budget


# deskcheck: f1({"mon": 4, "tue": -2, "wed": 0, "thu": 7})
# deskcheck: f1({"sat": -9})
# deskcheck: f1({})
# deskcheck: f1({"w1": 5, "w2": -11, "w3": 3, "w4": -2, "w5": 8})
def f1(change: dict[str, int]) -> dict[str, int]:
    level = 0
    levels = {}
    for day, step in change.items():
        level += step
        levels[day] = level
    low = min(levels.values(), default=0)
    return {day: v - low for day, v in levels.items()}


# deskcheck: f2("hall=3;attic=1;hall=2;yard=5", ";")
# deskcheck: f2("loft=0", ";")
# deskcheck: f2("", ",")
def f2(text: str, sep: str) -> dict[str, list[int]]:
    rooms = {}
    for part in text.split(sep):
        if "=" not in part:
            continue
        name, num = part.split("=")
        if name not in rooms:
            rooms[name] = []
        rooms[name].append(int(num))
    return rooms


# deskcheck: f3({(0, 0): "a", (0, 1): "b", (1, 0): "c", (2, 2): "d"}, 0)
# deskcheck: f3({(1, 1): "q"}, 2)
# deskcheck: f3({}, 0)
def f3(cells: dict[tuple[int, int], str], row: int) -> str:
    line = ""
    for (r, c), mark in cells.items():
        if r == row:
            line += mark
        elif c == row:
            line += mark.upper()
        else:
            line += "."
    return line


# deskcheck: f4({3: 30, 1: 10, 2: 25, 8: 5})
# deskcheck: f4({7: 7})
# deskcheck: f4({-1: 4, -5: 2})
# deskcheck: f4({4: 12, 9: 3, -6: 20, 15: 8, 2: 12, 11: 1})
def f4(d: dict[int, int]) -> list[int]:
    top = max(d, key=d.get)
    low = min(d)
    d[low] += d.pop(top)
    gap = top - low
    d[gap] = len(d)
    return sorted(d) + [gap]


# deskcheck: f5(["ox", "hen", "cow", "ant", "yak", "bee"], [3, 0, 2, 5])
# deskcheck: f5(["ox"], [])
# deskcheck: f5(["ewe", "ram"], [4, 4, 4])
def f5(names: list[str], counts: list[int]) -> dict[str, int]:
    farm = dict(zip(names, counts))
    for name in names:
        farm.setdefault(name, -1)
    total = sum(n for n in farm.values() if n > 0)
    farm["all"] = total
    return farm


# deskcheck: f6({"en": "one", "de": "eins", "fr": "un"}, ["fr", "it", "en"], "en")
# deskcheck: f6({"en": "two"}, ["pl", "sv"], "en")
# deskcheck: f6({}, ["en"], "de")
def f6(words: dict[str, str], asked: list[str], fallback: str) -> list[str]:
    default = words.get(fallback, "?")
    answers = []
    for lang in asked:
        word = words.get(lang, default)
        answers.append(f"{lang}:{word}")
    return answers


# deskcheck: f7({"a": 5, "b": 12, "c": 7, "d": 12})
# deskcheck: f7({"only": -3})
# deskcheck: f7({})
# deskcheck: f7({"kim": 310, "lou": 250, "mo": 310, "nan": 90, "oz": 250})
def f7(points: dict[str, int]) -> dict[str, int]:
    ranks = {}
    place = 0
    last = None
    for name, score in sorted(points.items(), key=lambda kv: -kv[1]):
        if score != last:
            place += 1
            last = score
        ranks[name] = place
    return ranks


# deskcheck: f8({"k1": "v1", "k2": "v2", "k3": "v3"}, "k2")
# deskcheck: f8({"k1": "v1"}, "k1")
# deskcheck: f8({"k1": "v1"}, "zz")
def f8(d: dict[str, str], key: str) -> dict[str, str]:
    if key in d:
        value = d.pop(key)
        d[key] = value + "*"
    else:
        d = {key: "new", **d}
    return d


# deskcheck: refill({"salt": 1, "rice": 0, "oil": 4}, {"rice": 3, "oil": 5, "tea": 2})
# deskcheck: refill({}, {"tea": 1})
# deskcheck: refill({"salt": 9}, {})
# deskcheck: refill({"nuts": 12, "figs": 5, "oats": 0, "milk": 2}, {"milk": 6, "oats": 10, "figs": 5, "nuts": 15})
def refill(shelf: dict[str, int], wanted: dict[str, int]) -> dict[str, int]:
    order = {}
    for item, target in wanted.items():
        have = shelf.get(item, 0)
        if have < target:
            order[item] = target - have
            shelf[item] = target
    order["bags"] = (sum(order.values()) + 2) // 3
    return order


# deskcheck: f9({"lee": ["c", "go"], "kim": ["go"], "bo": []})
# deskcheck: f9({"ann": ["sql", "c", "sql"]})
# deskcheck: f9({})
def f9(skills: dict[str, list[str]]) -> dict[str, str]:
    who = {}
    for person, langs in skills.items():
        for lang in langs:
            if lang in who:
                who[lang] += "+" + person
            else:
                who[lang] = person
    return who


# deskcheck: f10([5, 3, 5, 8, 3, 5, 1])
# deskcheck: f10([-2, -2])
# deskcheck: f10([])
def f10(nums: list[int]) -> list[tuple[int, int]]:
    runs = {}
    for n in nums:
        runs[n] = runs.get(n, 0) + 1
    often = {n: c for n, c in runs.items() if c > 1}
    return sorted(often.items(), key=lambda p: (-p[1], p[0]))


# deskcheck: f11({"w": 3, "x": 0, "y": 6, "z": 1}, 2)
# deskcheck: f11({"w": 3}, 5)
# deskcheck: f11({}, 1)
def f11(d: dict[str, int], n: int) -> list[str]:
    taken = []
    while d and n > 0:
        key, left = d.popitem()
        taken.append(key + str(left))
        n -= 1
        if left == 0:
            n += 1
    taken.append(str(len(d)))
    return taken


# deskcheck: f12({"host": "a1", "port": "80"}, {"port": "8080", "user": ""})
# deskcheck: f12({}, {"x": "1"})
# deskcheck: f12({"host": "b"}, {})
def f12(base: dict[str, str], given: dict[str, str]) -> str:
    config = {**base, **given}
    for key in list(config):
        if not config[key]:
            del config[key]
    parts = [f"{k}={config[k]}" for k in sorted(config)]
    return "&".join(parts)


# deskcheck: f13({"ada": {"math": 9, "art": 4}, "ben": {"art": 7}}, "art")
# deskcheck: f13({"ada": {"math": 9}}, "art")
# deskcheck: f13({}, "gym")
def f13(marks: dict[str, dict[str, int]], subject: str) -> tuple[str, int]:
    best = ""
    top = 0
    for pupil in marks:
        mark = marks[pupil].get(subject, 0)
        if mark > top:
            best, top = pupil, mark
    return best or "none", top


# deskcheck: f14({"a": "x", "b": "y", "c": "x", "d": "z", "e": "x"})
# deskcheck: f14({"p": "p"})
# deskcheck: f14({})
# deskcheck: f14({"car": "Ed", "bike": "Al", "boat": "Al", "van": "Ed", "kart": "Al", "sled": "Bo"})
def f14(owner: dict[str, str]) -> dict[str, int]:
    size = {}
    for thing in owner:
        boss = owner[thing]
        size.setdefault(boss, 0)
        size[boss] += 1
    if size:
        size.pop(max(size, key=size.get))
    return size


# deskcheck: f15("the cat saw the dog and the cow")
# deskcheck: f15("a bb a")
# deskcheck: f15("")
def f15(sentence: str) -> dict[int, list[str]]:
    shelves = {}
    for word in sentence.split():
        shelf = shelves.setdefault(len(word), [])
        if word not in shelf:
            shelf.append(word)
    return dict(sorted(shelves.items()))


# deskcheck: f16({"b": 4, "a": 4, "d": 1, "c": 3}, True)
# deskcheck: f16({"b": 4, "a": 4, "d": 1}, False)
# deskcheck: f16({}, True)
# deskcheck: f16({"m": 41, "h": 7, "z": 18, "k": 7, "a": 99, "c": -4}, True)
def f16(d: dict[str, int], by_value: bool) -> list[str]:
    if by_value:
        keys = sorted(d, key=lambda k: d[k])
    else:
        keys = sorted(d)
    first = keys[:2]
    rest = {k: v for k, v in d.items() if k not in first}
    return first + [str(sum(rest.values()))]


# deskcheck: evict({"p": 1, "q": 2, "r": 3}, "s", 3)
# deskcheck: evict({"p": 1, "q": 2}, "p", 2)
# deskcheck: evict({"a": 4, "b": 1, "c": 2, "d": 9, "e": 1}, "c", 5)
# deskcheck: evict({"v": 1, "w": 1, "x": 3, "y": 1, "z": 2}, "new", 3)
def evict(cache: dict[str, int], page: str, limit: int) -> dict[str, int]:
    if page in cache:
        hits = cache.pop(page)
        cache[page] = hits + 1
        return cache
    while len(cache) >= limit:
        oldest = next(iter(cache))
        del cache[oldest]
    cache[page] = 1
    return cache


# deskcheck: f17({1: 2, 2: 4, 4: 3, 3: 9}, 1)
# deskcheck: f17({5: 6, 6: 5}, 5)
# deskcheck: f17({}, 8)
# deskcheck: f17({10: 20, 20: 35, 35: 10, 40: 1, 50: 60}, 35)
def f17(jumps: dict[int, int], at: int) -> list[int]:
    path = [at]
    while at in jumps and len(path) < 5:
        at = jumps[at]
        path.append(at)
    path.append(sum(path))
    return path


# deskcheck: f18({"x": [1, 5], "y": [], "z": [4, 4, 2]})
# deskcheck: f18({"m": []})
# deskcheck: f18({"k": [-7]})
def f18(series: dict[str, list[int]]) -> dict[str, int]:
    for name, values in list(series.items()):
        if not values:
            del series[name]
        else:
            series[name] = max(values) - min(values)
    series["n"] = len(series)
    return series


# deskcheck: f19(["red", "tan"], ["S", "M", "L"])
# deskcheck: f19(["blue"], ["XL"])
# deskcheck: f19([], ["S"])
def f19(colors: list[str], sizes: list[str]) -> dict[tuple[str, str], int]:
    stock = {}
    number = 100
    for color in colors:
        for size in sizes:
            stock[(color, size)] = number
            number += len(color)
    return stock


# deskcheck: f20({"north": 5, "south": 8, "east": 1}, {"south": 8, "east": 2, "west": 3})
# deskcheck: f20({}, {})
# deskcheck: f20({"north": 1}, {})
def f20(old: dict[str, int], new: dict[str, int]) -> list[str]:
    report = []
    for key in old | new:
        if key not in new:
            report.append("-" + key)
        elif key not in old:
            report.append("+" + key)
        elif old[key] != new[key]:
            report.append(f"{key}:{new[key] - old[key]}")
    return report


# deskcheck: f21({"q": 10, "r": 25, "s": 40}, 5)
# deskcheck: f21({"q": -3}, 2)
# deskcheck: f21({}, 9)
# deskcheck: f21({"ax": 62, "bx": 8, "cx": 17, "dx": 0, "ex": 33}, -4)
def f21(d: dict[str, int], step: int) -> dict[str, int]:
    snapshot = d.copy()
    for key in d:
        d[key] -= step
        step += 5
    diff = {k: snapshot[k] - d[k] for k in d}
    diff["step"] = step
    return diff


# deskcheck: f22([("ivy", "tea"), ("max", "pie"), ("ivy", "jam"), ("zoe", "tea")])
# deskcheck: f22([("tom", "egg")])
# deskcheck: f22([])
def f22(orders: list[tuple[str, str]]) -> dict[str, str]:
    bills = {}
    for guest, dish in orders:
        bills[guest] = bills.get(guest, "") + dish[0]
    longest = max(bills, key=lambda g: len(bills[g]), default=None)
    if longest is not None:
        bills[longest] = bills[longest].upper()
    return bills


# deskcheck: f23({"a": 1, "b": 2, "c": 3, "d": 4}, ["b", "d", "x"])
# deskcheck: f23({"a": 1}, ["a"])
# deskcheck: f23({}, [])
# deskcheck: f23({"u": 11, "v": 22, "w": 33, "x": 44, "y": 55, "z": 66}, ["w", "z", "q", "u"])
def f23(d: dict[str, int], drop: list[str]) -> tuple[dict[str, int], int]:
    removed = 0
    missed = 0
    for key in drop:
        if key in d:
            removed += d.pop(key)
        else:
            missed += 1
    return d, removed * 10 + missed


# deskcheck: f24({"ms": 4000, "s": 90, "h": 2})
# deskcheck: f24({"min": 3})
# deskcheck: f24({})
# deskcheck: f24({"h": 1, "min": 15, "s": 42, "ms": 2500, "day": 999})
def f24(spent: dict[str, int]) -> int:
    seconds = {"s": 1, "min": 60, "h": 3600}
    total = 0
    for unit, amount in spent.items():
        factor = seconds.get(unit)
        if factor is None:
            total += amount // 1000
        else:
            total += amount * factor
    return total


# deskcheck: swap_roles({"host": "Ida", "cook": "Ray", "dj": "Uma"}, "host", "dj")
# deskcheck: swap_roles({"host": "Ida", "cook": "Ray"}, "cook", "dj")
# deskcheck: swap_roles({"goal": "Mo", "back": "Ty", "wing": "Al", "mid": "Jo", "sub": "Cy"}, "sub", "goal")
def swap_roles(roles: dict[str, str], one: str, two: str) -> str:
    roles[one], roles[two] = roles.get(two, "nobody"), roles.get(one, "nobody")
    lines = []
    for role, person in roles.items():
        lines.append(f"{person} is {role}")
    return ", ".join(lines)


# deskcheck: f25([4, 9, 4, 1, 9, 9, 2])
# deskcheck: f25([0, 0])
# deskcheck: f25([6])
def f25(nums: list[int]) -> dict[int, tuple[int, int]]:
    spans = {}
    for i, n in enumerate(nums):
        if n in spans:
            first, _ = spans[n]
            spans[n] = (first, i)
        else:
            spans[n] = (i, i)
    return {n: s for n, s in spans.items() if s[0] != s[1]}


# deskcheck: f26({"b1": 12, "a1": 7, "b2": 5, "c9": 30}, "b")
# deskcheck: f26({"x": 1}, "")
# deskcheck: f26({}, "a")
# deskcheck: f26({"to1": 5, "ta": 16, "so": 7, "to2": 8, "mi": 0, "to3": 40}, "to")
def f26(d: dict[str, int], prefix: str) -> dict[str, int]:
    total = 0
    kept = {}
    for key, value in d.items():
        if key.startswith(prefix):
            total += value
        else:
            kept[key] = value
    kept[prefix + "*"] = total
    return kept


# deskcheck: f27({"sun": 1, "rain": 2}, {"rain": 5, "snow": 1})
# deskcheck: f27({"fog": 0}, {})
# deskcheck: f27({}, {})
def f27(left: dict[str, int], right: dict[str, int]) -> dict[str, tuple[int, int]]:
    names = sorted(left.keys() | right.keys())
    table = {}
    for name in names:
        table[name] = (left.get(name, 0), right.get(name, 0))
    if table:
        table.pop(names[-1])
    return table


# deskcheck: f28({"tom": 30, "una": 45, "vic": 30, "wes": 50})
# deskcheck: f28({"zed": 18})
# deskcheck: f28({})
def f28(ages: dict[str, int]) -> list[str]:
    oldest, *others = sorted(ages, key=lambda n: (-ages[n], n))
    teams = [oldest]
    for name in others:
        if ages[name] * 2 > ages[oldest]:
            teams.append(name[0])
        oldest = name
    return teams


# deskcheck: f29({"go": 1, "stop": 0}, [("go", 5), ("wait", 2), ("go", 1)])
# deskcheck: f29({}, [])
def f29(state: dict[str, int], events: list[tuple[str, int]]) -> dict[str, int]:
    history = dict.fromkeys(state, "")
    for name, amount in events:
        state[name] = state.get(name, 10) + amount
        history[name] = history.get(name, "") + str(amount)
    state.update({k: len(h) for k, h in history.items() if len(h) != 1})
    return state


# deskcheck: f30("abca", "aabd")
# deskcheck: f30("", "xx")
# deskcheck: f30("pop", "opp")
def f30(left: str, right: str) -> dict[str, int]:
    need = {}
    for ch in left:
        need[ch] = need.get(ch, 0) + 1
    for ch in right:
        need[ch] = need.get(ch, 0) - 1
    return {ch: n for ch, n in need.items() if n != 0}


# deskcheck: f31({"a": [3, 1], "b": [2], "c": [7, 7, 7]}, 2)
# deskcheck: f31({"a": []}, 1)
# deskcheck: f31({}, 3)
# deskcheck: f31({"red": [1, 2, 3], "tan": [9], "sky": [], "ink": [4, 5, 6, 7], "zinc": [8]}, 1)
def f31(groups: dict[str, list[int]], limit: int) -> dict[str, list[int]]:
    overflow = []
    for members in groups.values():
        while len(members) > limit:
            overflow.append(members.pop())
    if overflow:
        groups["over"] = overflow
    return groups


# deskcheck: seat_map(["ann", "bo", "cy", "di"], 2)
# deskcheck: seat_map(["ed"], 3)
# deskcheck: seat_map([], 2)
def seat_map(people: list[str], width: int) -> dict[tuple[int, int], str]:
    seats = {}
    for i, person in enumerate(people):
        row, col = divmod(i, width)
        seats[row, col] = person
    if (0, 0) in seats:
        seats[0, 0] = seats[0, 0].title()
    return seats


# deskcheck: f32({"jan": 31, "feb": 28, "mar": 31, "apr": 30}, 45)
# deskcheck: f32({"jan": 31}, 31)
# deskcheck: f32({"jan": 31}, 200)
def f32(months: dict[str, int], day: int) -> str:
    for name, length in months.items():
        if day <= length:
            return f"{day} {name}"
        day -= length
    return f"{day} days over"


# deskcheck: f33({"x": 2, "y": 3}, {"y": 4, "z": 5})
# deskcheck: f33({"x": 2}, {"z": 5})
# deskcheck: f33({}, {"k": 1})
# deskcheck: f33({"a": 3, "b": -2, "c": 7, "d": 1, "e": 10}, {"e": 2, "c": -1, "f": 5, "g": 6})
def f33(a: dict[str, int], b: dict[str, int]) -> int:
    product = 0
    for key, value in a.items():
        if key in b:
            product += value * b[key]
        else:
            product -= value
    extra = [k for k in b if k not in a]
    return product - len(extra)


# deskcheck: f34({"en": {"yes": "yes", "no": "no"}, "es": {"yes": "si"}}, "es", "no")
# deskcheck: f34({"en": {"yes": "yes"}}, "it", "yes")
# deskcheck: f34({"en": {}}, "en", "ok")
def f34(book: dict[str, dict[str, str]], lang: str, word: str) -> str:
    page = book.get(lang)
    if page is None:
        book[lang] = page = {}
    text = page.get(word, book["en"].get(word, "..."))
    page[word] = text
    return f"{text}/{len(page)}/{len(book)}"


# deskcheck: f35({"oak": 12, "elm": 7, "ash": 20, "fir": 3}, 8)
# deskcheck: f35({"oak": 1}, 8)
# deskcheck: f35({}, 0)
def f35(heights: dict[str, int], cut: int) -> dict[str, list[str]]:
    sides = {"tall": [], "short": []}
    for tree, h in heights.items():
        side = "tall" if h >= cut else "short"
        sides[side].append(tree)
        cut += 1
    sides["tall"].sort()
    return sides


# deskcheck: f36({"a": "b", "b": "c"}, "cab")
# deskcheck: f36({}, "hi")
# deskcheck: f36({"x": ""}, "xox")
def f36(table: dict[str, str], text: str) -> str:
    out = ""
    misses = 0
    for ch in text:
        if ch in table:
            out += table[ch]
        else:
            misses += 1
            out += ch + str(misses)
    return out


# deskcheck: f37({10: "ten", 20: "twenty", 30: "thirty"}, 17)
# deskcheck: f37({40: "forty"}, -12)
# deskcheck: f37({12: "dozen", 100: "hundred", 3: "few", 60: "hour", 24: "day", 7: "week"}, 43)
# deskcheck: f37({}, 4)
def f37(labels: dict[int, str], n: int) -> tuple[str, int]:
    nearest = None
    for key in labels:
        distance = abs(key - n)
        if nearest is None or distance < abs(nearest - n):
            nearest = key
    return labels[nearest], nearest - n


# deskcheck: f38({"a": 1, "b": 2, "c": 3})
# deskcheck: f38({"z": 26})
# deskcheck: f38({})
# deskcheck: f38({"n": 0, "e": 90, "s": 180, "w": 270, "up": -1, "down": 45})
def f38(d: dict[str, int]) -> dict[str, int]:
    keys = list(d)
    values = list(d.values())
    values = values[1:] + values[:1]
    d.clear()
    d.update(zip(keys, values))
    return d


# deskcheck: f39({"pen": 120, "ink": 350, "pad": 80}, {"pen": 3, "pad": 1})
# deskcheck: f39({"pen": 120}, {"pen": 0})
# deskcheck: f39({"pen": 120}, {"cup": 2})
def f39(prices: dict[str, int], cart: dict[str, int]) -> str:
    total = 0
    for item, amount in cart.items():
        total += prices[item] * amount
    euros, cents = divmod(total, 100)
    return f"{euros}.{cents:02}"


# deskcheck: count_kinds([3, "a", 2.5, "b", None, 7])
# deskcheck: count_kinds(["x", "y"])
# deskcheck: count_kinds([])
def count_kinds(items: list[object]) -> dict[str, int]:
    kinds = {"int": 0, "str": 0}
    for item in items:
        name = type(item).__name__
        if name in kinds:
            kinds[name] += 1
        else:
            kinds["other"] = kinds.get("other", 0) + 1
    return kinds


# deskcheck: f40({"u": 6, "v": 2, "w": 9})
# deskcheck: f40({"u": 5, "v": 5})
# deskcheck: f40({})
# deskcheck: f40({"p": 4, "q": 4, "r": 5, "s": 4, "t": 1})
def f40(d: dict[str, int]) -> dict[int, str]:
    flipped = {}
    for key, value in d.items():
        while value in flipped:
            value += 1
        flipped[value] = key
    return flipped


# deskcheck: f41([("a", 3), ("b", 4)], [("b", 1), ("c", 2)])
# deskcheck: f41([], [("x", 9)])
# deskcheck: f41([("x", 9)], [])
def f41(first: list[tuple[str, int]], second: list[tuple[str, int]]) -> list[tuple[str, int]]:
    merged = dict(first)
    for key, value in second:
        if key in merged:
            merged[key] *= value + 1
        else:
            merged[key] = value
    pairs = list(merged.items())
    return pairs[::-1]


# deskcheck: f42({"ann": ["bo", "cy"], "bo": ["cy"], "cy": []}, "ann")
# deskcheck: f42({"ann": ["zed"]}, "ann")
# deskcheck: f42({}, "ann")
def f42(follows: dict[str, list[str]], me: str) -> list[str]:
    found = []
    for friend in follows.get(me, []):
        for other in follows.get(friend, ["nobody"]):
            if other != me and other not in found:
                found.append(other)
    return sorted(found)


# deskcheck: f43({"x": 8, "y": 15, "z": 23}, 4)
# deskcheck: f43({"x": 0}, 7)
# deskcheck: f43({"a": 7, "b": 12, "c": 3}, 0)
# deskcheck: f43({"mon": 13, "tue": 26, "wed": 39, "thu": 4, "fri": 58}, 12)
def f43(d: dict[str, int], n: int) -> dict[str, tuple[int, int]]:
    out = {}
    carry = 0
    for key, value in d.items():
        q, r = divmod(value + carry, n)
        out[key] = (q, r)
        carry = r
    return out


# deskcheck: f44("k:v,,a:b,k:w,solo")
# deskcheck: f44("one")
# deskcheck: f44("")
def f44(line: str) -> dict[str, str]:
    opts = {}
    for chunk in line.split(","):
        key, colon, value = chunk.partition(":")
        if not key:
            continue
        opts[key] = value if colon else "on"
    opts.setdefault("k", "off")
    return opts


# deskcheck: f45({"b": 1, "a": 1, "c": 5}, {"c": 5, "a": 1, "b": 1})
# deskcheck: f45({"b": 1}, {"b": 2})
# deskcheck: f45({}, {})
def f45(p: dict[str, int], q: dict[str, int]) -> str:
    if p == q:
        word = "equal"
        if list(p) != list(q):
            word += " mixed"
    else:
        word = "apart"
        p.update(q)
    return word + str(len(p)) + str(p == q)


# deskcheck: f46({"x": 3, "y": 9}, "x", "y")
# deskcheck: f46({"x": 3}, "x", "n")
# deskcheck: f46({}, "i", "j")
def f46(acc: dict[str, int], src: str, dst: str) -> dict[str, int]:
    amount = acc.get(src, 0) // 2
    if not amount:
        acc["fail"] = acc.get("fail", 0) + 1
        return acc
    acc[src] -= amount
    acc[dst] = acc.setdefault(dst, 50) + amount
    return acc


# deskcheck: busiest_hour([9, 14, 9, 17, 14, 9])
# deskcheck: busiest_hour([0])
# deskcheck: busiest_hour([])
def busiest_hour(hours: list[int]) -> str:
    seen = dict.fromkeys(hours, 0)
    for h in hours:
        seen[h] += 1
    if not seen:
        return "quiet"
    peak = max(seen, key=seen.get)
    return f"{peak}h x{seen[peak]} of {len(seen)}"


# deskcheck: f47({"a": {"x": 1}, "b": {"y": 2, "z": 3}})
# deskcheck: f47({"a": {}})
# deskcheck: f47({})
def f47(nested: dict[str, dict[str, int]]) -> dict[str, int]:
    flat = {}
    for outer, inner in nested.items():
        for key, value in inner.items():
            flat[f"{outer}.{key}"] = value
        if not inner:
            flat[outer] = 0
    return flat


# deskcheck: f48({"a.x": 1, "a.y": 2, "b.x": 3, "c": 4})
# deskcheck: f48({"m.n.o": 7})
# deskcheck: f48({})
def f48(flat: dict[str, int]) -> dict[str, dict[str, int]]:
    deep = {}
    for path, value in flat.items():
        head, _, tail = path.partition(".")
        branch = deep.setdefault(head, {})
        branch[tail or "self"] = value
    return deep


# deskcheck: f49({"a": 4, "b": 9, "c": 1, "d": 6})
# deskcheck: f49({"a": 2})
# deskcheck: f49({"idle": 0})
# deskcheck: f49({"sun": 12, "rain": 48, "snow": 7, "fog": 21, "wind": 12})
def f49(d: dict[str, int]) -> dict[str, float]:
    total = sum(d.values())
    share = {}
    for key in sorted(d, key=d.get, reverse=True):
        part = d[key] * 100 / total
        share[key] = round(part, 1)
        if part > 40:
            share[key] = -1.0
    return share


# deskcheck: f50((4, "up", True), {"up": 3, "down": -3})
# deskcheck: f50((10, "left", False), {"up": 3})
# deskcheck: f50((0, "down", True), {"down": -3})
def f50(move: tuple[int, str, bool], table: dict[str, int]) -> tuple[int, str]:
    pos, way, twice = move
    step = table.get(way, 0)
    pos += step
    if twice:
        pos += step
        way = way * 2
    return (pos, way)


# deskcheck: f51({"w1": "rock", "w2": "sand", "w3": "rain"}, "ra")
# deskcheck: f51({"w1": "sea"}, "")
# deskcheck: f51({}, "a")
# deskcheck: f51({"k1": "banana", "k2": "cherry", "k3": "plum", "k4": "melon", "k5": "nut"}, "an")
def f51(d: dict[str, str], letters: str) -> dict[str, int]:
    hits = {}
    for key, word in d.items():
        hits[key] = sum(word.count(ch) for ch in letters)
    for key in [k for k in hits if not hits[k]]:
        del hits[key]
    return hits


# deskcheck: f52({"pear": 2, "fig": 7}, "pear", "fig")
# deskcheck: f52({"pear": 2, "fig": 7}, "fig", "nut")
# deskcheck: f52({"pear": 2}, "lime", "nut")
def f52(d: dict[str, int], old: str, new: str) -> dict[str, int]:
    renamed = {}
    for key, value in d.items():
        if key == old:
            key = new
        renamed[key] = renamed.get(key, 0) + value
    if renamed == d:
        renamed["same"] = len(d)
    return renamed


# deskcheck: fill_gaps({1: 10, 4: 40, 5: 50})
# deskcheck: fill_gaps({2: -1})
# deskcheck: fill_gaps({7: 0, 5: 3})
# deskcheck: fill_gaps({})
def fill_gaps(known: dict[int, int]) -> dict[int, int]:
    full = {}
    value = 0
    for day in range(min(known), max(known) + 1):
        value = known.get(day, value)
        full[day] = value
    return full


# deskcheck: f53([("fri", 3), ("sat", 8), ("fri", 6), ("sun", 1), ("sat", 2)], 5)
# deskcheck: f53([("mon", 4)], 9)
# deskcheck: f53([], 1)
def f53(sales: list[tuple[str, int]], goal: int) -> list[str]:
    sums = {}
    reached = []
    for day, n in sales:
        sums[day] = sums.get(day, 0) + n
        if sums[day] >= goal and day not in reached:
            reached.append(day)
    return reached


# deskcheck: f54({"a": 10, "b": 20, "c": 30}, "b")
# deskcheck: f54({"a": 10, "b": 20}, "a")
# deskcheck: f54({"a": 10}, "q")
# deskcheck: f54({"q1": 105, "q2": 98, "q3": 77, "q4": 140, "q5": 61, "q6": 33}, "q5")
def f54(d: dict[str, int], stop: str) -> dict[str, int]:
    before = {}
    for key in d:
        if key == stop:
            before["stop"] = d[key]
            break
        before[key] = d[key] // 10
    else:
        before["end"] = len(before)
    return before


# deskcheck: f55({"x": (1, 5), "y": (4, 2), "z": (0, 0)})
# deskcheck: f55({"k": (-3, 3)})
# deskcheck: f55({})
# deskcheck: f55({"hall": (9, 4), "den": (3, 3), "bath": (2, 5), "loft": (8, 7), "shed": (1, 2)})
def f55(boxes: dict[str, tuple[int, int]]) -> dict[str, int]:
    areas = {}
    for name, (w, h) in boxes.items():
        if w > h:
            boxes[name] = (h, w)
            name += "'"
        areas[name] = w * h
    areas["swaps"] = sum(1 for n in boxes if n not in areas)
    return areas


# deskcheck: f56({"soup": 4, "cake": 6}, {"soup": 1}, 3)
# deskcheck: f56({"soup": 4}, {}, 0)
# deskcheck: f56({}, {"tea": 2}, 5)
def f56(menu: dict[str, int], off: dict[str, int], tip: int) -> dict[str, int]:
    final = menu.copy()
    for dish in final:
        final[dish] -= off.pop(dish, 0)
    final["tip"] = tip
    final["unused"] = len(off)
    final["sum"] = sum(final.values()) - final["unused"]
    return final


# deskcheck: f57("mississippi", 3)
# deskcheck: f57("abc", 1)
# deskcheck: f57("", 2)
def f57(word: str, n: int) -> list[tuple[str, int]]:
    freq = {}
    for c in word:
        freq[c] = freq.get(c, 0) + 1
    ranked = sorted(freq.items(), key=lambda t: t[1], reverse=True)
    return [(c, k) for c, k in ranked[:n] if k > 1]


# deskcheck: f58({"a": 3, "b": 5, "c": 2, "d": 8})
# deskcheck: f58({"a": 3, "b": 5})
# deskcheck: f58({"a": 3})
# deskcheck: f58({"mo": 11, "tu": 3, "we": 25, "th": 8, "fr": 40, "sa": 0})
def f58(d: dict[str, int]) -> list[object]:
    (first, x), *middle = d.items()
    names = [k for k, _ in middle]
    if middle:
        last, y = middle[-1]
        x = x * y
        first = last + first
    return [first, x, names]


# deskcheck: hand_back({"saw": "al", "axe": "bea", "drill": "al"}, "al")
# deskcheck: hand_back({"axe": "bea"}, "cal")
# deskcheck: hand_back({}, "al")
# deskcheck: hand_back({"rope": "jo", "tent": "ed", "lamp": "jo", "map": "jo", "pan": "ann", "mug": "ed"}, "jo")
def hand_back(loans: dict[str, str], person: str) -> tuple[list[str], str]:
    returned = []
    for tool, who in list(loans.items()):
        if who == person:
            loans.pop(tool)
            returned.append(tool)
    status = "free" if not loans else f"{len(loans)} out"
    return returned, status


# deskcheck: f59({"a": None, "b": 0, "c": 4})
# deskcheck: f59({"c": -1})
# deskcheck: f59({})
# deskcheck: f59({"c": 3, "b": 12, "a": 30, "d": 5, "e": 1})
def f59(d: dict[str, int | None]) -> list[object]:
    a = d.get("a", 7)
    b = d.get("b") or 7
    c = d.setdefault("c", 7)
    if a is None:
        d["a"] = a = b + c
    return [a, b, c, len(d)]


# deskcheck: f60({"t1": [5, 9], "t2": [7], "t3": [1, 1, 1]})
# deskcheck: f60({"t1": [0]})
# deskcheck: f60({})
def f60(times: dict[str, list[int]]) -> list[str]:
    totals = {k: sum(v) for k, v in times.items()}
    order = sorted(totals, key=lambda k: (totals[k], k))
    lines = []
    for k in order:
        average = totals[k] / len(times[k])
        lines.append(f"{k} {average:.1f}")
    return lines


# deskcheck: f61({"x": 5, "y": 0, "z": -4}, 3)
# deskcheck: f61({"p": 1}, 1)
# deskcheck: f61({}, 2)
def f61(power: dict[str, int], rounds: int) -> dict[str, int]:
    for turn in range(rounds):
        for name in list(power):
            power[name] -= turn + 1
            if power[name] < 0:
                del power[name]
    power["rounds"] = rounds
    return power


# deskcheck: f62({"a": 1}, ["b", "c"], 6)
# deskcheck: f62({}, [], 6)
# deskcheck: f62({"c": 9, "d": 2}, ["c", "e"], -1)
def f62(d: dict[str, int], keys: list[str], value: int) -> dict[str, int]:
    defaults = dict.fromkeys(keys, value)
    result = defaults | d
    if len(result) == len(d):
        result.clear()
    for k in keys:
        result[k] = result.get(k, 0) + 1
    return result


# deskcheck: f63([(2, "b"), (1, "z"), (2, "a"), (3, "c")])
# deskcheck: f63([(0, "k")])
# deskcheck: f63([])
def f63(tasks: list[tuple[int, str]]) -> dict[int, str]:
    plan = {}
    for level, name in sorted(tasks):
        if level in plan:
            plan[level] += "," + name
        else:
            plan[level] = name
    return plan


# deskcheck: f64({"dog": "bark", "cat": "meow"}, ["cat", "cow", "dog"])
# deskcheck: f64({}, ["cow"])
# deskcheck: f64({"cat": "purr"}, [])
def f64(sounds: dict[str, str], animals: list[str]) -> str:
    song = []
    for animal in animals:
        try:
            song.append(sounds[animal])
        except KeyError as err:
            song.append("no " + str(err))
            sounds[animal] = "moo"
    return " ".join(song) + str(len(sounds))


# deskcheck: split_bill({"ann": 40, "bo": 10, "cy": 25})
# deskcheck: split_bill({"di": 9})
# deskcheck: split_bill({"ed": 7, "flo": 0})
# deskcheck: split_bill({"lea": 120, "max": 35, "nia": 0, "ola": 64, "pip": 90})
def split_bill(paid: dict[str, int]) -> dict[str, int]:
    share = sum(paid.values()) // len(paid)
    balance = {}
    for name, amount in paid.items():
        balance[name] = amount - share
    rest = sum(balance.values())
    if rest:
        poorest = min(balance, key=balance.get)
        balance[poorest] -= rest
    return balance


# deskcheck: f65({"k": 3, "m": 1, "n": 2}, {"k", "n"})
# deskcheck: f65({"k": 3}, set())
# deskcheck: f65({}, {"k"})
# deskcheck: f65({"ha": 2, "ho": 1, "he": 3, "hm": 0, "hu": 1}, {"he", "hm", "zz"})
def f65(d: dict[str, int], marked: set[str]) -> list[str]:
    out = []
    for key, n in d.items():
        if key in marked:
            out.extend([key] * n)
            marked.discard(key)
        else:
            out.append(key.upper())
    out += sorted(marked)
    return out


# deskcheck: f66({"e": 5, "d": 4}, {"c": 3, "d": 40})
# deskcheck: f66({}, {"c": 3})
# deskcheck: f66({"e": 5}, {})
def f66(base: dict[str, int], patch: dict[str, int]) -> list[object]:
    undo = {}
    for key in patch:
        undo[key] = base.get(key)
    base |= patch
    top = max(base, key=base.get)
    for key, old in undo.items():
        if old is None:
            del base[key]
        else:
            base[key] = old
    return [top, base]


# deskcheck: pass_the_ball({"ann": "bo", "bo": "cy", "cy": "ann"}, "bo", 4)
# deskcheck: pass_the_ball({"ann": "ann"}, "ann", 2)
# deskcheck: pass_the_ball({"ann": "bo"}, "ann", 3)
def pass_the_ball(passes: dict[str, str], holder: str, turns: int) -> dict[str, int]:
    touches = {holder: 1}
    for _ in range(turns):
        holder = passes.get(holder)
        if holder is None:
            break
        touches[holder] = touches.get(holder, 0) + 1
    touches["last"] = len(holder or "")
    return touches


# deskcheck: crop_yield({"A": [4, 6], "B": [10], "C": []}, {"A": 2, "C": 3})
# deskcheck: crop_yield({"B": [1, 1, 1]}, {})
# deskcheck: crop_yield({}, {"A": 2})
# deskcheck: crop_yield({"N": [3, 3, 3], "E": [8], "S": [], "W": [12, -2], "M": [1]}, {"E": 3, "M": 10, "N": 2})
def crop_yield(fields: dict[str, list[int]], bonus: dict[str, int]) -> dict[str, int]:
    result = {}
    for plot in sorted(fields, reverse=True):
        rows = fields[plot]
        result[plot] = sum(rows) * bonus.get(plot, 1)
        if not rows:
            result[plot] = -bonus.get(plot, 1)
    return result


# deskcheck: morse_like("sos", {"s": "...", "o": "---"})
# deskcheck: morse_like("es", {"s": "...", "e": "."})
# deskcheck: morse_like("", {"s": "..."})
def morse_like(word: str, code: dict[str, str]) -> tuple[str, int]:
    signal = []
    beats = 0
    for letter in word:
        dots = code[letter]
        beats += len(dots) + 2 * dots.count("-")
        signal.append(dots)
    return "/".join(signal), beats


# deskcheck: f67({"low": (0, 9), "mid": (10, 49), "high": (50, 99)}, 49)
# deskcheck: f67({"low": (0, 9)}, -1)
# deskcheck: f67({}, 3)
def f67(bands: dict[str, tuple[int, int]], value: int) -> str:
    for name, (start, end) in bands.items():
        if start <= value <= end:
            break
    else:
        name = "outside"
        start = value
    return f"{name}+{value - start}"


# deskcheck: tidy_keys({" Name": "Eva", "AGE ": "41", "name": "Eve"})
# deskcheck: tidy_keys({"x": ""})
# deskcheck: tidy_keys({})
# deskcheck: tidy_keys({"Id": "007", "City ": "Oslo", "ID": "x9", "zip": "0150", "note": ""})
def tidy_keys(raw: dict[str, str]) -> dict[str, object]:
    clean = {}
    for key in raw:
        short = key.strip().lower()
        value = raw[key]
        if value.isdigit():
            value = int(value)
        if short in clean:
            short += "2"
        clean[short] = value
    return clean


# deskcheck: f68({1: [2, 3], 2: [4], 3: [4], 4: []})
# deskcheck: f68({9: [9]})
# deskcheck: f68({})
# deskcheck: f68({1: [2], 2: [5]})
def f68(graph: dict[int, list[int]]) -> dict[int, int]:
    incoming = {node: 0 for node in graph}
    for node, nexts in graph.items():
        for target in nexts:
            incoming[target] += 1
            if target == node:
                incoming[target] = -1
    return {n: c for n, c in incoming.items() if c != 1}


# deskcheck: ladder_swap({1: "kit", 2: "lou", 3: "mia", 4: "ned"}, 4, 2)
# deskcheck: ladder_swap({1: "kit", 2: "lou"}, 1, 2)
# deskcheck: ladder_swap({1: "kit"}, 5, 1)
def ladder_swap(ladder: dict[int, str], challenger: int, target: int) -> dict[int, str]:
    if challenger not in ladder or challenger < target:
        return ladder | {0: "refused"}
    climber = ladder[challenger]
    rung = challenger
    while rung > target:
        ladder[rung] = ladder[rung - 1]
        rung -= 1
    ladder[target] = climber
    return ladder


# deskcheck: f69({"a": "apple", "b": "", "c": "cherry"}, lambda s: len(s))
# deskcheck: f69({"q": "fig"}, lambda s: s[0] + s[-1])
# deskcheck: f69({}, str.upper)
def f69(d, change):
    done = {}
    for key, text in d.items():
        if text:
            done[key] = change(text)
        else:
            done.setdefault("empty", []).append(key)
    return done


# deskcheck: stamp_card({"bo": 9, "cy": 3}, ["bo", "cy", "bo", "al"])
# deskcheck: stamp_card({}, ["al"])
# deskcheck: stamp_card({"bo": 8}, [])
# deskcheck: stamp_card({"ivy": 9, "jan": 4, "kai": 9, "leo": 0}, ["kai", "leo", "ivy", "leo"])
def stamp_card(cards: dict[str, int], visits: list[str]) -> list[str]:
    free = []
    for guest in visits:
        cards[guest] = cards.get(guest, 0) + 1
        if cards[guest] == 10:
            free.append(guest)
            cards[guest] = 0
    free.append(f"{sum(cards.values())} stamps")
    return free


# deskcheck: word_pairs("a b a b c a b")
# deskcheck: word_pairs("hi hi hi")
# deskcheck: word_pairs("lone")
def word_pairs(text: str) -> dict[tuple[str, str], int]:
    words = text.split()
    pairs = {}
    for left, right in zip(words, words[1:]):
        pairs[left, right] = pairs.get((left, right), 0) + 1
    once = [p for p, n in pairs.items() if n == 1]
    for p in once:
        del pairs[p]
    return pairs


# deskcheck: f70({"x": 1, "y": 2}, x=5, z=9)
# deskcheck: f70({"x": 1})
# deskcheck: f70({}, q=-1)
def f70(d: dict[str, int], **extra: int) -> dict[str, int]:
    for name, value in extra.items():
        if name in d:
            d[name] -= value
        else:
            d[name + "_"] = value
    return {**d, "n": len(extra)}


# deskcheck: toll_by_plate({"AB1": 2, "CD2": 6, "EF3": 1}, {2: 50, 6: 180})
# deskcheck: toll_by_plate({"AB1": 3}, {})
# deskcheck: toll_by_plate({}, {2: 50})
# deskcheck: toll_by_plate({"K9": 4, "L8": 2, "M7": 5, "N6": 2, "P5": 3}, {2: 35, 3: 55, 4: 90})
def toll_by_plate(axles: dict[str, int], rates: dict[int, int]) -> dict[str, int]:
    bill = {}
    highest = max(rates.values(), default=10)
    for plate, n in axles.items():
        rate = rates.get(n)
        bill[plate] = highest + n if rate is None else rate
    return bill


# deskcheck: f71({"p": 2, "q": 7, "r": 7, "s": 1})
# deskcheck: f71({"p": 0})
# deskcheck: f71({"north": 64, "south": 12, "east": 80, "west": 33, "mid": 57})
# deskcheck: f71({})
def f71(d: dict[str, int]) -> tuple[str, str, int]:
    best = max(d, key=d.get)
    worst = min(d, key=lambda k: d[k])
    top = d.pop(best)
    if best == worst:
        return best, worst, top
    second = max(d.values())
    return best, worst, top - second


# deskcheck: library_loans({"dune": 2, "emma": 0}, [("dune", "out"), ("emma", "out"), ("dune", "in"), ("emma", "in")])
# deskcheck: library_loans({"dune": 1}, [("dune", "out"), ("dune", "out")])
# deskcheck: library_loans({}, [])
def library_loans(copies: dict[str, int], log: list[tuple[str, str]]) -> dict[str, int]:
    waiting = {}
    for title, action in log:
        if action == "in":
            copies[title] += 1
        elif copies[title] > 0:
            copies[title] -= 1
        else:
            waiting[title] = waiting.get(title, 0) + 1
    return copies | {f"wait {t}": n for t, n in waiting.items()}


# deskcheck: f72({"c": 3, "a": 1, "b": 2}, 2)
# deskcheck: f72({"z": 0, "y": 0}, 5)
# deskcheck: f72({}, 1)
# deskcheck: f72({"olga": 14, "abel": 3, "kurt": 8, "zoe": 21, "bert": 6}, 3)
def f72(d: dict[str, int], n: int) -> dict[str, int]:
    result = {}
    for key in sorted(d)[:n]:
        result[key] = d.pop(key)
    for key, value in d.items():
        result["rest"] = result.get("rest", 0) + value
    return result


# deskcheck: sensor_alarm({"t1": 18, "t2": 31, "t3": 27}, {"t1": 15}, 30)
# deskcheck: sensor_alarm({"t1": 5}, {"t1": 5}, 30)
# deskcheck: sensor_alarm({}, {}, 0)
# deskcheck: sensor_alarm({"in": 21, "out": -6, "roof": 48, "tank": 55, "pipe": 90}, {"out": -10, "tank": 60}, 45)
def sensor_alarm(values: dict[str, int], limits: dict[str, int], default: int) -> list[str]:
    alarms = []
    for sensor in values:
        limit = limits.get(sensor, default)
        over = values[sensor] - limit
        if over > 0:
            alarms.append(f"{sensor}+{over}")
            limits[sensor] = values[sensor]
    alarms.append(str(limits))
    return alarms


# deskcheck: f73([("L", 3), ("R", 5), ("L", -1), ("U", 2), ("R", 4)], "R")
# deskcheck: f73([("D", 6)], "U")
# deskcheck: f73([], "L")
def f73(moves: list[tuple[str, int]], hot: str) -> dict[str, int]:
    pull = {"L": 0, "R": 0, "U": 0}
    for key, force in moves:
        if key not in pull:
            force -= 1
        pull[key] = pull.get(key, 100) + force
        if key == hot:
            pull["L"] = pull["L"] - pull.pop(key) // 2
    return pull


# deskcheck: radio_spell("hat", {"h": "hotel", "a": "alfa", "t": "tango"})
# deskcheck: radio_spell("Oh", {"h": "hotel"})
# deskcheck: radio_spell("", {})
def radio_spell(word: str, names: dict[str, str]) -> list[str]:
    spoken = []
    for letter in word:
        name = names.get(letter.lower())
        if name is None:
            names[letter.lower()] = name = letter * 3
        if letter.isupper():
            name = name.upper()
        spoken.append(name)
    return spoken


# deskcheck: f74({"a": {"n": 2, "w": 5}, "b": {"n": 1}, "c": {"w": 4}})
# deskcheck: f74({"a": {}})
# deskcheck: f74({})
def f74(parts: dict[str, dict[str, int]]) -> int:
    weight = 0
    for name, info in parts.items():
        n = info.get("n", 1)
        w = info.get("w", 10)
        info["t"] = n * w
        weight += info["t"]
    if len(parts) > 2:
        weight -= min(p["t"] for p in parts.values())
    return weight


# deskcheck: close_tabs({1: "mail", 2: "news", 3: "map", 4: "mail"}, "mail")
# deskcheck: close_tabs({1: "news"}, "map")
# deskcheck: close_tabs({}, "mail")
# deskcheck: close_tabs({4: "wiki", 7: "mail", 8: "wiki", 11: "map", 15: "docs"}, "wiki")
def close_tabs(tabs: dict[int, str], site: str) -> dict[int, str]:
    closing = [n for n, s in tabs.items() if s == site]
    for n in closing:
        del tabs[n]
    renumbered = {}
    for new, name in enumerate(tabs.values(), start=1):
        renumbered[new] = name
    return renumbered


# deskcheck: f75({"x": 12, "y": 7}, ("y", "x", "y"))
# deskcheck: f75({"x": 12}, ("x",))
# deskcheck: f75({"x": 1}, ("x", "w"))
def f75(d: dict[str, int], order: tuple[str, ...]) -> int:
    first, *rest = order
    value = d[first]
    for key in rest:
        value = value * 2 - d[key]
        d[key] = value
    return value


# deskcheck: medal_table(["it:g", "us:s", "it:b", "us:g", "jp:b"])
# deskcheck: medal_table(["fr:x"])
# deskcheck: medal_table([])
def medal_table(results: list[str]) -> list[tuple[str, int]]:
    worth = {"g": 3, "s": 2, "b": 1}
    table = {}
    for entry in results:
        land, medal = entry.split(":")
        table[land] = table.get(land, 0) + worth.get(medal, 0)
    return sorted(table.items(), key=lambda row: (-row[1], row[0]))


# deskcheck: f76({"k": 9, "l": 4, "m": 6}, {"l": "left", "m": "mid", "k": "key"})
# deskcheck: f76({"k": 9}, {})
# deskcheck: f76({}, {"k": "key"})
# deskcheck: f76({"t": 8, "r": 3, "w": 12, "q": 5, "y": 10}, {"w": "window", "r": "row", "q": "queue"})
def f76(d: dict[str, int], labels: dict[str, str]) -> str:
    text = ""
    for key in sorted(d, key=lambda k: d[k]):
        label = labels.get(key, key * 2)
        text += label[: d[key] // 2]
        text += "|"
    return text.rstrip("|")


# deskcheck: plant_calendar({"pea": 3, "kale": 8, "leek": 3, "dill": 5})
# deskcheck: plant_calendar({"pea": 12})
# deskcheck: plant_calendar({})
def plant_calendar(months: dict[str, int]) -> dict[int, list[str]]:
    calendar = {m: [] for m in sorted(months.values())}
    for plant, month in months.items():
        calendar[month].append(plant)
    for month in list(calendar):
        if len(calendar[month]) > 1:
            calendar[month + 1] = [calendar[month].pop()]
    return calendar


# deskcheck: f77({"one": 1, "two": 2, "six": 6}, 8)
# deskcheck: f77({"one": 1}, 3)
# deskcheck: f77({}, 0)
def f77(coins: dict[str, int], due: int) -> dict[str, int]:
    given = {}
    for name, worth in sorted(coins.items(), key=lambda c: c[1], reverse=True):
        count = due // worth
        if count:
            given[name] = count
            due -= count * worth
    given["left"] = due
    return given


# deskcheck: vote_round({"a": 5, "b": 2, "c": 4}, {"b": "c"})
# deskcheck: vote_round({"a": 1, "b": 1}, {})
# deskcheck: vote_round({"a": 3}, {"a": "z"})
# deskcheck: vote_round({"pine": 31, "oak": 12, "elm": 28, "ash": 12, "yew": 40}, {"oak": "elm", "ash": "yew"})
def vote_round(votes: dict[str, int], transfer: dict[str, str]) -> dict[str, int]:
    loser = min(votes, key=votes.get)
    moved = votes.pop(loser)
    heir = transfer.get(loser)
    if heir in votes:
        votes[heir] += moved
    else:
        votes["void"] = moved
    return dict(sorted(votes.items(), key=lambda kv: kv[1]))


# deskcheck: f78({(1, 2): 5, (3, 0): 2, (1, 1): 4}, (1, 2))
# deskcheck: f78({(0, 0): 1}, (9, 9))
# deskcheck: f78({}, (0, 1))
def f78(grid: dict[tuple[int, int], int], at: tuple[int, int]) -> dict[tuple[int, int], int]:
    x, y = at
    for dx, dy in ((0, -1), (1, 0), (0, 1), (-1, 0)):
        spot = (x + dx, y + dy)
        if spot in grid:
            grid[spot] += 10
        elif dx > 0:
            grid[spot] = 0
    return grid


# deskcheck: feed_pets({"rex": "dog", "tom": "cat", "joy": "cat"}, {"dog": 300, "cat": 80}, 420)
# deskcheck: feed_pets({"rex": "dog"}, {"dog": 300}, 100)
# deskcheck: feed_pets({"bib": "bird"}, {}, 60)
# deskcheck: feed_pets({"ada": "hen", "bo": "hen", "cy": "goat", "di": "hen", "ed": "fish"}, {"hen": 45, "goat": 130}, 240)
def feed_pets(pets: dict[str, str], need: dict[str, int], food: int) -> str:
    hungry = []
    for pet, kind in pets.items():
        portion = need.get(kind, 25)
        if portion > food:
            hungry.append(pet)
            continue
        food -= portion
        need[kind] = portion - 20
    return ",".join(hungry) + f"#{food}"


# deskcheck: f79({"a": [1, 2], "b": [3]}, {"b": [4], "c": [5, 6]})
# deskcheck: f79({}, {"c": []})
# deskcheck: f79({"a": [1]}, {})
def f79(p: dict[str, list[int]], q: dict[str, list[int]]) -> dict[str, list[int]]:
    joined = {k: v[:] for k, v in p.items()}
    for key, extra in q.items():
        joined.setdefault(key, [0])
        joined[key] += extra
        joined[key].reverse()
    return joined


# deskcheck: alias_lookup({"py": "python", "python": "lang", "js": "script"}, "py")
# deskcheck: alias_lookup({"js": "script"}, "rb")
# deskcheck: alias_lookup({"me": "me"}, "me")
def alias_lookup(alias: dict[str, str], name: str) -> tuple[str, list[str]]:
    visited = []
    while name in alias:
        if name in visited:
            visited.append("loop")
            break
        visited.append(name)
        name = alias[name]
    return name, visited


# deskcheck: f80({"x": 4, "y": 11, "z": 7}, 5, -1)
# deskcheck: f80({"x": 0}, 1, 100)
# deskcheck: f80({}, 2, 2)
# deskcheck: f80({"a1": 55, "b2": -8, "c3": 19, "d4": 20, "e5": 3, "f6": 71}, 20, 0)
def f80(d: dict[str, int], low: int, fill: int) -> list[int]:
    changed = 0
    for k, v in d.items():
        if v < low:
            d[k] = fill
            changed += 1
    values = [*d.values(), changed]
    return sorted(values)


# deskcheck: bus_transfers({"A": ["mill", "dock"], "B": ["dock", "zoo"], "C": ["zoo", "mill"]}, "dock")
# deskcheck: bus_transfers({"A": ["mill"]}, "dock")
# deskcheck: bus_transfers({}, "zoo")
def bus_transfers(lines: dict[str, list[str]], stop: str) -> dict[str, int]:
    calls = [name for name, stops in lines.items() if stop in stops]
    reach = {}
    for name in calls:
        for place in lines[name]:
            if place != stop:
                reach[place] = lines[name].index(place) - lines[name].index(stop)
    return reach or {"walk": len(lines)}


# deskcheck: f81({"a": 7, "b": 7, "c": 2, "d": 5})
# deskcheck: f81({"a": 1})
# deskcheck: f81({})
# deskcheck: f81({"s": 1, "t": 2, "u": 3, "v": 1, "w": 4, "x": 6})
def f81(d: dict[str, int]) -> dict[str, bool]:
    values = list(d.values())
    verdict = {}
    for k in d:
        verdict[k] = values.count(d[k]) == 1
    if all(verdict.values()):
        verdict["all"] = bool(d)
    return verdict


# deskcheck: loop_keys({"gold": 3, "iron": 1}, "iron", 40)
# deskcheck: loop_keys({"gold": 3}, "tin", -5)
# deskcheck: loop_keys({"coal": 12, "zinc": 7, "lead": 0, "gold": 1, "iron": 30}, "lead", 15)
def loop_keys(ore: dict[str, int], kind: str, amount: int) -> list[str]:
    before = len(ore)
    ore.setdefault(kind, amount)
    grew = len(ore) > before
    ore[kind] = ore[kind] * 2 if grew else ore[kind] + amount
    names = []
    for name in reversed(ore):
        names.append(f"{name}{ore[name]:+}")
    return names


# deskcheck: grade_curve({"Al": 71, "Bea": 88, "Cy": 54, "Di": 95}, {90: "A", 80: "B", 60: "C"})
# deskcheck: grade_curve({"Al": 0}, {50: "ok"})
# deskcheck: grade_curve({}, {50: "ok"})
def grade_curve(scores: dict[str, int], cuts: dict[int, str]) -> dict[str, str]:
    grades = {}
    for name, score in scores.items():
        grades[name] = "F"
        for cut in sorted(cuts, reverse=True):
            if score >= cut:
                grades[name] = cuts[cut]
                break
    return grades
