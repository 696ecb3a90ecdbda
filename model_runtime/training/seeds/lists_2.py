from collections import deque


# deskcheck: f([4, 1, 6, 3], 5)
# deskcheck: f([9], 2)
# deskcheck: f([], 2)
def f(a: list[int], k: int) -> list[int]:
    i = 0
    while i < len(a):
        if a[i] > k:
            a.pop(i)
            k += 1
        else:
            i += 1
    a.append(k)
    return a


# deskcheck: bake([12, 5, 8], 3)
# deskcheck: bake([2, 11], 1)
# deskcheck: bake([], 5)
def bake(trays: list[int], ovens: int) -> int:
    minutes = 0
    for n, tray in enumerate(trays):
        if n >= ovens:
            break
        if tray > 10:
            minutes += tray // 2
        elif tray > 4:
            minutes += tray
        else:
            minutes += 1
    return minutes


# deskcheck: f1(["go", "stop", "go"], "stop")
# deskcheck: f1(["go"], "stop")
def f1(log: list[str], mark: str) -> list[str]:
    for word in log:
        if word == mark:
            break
    else:
        log.append(mark)
        return log
    return log[log.index(mark) :]


# deskcheck: swap_ends([3, 5, 7])
# deskcheck: swap_ends([8])
# deskcheck: swap_ends([])
def swap_ends(cards: list[int]) -> list[int]:
    if len(cards) < 2:
        return cards + [0]
    cards[0], cards[-1] = cards[-1], cards[0]
    if cards[0] > cards[-1]:
        cards.insert(1, cards[0] - cards[-1])
    return cards


# deskcheck: f2([1, 2, 3, 4, 5], 2)
# deskcheck: f2([1, 2], -1)
# deskcheck: f2([6], 0)
def f2(a: list[int], s: int) -> list[int]:
    if s == 0:
        return a * 2
    b = a[::s]
    if s < 0:
        b.append(len(a))
    else:
        b[0] = 0
    return b


# deskcheck: shoe_pairs(["L1", "R1", "L2", "R3"])
# deskcheck: shoe_pairs([])
def shoe_pairs(shoes: list[str]) -> int:
    waiting = []
    pairs = 0
    for shoe in shoes:
        other = ("R" if shoe[0] == "L" else "L") + shoe[1:]
        if other in waiting:
            waiting.remove(other)
            pairs += 1
        else:
            waiting.append(shoe)
    return pairs * 10 - len(waiting)


# deskcheck: f3([3, 6, 2])
# deskcheck: f3([1])
# deskcheck: f3([])
def f3(a: list[int]) -> list[list[int]]:
    r = []
    for i in range(len(a)):
        b = a[: i + 1]
        if sum(b) % 3 == 0:
            b.reverse()
        r.append(b)
    return r


# deskcheck: hike([10, 14, 9, 9], 3)
# deskcheck: hike([2, 4, 3], 3)
# deskcheck: hike([5], 3)
def hike(alts: list[int], steep: int) -> list[str]:
    notes = []
    for here, ahead in zip(alts, alts[1:]):
        change = ahead - here
        if change > steep:
            notes.append("steep up")
        elif change < -steep:
            notes.append("steep down")
        elif change:
            notes.append("gentle")
    return notes or ["flat"]


# deskcheck: f4([2, 5, 5, 3])
# deskcheck: f4([1, 1])
# deskcheck: f4([])
def f4(a: list[int]) -> int:
    a = list(set(a))
    a.sort()
    if len(a) < 2:
        return 0
    return a[-2] * 10 + a[0]


# deskcheck: elevator([3, 1, 4], 2)
# deskcheck: elevator([2, 2], 2)
# deskcheck: elevator([], 0)
def elevator(calls: list[int], floor: int) -> tuple[int, str]:
    path = ""
    moved = 0
    for call in calls:
        if call == floor:
            path += "="
            continue
        path += "^" if call > floor else "v"
        moved += abs(call - floor)
        floor = call
    return moved, path


