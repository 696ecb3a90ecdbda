# ---
# deskcheck: f([("tea", 3, 40), ("jam", 1, 95), ("oat", 12, 20)], 100)
# deskcheck: f([("pen", 2, -15)], 0)
# deskcheck: f([], 7)
# deskcheck: f([("nut", 250, 1), ("bolt", 30, 12), ("gear", 4, 85), ("cap", 0, 99)], 300)
def f(lines: list[tuple[str, int, int]], limit: int) -> tuple[int, list[str]]:
    total = 0
    big = []
    for name, amount, price in lines:
        cost = amount * price
        total += cost
        if cost > limit:
            big.append(f"{name}={cost}")
    return total, big


# ---
# deskcheck: f1([{"id": 4, "ok": True}, {"id": 9}, {"id": 2, "ok": False}])
# deskcheck: f1([{"id": 0, "ok": True}])
# deskcheck: f1([])
# deskcheck: f1([{"id": 31, "ok": False}, {"id": 18, "ok": 0}, {"id": 7}, {"ok": True}])
def f1(rows: list[dict[str, object]]) -> list[int]:
    good = []
    bad = []
    for row in rows:
        side = good if row.get("ok", True) else bad
        side.append(row["id"])
        row["id"] = len(side)
    return good + [-1] + bad


# ---
# deskcheck: f2({"A": (2, 3), "B": (-1, 5), "C": (0, 0)}, (1, -2))
# deskcheck: f2({"P": (7, 7)}, (0, 0))
# deskcheck: f2({}, (4, 4))
# deskcheck: f2({"inn": (-4, 9), "mill": (12, 0), "ford": (6, -6), "dam": (3, 3)}, (-5, 2))
def f2(spots: dict[str, tuple[int, int]], shift: tuple[int, int]) -> dict[str, int]:
    dx, dy = shift
    far = {}
    for name, (x, y) in spots.items():
        spots[name] = (x + dx, y + dy)
        far[name] = abs(x + dx) + abs(y + dy)
    nearest = min(far, key=far.get, default="-")
    far[nearest] = 0
    return far


# ---
class Tally:
    def __init__(self, start=0):
        self.value = start
        self.peak = start

    def add(self, n):
        self.value += n
        if self.value > self.peak:
            self.peak = self.value


# deskcheck: run_tally([5, -8, 12, -1])
# deskcheck: run_tally([-4])
# deskcheck: run_tally([])
# deskcheck: run_tally([40, -60, 75])
def run_tally(steps: list[int]) -> tuple[int, int]:
    t = Tally(2)
    for s in steps:
        t.add(s)
    return t.value, t.peak


# ---
# deskcheck: f3(4096, 7)
# deskcheck: f3(58, 60)
# deskcheck: f3(0, 3)
# deskcheck: f3(1999, 12)
def f3(n: int, k: int) -> list[int]:
    parts = []
    while n > 0:
        n, r = divmod(n, k)
        parts.append(r)
        if r == 0:
            n -= 1
    parts.reverse()
    return parts


# ---
# deskcheck: f4([3, 8, 15], 2)
# deskcheck: f4([-5], 10)
# deskcheck: f4([], 1)
# deskcheck: f4([], 0)
def f4(nums: list[int], by: int) -> list[int]:
    count = 0

    def scale(n):
        nonlocal count
        count += 1
        return n * by + count

    result = [scale(n) for n in nums]
    result.append(count)
    return result


# ---
# deskcheck: f5("12", "five", "-3")
# deskcheck: f5()
# deskcheck: f5("007")
# deskcheck: f5("8", "", "x9", "41")
def f5(*texts: str) -> tuple[int, list[str]]:
    total = 0
    failed = []
    for text in texts:
        try:
            total += int(text)
        except ValueError:
            failed.append(text[::-1])
        else:
            total *= 2
    return total, failed


# ---
# deskcheck: f6({"sales": {"jan": [4, 6], "feb": [1]}, "returns": {"jan": [2]}}, "jan")
# deskcheck: f6({"sales": {"feb": []}}, "feb")
# deskcheck: f6({}, "mar")
# deskcheck: f6({"in": {"q1": [12, 7], "q2": [3]}, "out": {"q2": [-8, 5, 1]}, "lost": {}}, "q2")
def f6(report: dict[str, dict[str, list[int]]], month: str) -> dict[str, int]:
    summary = {}
    for kind, months in report.items():
        values = months.get(month)
        if values is None:
            summary[kind] = -1
            continue
        summary[kind] = sum(values)
        values.append(summary[kind])
    return summary


# ---
def odd_steps(limit):
    n = 1
    while n < limit:
        yield n
        n = n * 2 + 1


# deskcheck: f7(40)
# deskcheck: f7(2)
# deskcheck: f7(0)
def f7(limit: int) -> list[int]:
    out = []
    previous = 0
    for n in odd_steps(limit):
        out.append(n - previous)
        previous = n
    return out + [previous]


# ---
# deskcheck: f8(738, 10)
# deskcheck: f8(201, 3)
# deskcheck: f8(-45, 10)
def f8(n: int, base: int) -> tuple[int, int]:
    sign = -1 if n < 0 else 1
    n = abs(n)
    total = 0
    weight = 1
    while n:
        n, d = divmod(n, base)
        total += d * weight * sign
        weight += 1
        sign = -sign
    return total, weight


# ---
class Purse:
    def __init__(self, owner, cents):
        self.owner = owner
        self.cents = cents

    def pay(self, other, amount):
        amount = min(amount, self.cents)
        self.cents -= amount
        other.cents += amount
        return amount


# deskcheck: trade_purses(250, 40, [100, 200])
# deskcheck: trade_purses(0, 10, [5])
# deskcheck: trade_purses(7, 7, [])
# deskcheck: trade_purses(90, 310, [60, 500])
def trade_purses(a: int, b: int, amounts: list[int]) -> str:
    ann = Purse("ann", a)
    bob = Purse("bob", b)
    for amount in amounts:
        moved = ann.pay(bob, amount)
        ann, bob = bob, ann
    return f"{ann.owner}:{ann.cents} {bob.owner}:{bob.cents}"


# ---
# deskcheck: f9([("kim", [3, 5]), ("lee", []), ("pat", [10])])
# deskcheck: f9([("zed", [0])])
# deskcheck: f9([])
# deskcheck: f9([("bea", [17, 4, 9]), ("cal", [25]), ("dot", [6, 6, 6, 6]), ("eli", [51])])
def f9(entries: list[tuple[str, list[int]]]) -> list[tuple[str, int]]:
    table = []
    for name, scores in entries:
        if not scores:
            table.append((name, 0))
            continue
        best = max(scores)
        table.append((name, best * len(scores)))
    table.sort(key=lambda row: (-row[1], row[0]))
    return table


# ---
# deskcheck: f10(45, 3)
# deskcheck: f10(-8, 1)
# deskcheck: f10(0, 5)
def f10(n: int, mask: int) -> tuple[int, list[int]]:
    n = abs(n)
    picked = []
    while n:
        low = n & mask
        picked.append(low)
        if low == mask:
            n ^= mask << 1
        n >>= 2
        mask = mask ^ 1
    return mask, picked


# ---
# deskcheck: f11(7, 3)
# deskcheck: f11(7)
# deskcheck: f11(-2, 0, "=")
# deskcheck: f11(123456)
def f11(n: int, width: int = 5, fill: str = ".") -> str:
    body = str(n)
    missing = width - len(body)
    left = missing // 2
    if missing > 0:
        body = fill * left + body + fill * (missing - left)
    return f"[{body}]{missing}"


