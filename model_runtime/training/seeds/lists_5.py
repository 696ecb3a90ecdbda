# deskcheck: f([8, 31, 4, 19, 26, 12, 7])
# deskcheck: f([60, 50, 40, 30, 20, 10])
# deskcheck: f([3])
def f(xs: list[int]) -> list[int]:
    low = min(xs)
    at = xs.index(low)
    xs = xs[at:] + xs[:at]
    xs.insert(1, at)
    return xs[: at + 3]


# deskcheck: f1(["sun", "mon", "tue", "wed", "thu", "fri", "sat"], "wed", 2)
# deskcheck: f1(["a", "b", "c", "d", "e", "f"], "f", 3)
# deskcheck: f1(["up"], "up", 1)
def f1(days: list[str], today: str, n: int) -> list[str]:
    i = days.index(today)
    ahead = (days + days)[i + 1 : i + 1 + n]
    days[i] = days[i].upper()
    days.remove(ahead[-1]) if ahead[-1] in days else ahead.clear()
    return ahead + days


# deskcheck: refill([6, 0, 2, 9, 1, 4], 3, 10)
# deskcheck: refill([10, 10, 10, 0, 10, 10, 10], 5, 4)
# deskcheck: refill([], 2, 2)
def refill(bins: list[int], low: int, supply: int) -> tuple[list[int], int]:
    for i, have in enumerate(bins):
        if have < low:
            give = min(low - have, supply)
            bins[i] += give
            supply -= give
    return bins, supply


# deskcheck: f2([15, 2, 38, 7, 24, 51, 9, 60, 33])
# deskcheck: f2([4, 4, 6, 6, 8, 8])
# deskcheck: f2([])
def f2(a: list[int]) -> list[int]:
    b = a
    b.sort()
    a[::3] = [0] * len(a[::3])
    c = [x for x in b if x]
    c.append(a.count(0))
    return c


# deskcheck: f3([[5], [1, 2], [9, 9, 9]], 7)
# deskcheck: f3([[0, 1], [10, 11], [20, 21], [30, 31], [40, 41], [50, 51]], 25)
# deskcheck: f3([], 1)
def f3(rows: list[list[int]], v: int) -> list[int]:
    lengths = []
    for row in rows:
        row.append(v)
        row.sort()
        lengths.append(row.index(v))
    return lengths + [sum(map(len, rows))]


# deskcheck: f4(["alpha", "beta", "gamma", "delta", "eta", "iota"])
# deskcheck: f4(["x1", "y2", "x3", "z4", "y5", "x6", "w7"])
# deskcheck: f4([])
def f4(names: list[str]) -> list[list[str]]:
    groups = [["", ""]]
    for name in sorted(names, key=lambda n: n[-1]):
        if name[-1] == groups[-1][0]:
            groups[-1].append(name)
        else:
            groups.append([name[-1], name])
    return groups[1:]