# deskcheck: f5([[3, 1], [2], [9, 9, 9]], 2)
# deskcheck: f5([[]], 1)
def f5(m: list[list[int]], n: int) -> list[list[int]]:
    for row in m:
        while len(row) < n:
            row.append(0)
        if len(row) > n:
            del row[n:]
    return m


# deskcheck: podium_gap([4, 9, 1], 2)
# deskcheck: podium_gap([4], 3)
# deskcheck: podium_gap([4, 5], 0)
def podium_gap(sizes: list[int], place: int) -> int:
    if place < 1:
        raise ValueError("places start at 1")
    ranked = sorted(sizes, reverse=True)
    if place > len(ranked):
        return -place
    return ranked[0] - ranked[place - 1]


# deskcheck: f6([1, 2, 3, 4])
# deskcheck: f6([5, 0])
def f6(q: list[int]) -> list[int]:
    d = deque(q)
    out = []
    while d:
        if len(d) % 2 == 0:
            out.append(d.popleft())
        else:
            out.append(d.pop())
    return out


# deskcheck: fill_jars([5, 3, 4], 9)
# deskcheck: fill_jars([5, 1], 2)
# deskcheck: fill_jars([], 7)
def fill_jars(jars: list[int], honey: int) -> list[int]:
    filled = []
    for jar in jars:
        if honey >= jar:
            filled.append(jar)
            honey -= jar
        elif honey > 0:
            filled.append(honey)
            honey = 0
        else:
            filled.append(0)
    return filled + [honey]


# deskcheck: f7("abcd", [2, 0, 7])
# deskcheck: f7("x", [])
def f7(s: str, order: list[int]) -> str:
    t = list(s)
    for i in order:
        if i >= len(t):
            t.append("+")
            continue
        t.insert(0, t.pop(i))
    return "".join(t)


# deskcheck: outranks([3, 9], [3, 5, 1])
# deskcheck: outranks([2], [2, 0])
# deskcheck: outranks([1, 8], [4])
# deskcheck: outranks([], [])
def outranks(mine: list[int], theirs: list[int]) -> str:
    for m, t in zip(mine, theirs):
        if m > t:
            return "win"
        if m < t:
            return "lose"
    if len(mine) == len(theirs):
        return "draw"
    return "longer" if len(mine) > len(theirs) else "shorter"


# deskcheck: f8([4, 7, 2, 9, 5])
# deskcheck: f8([1])
def f8(a: list[int]) -> list[int]:
    a[::2] = [0] * len(a[::2])
    for i in range(1, len(a), 2):
        if a[i] > 8:
            a[i - 1] = a[i]
    return a


# deskcheck: bus_ride([("on", 4), ("off", 1), ("off", 9)])
# deskcheck: bus_ride([("on", 2), ("wait", 0)])
# deskcheck: bus_ride([])
def bus_ride(stops: list[tuple[str, int]]) -> list[int]:
    aboard = [0]
    for what, n in stops:
        if what == "on":
            aboard.append(aboard[-1] + n)
        elif what == "off":
            aboard.append(max(0, aboard[-1] - n))
        else:
            aboard.append(aboard[-1])
    return aboard


