def plus_tax(price: int) -> int:
    return price + price // 10


# deskcheck: f("lamp", 120, 2)
# deskcheck: f("pin", 9, 10)
# deskcheck: f("", 0, 1)
def f(name: str, price: int, count: int) -> str:
    total = plus_tax(price) * count
    return f"{count} x {name or 'item'} = {total:,} ({price:>4})"


# deskcheck: f1(17, 4)
# deskcheck: f1(-9, 2)
# deskcheck: f1(3, 8)
def f1(a: int, b: int) -> tuple[int, int, int, bool]:
    low, high = min(a, b), max(a, b)
    return high - low, high // low, high % low, a > b


# deskcheck: f2("lighthouse", 5)
# deskcheck: f2("cat", 2)
# deskcheck: f2("", 3)
def f2(word: str, k: int) -> str:
    mid = len(word) // 2
    return word[mid:] + "-" * (k % 3) + word[:mid]


# deskcheck: ticket_price(9, True)
# deskcheck: ticket_price(40, False)
# deskcheck: ticket_price(70, True)
# deskcheck: ticket_price(-2, False)
def ticket_price(age: int, member: bool) -> int:
    if age < 0:
        raise ValueError(f"bad age {age}")
    base = 4 if age < 12 else 10
    return base * 2 - member if age < 65 else base // 2 + member


# deskcheck: f3([4, 9, 1], 2)
# deskcheck: f3([7], 5)
# deskcheck: f3([], 3)
def f3(xs: list[int], p: int) -> list[int]:
    top = max(xs, default=1)
    return [x ** p % 10 for x in xs] + [top ** 2]


# deskcheck: f4("  Grey-Fox 7 ")
# deskcheck: f4("a-b-c")
# deskcheck: f4("")
def f4(raw: str) -> str:
    return raw.strip().lower().replace("-", "_").split(" ")[0].capitalize()


# deskcheck: f5({"oak": 12, "elm": 7}, "elm")
# deskcheck: f5({"oak": 12}, "fir")
# deskcheck: f5({}, "ash")
def f5(trees: dict[str, int], kind: str) -> str:
    try:
        age = trees[kind]
    except KeyError as err:
        return f"missing {err} of {len(trees)}"
    return f"{kind}:{age * 2}"


def clamp_to(n: int, lo: int, hi: int) -> int:
    return max(lo, min(n, hi))


# deskcheck: f6([5, 130, -20], 100)
# deskcheck: f6([300], 255)
# deskcheck: f6([], 1)
def f6(levels: list[int], cap: int) -> tuple[list[int], int]:
    fixed = [clamp_to(v, 0, cap) for v in levels]
    return fixed, sum(levels) - sum(fixed)


# deskcheck: f7(3, 5, "red")
# deskcheck: f7(0, 2, "blue")
# deskcheck: f7(4, 0, "")
def f7(w: int, h: int, color: str) -> dict[str, int | str]:
    area = w * h
    return {"color": color[:1], "area": area, "edge": 2 * (w + h), "k": len(color)}


# deskcheck: f8("abc", 2, "z")
# deskcheck: f8("", 4, "y")
# deskcheck: f8("mn", 0, "")
def f8(s: str, n: int, end: str) -> bool:
    t = s * n + end
    return t[:2] == s[:2] and len(t) > n


# deskcheck: gear_ratio([48, 16, 12])
# deskcheck: gear_ratio([30, 7])
# deskcheck: gear_ratio([5, 0])
def gear_ratio(teeth: list[int]) -> str:
    first, *_, last = teeth
    if last == 0:
        raise ValueError(f"no teeth on gear {len(teeth) - 1}")
    return f"{first / last:.2f}:1 via {first % last}"


# deskcheck: f9([10, 20, 30, 40], 1, 2)
# deskcheck: f9([5], 0, 9)
# deskcheck: f9([], 1, 1)
def f9(row: list[int], start: int, size: int) -> list[int]:
    stop = start + size
    return row[start:stop] or [start, stop]


# deskcheck: f10(125)
# deskcheck: f10(60)
# deskcheck: f10(7)
def f10(seconds: int) -> str:
    m, s = divmod(seconds, 60)
    return f"{m}m{s:02d}s" if m else f"{s}s"


# deskcheck: f11("north", "south")
# deskcheck: f11("up", "")
# deskcheck: f11("", "")
def f11(a: str, b: str) -> tuple[str, str, int]:
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return short + long[-2:], long[:1] * 3, len(a + b)


# deskcheck: f12("3", "4")
# deskcheck: f12("3", "x4")
# deskcheck: f12("", "1")
def f12(a: str, b: str) -> str | int:
    try:
        total = int(a) + int(b)
    except ValueError:
        return a + "?" + b
    return total ** 2 - total