# deskcheck: f5([1, 2, 3, 4, 5, 6, 7, 8])
# deskcheck: f5([90, 80, 70, 60, 50, 40, 30])
# deskcheck: f5([6, 6])
def f5(xs: list[int]) -> list[int]:
    last = len(xs) - 1
    for i in range(0, len(xs) // 2, 2):
        xs[i], xs[last - i] = xs[last - i], xs[i]
    xs.append(xs.pop(0) + xs.pop(0))
    return xs


# deskcheck: tide([3, 8, 8, 5, 2, 7, 9, 9, 1])
# deskcheck: tide([10, 20, 30, 40, 50, 60])
# deskcheck: tide([4])
def tide(levels: list[int]) -> list[int]:
    record = []
    high = levels[0] - 1
    for lv in levels:
        if lv > high:
            high = lv
            record.append(lv)
    record.append(levels.count(high))
    return record


# deskcheck: f6([12, 7, 3, 25, 18, 40, 6], [0, 6, 2])
# deskcheck: f6([5, 15, 25, 35, 45, 55], [1, 1, -1])
# deskcheck: f6([1, 2], [0, 2])
def f6(xs: list[int], cuts: list[int]) -> list[int]:
    removed = []
    for c in cuts:
        removed.append(xs[c])
        xs[c] = None
    left = [x for x in xs if x is not None]
    left.append(len(removed))
    return left


# deskcheck: f7([3, 4, 7, 10, 2, 9, 8, 5], [2, 5, 8])
# deskcheck: f7([100, 200, 300, 400, 500, 600], [600, 50, 100])
# deskcheck: f7([], [])
def f7(pool: list[int], wish: list[int]) -> list[bool]:
    got = []
    for w in wish:
        ok = w in pool
        got.append(ok)
        if ok:
            del pool[: pool.index(w) + 1]
    got.append(any(p > 7 for p in pool))
    return got


# deskcheck: tower([5, 3, 4, 2, 6, 1, 1])
# deskcheck: tower([1, 2, 3, 4, 5, 6])
# deskcheck: tower([])
def tower(blocks: list[int]) -> list[int]:
    stack, spare = [], []
    for b in blocks:
        if not stack or b <= stack[-1]:
            stack.append(b)
        else:
            spare.append(b)
    return stack + [-len(stack)] + spare


# deskcheck: f8("the quick brown fox jumps over a lazy dog")
# deskcheck: f8("go on and on up to it")
# deskcheck: f8("")
def f8(text: str) -> list[str]:
    words = text.split()
    long = [w for w in words if len(w) > 3]
    for w in long:
        i = words.index(w)
        words[i : i + 1] = [w[:2], w[2:]]
    return words[::-1][:6]


# deskcheck: f9([70, 20, 95, 40, 85, 10, 60], 65)
# deskcheck: f9([1, 2, 3, 4, 5, 6, 7, 8], 4)
# deskcheck: f9([50], 10)
def f9(xs: list[int], mid: int) -> list[int]:
    above = [i for i, x in enumerate(xs) if x > mid]
    for i in above[::-1]:
        xs.append(xs.pop(i) - mid)
    if above:
        xs.insert(0, above[0])
    return xs


# deskcheck: f10([2, 2, 3, 3, 3, 1, 1, 2])
# deskcheck: f10([7, 8, 9, 7, 8, 9])
# deskcheck: f10([])
def f10(xs: list[int]) -> list[list[int]]:
    runs = [[]]
    for x in xs:
        if x in runs[-1][-1:]:
            runs[-1].append(-x)
            runs.append([])
        else:
            runs[-1].append(x)
    return [r for r in runs if r]


# deskcheck: mail_slots(["al", "bea", "al", "cy", "bea", "al", "dot"], ["al", "bea", "cy"])
# deskcheck: mail_slots(["x", "x", "x", "x", "x", "x"], ["y", "x"])
# deskcheck: mail_slots([], ["k"])
def mail_slots(letters: list[str], boxes: list[str]) -> list[int]:
    slots = [0] * (len(boxes) + 1)
    for who in letters:
        try:
            slots[boxes.index(who)] += 1
        except ValueError:
            slots[-1] += 1
    return slots


# deskcheck: f11([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 1)
# deskcheck: f11([[11, 12], [21, 22], [31, 32], [41, 42], [51, 52], [61, 62]], -1)
# deskcheck: f11([[0, 5]], 0)
def f11(m: list[list[int]], c: int) -> list[list[int]]:
    column = [row.pop(c) for row in m]
    column.reverse()
    for row, v in zip(m, column):
        row.insert(0, v)
    m.append(column)
    return m


# deskcheck: f12([30, 10, 50, 20, 60, 40])
# deskcheck: f12([3, 3, 1, 4, 4, 2, 0])
# deskcheck: f12([9, 8])
def f12(xs: list[int]) -> list[int]:
    goal = sorted(xs)
    home = [x == g for x, g in zip(xs, goal)]
    if not any(home):
        xs.reverse()
    lost = [x for x, h in zip(xs, home) if not h]
    lost[::2] = goal[: len(lost[::2])]
    return lost + [home.count(True)]


# deskcheck: f13([6, 13, 20, 27, 34, 41, 48, 55], 3, 0)
# deskcheck: f13([2, 4, 6, 8, 10, 12], -1, 1)
# deskcheck: f13([5, 9], 0, 5)
def f13(xs: list[int], src: int, dst: int) -> list[int]:
    item = xs.pop(src)
    xs.insert(dst, item)
    around = xs[max(dst - 1, 0) : dst + 2]
    return around + [xs.index(item)]


# deskcheck: f14([4, 9, 16, 23, 30, 37], [16, 37, 4, 5])
# deskcheck: f14([1, 1, 2, 2, 3, 3, 4, 4], [4, 1, 3])
# deskcheck: f14([], [8])
def f14(a: list[int], b: list[int]) -> tuple[list[int], list[int], list[int]]:
    both = [x for x in b if x in a]
    only_a = [x for x in a if x not in both]
    only_b = [x for x in b if x not in both]
    if len(both) > 1:
        both[0], both[-1] = both[-1], both[0]
    return only_a, both, only_b


# deskcheck: campfire([3, 1, 4, 2, 2, 5], 4)
# deskcheck: campfire([10, 10, 10, 10, 10, 10, 10], 2)
# deskcheck: campfire([1], 5)
def campfire(logs: list[int], hours: int) -> list[int]:
    burning = logs[:2]
    pile = logs[2:]
    while burning and hours > 0:
        burning = [b - 1 for b in burning if b > 1]
        if len(burning) < 2 and pile:
            burning.append(pile.pop(0))
        hours -= 1
    return burning + [-hours] + pile


# deskcheck: f15([0.5, 1.5, 2.0, 4.0, 8.0, 3.5])
# deskcheck: f15([10.0, 0.0, 10.0, 0.0, 10.0, 0.0, 2.5])
# deskcheck: f15([1.5])
def f15(xs: list[float]) -> list[float]:
    pairs = [xs[i : i + 2] for i in range(0, len(xs), 2)]
    means = [sum(p) / len(p) for p in pairs]
    means.sort(reverse=True)
    return means + [means.index(min(means))]


# deskcheck: f16([13, 5, 8, 21, 2, 34, 3, 1], 10)
# deskcheck: f16([9, 9, 9, 9, 9, 9], 9)
# deskcheck: f16([20, 30], 5)
def f16(xs: list[int], limit: int) -> list[int]:
    kept = []
    for x in xs:
        if x > limit:
            if not kept:
                continue
            kept[-1] += x
        else:
            kept.insert(len(kept) // 2, x)
    return kept


# deskcheck: f17([True, None, 0, "no", [], 5, False])
# deskcheck: f17(["a", "", "b", "", "c", None, 1, 0])
# deskcheck: f17([])
def f17(items: list[object]) -> list[object]:
    truthy = [bool(i) for i in items]
    first = truthy.index(True) if any(truthy) else -1
    rest = items[first + 1 :]
    rest.append(truthy.count(False))
    rest.insert(0, all(truthy))
    return rest


# deskcheck: bookmark([12, 30, 7, 45, 22, 18], 50)
# deskcheck: bookmark([100, 1, 1, 1, 1, 1, 1], 99)
# deskcheck: bookmark([5, 5], 40)
def bookmark(chapters: list[int], page: int) -> list[int]:
    starts = [1]
    for length in chapters:
        starts.append(starts[-1] + length)
    inside = [s for s in starts[:-1] if s <= page]
    return [len(inside), page - inside[-1], starts[-1] - page]


# deskcheck: f18([5, 1, 7, 2, 9, 3, 8])
# deskcheck: f18([12, 10, 14, 10, 16, 10])
# deskcheck: f18([2, 1])
def f18(xs: list[int]) -> list[int]:
    done = []
    work = xs
    while len(work) > 2:
        work = [x for x in work[1:] if x > work[0]] or work[1:-1]
        done.append(len(work))
    return done + work


# deskcheck: f19(["3", "x", "12", "", "-4", "7b", "50"])
# deskcheck: f19(["one", "2", "three", "4", "five", "6"])
# deskcheck: f19([])
def f19(raw: list[str]) -> list[int]:
    nums, bad = [], []
    for r in raw:
        try:
            nums.append(int(r))
        except ValueError:
            bad.append(r)
    nums.sort()
    return nums + [len("".join(bad))]


# deskcheck: potluck([("Ann", "pie"), ("Bo", "dip"), ("Cy", "pie"), ("Di", "tea"), ("Ed", "dip"), ("Flo", "pie")])
# deskcheck: potluck([("u", "z"), ("v", "y"), ("w", "x"), ("s", "z"), ("t", "q"), ("r", "p")])
# deskcheck: potluck([])
def potluck(entries: list[tuple[str, str]]) -> list[str]:
    dishes = []
    extra = []
    for who, dish in entries:
        if dish in dishes:
            extra.append(who)
        else:
            dishes.append(dish)
    dishes.sort()
    return dishes + extra[::-1]


# deskcheck: f21([6, 3, 9, 12, 1, 4, 15, 2], 2, 6)
# deskcheck: f21([40, 41, 42, 43, 44, 45], 4, 1)
# deskcheck: f21([7], 0, 0)
def f21(xs: list[int], i: int, j: int) -> list[int]:
    if i > j:
        raise ValueError("bad range")
    inner = sorted(xs[i:j])
    outer = xs[:i] + xs[j:]
    outer.sort(reverse=True)
    outer[1:1] = inner
    return outer


# deskcheck: f22([3, 5, 3, 8, 5, 3, 1])
# deskcheck: f22([20, 10, 20, 10, 30, 40, 40, 20])
# deskcheck: f22([])
def f22(xs: list[int]) -> list[int]:
    out = []
    for i, x in enumerate(xs):
        later = xs[i + 1 :]
        out.append(later.index(x) + 1 if x in later else 0)
    return out


# deskcheck: domino([(1, 5), (5, 2), (3, 4), (2, 6), (6, 3), (4, 1)])
# deskcheck: domino([(9, 9), (9, 1), (1, 9), (9, 2), (2, 2), (7, 2)])
# deskcheck: domino([])
def domino(tiles: list[tuple[int, int]]) -> list[int]:
    row = []
    for a, b in tiles:
        if not row:
            row = [a, b]
        elif row[-1] == a:
            row.append(b)
        elif row[0] == b:
            row.insert(0, a)
    return row


# deskcheck: f23([21, 4, 16, 9, 30, 25, 11], [7, 3])
# deskcheck: f23([1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0])
# deskcheck: f23([5], [6, 6])
def f23(a: list[int], b: list[int]) -> list[int]:
    keep = a[:]
    a[:] = b
    b[:] = keep[: len(a)]
    keep[: len(a)] = []
    b += a
    return keep + [0] + b


# deskcheck: f24([5, 2, 9, 4, 7, 1, 8], 3)
# deskcheck: f24([60, 61, 62, 63, 64, 65], 5)
# deskcheck: f24([2, 3], 1)
def f24(seats: list[int], pull: int) -> list[int]:
    out = []
    while len(seats) > pull:
        side = 0 if seats[0] > seats[-1] else -1
        out.append(seats.pop(side))
        pull += len(out) % 2
    out.append(sum(seats))
    return out


# deskcheck: f25([14, 14, 3, 8, 3, 14, 9])
# deskcheck: f25([1, 2, 3, 3, 2, 1])
# deskcheck: f25([0])
def f25(xs: list[int]) -> list[int]:
    copy = xs[:]
    for x in copy:
        if xs.count(x) > 1:
            xs.remove(x)
    missing = len(copy) - len(xs)
    xs += [missing] * missing
    return xs


# deskcheck: weights([8, 2, 5, 5, 1, 9, 4], 12)
# deskcheck: weights([3, 3, 3, 3, 3, 3], 7)
# deskcheck: weights([], 6)
def weights(plates: list[int], goal: int) -> list[int]:
    bar = []
    plates.sort()
    while plates and sum(bar) < goal:
        big = plates.pop()
        if sum(bar) + big <= goal:
            bar.append(big)
    bar.append(goal - sum(bar))
    return bar


# deskcheck: f26([9, 4, 7, 1, 5, 8, 2, 6])
# deskcheck: f26([10, 30, 50, 70, 20, 40, 60])
# deskcheck: f26([3, 3])
def f26(xs: list[int]) -> list[int]:
    a, b = xs[::2], xs[1::2]
    a.sort()
    b.sort(reverse=True)
    merged = [x + y for x, y in zip(a, b)]
    merged += a[len(b) :]
    return merged


# deskcheck: kennel(["rex", "fido", "spot", "lassie", "toto", "bolt", "max"], 4)
# deskcheck: kennel(["aa", "bbb", "c", "dddd", "ee", "fff"], 3)
# deskcheck: kennel(["solo"], 2)
def kennel(dogs: list[str], size: int) -> list[list[str]]:
    small = [d for d in dogs if len(d) < size]
    exact = [d for d in dogs if len(d) == size]
    large = [d for d in dogs if d not in small and d not in exact]
    pens = [p for p in (small, exact, large) if p]
    pens[-1].append(str(len(pens)))
    return pens


# deskcheck: f27([31, 14, 6, 22, 9, 40, 17], 20, 5)
# deskcheck: f27([1, 2, 3, 4, 5, 6, 7, 8], 9, 2)
# deskcheck: f27([80, 90], 50, 0)
def f27(xs: list[int], top: int, drop: int) -> list[int]:
    i = 0
    while i < len(xs):
        if xs[i] > top:
            xs[i] -= drop
            top += drop
        i += 2
    return xs[::-1] + [top]


# deskcheck: f28([[1], [2], [3]], 2)
# deskcheck: f28([[5, 6], [7], [8, 9, 10], [], [11], [12]], 1)
# deskcheck: f28([[]], 0)
def f28(boxes: list[list[int]], v: int) -> list[list[int]]:
    same = boxes[:]
    deep = [b[:] for b in boxes]
    same[0].append(v)
    same[-1] = [v]
    deep.append(boxes[0])
    return deep + same[-2:]


# deskcheck: f29([16, 23, 5, 38, 12, 44, 27], [1, 0, 1, 1, 0, 0, 1])
# deskcheck: f29([2, 4, 6, 8, 10, 12], [0, 0, 0, 0, 0, 0])
# deskcheck: f29([9], [1])
def f29(xs: list[int], mask: list[int]) -> list[int]:
    chosen = [x for x, m in zip(xs, mask) if m]
    total = sum(chosen)
    chosen.reverse()
    for i, m in enumerate(mask):
        if m and chosen:
            xs[i] = chosen.pop(0)
    return xs + [total]


# deskcheck: tape(["r", "r", "w3", "l", "w8", "r", "r"], 4)
# deskcheck: tape(["w5", "l", "l", "w1", "r", "w2"], 3)
# deskcheck: tape([], 2)
def tape(cmds: list[str], size: int) -> list[int]:
    cells = [0] * size
    head = 0
    for c in cmds:
        if c[0] == "w":
            cells[head] = int(c[1:])
        else:
            head += 1 if c == "r" else -1
            head %= size
    return cells + [head]


# deskcheck: f30([7, 1, 13, 4, 10, 2, 8, 5], 6)
# deskcheck: f30([99, 98, 97, 3, 2, 1], 50)
# deskcheck: f30([4], 4)
def f30(xs: list[int], k: int) -> list[int]:
    front = 0
    for i in range(len(xs)):
        if xs[i] < k:
            xs.insert(front, xs.pop(i))
            front += 1
    return xs[front:] + xs[:front]


# deskcheck: f31([1, 1, 2, 3, 5, 8, 13, 21])
# deskcheck: f31([50, 20, 70, 30, 90, 10])
# deskcheck: f31([6])
def f31(xs: list[int]) -> list[int]:
    left = [0]
    for x in xs[:-1]:
        left.append(left[-1] + x)
    total = sum(xs)
    return [abs(total - x - 2 * before) for x, before in zip(xs, left)]


# deskcheck: rota(["ana", "ben", "cho", "dev"], 9)
# deskcheck: rota(["p", "q", "r", "s", "t", "u", "v"], 4)
# deskcheck: rota(["me"], 3)
def rota(staff: list[str], days: int) -> list[str]:
    plan = (staff * days)[:days]
    tired = plan[-1]
    next_up = staff[days % len(staff)]
    plan.append(next_up)
    plan[0] = plan[0] + "*" if plan.count(tired) > 1 else tired
    return plan


# deskcheck: f32([34, 7, 52, 18, 7, 61, 25, 40], 7)
# deskcheck: f32([1, 3, 5, 7, 9, 11], 8)
# deskcheck: f32([7, 7], 7)
def f32(xs: list[int], v: int) -> list[int]:
    if xs.count(v) > 1:
        i = xs.index(v)
        j = len(xs) - 1 - xs[::-1].index(v)
        xs[i + 1 : j] = sorted(xs[i + 1 : j])
        xs.append(j - i)
    else:
        xs.extend([v] * 2)
    return xs


# deskcheck: f33(["ox", "ant", "bee", "elk", "cow", "asp", "eel", "bat"])
# deskcheck: f33(["top", "tip", "tap", "nap", "nip", "pan"])
# deskcheck: f33(["a"])
def f33(words: list[str]) -> list[str]:
    heads = []
    for w in words:
        if w[0] not in heads:
            heads.append(w[0])
    heads.sort()
    starts = [w[0] for w in words]
    return [h + str(starts.count(h)) for h in heads]


# deskcheck: f34([3, 2, 1], [4, 5, 6, 7, 8, 9])
# deskcheck: f34([10, 20, 30, 40, 50, 60], [60, 50, 40])
# deskcheck: f34([], [1, 2])
def f34(a: list[int], b: list[int]) -> list[int]:
    while len(a) < len(b):
        a.append(b.pop(0))
    c = [max(p) for p in zip(a, b)]
    c.extend(a[len(b) :])
    return c


# deskcheck: climb([10, 12, 9, 15, 14, 20, 18])
# deskcheck: climb([100, 90, 80, 70, 60, 50])
# deskcheck: climb([5, 6])
def climb(path: list[int]) -> list[int]:
    ups = [max(b - a, 0) for a, b in zip(path, path[1:])]
    downs = [max(a - b, 0) for a, b in zip(path, path[1:])]
    steepest = ups.index(max(ups))
    return [sum(ups), sum(downs), steepest] + path[steepest : steepest + 2]


# deskcheck: f35([8, 1, 6, 3, 5, 7, 4, 9, 2], 3)
# deskcheck: f35([1, 2, 3, 4, 5, 6], 2)
# deskcheck: f35([7], 1)
def f35(flat: list[int], n: int) -> list[int]:
    rows = [flat[i * n : (i + 1) * n] for i in range(n)]
    diag = [rows[i][i] for i in range(n)]
    anti = [rows[i][-1 - i] for i in range(n)]
    sums = [sum(r) for r in rows]
    sums.append(sum(diag) - sum(anti))
    return sums


# deskcheck: f36([17, 42, 8, 33, 25, 61, 50, 4])
# deskcheck: f36([6, 6, 6, 5, 5, 5, 4])
# deskcheck: f36([2])
def f36(xs: list[int]) -> list[int]:
    top = sorted(xs)[-3:]
    for t in top:
        xs.remove(t)
    spread = top[-1] - top[0]
    xs.insert(len(xs) // 2, spread)
    return xs + top


# deskcheck: garden([4, 0, 3, 0, 0, 6, 1], 2)
# deskcheck: garden([0, 0, 0, 0, 0, 0], 5)
# deskcheck: garden([9], 1)
def garden(beds: list[int], seeds: int) -> list[int]:
    empty = [i for i, b in enumerate(beds) if not b]
    for i in empty[:seeds]:
        near = beds[max(i - 1, 0) : i + 2]
        beds[i] = 1 + sum(near) // len(near)
    beds.append(len(empty) - seeds)
    return beds


# deskcheck: f37([5, [1, 2], 8, [3], [], 9, 4])
# deskcheck: f37([[10, 20], [30], 40, 50, 60, [70, 80, 90]])
# deskcheck: f37([])
def f37(mixed: list[object]) -> list[int]:
    flat = []
    depth = 0
    for m in mixed:
        if isinstance(m, list):
            flat += m
            depth += 1
        else:
            flat.append(m)
    flat.insert(0, -depth)
    return flat


# deskcheck: f38([24, 36, 12, 48, 60, 18], [0, 2, 4], 6)
# deskcheck: f38([10, 11, 12, 13, 14, 15, 16], [-1, -2], 3)
# deskcheck: f38([7, 7], [], 1)
def f38(xs: list[int], at: list[int], d: int) -> list[int]:
    for i in at:
        xs[i] //= d
    small = min(xs)
    while xs[-1] != small:
        xs.insert(0, xs.pop())
    return xs


# deskcheck: playlist(["jazz 3", "rock 5", "folk 2", "jazz 6", "rock 4", "soul 7"], "jazz")
# deskcheck: playlist(["a 1", "b 2", "a 3", "c 4", "a 5", "a 6", "d 7"], "a")
# deskcheck: playlist([], "pop")
def playlist(songs: list[str], genre: str) -> list[object]:
    first, later = [], []
    for s in songs:
        kind, mins = s.split()
        if kind == genre:
            first.append(int(mins))
        else:
            later.append(kind)
    return sorted(first) + [sum(first)] + later


# deskcheck: f39([2, 9, 4, 11, 6, 13, 8])
# deskcheck: f39([1, 3, 5, 7, 9, 11, 13, 15])
# deskcheck: f39([20, 40])
def f39(xs: list[int]) -> list[int]:
    shifted = xs[1:] + xs[:1]
    prods = [a * b for a, b in zip(xs, shifted)]
    keep = [p for p in prods if p % 4]
    keep.sort(key=lambda p: p % 10)
    return keep or [max(prods)]


# deskcheck: f40([5, 6, 7, 8, 9, 10, 11], [1, 2, 3])
# deskcheck: f40([0, 0, 0, 0, 0, 0], [9, 8])
# deskcheck: f40([1], [4, 4])
def f40(base: list[int], extra: list[int]) -> list[int]:
    base[1:-1:2] = [extra[0]] * len(base[1:-1:2])
    base[-1:] = extra
    extra = base
    extra.remove(base[0])
    return base


# deskcheck: vote(["red", "blue", "red", "green", "blue", "red", "blue"])
# deskcheck: vote(["ash", "elm", "elm", "ash", "yew", "elm", "yew", "ash"])
# deskcheck: vote(["x", "x"])
def vote(ballots: list[str]) -> list[str]:
    ranking = []
    while ballots:
        name = ballots[0]
        n = ballots.count(name)
        ranking.append((n, name))
        ballots = [b for b in ballots if b != name]
    ranking.sort(reverse=True)
    return [name for n, name in ranking if n == ranking[0][0]]


# deskcheck: f41([10, 25, 15, 40, 5, 30], 3)
# deskcheck: f41([8, 6, 4, 2, 0, -2, -4, -6], 4)
# deskcheck: f41([1, 2], 2)
def f41(xs: list[int], w: int) -> list[int]:
    sums = [sum(xs[i : i + w]) for i in range(len(xs) - w + 1)]
    best = sums.index(max(sums))
    window = xs[best : best + w]
    xs[best : best + w] = [0]
    return window + xs


# deskcheck: f42([3, 1, 2, 0, 5, 4])
# deskcheck: f42([6, 2, 5, 1, 0, 3, 4])
# deskcheck: f42([0])
def f42(nxt: list[int]) -> list[int]:
    trail = []
    i = len(nxt) - 1
    while i not in trail:
        trail.append(i)
        i = nxt[i]
    missed = [x for x in nxt if x not in trail]
    trail[1:1] = missed
    return trail


# deskcheck: unpack_crate([4, 7, 1, 9, 3, 6, 2])
# deskcheck: unpack_crate([11, 22, 33, 44, 55, 66])
# deskcheck: unpack_crate([8])
def unpack_crate(items: list[int]) -> list[int]:
    first, *middle, last = items + [0]
    middle.sort(reverse=True)
    if first > last:
        middle.append(first)
    if len(middle) > 4:
        del middle[1:3]
    return [last] + middle


# deskcheck: f43([13, 29, 13, 47, 29, 8, 61, 47], 2)
# deskcheck: f43([5, 4, 5, 4, 5, 4, 3], 3)
# deskcheck: f43([], 1)
def f43(xs: list[int], gap: int) -> list[int]:
    out = []
    for i, x in enumerate(xs):
        if x not in xs[max(i - gap, 0) : i]:
            out.append(x)
    out.append(len(xs) - len(out))
    return out


# deskcheck: f44([9, 3, 7, 5, 1, 8], ["i", "c", "g", "e", "a", "h"])
# deskcheck: f44([2, 2, 1, 1, 3, 3, 0], ["q", "p", "n", "m", "z", "y", "k"])
# deskcheck: f44([4], [])
def f44(keys: list[int], tags: list[str]) -> list[str]:
    pairs = sorted(zip(keys, tags))
    out = [t for k, t in pairs]
    if pairs and pairs[0][0] % 2:
        out = out[1:] + out[:1]
    keys.clear()
    return out + [str(len(keys))]


# deskcheck: ladder([2, 4, 8, 3, 9, 27, 1, 1])
# deskcheck: ladder([5, 10, 20, 40, 80, 160])
# deskcheck: ladder([7])
def ladder(xs: list[int]) -> list[list[int]]:
    rungs = [[xs[0]]]
    for x in xs[1:]:
        if x % rungs[-1][-1] == 0:
            rungs[-1].append(x)
        else:
            rungs.append([x])
    return rungs


# deskcheck: f45([[3, 1, 2], [9, 8, 7], [4, 6, 5]])
# deskcheck: f45([[10, 1], [20, 2], [30, 3], [40, 4], [50, 5], [60, 6]])
# deskcheck: f45([[0]])
def f45(grid: list[list[int]]) -> list[int]:
    for i, row in enumerate(grid):
        row.sort(reverse=i % 2 == 1)
    snake = [v for row in grid for v in row]
    ends = [row[-1] for row in grid]
    return snake[:4] + ends


# deskcheck: f46([40, 15, 60, 25, 80, 35, 20], 2)
# deskcheck: f46([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3)
# deskcheck: f46([5, 5], 1)
def f46(xs: list[int], k: int) -> list[int]:
    lanes = [[] for _ in range(k)]
    for i, x in enumerate(xs):
        lanes[i % k].append(x)
    lanes.sort(key=lambda lane: -sum(lane))
    return lanes[0] + [sum(lanes[-1])]


# deskcheck: shelf_life([("milk", 3), ("rice", 90), ("eggs", 12), ("fish", 1), ("kale", 3), ("flour", 80)], 3)
# deskcheck: shelf_life([("a", 5), ("b", 6), ("c", 7), ("d", 8), ("e", 9), ("f", 10)], 20)
# deskcheck: shelf_life([("x", 0)], 0)
def shelf_life(stock: list[tuple[str, int]], day: int) -> list[str]:
    fresh = [(n, d - day) for n, d in stock if d > day]
    old = [n for n, d in stock if d <= day]
    for i, (n, left) in enumerate(fresh):
        if left < 10:
            fresh[i] = (n + "!", left)
    fresh.sort(key=lambda f: f[1])
    return [n for n, _ in fresh] + old


# deskcheck: f47([6, 0, 4, 0, 0, 9, 2])
# deskcheck: f47([0, 1, 0, 2, 0, 3, 0, 4])
# deskcheck: f47([5])
def f47(xs: list[int]) -> list[int]:
    zeros = xs.count(0)
    for _ in range(zeros):
        xs.remove(0)
        xs.append(len(xs))
    xs.insert(zeros, zeros * 10)
    return xs


# deskcheck: f48([7, 14, 3, 20, 11, 9], "asc")
# deskcheck: f48([5, 3, 8, 1, 9, 2, 7], "desc")
# deskcheck: f48([4, 2, 6], "none")
def f48(xs: list[int], order: str) -> list[int]:
    before = list(xs)
    if order == "asc":
        xs.sort()
    elif order == "desc":
        xs.sort(reverse=True)
    else:
        xs = xs + [0]
    return [i for i, (a, b) in enumerate(zip(before, xs)) if a == b] + xs[:3]


# deskcheck: f49([12, 5, 33, 8, 27, 41, 19])
# deskcheck: f49([2, 4, 6, 8, 10, 12, 14, 16])
# deskcheck: f49([1])
def f49(xs: list[int]) -> list[int]:
    odd_at = [i for i, x in enumerate(xs) if x % 2]
    while len(odd_at) > 1:
        i, j = odd_at.pop(0), odd_at.pop()
        xs[i], xs[j] = xs[j], xs[i]
    if odd_at:
        del xs[odd_at[0]]
    return xs


# deskcheck: lockers([101, 102, 103, 104, 105, 106, 107, 108], 3)
# deskcheck: lockers([7, 14, 21, 28, 35, 42], 2)
# deskcheck: lockers([1], 4)
def lockers(doors: list[int], k: int) -> list[int]:
    for i in range(k - 1, len(doors), k):
        doors[i] = -doors[i]
    shut = [d for d in doors if d > 0]
    doors.reverse()
    return doors[:2] + shut[-2:]


# deskcheck: f50(["a", "b", "c"], [2, 0, 3])
# deskcheck: f50(["x", "y", "z", "w", "v", "u"], [1, 2, 1, 0, 0, 2])
# deskcheck: f50(["m"], [])
def f50(parts: list[str], times: list[int]) -> list[str]:
    out = []
    for p, t in zip(parts, times):
        out.extend([p] * t)
        if not t:
            out.append(p + "0")
    return out + parts[len(times) :]


# deskcheck: f51([64, 32, 48, 16, 80, 8], 16)
# deskcheck: f51([9, 18, 27, 36, 45, 54, 63], 9)
# deskcheck: f51([3], 3)
def f51(xs: list[int], unit: int) -> list[int]:
    scaled = [x // unit for x in xs]
    left = [x % unit for x in xs]
    if any(left):
        scaled.append(sum(left))
    else:
        scaled.remove(max(scaled))
    return scaled


# deskcheck: tracks([4, 9, 2, 7], [1, 3])
# deskcheck: tracks([10, 20, 30, 40, 50, 60, 70], [2, 2, 5])
# deskcheck: tracks([15, 25, 35, 45, 55, 65], [])
def tracks(line: list[int], switches: list[int]) -> list[list[int]]:
    main, side = line, []
    for s in switches:
        side += main[s:]
        main = main[:s]
        main, side = side, main
    return [main, side, line[-1:]]


# deskcheck: f52([5, 3, 5, 1, 4, 5])
# deskcheck: f52([30, 30, 20, 20, 10, 10])
# deskcheck: f52([])
def f52(xs: list[int]) -> list[list[int]]:
    layers = []
    for x in xs:
        for layer in layers:
            if x not in layer:
                layer.append(x)
                break
        else:
            layers.append([x])
    return layers


# deskcheck: f53([3, 14, 25, 36, 47, 58, 69], [1, 5])
# deskcheck: f53([8, 8, 9, 9, 7, 7], [0, 6])
# deskcheck: f53([1, 2], [2, 0])
def f53(xs: list[int], ends: list[int]) -> list[int]:
    start, stop = ends
    inner = xs[start:stop]
    if not inner:
        ends.reverse()
        return ends
    xs[start:stop] = [min(inner), max(inner)]
    ends[:] = [len(inner)]
    return xs + ends


# deskcheck: hush(["La", "LA", "la", "Do", "do", "RE"])
# deskcheck: hush(["One", "two", "ONE", "Three", "TWO", "four", "one"])
# deskcheck: hush([])
def hush(words: list[str]) -> list[str]:
    low = [w.lower() for w in words]
    kept = [w for i, w in enumerate(words) if low.index(low[i]) == i]
    loud = [w for w in words if w.isupper()]
    kept[len(kept) :] = loud[:2]
    return kept


# deskcheck: f54([20, 35, 10, 50, 5, 45], 2)
# deskcheck: f54([1, 9, 2, 8, 3, 7, 4, 6], 3)
# deskcheck: f54([4, 4], 1)
def f54(xs: list[int], n: int) -> list[int]:
    low = sorted(xs)[:n]
    high = sorted(xs, reverse=True)[:n]
    for a, b in zip(low, high):
        i = xs.index(a)
        xs[i] = b - a
    return xs + low[-1:]


# deskcheck: f55([[2, 0, 1], [3, 3, 3], [0, 5, 0]])
# deskcheck: f55([[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]])
# deskcheck: f55([[9]])
def f55(m: list[list[int]]) -> list[list[int]]:
    out = []
    for row in m:
        total = [0]
        for v in row:
            total.append(total[-1] + v)
        out.append(total[1:])
    return out[::-1]


# deskcheck: market([40, 42, 39, 45, 45, 30], 2)
# deskcheck: market([10, 11, 12, 13, 14, 15, 16], 3)
# deskcheck: market([8, 6], 5)
def market(prices: list[int], lag: int) -> list[int]:
    old = prices[:-lag]
    new = prices[lag:]
    gains = [b - a for a, b in zip(old, new)]
    if not gains:
        return [-1]
    day = gains.index(max(gains))
    return gains + [day, day + lag]


# deskcheck: f56([6, 1, 6, 2, 6, 3, 6], 6)
# deskcheck: f56([11, 13, 17, 19, 23, 29, 31, 37], 19)
# deskcheck: f56([], 0)
def f56(xs: list[int], wall: int) -> list[int]:
    xs = xs + [wall]
    sums = []
    while xs:
        cut = xs.index(wall)
        sums.append(sum(xs[:cut]))
        del xs[: cut + 1]
    return sums


# deskcheck: f57([3, 1, 4, 1, 5, 9], [2, 7, 1, 8, 2, 8])
# deskcheck: f57([10, 20, 30, 40, 50, 60, 70, 80], [80, 10])
# deskcheck: f57([1], [1])
def f57(a: list[int], b: list[int]) -> list[int]:
    flags = [x > y for x, y in zip(a, b)]
    wins = flags.count(True)
    a.extend(b if wins * 2 > len(flags) else reversed(b))
    for _ in range(wins):
        a.pop(0)
    return a


# deskcheck: hand(["7H", "2S", "KD", "7C", "2D", "9H"])
# deskcheck: hand(["AS", "AS", "AC", "3D", "4D", "5D", "6D"])
# deskcheck: hand(["QH"])
def hand(cards: list[str]) -> list[str]:
    faces = [c[0] for c in cards]
    paired = [c for c in cards if faces.count(c[0]) > 1]
    for c in paired:
        cards.remove(c)
    paired.sort(key=lambda c: c[1])
    return paired + ["/"] + cards


# deskcheck: f58([2, 3, 4], 7)
# deskcheck: f58([15, 30, 45, 60, 75, 90], 4)
# deskcheck: f58([8], 3)
def f58(wheel: list[int], spins: int) -> list[int]:
    shown = []
    for s in range(spins):
        shown.append(wheel[0])
        wheel.append(wheel.pop(0) + s)
    shown[-1] = -shown[-1]
    return shown + wheel[:1]


# deskcheck: f59([12, 18, 7, 25, 30, 4, 9, 16])
# deskcheck: f59([5, 5, 5, 5, 5, 5])
# deskcheck: f59([])
def f59(xs: list[int]) -> tuple[list[int], list[int]]:
    light, heavy = [], []
    for x in sorted(xs, reverse=True):
        if sum(light) <= sum(heavy):
            light.append(x)
        else:
            heavy.append(x)
    return light, heavy


# deskcheck: crossing(["car", "bus", "car", "car", "bus", "car"], 2)
# deskcheck: crossing(["t", "t", "t", "u", "u", "t"], 3)
# deskcheck: crossing([], 1)
def crossing(traffic: list[str], batch: int) -> list[list[str]]:
    waves = []
    while traffic and len(waves) < 3:
        wave = [t for t in traffic if t == traffic[0]][:batch]
        for w in wave:
            traffic.remove(w)
        waves.append(wave)
    return waves + [traffic]


# deskcheck: f60([44, 3, 12, 29, 8, 51, 17, 36, 20], 4, 2)
# deskcheck: f60([1, 2, 3, 4, 5, 6], 1, -1)
# deskcheck: f60([9, 9], 0, 1)
def f60(xs: list[int], i: int, step: int) -> list[int]:
    right = xs[i::step]
    left = xs[:i][::-1]
    right.append(len(left))
    left.insert(0, len(right))
    return right + left if step > 0 else left


# deskcheck: f61([-4, 9, -16, 25, -36, 49])
# deskcheck: f61([100, -20, 33, -7, 8, -64, 12])
# deskcheck: f61([-1])
def f61(xs: list[int]) -> list[int]:
    xs.sort(key=abs, reverse=True)
    signs = [1 if x > 0 else -1 for x in xs]
    flips = sum(a != b for a, b in zip(signs, signs[1:]))
    xs.append(flips)
    xs[0] = xs[0] * signs[-1]
    return xs


# deskcheck: coat_check([31, 7, 24, 7, 18, 31], [24, 5, 31])
# deskcheck: coat_check([1, 2, 3, 4, 5, 6, 7], [7, 6, 5])
# deskcheck: coat_check([], [9])
def coat_check(hooks: list[int], tickets: list[int]) -> list[object]:
    given = []
    for t in tickets:
        if t not in hooks:
            given.append(None)
            continue
        at = hooks.index(t)
        hooks[at] = 0
        given.append(at)
    return given + [hooks.count(0)]


# deskcheck: f62([13, 4, 22, 9, 17, 30, 6, 25])
# deskcheck: f62([2, 2, 2, 9, 9, 9, 2])
# deskcheck: f62([10])
def f62(xs: list[int]) -> list[int]:
    lowest = []
    for x in xs:
        lowest.append(min(x, lowest[-1]) if lowest else x)
    rise = [x - m for x, m in zip(xs, lowest)]
    rise.append(max(rise))
    return rise


# deskcheck: f63([5, 8, 11, 14, 17, 20], [8, 9, 20])
# deskcheck: f63([3, 1, 4, 1, 5, 9, 2, 6], [1, 1, 1])
# deskcheck: f63([7], [])
def f63(xs: list[int], ban: list[int]) -> list[int]:
    misses = 0
    for b in ban:
        try:
            xs.remove(b)
        except ValueError:
            misses += 1
            xs.insert(0, -b)
    xs.append(misses)
    return xs


# deskcheck: f64(["ab", "c", "def", "gh", "i", "jkl"], 4)
# deskcheck: f64(["to", "be", "or", "not", "to", "be"], 6)
# deskcheck: f64(["longest"], 3)
def f64(words: list[str], width: int) -> list[str]:
    lines = [""]
    for w in words:
        if len(lines[-1]) + len(w) > width:
            lines.append(w)
        else:
            lines[-1] += w
    return lines


# deskcheck: beads([3, 3, 1, 2, 2, 2, 1, 3])
# deskcheck: beads([4, 5, 6, 4, 5, 6, 4])
# deskcheck: beads([8, 8])
def beads(loop: list[int]) -> list[int]:
    turns = 0
    while loop[0] == loop[-1] and turns < len(loop):
        loop.append(loop.pop(0))
        turns += 1
    changes = [a for a, b in zip(loop, loop[1:]) if a != b]
    return changes + loop[-1:] + [turns]


# deskcheck: f65([[4, "d"], [1, "a"], [3, "c"], [2, "b"], [6, "f"], [5, "e"]], 3)
# deskcheck: f65([[9, "x"], [9, "y"], [8, "z"]], 9)
# deskcheck: f65([], 1)
def f65(rows: list[list[object]], n: int) -> list[object]:
    rows.sort(key=lambda r: r[0])
    small = [tag for num, tag in rows if num < n]
    for r in rows:
        r.reverse()
    return small + rows[-1:] + [len(rows) - len(small)]


# deskcheck: f66([7, 3, 9, 7, 1, 3, 8, 5], 10)
# deskcheck: f66([2, 4, 6, 8, 10, 12], 14)
# deskcheck: f66([5], 10)
def f66(xs: list[int], most: int) -> list[int]:
    held = []
    sent = []
    for x in xs:
        held.append(x)
        if sum(held) >= most:
            sent.append(held.pop(0))
            held.reverse()
    return sent + [-len(held)] + held


# deskcheck: theatre([0, 1, 1, 0, 0, 0, 1, 0], 2)
# deskcheck: theatre([1, 0, 1, 0, 1, 0], 2)
# deskcheck: theatre([0, 0, 0], 3)
def theatre(row: list[int], party: int) -> list[int]:
    need = [0] * party
    for i in range(len(row) - party + 1):
        if row[i : i + party] == need:
            row[i : i + party] = [2] * party
            break
    else:
        row.append(-1)
    return row


# deskcheck: f67([15, 40, 22, 8, 31, 56, 3])
# deskcheck: f67([6, 5, 4, 3, 2, 1])
# deskcheck: f67([1, 2])
def f67(xs: list[int]) -> list[int]:
    out = xs[:1]
    for x in xs[1:]:
        if x > out[0]:
            out.insert(0, x)
        elif x < out[-1]:
            out.append(x)
    out.append(len(xs) - len(out))
    return out


# deskcheck: f68([9, 2, 5], 3)
# deskcheck: f68([10, 20, 30, 40, 50, 60, 70], 2)
# deskcheck: f68([1, 2, 3, 4, 5, 6], 0)
def f68(xs: list[int], n: int) -> list[int]:
    ys = xs * n
    xs *= 2
    ys[len(ys) // 2 :] = [len(ys)]
    if ys[0] == xs[0]:
        del xs[:3]
    return ys + xs[-2:]


# deskcheck: choir([70, 55, 90, 62, 48, 81])
# deskcheck: choir([60, 61, 59, 64, 63, 62, 58])
# deskcheck: choir([99])
def choir(heights: list[int]) -> list[int]:
    back = sorted(heights)
    row = []
    while back:
        row.append(back.pop())
        if back:
            row.insert(0, back.pop())
    row.append(heights.index(row[0]))
    return row


# deskcheck: f69([27, 9, 81, 3, 54, 18], 9)
# deskcheck: f69([10, 20, 30, 40, 50, 60, 70, 80, 90], 7)
# deskcheck: f69([6], 4)
def f69(xs: list[int], m: int) -> list[int]:
    rem = [x % m for x in xs]
    order = sorted(range(len(xs)), key=rem.__getitem__)
    xs[:] = [xs[i] for i in order]
    xs.append(rem[order[-1]])
    return xs


# deskcheck: f70([1, 5, 2, 6, 3, 7, 4, 8])
# deskcheck: f70([90, 10, 80, 20, 70, 30])
# deskcheck: f70([2, 1, 3])
def f70(xs: list[int]) -> list[int]:
    n = 0
    while len(xs) > 1 and n < 4:
        a, b = xs.pop(), xs.pop(0)
        xs.insert(len(xs) // 2, abs(a - b))
        n += 1
    return xs


# deskcheck: aisle(["oil", "tea", "jam", "oil", "nut", "tea", "oil"], "oil", "ghee")
# deskcheck: aisle(["b", "a", "b", "a", "b", "b"], "a", "c")
# deskcheck: aisle(["z"], "y", "x")
def aisle(goods: list[str], old: str, new: str) -> list[str]:
    at = [i for i, g in enumerate(goods) if g == old]
    for i in at[1:]:
        goods[i] = new
    if at:
        goods.append(goods.pop(at[0]))
    return goods + [str(len(at))]


# deskcheck: f71([12, 47, 5, 33, 21, 60, 18], 2)
# deskcheck: f71([3, 6, 9, 12, 15, 18, 21, 24], 5)
# deskcheck: f71([4, 8], 0)
def f71(xs: list[int], n: int) -> list[int]:
    first = xs[:n]
    for i in range(n):
        xs[i], xs[-1 - i] = xs[-1 - i], xs[i]
    changed = [a for a, b in zip(first, xs) if a != b]
    return changed + xs[n:-n]


# deskcheck: f72([[1, 1], [0, 2], [3]], [5, 6, 7])
# deskcheck: f72([[10], [20, 21], [], [30, 31, 32], [40], [50]], [1, 2, 3, 4])
# deskcheck: f72([], [])
def f72(rows: list[list[int]], heads: list[int]) -> list[list[int]]:
    for row, h in zip(rows, heads):
        row[:0] = [h]
    rows = [r for r in rows if len(r) > 1]
    rows.sort(key=lambda r: (len(r), -r[0]))
    return rows


# deskcheck: thermostat([15, 18, 21, 24, 23, 20, 16], 19, 22)
# deskcheck: thermostat([20, 20, 21, 21, 20, 22], 19, 23)
# deskcheck: thermostat([30], 10, 20)
def thermostat(temps: list[int], low: int, high: int) -> list[str]:
    actions = ["heat" if t < low else "cool" if t > high else "" for t in temps]
    starts = []
    for before, now in zip([""] + actions, actions):
        if now and now != before:
            starts.append(now)
    starts.append(str(actions.count("")))
    return starts


# deskcheck: f73([8, 3, 8, 1, 8, 5, 3, 2])
# deskcheck: f73([14, 13, 12, 11, 10, 9])
# deskcheck: f73([0, 0])
def f73(xs: list[int]) -> list[int]:
    ys = xs
    zs = list(xs)
    ys.remove(max(ys))
    zs.pop(zs.index(min(zs)))
    return [a - b for a, b in zip(xs, zs)] + [len(ys) - len(zs)]


# deskcheck: f74([4, 2, 7, 5, 9, 1], [0, 3, 5], 10)
# deskcheck: f74([11, 22, 33, 44, 55, 66, 77], [6, 0], -1)
# deskcheck: f74([1], [1], 5)
def f74(xs: list[int], at: list[int], bonus: int) -> list[int]:
    for place in sorted(at):
        xs.insert(place, bonus)
        bonus += 1
    tail = xs[xs.index(bonus - 1) :]
    tail.reverse()
    return tail + xs[:2]


# deskcheck: raffle([17, 4, 29, 8, 35, 12, 50], [3, 1, 4])
# deskcheck: raffle([6, 5, 4, 3, 2, 1], [5, 0, 0])
# deskcheck: raffle([10], [0, 0])
def raffle(tickets: list[int], draws: list[int]) -> list[int]:
    winners = []
    while draws:
        d = draws.pop(0)
        winners.append(tickets.pop(d))
        draws = [x - 1 if x > d else x for x in draws]
    winners.sort()
    return winners + tickets


# deskcheck: f75([3, 5, 7, 9, 11, 13, 15, 17], 4, 6)
# deskcheck: f75([60, 50, 40, 30, 20, 10], 2, 2)
# deskcheck: f75([1, 2, 3], -1, 8)
def f75(xs: list[int], i: int, j: int) -> list[int]:
    parts = [xs[:i], xs[i:j], xs[j:]]
    parts.sort(key=len)
    joined = []
    for p in parts:
        joined += p
        joined.append(-len(p))
    return joined


# deskcheck: f76([[7, 8], [1, 2, 3], [9]])
# deskcheck: f76([[2, 4, 6, 8, 10, 12], [1], [3, 5], [0, 0, 7]])
# deskcheck: f76([[], [5]])
def f76(rows: list[list[int]]) -> list[list[int]]:
    width = max(len(r) for r in rows)
    for r in rows:
        r.extend([0] * (width - len(r)))
    cols = list(zip(*rows))
    return [list(c) for c in cols if any(c)][-3:]


# deskcheck: paint([0, 0, 0, 0, 0, 0, 0, 0], [[1, 4], [3, 6], [0, 2]])
# deskcheck: paint([9, 9, 9, 9, 9, 9], [[2, 5]])
# deskcheck: paint([], [[0, 1]])
def paint(fence: list[int], jobs: list[list[int]]) -> list[int]:
    coats = 0
    for colour, (a, b) in enumerate(jobs, start=1):
        coats += len(fence[a:b])
        fence[a:b] = [colour] * len(fence[a:b])
    fence.append(coats)
    return fence


# deskcheck: f77([81, 12, 45, 27, 63, 36, 9, 54], 3)
# deskcheck: f77([1, 0, 1, 0, 1, 0, 1], 2)
# deskcheck: f77([7, 9], 4)
def f77(xs: list[int], keep: int) -> list[int]:
    best = []
    for x in xs:
        best.append(x)
        best.sort()
        if len(best) > keep:
            best.pop(0)
    return best


# deskcheck: f78([16, 2, 30, 44, 9, 25])
# deskcheck: f78([5, 50, 500, 6, 60, 600, 7])
# deskcheck: f78([])
def f78(xs: list[int]) -> list[str]:
    words = [str(x) for x in xs]
    words.sort()
    nums = sorted(xs)
    moved = [w for w, n in zip(words, nums) if int(w) != n]
    moved.append(".".join(words[:2]))
    return moved