# deskcheck: f9([8, 3, 12])
# deskcheck: f9([0])
# deskcheck: f9([])
def f9(a: list[int]) -> list[int]:
    b = []
    while a:
        x = a.pop()
        if x > 9:
            a.append(x % 10)
            b.append(x // 10)
        else:
            b.append(x)
    return b


# deskcheck: window_peak([1, 6, 2, 3], 2)
# deskcheck: window_peak([4], 2)
def window_peak(temps: list[int], size: int) -> int:
    size = max(1, size)
    best = -1
    for start in range(len(temps) - size + 1):
        heat = sum(temps[start : start + size])
        if heat > best:
            best = heat
            where = start
    return where if best >= 0 else -1


# deskcheck: f10(["a", "b", "c"], ["c", "d"])
# deskcheck: f10([], ["c"])
def f10(p: list[str], q: list[str]) -> list[str]:
    only = sorted(set(p).difference(q))
    both = sorted(set(p).union(q))
    if not only:
        return both[::-1]
    for x in only:
        both.remove(x)
    return both + only


# deskcheck: crank([1, 2, 3, 4], [1, -2])
# deskcheck: crank([5, 6], [0])
def crank(wheel: list[int], turns: list[int]) -> list[int]:
    for t in turns:
        if t == 0:
            wheel.reverse()
        elif t > 0:
            wheel = wheel[t:] + wheel[:t]
        else:
            wheel = wheel[t:] + [0] + wheel[:t]
    return wheel


# deskcheck: f11([5, 5, 2, 5])
# deskcheck: f11([3])
# deskcheck: f11([])
def f11(a: list[int]) -> list[tuple[int, int]]:
    r = []
    for i, x in enumerate(a):
        if a.index(x) == i:
            r.append((x, a.count(x)))
    r.sort(key=lambda p: (p[1], -p[0]))
    return r


# deskcheck: clean_marks(["7", "abs", "10", "x"])
# deskcheck: clean_marks([])
# deskcheck: clean_marks(["no", "4"])
def clean_marks(raw: list[str]) -> list[int]:
    marks = []
    for text in raw:
        try:
            value = int(text)
        except ValueError:
            value = -1
        if value >= 0 or len(text) > 2:
            marks.append(value)
    return marks


# deskcheck: f12([1, 2, 3], 5)
# deskcheck: f12([4, 4], 1)
# deskcheck: f12([], 3)
def f12(a: list[int], n: int) -> list[int]:
    b = a.copy()
    while b and len(b) < min(n, 8):
        b.append(b[-1] + b[0])
    if b == a:
        b.clear()
    return a + b


# deskcheck: mow([[1, 0], [1, 1]], 2)
# deskcheck: mow([[0, 0]], 3)
def mow(lawn: list[list[int]], fuel: int) -> int:
    for row in lawn:
        for i, grass in enumerate(row):
            if grass and fuel > 0:
                row[i] = 0
                fuel -= 1
    left = sum(map(sum, lawn))
    return -left if left else fuel


# deskcheck: f13([3, 2, 1, 0], 1)
# deskcheck: f13([3, 2, 1, 0], 0)
# deskcheck: f13([4, 0], 0)
# deskcheck: f13([7, 7], 5)
def f13(a: list[int], i: int) -> int:
    steps = 0
    while i < len(a) and steps < 6:
        if a[i] == 0:
            return steps
        i = i + a[i] - 1 if a[i] % 2 else i + 1
        steps += 1
    return -steps


# deskcheck: hand_out(["ann", "bo"], ["nut", "fig", "pea"])
# deskcheck: hand_out([], ["nut"])
# deskcheck: hand_out(["ann"], [])
def hand_out(kids: list[str], treats: list[str]) -> dict[str, list[str]]:
    bags = {kid: [] for kid in kids}
    turn = 0
    while treats and kids:
        kid = kids[turn % len(kids)]
        bags[kid].append(treats.pop(0))
        turn += 1
    return bags


# deskcheck: f14([4, -4, 6, 1])
# deskcheck: f14([2, 1, -1])
# deskcheck: f14([])
def f14(a: list[int]) -> list[int]:
    t = 0
    r = []
    for x in a:
        t += x
        if t in r:
            r.append(t * 2)
        elif t:
            r.append(t)
        else:
            r = [0]
    return r


# deskcheck: lift_max([3, 8, 5], 2)
# deskcheck: lift_max([4, 4], 3)
# deskcheck: lift_max([], 1)
def lift_max(plates: list[int], reps: int) -> list[int]:
    lifted = []
    for _ in range(min(reps, 4)):
        if not plates:
            lifted.append(0)
            break
        heavy = max(plates)
        plates.remove(heavy)
        lifted.append(heavy)
    return lifted + plates


# deskcheck: f15(["x", "#", "y", "#", "z"])
# deskcheck: f15(["#", "#"])
# deskcheck: f15([])
def f15(tokens: list[str]) -> list[list[str]]:
    groups = [[]]
    for t in tokens:
        if t == "#":
            groups.append([])
        else:
            groups[-1].append(t)
    if not groups[-1]:
        groups.pop()
    return groups


# deskcheck: shrink_ends([2, 4, 6, 9], 7)
# deskcheck: shrink_ends([2, 3, 8], 4)
# deskcheck: shrink_ends([5], 0)
def shrink_ends(nums: list[int], goal: int) -> list[int]:
    lo, hi = 0, len(nums) - 1
    while lo < hi:
        gap = nums[hi] - nums[lo]
        if gap == goal:
            return [lo, hi]
        if gap > goal and lo % 2 == 0:
            lo += 1
        else:
            hi -= 1
    return nums[lo : hi + 1]


# deskcheck: f16([1, 2, 3, 4, 5])
# deskcheck: f16([7, 8])
# deskcheck: f16([7])
def f16(a: list[int]) -> list[int]:
    *body, last = a
    if not body:
        return [last, last]
    first, *mid = body
    if len(mid) > 1:
        mid[0] += last
        mid[-1] += first
    return [last, *mid, first]


# deskcheck: laundry(["sock", "shirt", "sock"], 2)
# deskcheck: laundry(["hat"], 1)
# deskcheck: laundry([], 3)
def laundry(pile: list[str], size: int) -> list[str]:
    loads = []
    size = max(size, 1)
    while len(pile) > 0:
        load, pile = pile[:size], pile[size:]
        if load.count("sock") == 1:
            loads.append("odd sock")
        else:
            loads.append("+".join(load))
    return loads


# deskcheck: f17([6, 1, 8, 4], 2, 3)
# deskcheck: f17([6, 1], 0, 9)
def f17(a: list[int], i: int, j: int) -> list[int]:
    try:
        a[i], a[j] = a[j], a[i]
    except IndexError:
        a.append(i + j)
    if a[-1] > a[0]:
        del a[0]
    return a


# deskcheck: score_darts([20, 5, 60], 50)
# deskcheck: score_darts([20, 30], 50)
# deskcheck: score_darts([7], 50)
def score_darts(throws: list[int], left: int) -> str:
    for n, t in enumerate(throws, 1):
        if t > left:
            return f"bust on {n}"
        left -= t
        if left == 0:
            return f"out in {n}"
    return f"{left} to go"


# deskcheck: f18([2, 3, 4, 6])
# deskcheck: f18([5])
# deskcheck: f18([])
def f18(a: list[int]) -> list[list[int]]:
    r = [[], [], []]
    for x in a:
        r[x % 3].append(x)
        if len(r[0]) > 1:
            r[1] += r[0]
            r[0] = []
    return r


# deskcheck: tower([3, 1, 2], 2)
# deskcheck: tower([1, 4], 0)
def tower(blocks: list[int], gap: int) -> list[int]:
    stack = []
    for b in blocks:
        while stack and stack[-1] + gap < b:
            stack.pop()
        stack.append(b)
        if len(stack) == 3:
            break
    return stack


# deskcheck: f19([4, 2, 7], [1, 5])
# deskcheck: f19([], [3])
def f19(a: list[int], b: list[int]) -> list[int]:
    out = []
    for i in range(max(len(a), len(b))):
        if i >= len(b):
            out.append(a[i])
        elif i >= len(a):
            out.append(-b[i])
        else:
            out.append(a[i] * b[i])
    return out


# deskcheck: night_watch([1, 1, 0, 1])
# deskcheck: night_watch([0])
# deskcheck: night_watch([])
def night_watch(awake: list[int]) -> str:
    story = []
    on = False
    for hour, a in enumerate(awake):
        if a and not on:
            story.append(f"up@{hour}")
        if not a and on:
            story.append(f"zz@{hour}")
        on = bool(a)
    return " ".join(story)


# deskcheck: f20([9, 4, 7, 4])
# deskcheck: f20([2, 1])
def f20(a: list[int]) -> list[int]:
    i = len(a) - 1
    while i > 0:
        if a[i] < a[i - 1]:
            a[i], a[i - 1] = a[i - 1], a[i]
        i -= 1
    return a


# deskcheck: menu_total(["tea", "pie", "tea"], [("tea", 2), ("pie", 4)])
# deskcheck: menu_total(["ham"], [("tea", 2)])
def menu_total(order: list[str], menu: list[tuple[str, int]]) -> int:
    bill = 0
    for wish in order:
        for name, cost in menu:
            if name == wish:
                bill += cost
                break
        else:
            bill += 1
    return bill


# deskcheck: f21([[1, 2, 3], [4, 5, 6]])
# deskcheck: f21([[7], [8]])
def f21(m: list[list[int]]) -> list[int]:
    out = []
    for i, row in enumerate(m):
        if i % 2:
            out.extend(reversed(row))
        else:
            out += row
        if len(row) > 2:
            out.pop()
    return out


# deskcheck: remove_nth(["a", "b", "c", "d"], 2)
# deskcheck: remove_nth(["a"], 3)
# deskcheck: remove_nth([], 2)
def remove_nth(ring: list[str], n: int) -> str:
    out = ""
    n = max(n, 1)
    pos = 0
    while len(ring) > 1:
        pos = (pos + n - 1) % len(ring)
        out += ring.pop(pos)
    return out + "|" + "".join(ring)


# deskcheck: f22([6, 3, 5, 8], 5)
# deskcheck: f22([1, 3], 2)
# deskcheck: f22([], 1)
def f22(a: list[int], x: int) -> list[int]:
    lo, hi = 0, len(a)
    while hi - lo > 1:
        mid = (lo + hi) // 2
        if sum(a[lo:mid]) > x:
            hi = mid
        else:
            lo = mid
        x -= 1
    return a[lo:hi] + [lo, hi]


# deskcheck: stock_moves([5, -2, -9, 4], 3)
# deskcheck: stock_moves([-5], 3)
# deskcheck: stock_moves([], 3)
def stock_moves(moves: list[int], have: int) -> list[int]:
    refused = []
    for m in moves:
        if have + m < 0:
            refused.append(m)
            continue
        have += m
    refused.insert(0, have)
    return refused


# deskcheck: f23([1, 2, 3])
# deskcheck: f23([4, 4])
# deskcheck: f23([])
def f23(a: list[int]) -> tuple[list[int], list[int]]:
    b = a
    c = a[:]
    for x in c:
        if x % 2:
            b.append(x + 1)
        else:
            c[0] = x
    return a, c


# deskcheck: brighter([(1, "red"), (5, "sky"), (3, "red")], "red")
# deskcheck: brighter([(2, "sky")], "red")
def brighter(lamps: list[tuple[int, str]], color: str) -> list[tuple[int, str]]:
    found = []
    for watt, c in lamps:
        if c == color and watt < 9:
            found.append((watt + 1, c))
        elif c != color:
            found.insert(0, (watt, c[:1]))
    found.sort(key=lambda lamp: lamp[0], reverse=True)
    return found


# deskcheck: f24([2, 9, 4, 3])
# deskcheck: f24([1, 1])
# deskcheck: f24([])
def f24(a: list[int]) -> str:
    s = ""
    for x in a[::-1]:
        if x > len(s):
            s += str(x)
        else:
            s = s[1:]
    return s


# deskcheck: chain_words(["cat", "tub", "bee", "dog"])
# deskcheck: chain_words(["cat", "top"])
# deskcheck: chain_words([])
def chain_words(words: list[str]) -> int:
    links = 0
    for i in range(len(words) - 1):
        if words[i][-1:] != words[i + 1][:1]:
            break
        links += 1
    if links == len(words) - 1:
        return 100
    return links


# deskcheck: f25([3, 3, 3], 2)
# deskcheck: f25([3, 1, 3], 2)
# deskcheck: f25([], 2)
def f25(a: list[int], n: int) -> list[int]:
    x = min(a, default=0)
    if all(v == x for v in a):
        return [x] * min(n, 5)
    if any(v > 2 * x for v in a):
        a = [v for v in a if v != x]
    return a[-n:]


# deskcheck: guard_rota(["ann", "bo", "cy"], 5)
# deskcheck: guard_rota(["ann"], 2)
def guard_rota(guards: list[str], nights: int) -> list[str]:
    q = deque(guards)
    rota = []
    for night in range(min(nights, 6)):
        name = q[0]
        if night % 3 == 2:
            name = name.upper()
        else:
            q.rotate(-1)
        rota.append(name)
    return rota


# deskcheck: f26([[1, 4], [2], []])
# deskcheck: f26([[5, 2, 2]])
# deskcheck: f26([])
def f26(piles: list[list[int]]) -> list[int]:
    out = []
    while piles:
        pile = piles.pop(0)
        if not pile:
            continue
        out.append(pile.pop())
        if len(pile) == 1:
            piles.append(pile)
        elif pile:
            out += [-1]
    return out


# deskcheck: tidy_desk(["pen", "cup", "pen", "mug"], "pen")
# deskcheck: tidy_desk(["cup"], "pen")
# deskcheck: tidy_desk([], "pen")
def tidy_desk(things: list[str], keep: str) -> list[str]:
    front = []
    for i in range(len(things) - 1, -1, -1):
        if things[i] == keep:
            front.append(things.pop(i))
        elif len(front) > 0:
            things[i] = things[i].title()
    return front + things


# deskcheck: best_deal([30, 25], [1, 0, 2])
# deskcheck: best_deal([30], [])
def best_deal(prices: list[int], coupons: list[int]) -> int:
    best = 0
    for p in prices:
        for c in coupons:
            if c == 0:
                continue
            saved = p // c
            if saved > best:
                best = saved
    return best


# deskcheck: f27([10, 20, 30], [2, -1, 5])
# deskcheck: f27([], [0])
def f27(a: list[int], idx: list[int]) -> list[int]:
    r = []
    for i in idx:
        try:
            r.append(a[i])
        except IndexError as e:
            r.append(len(str(e)) % 2)
            break
    return r


# deskcheck: sandwich(["bun", "ham", "egg", "bun"])
# deskcheck: sandwich(["bun", "bun"])
# deskcheck: sandwich(["ham"])
def sandwich(layers: list[str]) -> str:
    if layers[:1] != ["bun"] or layers[-1:] != ["bun"]:
        return "not a sandwich"
    inside = layers[1:-1]
    if not inside:
        return "just bread"
    inside.sort()
    return " & ".join(inside)


# deskcheck: f28([2, 5, 1])
# deskcheck: f28([0])
# deskcheck: f28([])
def f28(a: list[int]) -> list[int]:
    r = []
    carry = 0
    for x in reversed(a):
        x += carry
        carry = 0
        if x > 4:
            x -= 5
            carry = 1
        r.insert(0, x)
    return [carry] + r if carry else r


# deskcheck: choose_captain(["li", "bo", "Al"], {"bo"})
# deskcheck: choose_captain(["bo"], {"bo"})
# deskcheck: choose_captain([], set())
def choose_captain(team: list[str], hurt: set[str]) -> str:
    for name in sorted(team):
        if name in hurt:
            continue
        if name.islower():
            return name
        hurt.add(name)
    return "+".join(sorted(hurt))


# deskcheck: f29([3, 7, 4])
# deskcheck: f29([1, 2, 6])
# deskcheck: f29([8])
# deskcheck: f29([])
def f29(a: list[int]) -> list[int]:
    n = 0
    while len(a) > 1 and n < 4:
        x, y = a.pop(), a.pop()
        if x > y:
            a.append(x - y)
        else:
            a.insert(0, y)
        n += 1
    return a + [n]