# deskcheck: dew_label(18, 5)
# deskcheck: dew_label(12, 5)
# deskcheck: dew_label(30, 31)
def dew_label(temp: int, dew: int) -> str:
    gap = temp - dew
    return "fog" if gap <= 0 else "damp" + "!" * (gap % 4) if gap < 10 else "dry"


def edge_letters(w: str) -> str:
    return w[0] + w[-1] if w else "--"


def shout(w: str) -> str:
    return w.upper() + "!"


# deskcheck: f13(["harbor", "ice", ""])
# deskcheck: f13(["q"])
# deskcheck: f13([])
def f13(words: list[str]) -> list[str]:
    last = words[-1] if words else "nil"
    return [shout(edge_letters(w)) for w in words] + [shout(last)]


# deskcheck: f14(6, 4)
# deskcheck: f14(-6, 4)
# deskcheck: f14(5, -3)
def f14(x: int, y: int) -> int:
    z = x * y
    return z // 5 + z % 5 - -x // y


# deskcheck: f15([2, 4, 8], 1)
# deskcheck: f15([2, 4, 8], -4)
# deskcheck: f15([], 0)
def f15(xs: list[int], i: int) -> tuple[str, int]:
    try:
        xs[i] += 100
    except IndexError:
        return f"no slot {i}", len(xs)
    return f"slot {i}", sum(xs)


# deskcheck: f16("dot.dash.dot", ".")
# deskcheck: f16("plain", ".")
# deskcheck: f16("..", ".")
def f16(code: str, sep: str) -> dict[str, int]:
    parts = code.split(sep)
    return {p: len(p) + i for i, p in enumerate(parts)}


# deskcheck: f17(12, 7)
# deskcheck: f17(100, 99)
# deskcheck: f17(0, 4)
def f17(hits: int, misses: int) -> str:
    shots = hits + misses
    rate = hits * 100 // shots
    return f"{hits}/{shots} = {rate}%{'*' * (rate // 25)}"


# deskcheck: crate_plan(23, 6)
# deskcheck: crate_plan(12, 6)
# deskcheck: crate_plan(4, 0)
def crate_plan(bottles: int, size: int) -> list[int]:
    if not size:
        raise ZeroDivisionError(f"{bottles} bottles, no crates")
    full, rest = divmod(bottles, size)
    return [size] * full + [rest] * (rest > 0)


# deskcheck: f18("MiXeD", True)
# deskcheck: f18("MiXeD", False)
# deskcheck: f18("", True)
def f18(s: str, flip: bool) -> str:
    t = s.swapcase() if flip else s.lower()
    return t[::2].ljust(5, "~") + t[1::2]


# deskcheck: f19([("a", 3), ("b", -1)])
# deskcheck: f19([("z", 0)])
# deskcheck: f19([])
def f19(pairs: list[tuple[str, int]]) -> str:
    names = [n for n, v in pairs if v > 0]
    total = sum(v for _, v in pairs)
    return ",".join(names) + f"={total:+d}"


# deskcheck: f20(4, [1, 4, 9])
# deskcheck: f20(5, [1, 4, 9])
# deskcheck: f20(0, [])
def f20(n: int, squares: list[int]) -> bool:
    half = n // 2
    return n in squares and half not in squares or len(squares) > n


def halve(n: int) -> int:
    return -n // 2


# deskcheck: f21(9)
# deskcheck: f21(-6)
# deskcheck: f21(1)
def f21(n: int) -> tuple[int, int, int]:
    h = halve(n)
    return h, halve(h), halve(halve(h)) + n


# deskcheck: f22({"p": [1, 2], "q": [5]}, "p", 1)
# deskcheck: f22({"p": [1, 2]}, "p", 2)
# deskcheck: f22({"p": [1, 2]}, "r", 0)
def f22(grid: dict[str, list[int]], row: str, col: int) -> str:
    try:
        return f"{row}{col}={grid[row][col]}"
    except (KeyError, IndexError) as e:
        return type(e).__name__ + ":" + row * 2


# deskcheck: seat_code(14, "c")
# deskcheck: seat_code(3, "F")
# deskcheck: seat_code(0, "a")
# deskcheck: seat_code(8, "k")
def seat_code(row: int, letter: str) -> str:
    side = "window" if letter.upper() in "AF" else "aisle"
    if not 1 <= row <= 40:
        raise IndexError(f"row {row} not on plane")
    return f"{row:03d}{letter.upper()}-{side[0]}{len(side)}"


# deskcheck: f23(3, 2)
# deskcheck: f23(2, 0)
# deskcheck: f23(-2, 3)
def f23(base: int, n: int) -> list[int]:
    p = base ** n
    return [p, -p ** 2, (-p) ** 2 + n, p * base]