# ---
# deskcheck: f12([[1, 2], [3], [4, 5, 6]])
# deskcheck: f12([[], [9]])
# deskcheck: f12([])
def f12(rows: list[list[int]]) -> list[list[int]]:
    carry = 0
    for row in rows:
        row.insert(0, carry)
        carry = row.pop()
        row.append(sum(row))
    rows.append([carry])
    return rows


# ---
# deskcheck: f13(10, 4)
# deskcheck: f13(6, 0)
# deskcheck: f13(-9, 2)
# deskcheck: f13(-100, 7)
def f13(a: int, b: int) -> list[object]:
    trace = []
    try:
        trace.append(a // b)
        trace.append(a % b)
    except ZeroDivisionError:
        trace.append("zero")
        b = 1
    finally:
        trace.append(a + b)
    return trace


# ---
class Shelf:
    def __init__(self, room):
        self.room = room
        self.books = []

    def put(self, title):
        if len(self.books) >= self.room:
            return self.books.pop(0)
        self.books.append(title)
        return None


# deskcheck: fill_shelf(["dune", "emma", "kim"], 2)
# deskcheck: fill_shelf(["dune"], 3)
# deskcheck: fill_shelf(["odd", "job"], 1)
def fill_shelf(titles: list[str], room: int) -> tuple[list[str], list[str]]:
    shelf = Shelf(room)
    dropped = []
    for title in titles:
        out = shelf.put(title)
        if out is not None:
            dropped.append(out)
    return shelf.books, dropped


# ---
# deskcheck: f14(48, 36)
# deskcheck: f14(17, 5)
# deskcheck: f14(9, 0)
def f14(wide: int, tall: int) -> tuple[int, list[int]]:
    tiles = []
    while wide > 0 and tall > 0 and len(tiles) < 4:
        side = min(wide, tall)
        tiles.append(side)
        if wide > tall:
            wide -= side
        else:
            tall -= side
    return wide * tall, tiles


# ---
# deskcheck: f15({"x": 2, "y": -1}, 10, 20)
# deskcheck: f15({}, 1, 2)
# deskcheck: f15({"y": 3}, 0, 5)
# deskcheck: f15({"x": -4, "y": -6}, 3, -8)
def f15(weights: dict[str, int], x: int, y: int) -> int:
    point = {"x": x, "y": y}
    total = 0
    for axis in sorted(point):
        w = weights.get(axis, 1)
        total += w * point[axis]
        if w < 0:
            total -= 100
    return total


# ---
# deskcheck: f16(["b2", "a10", "c1", "a9"])
# deskcheck: f16(["z0"])
# deskcheck: f16([])
# deskcheck: f16(["m07", "k120", "m7", "k3x"])
def f16(codes: list[str]) -> list[str]:
    split = [(code[0], int(code[1:])) for code in codes]
    split.sort(key=lambda p: (p[0], -p[1]))
    out = []
    for letter, number in split:
        out.append(f"{letter}{number:03d}")
    return out


# ---
# deskcheck: f17([2, 4, 8], lambda a, b: a - b)
# deskcheck: f17([5], lambda a, b: a * b)
# deskcheck: f17([], min)
# deskcheck: f17([90, 12, 41, 6], lambda a, b: abs(a - b) + 1)
def f17(nums: list[int], merge) -> list[int]:
    acc = nums[0]
    seen = [acc]
    for n in nums[1:]:
        acc = merge(acc, n)
        seen.append(acc)
    if len(seen) == 1:
        seen.append(merge(acc, acc))
    return seen


# ---
# deskcheck: f18(100, 7, 4)
# deskcheck: f18(3, 5, 2)
# deskcheck: f18(0, 1, 1)
# deskcheck: f18(45, 10, 9)
def f18(fuel: int, burn: int, laps: int) -> tuple[int, int]:
    done = 0
    while done < laps and fuel >= burn:
        fuel -= burn
        burn += done
        done += 1
    if done == laps:
        fuel += 10
    return done, fuel


# ---
class Spot:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def moved(self, dx, dy):
        return Spot(self.x + dx, self.y + dy)

    def size(self):
        return abs(self.x) + abs(self.y)


# deskcheck: walk_spot("NNEW", 2)
# deskcheck: walk_spot("SS", 5)
# deskcheck: walk_spot("", 1)
def walk_spot(path: str, stride: int) -> tuple[int, int, int]:
    here = Spot(0, 1)
    farthest = here.size()
    for way in path:
        if way in "NS":
            here = here.moved(0, stride if way == "N" else -stride)
        else:
            here = here.moved(stride if way == "E" else -stride, 0)
        farthest = max(farthest, here.size())
    return here.x, here.y, farthest


# ---
# deskcheck: f19("a1b22c")
# deskcheck: f19("xyz")
# deskcheck: f19("")
def f19(text: str) -> list[tuple[str, int]]:
    pairs = []
    for ch in text:
        if ch.isdigit() and pairs:
            letter, n = pairs[-1]
            pairs[-1] = (letter, n * 10 + int(ch))
        else:
            pairs.append((ch, 0))
    return pairs


# ---
# deskcheck: f20([{"n": "oak", "h": 12}, {"n": "fir", "h": 30}, {"n": "elm", "h": 21}], 20)
# deskcheck: f20([{"n": "yew", "h": 5}], 5)
# deskcheck: f20([], 0)
# deskcheck: f20([{"n": "ivy", "h": 64}, {"n": "bay", "h": 8}, {"n": "box", "h": 19}], 18)
def f20(trees: list[dict[str, object]], cut: int) -> list[dict[str, object]]:
    kept = []
    for tree in trees:
        if tree["h"] > cut:
            kept.append({**tree, "h": tree["h"] - cut})
        else:
            tree["n"] = tree["n"].upper()
    kept.extend(t for t in trees if t["n"].isupper())
    return kept


# ---
# deskcheck: f21(5)
# deskcheck: f21(1)
# deskcheck: f21(0)
def f21(n: int) -> list[int]:
    def squares():
        k = n
        while k > 0:
            yield k * k
            k -= 2

    values = list(squares())
    values.append(sum(squares()))
    return values


# ---
# deskcheck: f22(1.5, 2, 10)
# deskcheck: f22(0.05, 3, 200)
# deskcheck: f22(-0.25, 1, 8)
# deskcheck: f22(0.125, 3, 1000)
def f22(rate: float, years: int, amount: int) -> list[str]:
    lines = []
    value = amount
    for year in range(1, years + 1):
        value = value + value * rate
        lines.append(f"{year}: {value:.2f}")
    lines.append(f"{value - amount:+.1f}")
    return lines


# ---
# deskcheck: f23(("a", (1, ("b", 2))), 2)
# deskcheck: f23(("a", (1, ("b", 2))), 1)
# deskcheck: f23(("q", 7), 0)
def f23(nest: tuple, depth: int) -> list[object]:
    heads = []
    while depth > 0 and isinstance(nest, tuple):
        head, nest = nest
        heads.append(head)
        depth -= 1
    heads.append(nest)
    return heads


# ---
class Gate:
    def __init__(self, code):
        self.code = code
        self.tries = 0

    def enter(self, guess):
        self.tries += 1
        if self.tries > 3:
            raise RuntimeError("locked")
        return guess == self.code


# deskcheck: knock([12, 80, 44], 80)
# deskcheck: knock([1, 2, 3, 4], 9)
# deskcheck: knock([], 5)
def knock(guesses: list[int], code: int) -> str:
    gate = Gate(code)
    try:
        for guess in guesses:
            if gate.enter(guess):
                return f"open after {gate.tries}"
    except RuntimeError as err:
        return str(err)
    return f"{gate.tries} wrong"


# ---
# deskcheck: f24(27, 3)
# deskcheck: f24(10, 4)
# deskcheck: f24(1, 2)
def f24(n: int, p: int) -> str:
    power = 0
    while n % p == 0 and n > 0:
        n //= p
        power += 1
    if power == 0:
        return f"{n} none"
    return f"{p}^{power}*{n}"


# ---
# deskcheck: f25(3, 4, 5, scale=2)
# deskcheck: f25(10)
# deskcheck: f25(1, -1, scale=0)
# deskcheck: f25(-20, 15, 40, -5)
def f25(first: int, *rest: int, scale: int = 1) -> tuple[int, ...]:
    total = first
    out = [first * scale]
    for r in rest:
        total += r * scale
        out.append(total)
    return tuple(out[::-1]) + rest[:1]


# ---
# deskcheck: f26([[0, 2], [5, 1], [3, 3]], 4)
# deskcheck: f26([[9, -9]], 0)
# deskcheck: f26([], 2)
def f26(pairs: list[list[int]], swap_at: int) -> list[list[int]]:
    for pair in pairs:
        a, b = pair
        if a + b >= swap_at:
            pair[0], pair[1] = b, a
        else:
            pair.append(swap_at)
        swap_at -= 1
    return pairs[::-1]


# ---
# deskcheck: f27({"eu": {"fr": ["lyon", "nice"], "es": []}, "as": {"jp": ["kobe"]}})
# deskcheck: f27({"eu": {}})
# deskcheck: f27({})
def f27(world: dict[str, dict[str, list[str]]]) -> list[str]:
    labels = []
    for zone, lands in world.items():
        for land, cities in lands.items():
            if not cities:
                labels.append(f"{zone}/{land}")
            for city in cities:
                labels.append(f"{land}-{city[:2]}")
    return labels


# ---
# deskcheck: f28([("mon", 7), ("tue", 12), ("mon", -3), ("wed", 5)])
# deskcheck: f28([("sun", 100)])
# deskcheck: f28([])
# deskcheck: f28([("a", -2), ("b", 14), ("a", 9), ("b", 3)])
def f28(log: list[tuple[str, int]]) -> list[tuple[str, int, int]]:
    stats = {}
    for day, n in log:
        low, high = stats.get(day, (n, n))
        stats[day] = (min(low, n), max(high, n))
    rows = []
    for day, (low, high) in stats.items():
        rows.append((day, low, high))
    return rows


# ---
class Odometer:
    def __init__(self, km=0):
        self.km = km
        self.trips = []

    def drive(self, km):
        if km <= 0:
            raise ValueError(km)
        self.km += km
        self.trips.append(km)


# deskcheck: road_trip([120, 45], 900)
# deskcheck: road_trip([30, -5, 80], 0)
# deskcheck: road_trip([], 15)
def road_trip(legs: list[int], start: int) -> tuple[int, str]:
    meter = Odometer(start)
    note = "fine"
    for leg in legs:
        try:
            meter.drive(leg)
        except ValueError as err:
            note = f"bad {err}"
    return meter.km, note + str(len(meter.trips))


# ---
# deskcheck: f29(6, 2)
# deskcheck: f29(1, 5)
# deskcheck: f29(0, 3)
def f29(n: int, step: int) -> str:
    def line(k):
        return "*" * k + "-" * (n - k)

    rows = []
    k = n
    while k > 0:
        rows.append(line(k))
        k -= step
    return "/".join(rows) or "blank"


# ---
# deskcheck: f30(9417, 3)
# deskcheck: f30(66, 5)
# deskcheck: f30(-208, 1)
def f30(n: int, lift: int) -> str:
    text = ""
    left = abs(n)
    while left:
        left, digit = divmod(left, 10)
        digit = (digit + lift) % 10
        text = str(digit) + text
        lift = digit
    return f"{text or 0}{'-' if n < 0 else '+'}{lift}"


# ---
def take_pairs(values, gap=1):
    for i in range(0, len(values) - gap, 2):
        yield values[i], values[i + gap]


# deskcheck: f31([4, 9, 1, 7, 3])
# deskcheck: f31([10, 20, 30, 40], 3)
# deskcheck: f31([5])
def f31(values: list[int], gap: int = 1) -> list[int]:
    out = []
    for left, right in take_pairs(values, gap):
        if left > right:
            out.insert(0, left - right)
        else:
            out.append(right - left)
    return out


# ---
# deskcheck: f32({"ann": [("tea", 2), ("bun", 1)], "bo": [("tea", 5)]}, {"tea": 30, "bun": 45})
# deskcheck: f32({"cy": [("cola", 1)]}, {"tea": 30})
# deskcheck: f32({}, {})
# deskcheck: f32({"dot": [("pie", 3), ("gin", 1), ("pie", 2)], "eve": []}, {"pie": 25})
def f32(tabs: dict[str, list[tuple[str, int]]], prices: dict[str, int]) -> dict[str, int]:
    owed = {}
    for guest, items in tabs.items():
        owed[guest] = 0
        for item, n in items:
            if item not in prices:
                owed[guest] -= n
                break
            owed[guest] += prices[item] * n
    return owed


# ---
# deskcheck: f33(5, 20)
# deskcheck: f33(12, 12)
# deskcheck: f33(9, -4)
# deskcheck: f33(-14, 30)
def f33(low: int, high: int) -> tuple[int, int, int]:
    hops = 0
    step = 1
    while low < high:
        low += step
        step *= 2
        high -= 1
        hops += 1
    return low, high, hops


# ---
class Ratio:
    def __init__(self, top, bottom):
        self.top = top
        self.bottom = bottom

    def plus(self, other):
        top = self.top * other.bottom + other.top * self.bottom
        return Ratio(top, self.bottom * other.bottom)


# deskcheck: add_ratios([(1, 2), (1, 3)])
# deskcheck: add_ratios([])
# deskcheck: add_ratios([(7, 4), (-1, 2)])
# deskcheck: add_ratios([(1, 0)])
def add_ratios(pairs: list[tuple[int, int]]) -> str:
    total = Ratio(0, 1)
    for top, bottom in pairs:
        total = total.plus(Ratio(top, bottom))
    whole, left = divmod(total.top, total.bottom)
    return f"{whole} {left}/{total.bottom}"


# ---
# deskcheck: f34([["id", "qty"], ["a7", "3"], ["b1", "12"]])
# deskcheck: f34([["id", "qty"]])
# deskcheck: f34([["qty", "who"], ["45", "jo"], ["-2", "li"]])
# deskcheck: f34([["id", "qty"], ["c3", "two"]])
def f34(sheet: list[list[str]]) -> list[dict[str, object]]:
    head, *body = sheet
    records = []
    for row in body:
        rec = dict(zip(head, row))
        if "qty" in rec:
            rec["qty"] = int(rec["qty"]) * 2
        rec["n"] = len(records)
        records.append(rec)
    return records


# ---
# deskcheck: f35("push9 push4 drop push7")
# deskcheck: f35("dup")
# deskcheck: f35("push12 dup drop drop drop")
def f35(program: str) -> list[object]:
    pile = []
    for word in program.split():
        try:
            if word == "drop":
                pile.pop()
            elif word == "dup":
                pile.append(pile[-1])
            else:
                pile.append(int(word[4:]))
        except IndexError:
            return [word, "on empty"]
    return pile


# ---
# deskcheck: f36(1, 2, 3, mode="sum")
# deskcheck: f36(4, 9, mode="span", plus=10)
# deskcheck: f36(-6)
def f36(*nums: int, **opts: object) -> int:
    mode = opts.get("mode", "first")
    if mode == "sum":
        value = sum(nums)
    elif mode == "span":
        value = max(nums) - min(nums)
    else:
        value = nums[0] * len(nums)
    return value + opts.pop("plus", 0) - len(opts)


# ---
# deskcheck: f37(50, [7, 30, 18])
# deskcheck: f37(5, [6])
# deskcheck: f37(0, [])
# deskcheck: f37(100, [64, 90, 31, 8])
def f37(space: int, sizes: list[int]) -> tuple[list[int], int]:
    truck = []
    left = space
    i = 0
    while i < len(sizes):
        if sizes[i] <= left:
            left -= sizes[i]
            truck.append(i)
        else:
            sizes[i] //= 2
            left -= 1
        i += 1
    return truck, left


# ---
class Dial:
    size = 10

    def __init__(self, at):
        self.at = at
        self.zeros = 0

    def turn(self, by):
        self.at = (self.at + by) % Dial.size
        if self.at == 0:
            self.zeros += 1
        return self.at


# deskcheck: spin_dial(4, [6, -3, 13])
# deskcheck: spin_dial(9, [1, 10])
# deskcheck: spin_dial(0, [])
def spin_dial(start: int, turns: list[int]) -> tuple[list[int], int]:
    dial = Dial(start)
    shown = [dial.at]
    for by in turns:
        shown.append(dial.turn(by))
    return shown, dial.zeros


# ---
# deskcheck: f38([("a", {"w": 3}), ("b", {}), ("c", {"w": 8, "k": 1})], "w")
# deskcheck: f38([("a", {"w": 3})], "k")
# deskcheck: f38([], "w")
# deskcheck: f38([("k9", {"pts": 120}), ("m3", {"pts": -45})], "pts")
def f38(items: list[tuple[str, dict[str, int]]], field: str) -> list[str]:
    lines = []
    total = 0
    for tag, info in items:
        amount = info.setdefault(field, -1)
        total += amount
        lines.append(f"{tag}{amount:>3}")
        info[field] = total
    lines.append(str([info[field] for _, info in items]))
    return lines


# ---
# deskcheck: f39(3661)
# deskcheck: f39(59)
# deskcheck: f39(0)
# deskcheck: f39(90061)
def f39(seconds: int) -> list[str]:
    units = (("h", 3600), ("m", 60), ("s", 1))
    shown = []
    for name, size in units:
        count, seconds = divmod(seconds, size)
        if count == 0 and not shown:
            continue
        shown.append(f"{count:02d}{name}")
    return shown or ["now"]


# ---
# deskcheck: f40([4, -1, 6, 0, 5])
# deskcheck: f40([-3])
# deskcheck: f40([])
def f40(values: list[int]) -> tuple[int, str]:
    def signs():
        for v in values:
            if v < 0:
                yield "-"
            elif v:
                yield "+"

    text = "".join(signs())
    score = text.count("+") * 2 - text.count("-")
    return score, text


# ---
# deskcheck: f41([3, 1, 2], [10, 20, 30])
# deskcheck: f41([1], [0])
# deskcheck: f41([5, 1], [8, 9])
def f41(order: list[int], values: list[int]) -> list[int]:
    placed = []
    try:
        for spot in order:
            placed.append(values[spot - 1])
    except IndexError:
        placed.clear()
    else:
        placed.append(sum(placed))
    finally:
        values.reverse()
    return placed + values


# ---
# deskcheck: f42(100)
# deskcheck: f42(37)
# deskcheck: f42(-1)
def f42(n: int) -> list[int]:
    marks = []
    low, high = 0, n
    while low <= high and len(marks) < 5:
        mid = (low + high) // 2
        marks.append(mid)
        if mid % 2:
            high = mid - 1
        else:
            low = mid + 1
    return marks + [low, high]


# ---
class Kettle:
    def __init__(self, litres):
        self.litres = litres
        self.temp = 20

    def heat(self, watts):
        self.temp = min(100, self.temp + watts // self.litres)

    def __repr__(self):
        return f"Kettle({self.temp})"


# deskcheck: boil(2, [30, 60, 100])
# deskcheck: boil(5, [12])
# deskcheck: boil(1, [])
def boil(litres: int, pulses: list[int]) -> tuple[int, str]:
    kettle = Kettle(litres)
    used = 0
    for watts in pulses:
        if kettle.temp == 100:
            break
        kettle.heat(watts)
        used += watts
    return used, repr(kettle)


# ---
# deskcheck: f43([["x", "o"], ["o", "x"], ["x", "x"]], "x")
# deskcheck: f43([["o"]], "x")
# deskcheck: f43([], "x")
def f43(board: list[list[str]], mark: str) -> list[tuple[int, int]]:
    found = []
    for r, row in enumerate(board):
        for c, cell in enumerate(row):
            if cell == mark:
                found.append((r, c))
                row[c] = cell.upper()
    return found[-3:]


# ---
# deskcheck: f44(12, 5, 3)
# deskcheck: f44(7, 7, 2)
# deskcheck: f44(-10, 6, 4)
# deskcheck: f44(101, 13, 4)
def f44(x: int, m: int, rounds: int) -> list[int]:
    trail = []
    for k in range(rounds):
        x = (x * 3 + k) % m
        trail.append(x)
        if x in trail[:-1]:
            x += m
    return trail + [x]


# ---
# deskcheck: f45({"cat": {"legs": 4}, "bird": {"legs": 2, "wings": 2}}, "wings", 0)
# deskcheck: f45({"fish": {}}, "legs", -1)
# deskcheck: f45({}, "legs", 0)
# deskcheck: f45({"ant": {"legs": 6, "eyes": 5}, "crab": {"legs": 8, "claws": 2}, "owl": {"eyes": 2}}, "legs", 1)
def f45(zoo: dict[str, dict[str, int]], part: str, missing: int) -> list[tuple[str, int]]:
    counts = []
    for name, body in zoo.items():
        n = body.pop(part, missing)
        counts.append((name, n + sum(body.values())))
    counts.sort(key=lambda c: c[1], reverse=True)
    return counts


# ---
# deskcheck: f46(0b1011, 2)
# deskcheck: f46(64, 0)
# deskcheck: f46(0, 3)
# deskcheck: f46(200, 4)
def f46(flags: int, bit: int) -> tuple[str, int]:
    mask = 1 << bit
    was_on = bool(flags & mask)
    flags ^= mask
    if was_on:
        flags |= mask << 1
    else:
        flags &= ~1
    return f"{flags:b}", flags - mask


# ---
# deskcheck: f47("lead")
# deskcheck: f47("ox")
# deskcheck: f47("")
def f47(word: str) -> list[str]:
    def joiner(mark):
        def join(a, b):
            return a + mark + b

        return join

    dash, plus = joiner("-"), joiner("+")
    result = [dash(word, word[::-1])]
    result.append(plus(result[0], str(len(word))))
    return result


# ---
class Job3:
    count = 0

    def __init__(self, name, days):
        Job3.count += 1
        self.name = name
        self.days = days

    def late(self, limit):
        return max(0, self.days - limit)


# deskcheck: delays([("roof", 9), ("door", 2), ("wall", 6)], 5)
# deskcheck: delays([("door", 2)], 2)
# deskcheck: delays([], 1)
def delays(plans: list[tuple[str, int]], limit: int) -> tuple[dict[str, int], int]:
    before = Job3.count
    jobs = [Job3(name, days) for name, days in plans]
    late = {}
    for job in jobs:
        if job.late(limit):
            late[job.name] = job.late(limit)
    return late, Job3.count - before


# ---
# deskcheck: f48([5, [1, 2], 3, [], [9]])
# deskcheck: f48([[0]])
# deskcheck: f48([])
def f48(mixed: list[object]) -> list[int]:
    flat = []
    lists = 0
    for item in mixed:
        if isinstance(item, list):
            lists += 1
            flat.extend(item)
        else:
            flat.append(item * 10)
    flat.insert(lists, -lists)
    return flat


# ---
# deskcheck: f49(8, 13, 2)
# deskcheck: f49(30, 4)
# deskcheck: f49(0, 0, 0)
def f49(minutes: int, rate: int, free: int = 5) -> str:
    billed = max(0, minutes - free)
    blocks = -(-billed // 10)
    cost = blocks * rate
    if billed > 20:
        cost -= rate // 2
    return f"{billed}min ${cost / 10:.2f} {blocks}x"


# ---
# deskcheck: f50([("b", 2, 1), ("a", 2, 5), ("c", 1, 9)])
# deskcheck: f50([("q", 0, 0)])
# deskcheck: f50([])
# deskcheck: f50([("kit", 3, 40), ("lou", 1, 15), ("mo", 3, 72), ("ned", 2, 8), ("oz", 1, 15)])
def f50(rows: list[tuple[str, int, int]]) -> list[str]:
    by_level = sorted(rows, key=lambda r: (r[1], -r[2]))
    names = [name for name, *_ in by_level]
    while len(names) > 2:
        first, second, *names = names
        names.append(first + second)
    return names


# ---
# deskcheck: f51(3, 10)
# deskcheck: f51(-2, 7)
# deskcheck: f51(0, 1)
def f51(seed: int, stop: int) -> list[int]:
    def grow(n):
        while abs(n) < stop:
            yield n
            n = n * 2 + (1 if n >= 0 else -1)

    seen = []
    for i, n in enumerate(grow(seed)):
        if i == 4:
            break
        seen.append(n - i)
    return seen


# ---
# deskcheck: f52({1: ["a", "b"], 2: [], 3: ["c"]}, 2)
# deskcheck: f52({1: ["x"]}, 9)
# deskcheck: f52({}, 0)
# deskcheck: f52({4: ["r", "s"], 2: ["t"], 7: ["u"], 1: []}, 2)
def f52(floors: dict[int, list[str]], fire: int) -> dict[int, list[str]]:
    moved = floors.pop(fire, ["none"])
    for level in sorted(floors):
        if level > fire:
            moved += floors[level]
            floors[level] = []
    floors[0] = moved
    return floors


# ---
# deskcheck: f53("5:30", 45)
# deskcheck: f53("23:50", 20)
# deskcheck: f53("noon", 5)
# deskcheck: f53("0:05", 3000)
def f53(clock: str, add: int) -> str:
    try:
        hour, minute = map(int, clock.split(":"))
    except ValueError:
        return f"{clock}?"
    total = hour * 60 + minute + add
    days, total = divmod(total, 1440)
    hour, minute = divmod(total, 60)
    return f"{hour}:{minute:02d}" + "+" * days


# ---
class Queue2:
    def __init__(self):
        self.waiting = []
        self.served = 0

    def join(self, name, vip=False):
        if vip:
            self.waiting.insert(0, name)
        else:
            self.waiting.append(name)

    def serve(self):
        self.served += 1
        return self.waiting.pop(0)


# deskcheck: counter_day(["ann", "BO", "cy"], 2)
# deskcheck: counter_day(["DEE"], 1)
# deskcheck: counter_day([], 0)
# deskcheck: counter_day(["eve"], 2)
def counter_day(people: list[str], rounds: int) -> tuple[list[str], list[str]]:
    line = Queue2()
    for name in people:
        line.join(name, name.isupper())
    called = []
    while line.served < rounds:
        called.append(line.serve())
    return called, line.waiting


# ---
# deskcheck: f54([[3, 9], [4], []], 10)
# deskcheck: f54([[0]], -5)
# deskcheck: f54([], 1)
# deskcheck: f54([[12, 30], [55], [7, 7, 7]], 40)
def f54(packs: list[list[int]], weight: int) -> list[tuple[int, int]]:
    labels = []
    for number, pack in enumerate(packs, 1):
        spare = weight - sum(pack)
        if spare < 0 and pack:
            spare += pack.pop()
            pack.append(0)
        labels.append((number * len(pack), spare))
    return labels


# ---
# deskcheck: f55(6, 10)
# deskcheck: f55(3, -4)
# deskcheck: f55(0, 9)
def f55(times: int, start: int) -> list[int]:
    def make():
        level = start

        def step(by):
            nonlocal level
            level += by
            return level

        return step

    up, down = make(), make()
    return [up(times), down(-times), up(1), down(1)]


# ---
# deskcheck: f56({"b": [("x", 4), ("y", 1)], "a": [("z", 9)]})
# deskcheck: f56({"k": []})
# deskcheck: f56({})
def f56(index: dict[str, list[tuple[str, int]]]) -> str:
    text = ""
    for key in sorted(index):
        pages = [str(n) for _, n in index[key]]
        words = [w for w, _ in index[key]]
        text += f"{key}:{'+'.join(words) or '?'}@{','.join(pages)};"
    return text


# ---
# deskcheck: f57(60, 8)
# deskcheck: f57(5, 5)
# deskcheck: f57(-20, 6)
# deskcheck: f57(333, 9)
def f57(a: int, b: int) -> list[tuple[int, int]]:
    rows = []
    while b > 1:
        q, r = divmod(a, b)
        rows.append((q, r))
        a = a - q
        b -= 2 + r % 2
    return rows


# ---
class Lift:
    def __init__(self, floor, top):
        self.floor = floor
        self.top = top
        self.moved = 0

    def go(self, target):
        target = max(0, min(self.top, target))
        self.moved += abs(target - self.floor)
        self.floor = target


# deskcheck: lift_ride(3, [7, -2, 5])
# deskcheck: lift_ride(0, [99])
# deskcheck: lift_ride(6, [])
# deskcheck: lift_ride(8, [2, 2, 11])
def lift_ride(start: int, calls: list[int]) -> str:
    lift = Lift(start, 8)
    stops = [start]
    for call in calls:
        lift.go(call)
        stops.append(lift.floor)
    return "-".join(map(str, stops)) + f" ({lift.moved})"


# ---
# deskcheck: f58("ab", "xyz", sep="/")
# deskcheck: f58("one")
# deskcheck: f58(sep="|")
def f58(*words: str, sep: str = " ") -> str:
    sizes = []
    out = ""
    for word in words:
        sizes.append(len(word))
        out = word + sep + out
    out = out.removesuffix(sep)
    return f"{out}{sizes}"


# ---
# deskcheck: f59([12, 5, 9, 30], {"5": "five", "30": "thirty"})
# deskcheck: f59([0], {})
# deskcheck: f59([], {"1": "one"})
def f59(nums: list[int], names: dict[str, str]) -> list[str]:
    spoken = []
    for n in nums:
        try:
            spoken.append(names[str(n)])
        except KeyError:
            names[str(n)] = "#" + str(len(names))
            spoken.append(f"{n:04d}")
    spoken.append("/".join(names.values()))
    return spoken


# ---
# deskcheck: f60([(1, 5), (2, -1), (4, 0)], 2)
# deskcheck: f60([(0, 3)], 10)
# deskcheck: f60([], 7)
# deskcheck: f60([(3, 2), (1, -7), (0, 45)], -3)
def f60(terms: list[tuple[int, int]], x: int) -> tuple[int, str]:
    value = 0
    parts = []
    for power, factor in terms:
        if not factor:
            continue
        value += factor * x ** power
        parts.append(f"{factor}x{power}")
    return value, " ".join(parts) or "0"


# ---
class Jar:
    def __init__(self, label, *beans):
        self.label = label
        self.beans = list(beans)

    def __len__(self):
        return len(self.beans)

    def shake(self):
        self.beans = self.beans[1:] + self.beans[:1]
        return self


# deskcheck: shake_jars([4, 7, 1], 2)
# deskcheck: shake_jars([9], 1)
# deskcheck: shake_jars([], 3)
def shake_jars(beans: list[int], times: int) -> tuple[list[int], int]:
    jar = Jar("main", *beans)
    spare = Jar("spare", 100)
    for _ in range(times):
        jar.shake()
        if len(jar) > len(spare):
            spare.beans.append(jar.beans.pop())
    return jar.beans + spare.shake().beans, len(spare)


# ---
def windows(text, size):
    start = 0
    while start + size <= len(text):
        yield text[start : start + size]
        start += size - 1


# deskcheck: f61("orchard", 3)
# deskcheck: f61("go", 2)
# deskcheck: f61("", 4)
def f61(text: str, size: int) -> dict[str, int]:
    found = {}
    for place, part in enumerate(windows(text, size)):
        key = min(part) + max(part)
        found[key] = found.get(key, 0) + place
    return found


# ---
# deskcheck: f62(2, 9)
# deskcheck: f62(15, 4)
# deskcheck: f62(0, 0)
# deskcheck: f62(100, 37)
def f62(a: int, b: int) -> tuple[int, int, int]:
    rounds = 0
    while a != b and rounds < 6:
        if a < b:
            a, b = b, a
        a -= (a - b + 1) // 2
        b += rounds
        rounds += 1
    return a, b, rounds


# ---
# deskcheck: f63({"web": {"port": 80, "tags": ["a"]}, "db": {"tags": []}}, {"port": 5, "tags": ["z"]})
# deskcheck: f63({"x": {}}, {"port": 1})
# deskcheck: f63({}, {})
# deskcheck: f63({"api": {"port": 8080}, "log": {"tags": ["cold", "b"]}}, {"tags": ["hot"]})
def f63(hosts: dict[str, dict[str, object]], base: dict[str, object]) -> list[str]:
    out = []
    for name, own in hosts.items():
        full = base | own
        port = full.get("port", 0) + 1
        tags = full.get("tags") or ["none"]
        out.append(f"{name}:{port}:{tags[0]}")
    return out


# ---
class Bulb:
    def __init__(self, power):
        self.power = power
        self.on = False

    def flip(self):
        self.on = not self.on


# deskcheck: flip_row([40, 60, 15], [0, 2, 0])
# deskcheck: flip_row([100], [0])
# deskcheck: flip_row([5], [3])
def flip_row(powers: list[int], presses: list[int]) -> tuple[str, int]:
    row = [Bulb(p) for p in powers]
    for place in presses:
        row[place].flip()
    picture = ""
    for bulb in row:
        picture += "*" if bulb.on else "."
    return picture, sum(b.power for b in row if b.on)


# ---
# deskcheck: f64(906)
# deskcheck: f64(58, 3)
# deskcheck: f64(-70, 1)
# deskcheck: f64(4829, 7)
def f64(n: int, lift: int = 1) -> int:
    sign = 1 if n >= 0 else -1
    result = 0
    place = 1
    n = abs(n)
    while n:
        n, digit = divmod(n, 10)
        result += (digit + lift) % 10 * place
        place *= 10
    return sign * result


# ---
# deskcheck: f65([("n", 3), ("e", 2), ("n", -1)], start=(4, 4))
# deskcheck: f65([("s", 6)])
# deskcheck: f65([])
# deskcheck: f65([("w", 12), ("s", 30), ("e", 5)], (100, -20))
def f65(moves: list[tuple[str, int]], start: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    x, y = start
    for way, n in moves:
        match_y = way in ("n", "s")
        if way in ("s", "w"):
            n = -n
        if match_y:
            y += n
        else:
            x += n
    return x, y


# ---
# deskcheck: f66([9, 0, 4], 36)
# deskcheck: f66([1], 7)
# deskcheck: f66([], 5)
# deskcheck: f66([5, 3, 0, 2], 1000)
def f66(divisors: list[int], n: int) -> tuple[int, list[str]]:
    log = []
    for d in divisors:
        try:
            n //= d
        except ZeroDivisionError as err:
            log.append(type(err).__name__[:4])
            continue
        finally:
            log.append(str(n))
        n += 1
    return n, log


# ---
class Savings:
    def __init__(self, rate):
        self.rate = rate
        self.cents = 0
        self.history = []

    def deposit(self, cents):
        self.cents += cents
        self.history.append(cents)

    def interest(self):
        gain = self.cents * self.rate // 100
        self.deposit(gain)
        return gain


# deskcheck: save_up(10, [500, 80])
# deskcheck: save_up(0, [25])
# deskcheck: save_up(5, [])
# deskcheck: save_up(25, [480, 20, 100])
def save_up(rate: int, coins: list[int]) -> tuple[int, list[int]]:
    acct = Savings(rate)
    for c in coins:
        acct.deposit(c)
        if acct.cents >= 500:
            acct.interest()
    return acct.cents, acct.history


# ---
# deskcheck: f67([[1, 2, 3], [4, 5, 6]], lambda r: sum(r) % 4)
# deskcheck: f67([[7], [2, 2]], len)
# deskcheck: f67([], max)
def f67(rows: list[list[int]], key) -> list[list[int]]:
    keyed = [(key(row), i) for i, row in enumerate(rows)]
    keyed.sort(reverse=True)
    ordered = []
    for score, i in keyed:
        ordered.append(rows[i] + [score])
    return ordered


# ---
# deskcheck: f68(200, 37)
# deskcheck: f68(18, 20)
# deskcheck: f68(90, 0)
def f68(due: int, pay: int) -> list[int]:
    months = []
    while due > 0 and len(months) < 4:
        pay = min(pay, due)
        due -= pay
        months.append(due)
        due += due // 10
        pay += 5
    return months + [pay]


# ---
# deskcheck: f69({"a": (3, "x"), "b": (1, "y"), "c": (2, "x")}, "x")
# deskcheck: f69({"a": (0, "z")}, "q")
# deskcheck: f69({}, "x")
# deskcheck: f69({"ox": (7, "b"), "cow": (31, "a"), "hen": (4, "b"), "ram": (12, "b")}, "b")
def f69(d: dict[str, tuple[int, str]], tag: str) -> tuple[list[str], int]:
    hits = {k: n for k, (n, t) in d.items() if t == tag}
    order = sorted(hits, key=lambda k: hits[k], reverse=True)
    total = 0
    for place, k in enumerate(order):
        total += hits[k] * 10 ** place
    return order, total


# ---
class Robot:
    turns = {"N": "E", "E": "S", "S": "W", "W": "N"}

    def __init__(self, facing="N"):
        self.facing = facing
        self.steps = 0

    def do(self, order):
        if order == "R":
            self.facing = Robot.turns[self.facing]
        elif order.isdigit():
            self.steps += int(order)
        else:
            self.steps = -self.steps


# deskcheck: command("R3R2")
# deskcheck: command("4-", "W")
# deskcheck: command("")
# deskcheck: command("2R-R7", "S")
def command(orders: str, facing: str = "N") -> str:
    bot = Robot(facing)
    seen = bot.facing
    for order in orders:
        bot.do(order)
        if bot.facing != seen[-1]:
            seen += bot.facing
    return f"{seen}{bot.steps}"


# ---
# deskcheck: f70([3, 5, 2], 4)
# deskcheck: f70([10], 1)
# deskcheck: f70([], 9)
def f70(lengths: list[int], cut: int) -> list[list[int]]:
    def pieces(n):
        while n > cut:
            yield cut
            n -= cut
        yield n

    return [list(pieces(n)) for n in lengths] + [[cut]]


# ---
# deskcheck: f71("x=3;y=x;z=12", ";")
# deskcheck: f71("a=b", ";")
# deskcheck: f71("", ",")
# deskcheck: f71("p=-40,q=p,p=oops,r=8", ",")
def f71(code: str, sep: str) -> dict[str, int]:
    env = {}
    for line in code.split(sep):
        name, _, value = line.partition("=")
        try:
            env[name] = int(value)
        except ValueError:
            env[name] = env.get(value, -1) * 2
    return env


# ---
# deskcheck: f72([(2, 7), (5, 5), (9, 1)])
# deskcheck: f72([(-4, 4)])
# deskcheck: f72([])
# deskcheck: f72([(30, 28), (14, 14), (0, 55), (81, 6)])
def f72(games: list[tuple[int, int]]) -> dict[str, int]:
    table = {"won": 0, "lost": 0, "points": 0}
    for ours, theirs in games:
        if ours == theirs:
            table["points"] += 1
            continue
        key = "won" if ours > theirs else "lost"
        table[key] += 1
        table["points"] += 3 * (key == "won")
    return table


# ---
# deskcheck: f73(0b110101, 3)
# deskcheck: f73(7, 1)
# deskcheck: f73(0, 4)
def f73(bits: int, width: int) -> list[int]:
    mask = (1 << width) - 1
    chunks = []
    while bits:
        chunk = bits & mask
        bits >>= width
        chunks.append(chunk ^ mask)
    chunks.append(mask)
    return chunks


# ---
class Node2:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


# deskcheck: chain_sum([6, 1, 9], 2)
# deskcheck: chain_sum([-5], 1)
# deskcheck: chain_sum([], 4)
# deskcheck: chain_sum([12, -30, 44], 5)
def chain_sum(values: list[int], skip: int) -> tuple[int, int]:
    head = None
    for v in values:
        head = Node2(v, head)
    total = seen = 0
    while head is not None:
        seen += 1
        if seen != skip:
            total += head.value
        head = head.next
    return total, seen


# ---
# deskcheck: f74([["a", 1], ["b", 2]], c=3, a=9)
# deskcheck: f74([["k", 0]])
# deskcheck: f74([], z=1)
def f74(pairs: list[list[object]], **over: int) -> str:
    merged = {**dict(pairs), **over}
    text = ""
    for key, value in sorted(merged.items()):
        mark = "!" if key in over else ""
        text += f"{key}{value}{mark} "
    return text.strip()


# ---
# deskcheck: f75(14, 3, 50)
# deskcheck: f75(-6, 6, 20)
# deskcheck: f75(0, 0, 0)
# deskcheck: f75(-10, 9, 60)
def f75(speed: int, push: int, goal: int) -> tuple[int, int, int]:
    where = 0
    ticks = 0
    while where < goal and ticks < 5:
        where += speed
        speed += push
        push -= 1
        ticks += 1
    return where, speed, ticks


# ---
class Stamp:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text.lower() == other.text.lower()

    def __repr__(self):
        return f"<{self.text}>"


# deskcheck: unique_stamps(["Rome", "rome", "Oslo"])
# deskcheck: unique_stamps(["x"])
# deskcheck: unique_stamps([])
def unique_stamps(texts: list[str]) -> str:
    album = []
    doubles = 0
    for text in texts:
        stamp = Stamp(text)
        if stamp in album:
            doubles += 1
        else:
            album.append(stamp)
    return f"{album} {doubles}"


# ---
# deskcheck: f76([{"k": "a", "v": [1, 2]}, {"k": "b", "v": [5]}, {"k": "a", "v": []}])
# deskcheck: f76([{"k": "q", "v": [-3]}])
# deskcheck: f76([])
# deskcheck: f76([{"k": "up", "v": [20, 35]}, {"v": [1]}])
def f76(events: list[dict[str, object]]) -> dict[str, list[int]]:
    joined = {}
    for event in events:
        key, values = event["k"], event["v"]
        slot = joined.setdefault(key, [])
        slot += values
        slot.append(len(slot))
    return joined


# ---
# deskcheck: f77(1234.5, 2)
# deskcheck: f77(0.0625, 3)
# deskcheck: f77(-99.5, 0)
# deskcheck: f77(98765.4321, 1)
def f77(x: float, places: int) -> list[str]:
    fixed = f"{x:,.{places}f}"
    whole, _, part = fixed.partition(".")
    padded = whole.rjust(7, "_")
    percent = f"{x / 100:.1%}"
    return [fixed, padded, part or "-", percent]


# ---
# deskcheck: f78([2, 5], [3, 1], [10])
# deskcheck: f78([0])
# deskcheck: f78()
# deskcheck: f78([4], [], [2])
def f78(*lists: list[int]) -> list[int]:
    result = [1]
    for items in lists:
        first, *others = items
        result = [r * first for r in result]
        for extra in others:
            result.append(extra)
    return result


# ---
class Ledger:
    def __init__(self):
        self.rows = {}

    def post(self, who, cents, memo=""):
        self.rows.setdefault(who, []).append((cents, memo))

    def total(self, who):
        return sum(cents for cents, _ in self.rows.get(who, []))


# deskcheck: settle([("al", 500), ("bo", -120), ("al", -45)], "al")
# deskcheck: settle([("bo", 3)], "cy")
# deskcheck: settle([], "al")
def settle(posts: list[tuple[str, int]], who: str) -> tuple[int, int, str]:
    book = Ledger()
    for name, cents in posts:
        book.post(name, cents, "out" if cents < 0 else "in")
    memos = [memo for _, memo in book.rows.get(who, [])]
    return book.total(who), len(book.rows), "/".join(memos)


# ---
# deskcheck: f79({"ann": {"age": 31}, "bo": {"age": "?"}, "cy": {}})
# deskcheck: f79({"dee": {"age": -1}})
# deskcheck: f79({})
# deskcheck: f79({"flo": {"age": 45.5}, "gus": {"ages": 3}, "hal": {"age": "old"}})
def f79(people: dict[str, dict[str, object]]) -> dict[str, str]:
    notes = {}
    for name, facts in people.items():
        try:
            notes[name] = str(facts["age"] + 1)
        except KeyError:
            notes[name] = "missing"
        except TypeError:
            notes[name] = "text " + facts["age"]
    return notes


# ---
# deskcheck: f80(7)
# deskcheck: f80(10, 6)
# deskcheck: f80(1)
# deskcheck: f80(64, 20)
def f80(n: int, stop: int = 3) -> list[int]:
    row = [n]
    while row[-1] > stop:
        last = row[-1]
        row.append(last - last // 3)
        if row[-1] % 2:
            row[-1] -= 1
    row.append(len(row))
    return row


# ---
def countdown_by(n, step):
    try:
        while n > 0:
            got = yield_value(n)
            yield got
            n -= step
    finally:
        step = 0


def yield_value(n):
    return f"t-{n}" if n % 2 else n * 10


# deskcheck: f81(7, 2)
# deskcheck: f81(4, 3)
# deskcheck: f81(0, 1)
def f81(n: int, step: int) -> list[object]:
    launch = []
    for tick in countdown_by(n, step):
        if isinstance(tick, str):
            launch.append(tick)
        else:
            launch.append(tick + step)
    launch.append("go")
    return launch


# ---
# deskcheck: f82([[(1, 2), (3, 4)], [(5, 6)]])
# deskcheck: f82([[(0, 0)]])
# deskcheck: f82([[]])
# deskcheck: f82([[(10, -4), (10, 6)], [], [(-3, -3)]])
def f82(paths: list[list[tuple[int, int]]]) -> list[int]:
    lengths = []
    for path in paths:
        x, y = 0, 0
        total = 0
        for px, py in path:
            total += abs(px - x) + abs(py - y)
            x, y = px, py
        lengths.append(total)
    return lengths


# ---
class Sprinkler:
    def __init__(self, tank=20, rate=6):
        self.tank = tank
        self.rate = rate

    def water(self, beds):
        used = 0
        for bed in beds:
            give = min(self.rate, self.tank)
            self.tank -= give
            beds[bed] += give
            used += give
        return used


# deskcheck: garden({"kale": 3, "peas": 0}, 2)
# deskcheck: garden({"mint": 9}, 0)
# deskcheck: garden({}, 4)
def garden(beds: dict[str, int], rate: int) -> tuple[dict[str, int], int]:
    hose = Sprinkler(rate=rate * 4)
    first = hose.water(beds)
    if hose.tank > 5:
        hose.rate = 1
        first += hose.water(beds)
    return beds, first


# ---
# deskcheck: f83([4, 10, 7], 3)
# deskcheck: f83([-8], 2)
# deskcheck: f83([5, 6], 0)
# deskcheck: f83([45, 118, -60, 9], 7)
def f83(nums: list[int], m: int) -> list[tuple[int, int]]:
    pairs = []
    carry = 0
    for n in nums:
        q, carry = divmod(n + carry, m)
        pairs.append((q, carry))
        if carry > 1:
            m += 1
    return pairs


# ---
# deskcheck: f84({"x": [[1], [2, 3]], "y": []})
# deskcheck: f84({"z": [[]]})
# deskcheck: f84({})
# deskcheck: f84({"one": [[5, 5, 5]], "two": [[], [0]], "six": []})
def f84(d: dict[str, list[list[int]]]) -> dict[str, int]:
    sizes = {}
    for key, lists in d.items():
        sizes[key] = 0
        for inner in lists:
            sizes[key] += len(inner)
            inner.append(sizes[key])
        sizes[key] *= 10 ** len(lists)
    sizes["max"] = max(sizes.values(), default=-1)
    return sizes


# ---
# deskcheck: f85("w3 b1 w2", {"w": 0, "b": 5})
# deskcheck: f85("q9", {"w": 0})
# deskcheck: f85("", {"b": 1})
def f85(moves: str, score: dict[str, int]) -> str:
    for move in moves.split():
        side, n = move[0], int(move[1:])
        score[side] = score[side] + n
        other = max(score, key=lambda s: score[s])
        if other != side:
            score[other] -= 1
    return " ".join(f"{s}{v}" for s, v in score.items())


# ---
# deskcheck: label_boxes([("cup", (8, 9)), ("map", (40, 2)), ("nail", (1, 1))], min_area=50)
# deskcheck: label_boxes([("cup", (8, 9))])
# deskcheck: label_boxes([], 5)
def label_boxes(items: list[tuple[str, tuple[int, int]]], min_area: int = 10) -> dict[str, list[str]]:
    sorted_out = {"big": [], "small": []}
    for name, (w, h) in items:
        area = w * h
        size = "big" if area >= min_area else "small"
        sorted_out[size].append(f"{name}{area}")
        min_area += 1
    return sorted_out


# ---
# deskcheck: relay_times([[61, 58], [70], [55, 59, 64]])
# deskcheck: relay_times([[-1]])
# deskcheck: relay_times([[10], []])
def relay_times(teams: list[list[int]]) -> list[str]:
    board = []
    for number, laps in enumerate(teams, start=1):
        mean = sum(laps) / len(laps)
        board.append((mean, number))
    board.sort(key=lambda row: row[0])
    best = board[0][0]
    return [f"#{n} {m - best:.1f}" for m, n in board]


# ---
# deskcheck: visit_log([("ann", "in"), ("bo", "in"), ("ann", "out")], 1)
# deskcheck: visit_log([("cy", "out")], 2)
# deskcheck: visit_log([], 0)
# deskcheck: visit_log([("di", "in"), ("ed", "in"), ("flo", "in"), ("di", "out"), ("flo", "in")], 2)
def visit_log(events: list[tuple[str, str]], room: int) -> dict[str, tuple[int, str]]:
    inside = 0
    log = {}
    for who, way in events:
        if way == "in" and inside >= room:
            log[who] = (inside, "full")
            continue
        inside += 1 if way == "in" else -1
        log[who] = (inside, way)
    return log


# ---
# deskcheck: parcel_price(1250, zone="B")
# deskcheck: parcel_price(80)
# deskcheck: parcel_price(5000, "Q")
# deskcheck: parcel_price(3000, "B")
def parcel_price(grams: int, zone: str = "A") -> str:
    rates = {"A": (3, 50), "B": (5, 80)}
    base, extra = rates[zone]
    kilos, rest = divmod(grams, 1000)
    if rest:
        kilos += 1
    cents = base * 100 + kilos * extra
    return f"{zone}: {cents // 100}.{cents % 100:02d} for {kilos}kg"


# ---
# deskcheck: make_filters([4, -7, 15], [3, 10])
# deskcheck: make_filters([1], [])
# deskcheck: make_filters([], [5])
def make_filters(values: list[int], limits: list[int]) -> list[list[int]]:
    tests = []
    for limit in limits:
        tests.append(lambda v, top=limit: v <= top)
    groups = []
    for test in tests:
        groups.append([v for v in values if test(v)])
        values = [v for v in values if not test(v)]
    groups.append(values)
    return groups