# deskcheck: f24("tomato soup", "o")
# deskcheck: f24("rye", "o")
# deskcheck: f24("", "s")
def f24(dish: str, c: str) -> str:
    hits = dish.count(c)
    first = dish.find(c)
    return dish[first + 1:].upper() if hits > 1 else f"{dish}:{first}"


# deskcheck: f25([7, 2], [3])
# deskcheck: f25([], [1, 1])
# deskcheck: f25([6], [6])
def f25(a: list[int], b: list[int]) -> dict[str, list[int]]:
    both = a + b
    return {"sum": [sum(a), sum(b)], "rev": both[::-1], "max": [max(both)] * len(b)}


# deskcheck: paint_cost(5, 3, 2)
# deskcheck: paint_cost(10, 2, 0)
# deskcheck: paint_cost(1, 1, 4)
def paint_cost(width: int, height: int, doors: int) -> int:
    wall = width * height * 2
    wall -= doors * 2
    cans = -(-wall // 9)
    return cans * 15 + (doors and 5) if wall > 0 else 0


# deskcheck: f26("k9unit")
# deskcheck: f26("2024")
# deskcheck: f26("none")
def f26(s: str) -> int:
    digits = [int(c) for c in s if c.isdigit()]
    letters = len(s) - len(digits)
    return sum(digits) * 10 + letters if letters else -sum(digits)


# deskcheck: f27(["ab", "c"], 3)
# deskcheck: f27([], 2)
# deskcheck: f27(["xyz"], 0)
def f27(parts: list[str], n: int) -> list[str]:
    glued = "".join(parts)
    return [glued, glued * n, glued[n:], str(n) * n]


# deskcheck: f28(5, "5")
# deskcheck: f28(12, "2")
# deskcheck: f28(0, "")
def f28(n: int, s: str) -> str:
    try:
        return s + n
    except TypeError:
        return f"{s}{n}" if s != str(n) else s * 3


# deskcheck: f29("Rosa", 7, 12.5)
# deskcheck: f29("Al", 30, 0.126)
# deskcheck: f29("", 0, -3.0)
def f29(who: str, rank: int, score: float) -> str:
    return f"[{rank:02d}] {who:<6}|{score:7.2f}|{rank > 9}"


# deskcheck: tide(5, [2, 3, -1])
# deskcheck: tide(0, [-4])
# deskcheck: tide(9, [])
def tide(level: int, moves: list[int]) -> tuple[int, int, int]:
    low = high = level
    for m in moves:
        level += m
        low = min(low, level)
        high = max(high, level)
    return level, low, high - low


# deskcheck: f30("basalt", 2)
# deskcheck: f30("ore", 3)
# deskcheck: f30("", 1)
def f30(rock: str, i: int) -> tuple[str, str, str]:
    return rock[:i], rock[i:i + 1], rock[i + 1:][::-1]


def fold_digits(n: int) -> int:
    return n // 10 - n % 10


# deskcheck: f31(492, 7)
# deskcheck: f31(10, 1)
# deskcheck: f31(0, 0)
def f31(a: int, b: int) -> int:
    s = fold_digits(a)
    return fold_digits(s * b) if s > b else s - fold_digits(b)


# deskcheck: f32({"x": 3, "y": 4})
# deskcheck: f32({"x": 3})
# deskcheck: f32({})
def f32(p: dict[str, int]) -> int | str:
    try:
        dx, dy = p["x"], p["y"]
    except KeyError as e:
        return f"point lacks {e.args[0]!r}"
    return dx ** 2 + dy ** 2


# deskcheck: f33([1, 2, 3, 4, 5], 3)
# deskcheck: f33([8, 9], 0)
# deskcheck: f33([], 2)
def f33(xs: list[int], n: int) -> list[list[int]]:
    head, tail = xs[:n], xs[n:]
    return [tail, head[1:], [len(head), len(tail)]]


# deskcheck: f34("eraser", "e")
# deskcheck: f34("moss", "s")
# deskcheck: f34("clay", "z")
def f34(word: str, c: str) -> str:
    spots = [i for i, ch in enumerate(word) if ch == c]
    return "+".join(str(i) for i in spots) or word.replace(word[0], c)


# deskcheck: parcel_fee(12, "north")
# deskcheck: parcel_fee(3, "moon")
# deskcheck: parcel_fee(0, "south")
def parcel_fee(kilos: int, zone: str) -> int:
    rates = {"north": 4, "south": 3}
    if zone not in rates:
        raise KeyError(f"zone {zone}")
    return rates[zone] * kilos + 20 % (kilos + 1)


# deskcheck: f35(14, 3)
# deskcheck: f35(3, 14)
# deskcheck: f35(6, 6)
def f35(n: int, m: int) -> str:
    return ("even" if n % 2 == 0 else "odd") + "<=>"[(n > m) + (n >= m)] + str(n ^ m)


# deskcheck: f36("ab:cd:ef", 1)
# deskcheck: f36("ab:cd:ef", 3)
# deskcheck: f36("", 0)
def f36(path: str, i: int) -> str:
    parts = path.split(":")
    try:
        return parts[i].upper() + path[-1:]
    except IndexError as e:
        return f"{e} ({len(parts)})"


# deskcheck: f37([30, 10, 20])
# deskcheck: f37([5, 5])
# deskcheck: f37([-8])
def f37(xs: list[int]) -> dict[int, int]:
    order = sorted(xs)
    return {x: order.index(x) + 1 for x in xs}


# deskcheck: brew("mint", 3, False)
# deskcheck: brew("black", 5, True)
# deskcheck: brew("", 1, True)
def brew(leaf: str, minutes: int, milk: bool) -> str:
    strength = "weak" if minutes < 3 else "fine" if minutes == 3 else "strong"
    tail = ["", " with milk"][milk]
    return f"{strength} {leaf or 'water'}{tail}".title()


# deskcheck: f38(2, 9, 5)
# deskcheck: f38(9, 2, 5)
# deskcheck: f38(4, 4, 4)
def f38(lo: int, hi: int, x: int) -> bool:
    if lo > hi:
        lo, hi = hi - 1, lo + 1
    return lo < x < hi or x * 2 == lo + hi


def boxed(s: str) -> str:
    return "[" + s + "]"


# deskcheck: f39("ivy", 2)
# deskcheck: f39("", 1)
# deskcheck: f39("fern", 0)
def f39(plant: str, n: int) -> str:
    inner = plant[:n]
    return boxed(boxed(inner) + plant[n:]) * (n or 2)


# deskcheck: f40([3, "3", 3.0])
# deskcheck: f40([True, "no"])
# deskcheck: f40([])
def f40(items: list) -> list[str]:
    names = [type(i).__name__ for i in items]
    return names + [f"{n[0]}{len(n)}" for n in names[::-1]]


# deskcheck: f41(7, 2)
# deskcheck: f41(-7, 2)
# deskcheck: f41(7, 0)
def f41(n: int, d: int) -> tuple[int, int, str]:
    try:
        q = n // d
    except ZeroDivisionError:
        return 0, n, "zero"
    return q, n - q * d, f"{n / d:.1f}"


# deskcheck: wheel_turn("NESW", 1, 6)
# deskcheck: wheel_turn("NESW", 3, -4)
# deskcheck: wheel_turn("AB", 0, 5)
def wheel_turn(dial: str, at: int, turns: int) -> str:
    spot = (at + turns) % len(dial)
    return dial[spot] + dial[spot - 1] + str(spot)


# deskcheck: f42({"cod": 4, "eel": 11, "ray": 2}, 3)
# deskcheck: f42({"cod": 4}, 10)
# deskcheck: f42({}, 0)
def f42(catch: dict[str, int], least: int) -> dict[str, int]:
    extra = sum(v for v in catch.values() if v < least)
    return {k: v for k, v in catch.items() if v >= least} | {"rest": extra}


# deskcheck: f43("Hm", "wait")
# deskcheck: f43("", "go")
# deskcheck: f43("so", "so")
def f43(a: str, b: str) -> str:
    same = a == b
    return a.ljust(4, ".") + b.rjust(6, " ") + f"|{same}|{a < b}"


# deskcheck: f44([5, 1, 4], 10)
# deskcheck: f44([50], 7)
# deskcheck: f44([], 3)
def f44(costs: list[int], cash: int) -> list[int]:
    spent = 0
    for c in costs:
        if spent + c > cash:
            break
        spent += c
    return [spent, cash - spent, len(costs) and costs[-1]]


# deskcheck: pin_check("4821")
# deskcheck: pin_check("48a1")
# deskcheck: pin_check("12")
def pin_check(pin: str) -> int:
    if not pin.isdigit():
        raise ValueError(f"pin {pin!r} has letters")
    if len(pin) != 4:
        raise IndexError(f"need 4 digits, got {len(pin)}")
    return int(pin[::-1]) - int(pin)


# deskcheck: f45(3, 4)
# deskcheck: f45(1, 5)
# deskcheck: f45(0, 2)
def f45(rows: int, cols: int) -> list[list[int]]:
    return [[r * cols + c for c in range(cols)] for r in range(rows)][::-1]


# deskcheck: f46("orbit", 0)
# deskcheck: f46("orbit", -1)
# deskcheck: f46("orbit", 8)
def f46(s: str, i: int) -> str:
    i %= len(s)
    before, here = s[:i], s[i]
    return here.upper() + before + s[i + 1:] * 2


# deskcheck: f47([2, 7, 2], [7, 3])
# deskcheck: f47([1], [])
# deskcheck: f47([], [])
def f47(a: list[int], b: list[int]) -> tuple[list[int], list[int], bool]:
    common = [x for x in a if x in b]
    return common, [x for x in a + b if x not in common], bool(common)


def pay_for(hours: int, rate: int) -> int:
    extra = max(0, hours - 8)
    return hours * rate + extra * rate // 2


# deskcheck: f48("Ida", [8, 10], 12)
# deskcheck: f48("Bo", [3], 15)
# deskcheck: f48("Cy", [], 20)
def f48(name: str, days: list[int], rate: int) -> str:
    total = sum(pay_for(h, rate) for h in days)
    return f"{name.upper():>5}: ${total:.2f} in {len(days)}d"


# deskcheck: f49("7,8,9")
# deskcheck: f49("7,,9")
# deskcheck: f49("ten")
def f49(text: str) -> list[int] | str:
    try:
        nums = [int(t) for t in text.split(",")]
    except ValueError as e:
        return str(e)[-6:]
    return [n * nums[0] for n in nums[1:]]


# deskcheck: stack_up("box", 4)
# deskcheck: stack_up("tub", 1)
# deskcheck: stack_up("", 2)
def stack_up(item: str, n: int) -> list[str]:
    return [item[0] * i + ">" for i in range(n)] if item else ["?"] * n


# deskcheck: f50(64, 2)
# deskcheck: f50(81, 3)
# deskcheck: f50(10, 5)
def f50(n: int, b: int) -> tuple[int, int]:
    steps = 0
    while n % b == 0:
        n //= b
        steps += 1
    return steps, b ** steps * n


# deskcheck: f51({"a": "x", "b": None}, "b", "q")
# deskcheck: f51({"a": "x"}, "b", "q")
# deskcheck: f51({"a": ""}, "a", "q")
def f51(d: dict[str, str | None], key: str, alt: str) -> tuple:
    found = d.get(key, alt)
    return found, key in d, found or alt * 2


# deskcheck: f52("2 plums", "3 figs")
# deskcheck: f52("10 nuts", "1 pear")
# deskcheck: f52("0 limes", "7 kiwis")
def f52(a: str, b: str) -> str:
    n, fruit = a.split()
    m, other = b.split()
    return f"{int(n) + int(m)} {fruit[:-1]}/{other.rstrip('s')}" + n * int(m)


# deskcheck: f53([6, 3, 9])
# deskcheck: f53([1])
# deskcheck: f53([])
def f53(xs: list[int]) -> str:
    try:
        best = max(xs)
    except ValueError:
        return "empty" + str(xs)
    return f"{best}@{xs.index(best)} {xs[0] - best}"


# deskcheck: lamp_state(5, [2, 5, 5])
# deskcheck: lamp_state(3, [])
# deskcheck: lamp_state(0, [0])
def lamp_state(lamp: int, presses: list[int]) -> str:
    on = False
    for p in presses:
        on = not on if p == lamp else on
    return f"lamp {lamp} " + ("on" if on else "off") + f" ({presses.count(lamp)})"


# deskcheck: f54("sail", 3)
# deskcheck: f54("go", 5)
# deskcheck: f54("", 2)
def f54(s: str, n: int) -> str:
    return (s[:n] * 2).center(n * 3, "=")[1:-1]


# deskcheck: f55(2, 3, 4)
# deskcheck: f55(-1, 0, 1)
# deskcheck: f55(10, 10, 10)
def f55(a: int, b: int, c: int) -> dict[str, int | bool]:
    total = a + b + c
    return {"mean": total // 3, "up": a < b < c, "prod": a * b * c, "odd": total % 2 == 1}


# deskcheck: f56([1, 2], "ab")
# deskcheck: f56([3], "xyz")
# deskcheck: f56([], "")
def f56(ns: list[int], s: str) -> list[tuple[int, str]]:
    if len(ns) < len(s):
        ns.append(-len(s))
    return list(zip(ns, reversed(s)))


# deskcheck: f57("12", 3)
# deskcheck: f57(None, 2)
# deskcheck: f57(4, 5)
def f57(v: str | int | None, n: int) -> str:
    try:
        return f"{v * n}/{len(v)}"
    except TypeError:
        return f"{type(v).__name__}*{n}"


# deskcheck: trail_mark(["left", "right", "left"])
# deskcheck: trail_mark(["back"])
# deskcheck: trail_mark([])
def trail_mark(turns: list[str]) -> str:
    angle = 0
    for t in turns:
        angle += {"left": -90, "right": 90}.get(t, 180)
    return f"{angle % 360} deg, {len(turns)} turn{'s' * (len(turns) != 1)}"


# deskcheck: f58([4, 15, 8], 8)
# deskcheck: f58([2], 1)
# deskcheck: f58([], 6)
def f58(xs: list[int], pivot: int) -> list[int]:
    below = [x for x in xs if x < pivot]
    above = [x for x in xs if x > pivot]
    return above + [pivot] * (len(xs) - len(above)) + below


# deskcheck: f59("Quill", "Ink", True)
# deskcheck: f59("Pad", "", False)
# deskcheck: f59("", "Nib", True)
def f59(a: str, b: str, swap: bool) -> tuple[str, int]:
    if swap:
        a, b = b, a
    joined = f"{a}&{b}"
    return joined.lower(), joined.index("&") - len(b)


def next_even(n: int) -> int:
    return n + 2 - n % 2


def wrap_ten(n: int) -> int:
    return n % 10 or 10


# deskcheck: f60(7, 13)
# deskcheck: f60(18, 20)
# deskcheck: f60(-4, 0)
def f60(a: int, b: int) -> list[int]:
    x = next_even(a)
    y = wrap_ten(b)
    return [wrap_ten(x), next_even(y), next_even(wrap_ten(x * y))]


# deskcheck: f61({"seed": 40}, "seed", 15)
# deskcheck: f61({"seed": 40}, "seed", 45)
# deskcheck: f61({}, "corn", 1)
def f61(barn: dict[str, int], item: str, take: int) -> dict[str, int]:
    if barn[item] < take:
        raise ValueError(f"only {barn[item]} {item}, wanted {take}")
    barn[item] -= take
    return {**barn, "out": take, item[0]: barn[item] // 5}


# deskcheck: f62("ALERT: low fuel", ": ")
# deskcheck: f62("low fuel", ": ")
# deskcheck: f62("A: b: c", ": ")
def f62(line: str, sep: str) -> tuple[str, str]:
    level, found, msg = line.partition(sep)
    return (level.lower(), msg.title()) if found else ("info", level[::-1])


# deskcheck: dice_name(3, 3)
# deskcheck: dice_name(1, 6)
# deskcheck: dice_name(2, 5)
# deskcheck: dice_name(7, 1)
def dice_name(a: int, b: int) -> str:
    if max(a, b) > 6:
        return f"bad {max(a, b)}"
    return "double " + str(a) if a == b else "lucky" if a + b == 7 else f"{a + b}"


# deskcheck: f63([1.5, 2.25], 3)
# deskcheck: f63([0.1], 10)
# deskcheck: f63([], 1)
def f63(prices: list[float], n: int) -> str:
    total = sum(prices) * n
    return f"{total:.1f} {len(prices):>3} {int(total)}"


# deskcheck: f64("grape", [0, 2, -1])
# deskcheck: f64("fig", [1])
# deskcheck: f64("pea", [3])
def f64(s: str, idx: list[int]) -> str:
    return "".join(s[i] for i in idx).upper() + s[idx[0]:]


# deskcheck: f65(1999)
# deskcheck: f65(40)
# deskcheck: f65(-315)
def f65(n: int) -> tuple[int, int, str]:
    a = abs(n)
    return a // 100, a % 100 // 10, str(n)[-1] * (a % 10 % 4)


# deskcheck: f66(["b", "a"], ["c"])
# deskcheck: f66([], [])
# deskcheck: f66(["z"], ["z", "y"])
def f66(old: list[str], new: list[str]) -> str:
    added = len(new) - len(old)
    return f"{sorted(old + new)}{added:+}" if added else "even"


# deskcheck: water_mix(3, 40, 2, 90)
# deskcheck: water_mix(1, 10, 1, 11)
# deskcheck: water_mix(0, 50, 0, 60)
def water_mix(l1: int, t1: int, l2: int, t2: int) -> str:
    total = l1 + l2
    try:
        temp = (l1 * t1 + l2 * t2) // total
    except ZeroDivisionError:
        return f"dry at {t1}/{t2}"
    return f"{total}L {temp}C {'hot' if temp > 50 else 'ok'}"


# deskcheck: f67([8, 3, 5])
# deskcheck: f67([2, 2])
# deskcheck: f67([9])
def f67(xs: list[int]) -> list[int]:
    pairs = zip(xs, xs[1:])
    return [b - a for a, b in pairs] + xs[:1] * 2


# deskcheck: f68("k", {"k": "m", "m": "n"})
# deskcheck: f68("m", {"k": "m", "m": "n"})
# deskcheck: f68("x", {})
def f68(key: str, links: dict[str, str]) -> str:
    nxt = links.get(key, "end")
    return links[nxt].upper() if nxt in links else key + "->" + nxt


# deskcheck: f69(5, 3)
# deskcheck: f69(12, 10)
# deskcheck: f69(0, 1)
def f69(a: int, b: int) -> str:
    return f"{a:b}|{a & b}|{a | b:#x}|{a << b % 4}"


# deskcheck: join_team(["Ona", "Lee"], "Mac", 3)
# deskcheck: join_team(["Ona", "Lee"], "Lee", 5)
# deskcheck: join_team(["Ona", "Lee"], "Jo", 2)
def join_team(team: list[str], who: str, cap: int) -> str:
    if who in team:
        raise ValueError(f"{who} is number {team.index(who) + 1}")
    if len(team) >= cap:
        raise IndexError(f"team of {cap} is full")
    team.insert(1, who)
    return " < ".join(team) + f" #{cap - len(team)}"


def safe_at(s: str, i: int) -> str:
    try:
        return s[i]
    except IndexError:
        return "_"


# deskcheck: f70("moth", 3)
# deskcheck: f70("ant", 5)
# deskcheck: f70("", 0)
def f70(bug: str, i: int) -> str:
    mid = safe_at(bug, i // 2)
    return safe_at(bug, i) + mid * 2 + safe_at(bug, -i)


# deskcheck: f71(100, [10, 20])
# deskcheck: f71(250, [50])
# deskcheck: f71(80, [])
def f71(price: int, cuts: list[int]) -> tuple[int, str]:
    start = price
    for c in cuts:
        price -= price * c // 100
    return start - price, f"{price}!" if cuts else "full"


# deskcheck: f72("ab", "cd", "ef")
# deskcheck: f72("", "x", "yz")
# deskcheck: f72("q", "q", "q")
def f72(a: str, b: str, c: str) -> list[str]:
    longest = max(a, b, c, key=len)
    return [a + c[::-1], b.join([a, c]), longest, min(a, b, c)]


# deskcheck: f73([[1, 2], [3, 4]], 0)
# deskcheck: f73([[5], [6], [7]], 0)
# deskcheck: f73([[1], []], 0)
def f73(table: list[list[int]], col: int) -> int:
    values = [row[col] for row in table]
    return values[-1] * 10 - sum(values) ** 2


# deskcheck: score_line("Kit", [9, 10, 7])
# deskcheck: score_line("Ro", [10])
# deskcheck: score_line("Zed", [])
def score_line(name: str, marks: list[int]) -> str:
    if not marks:
        return f"{name}: no marks yet"
    avg = sum(marks) / len(marks)
    return f"{name}: {avg:.1f} ({min(marks)}-{max(marks)}){' *' if avg > 9 else ''}"


# deskcheck: f74(23, "h")
# deskcheck: f74(150, "m")
# deskcheck: f74(5, "d")
def f74(n: int, unit: str) -> int:
    scale = {"h": 60, "m": 1}
    try:
        return n * scale[unit] % 100
    except KeyError as missing:
        return len(str(missing)) - n


# deskcheck: f75(True, False, 6)
# deskcheck: f75(False, False, 3)
# deskcheck: f75(True, True, 0)
def f75(a: bool, b: bool, n: int) -> int:
    return (a + b) * n + (a and not b) - (n > 3) ** 2


# deskcheck: f76("stone", "tuna")
# deskcheck: f76("abc", "axe")
# deskcheck: f76("", "a")
def f76(a: str, b: str) -> tuple[int, str]:
    k = 0
    for x in a:
        k += b.find(x) + 1
    return k, a[k:] + "/" + b[k - 1:]


# deskcheck: f77([3, 12, 7], "{}-{}")
# deskcheck: f77([0, 0], "{1}{0}{1}")
# deskcheck: f77([5], "<{}>")
def f77(ns: list[int], shape: str) -> str:
    return shape.format(*ns) + str(ns[-1] * 11)


# deskcheck: bus_stop(8, 50, 25)
# deskcheck: bus_stop(23, 45, 15)
# deskcheck: bus_stop(12, 0, 0)
def bus_stop(h: int, m: int, wait: int) -> str:
    m += wait
    h += m // 60
    return f"{h % 24:02}:{m % 60:02}" + "+" * (h // 24)


# deskcheck: f78({"ann": ["tea"], "bob": []})
# deskcheck: f78({"cy": ["jam", "rye"]})
# deskcheck: f78({})
def f78(orders: dict[str, list[str]]) -> list[str]:
    return [f"{who}:{'+'.join(what) or 'none'}" for who, what in orders.items()]


# deskcheck: f79("-8", 2)
# deskcheck: f79("eight", 2)
# deskcheck: f79("8", 0)
def f79(raw: str, d: int) -> str:
    try:
        out = f"{int(raw) // d}"
    except ValueError:
        out = raw[:3]
    except ZeroDivisionError as e:
        out = type(e).__name__[:4]
    return out.rjust(6, "*") + raw


# deskcheck: f80([1, 2, 3, 4, 5, 6], 4)
# deskcheck: f80([9, 8], 1)
# deskcheck: f80([], 0)
def f80(xs: list[int], n: int) -> tuple[list[int], list[int]]:
    return xs[-n:][::2], xs[:-n] + [n] * 2


def is_round(n: int) -> bool:
    return n % 10 == 0


# deskcheck: f81([20, 15, 100])
# deskcheck: f81([7])
# deskcheck: f81([])
def f81(ns: list[int]) -> str:
    flags = "".join("R" if is_round(n) else "." for n in ns)
    return f"{flags}:{flags.count('R')}/{len(flags)}" if flags else "~" * 3


# deskcheck: key_ring(["door", "car"], "bike")
# deskcheck: key_ring(["door", "car"], "car")
# deskcheck: key_ring([], "x")
def key_ring(keys: list[str], lost: str) -> list[str]:
    try:
        keys.remove(lost)
    except ValueError:
        keys.append(f"no {lost}")
    return keys[::-1] + [str(len(keys))]


# deskcheck: f82(6, 35)
# deskcheck: f82(14, 14)
# deskcheck: f82(90, 1)
def f82(a: int, b: int) -> int:
    while a > b:
        a, b = a - 30, b + a // 10
    return b * 100 - a ** 2 % 50


# deskcheck: f83("zoo", 4)
# deskcheck: f83("ab", 0)
# deskcheck: f83("", 2)
def f83(s: str, n: int) -> dict[str, str]:
    return {s[:1] or "?": s * 2, str(n): s[1:] + "." * n, s: f"{n:>3}"}


# deskcheck: mood("hooray!!")
# deskcheck: mood("why?")
# deskcheck: mood("")
def mood(msg: str) -> int:
    calm = msg.rstrip("!?")
    return (len(msg) - len(calm)) * 10 ** msg.endswith("!") - calm.count("o")


# deskcheck: f84(["1", "2b", "3"])
# deskcheck: f84(["40", "2"])
# deskcheck: f84([])
def f84(tokens: list[str]) -> int:
    total = 0
    for i, t in enumerate(tokens):
        if not t.isdigit():
            raise ValueError(f"token {i}: {t} after {total}")
        total += int(t)
    return total ** 2 // (len(tokens) or 1)


# deskcheck: f85(3, [2, 5, 8])
# deskcheck: f85(0, [7])
# deskcheck: f85(2, [])
def f85(k: int, xs: list[int]) -> str:
    firsts = [x for x in xs if x > k]
    return f"{len(firsts)} of {len(xs)}: {firsts[:2]}{'+' * k}"


# deskcheck: rope_cut(17, 5, "m")
# deskcheck: rope_cut(9, 3, "ft")
# deskcheck: rope_cut(4, 6, "m")
def rope_cut(length: int, piece: int, unit: str) -> tuple[str, int]:
    if piece > length:
        raise ValueError(f"{piece}{unit} from {length}{unit}?")
    n = length // piece
    return f"{n}x{piece}{unit}", length - n * piece


def tagged(name: str, n: int) -> str:
    return f"{name}#{n:02d}"


# deskcheck: f86(["elk", "owl"], 9)
# deskcheck: f86(["newt"], 100)
# deskcheck: f86([], 0)
def f86(animals: list[str], start: int) -> dict[str, int]:
    return {tagged(a[0], start + i): len(a) * i for i, a in enumerate(animals)}


# deskcheck: f87("Dune", 1965, None)
# deskcheck: f87("Emma", 1815, 4)
# deskcheck: f87("", 0, 5)
def f87(title: str, year: int, stars: int | None) -> str:
    shown = "unrated" if stars is None else "*" * stars
    return f"{title or '(none)'}, {year // 100 + 1}th c., {shown}"


# deskcheck: f88([1, 2], (3, 4))
# deskcheck: f88([5], 6)
# deskcheck: f88([], ())
def f88(a: list[int], b: tuple[int, ...] | int) -> list[int]:
    try:
        return a + list(b)
    except TypeError:
        return a * b + [-b]


# deskcheck: vote("yyn", "y")
# deskcheck: vote("nnyy", "n")
# deskcheck: vote("", "y")
def vote(ballots: str, side: str) -> str:
    mine = ballots.count(side)
    rest = len(ballots) - mine
    return ("won" if mine > rest else "tied" if mine == rest else "lost") + f" {mine}:{rest}"


# deskcheck: f89([4, 7], {4: "four"})
# deskcheck: f89([4, 4], {4: "IV", 7: "VII"})
# deskcheck: f89([], {1: "one"})
def f89(keys: list[int], names: dict[int, str]) -> str:
    parts = []
    for k in keys:
        parts.append(names[k])
    return "-".join(parts).center(12, ".")


# deskcheck: f90(5, -2)
# deskcheck: f90(0, 3)
# deskcheck: f90(12, 12)
def f90(a: int, b: int) -> tuple[int, int, bool, list[int]]:
    c = a - b
    return c, c ** 2 // (abs(b) + 1), -c < b <= a, [a, b] * (c % 3)
