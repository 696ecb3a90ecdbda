# deskcheck: f([14, 3, 88, 27, 5, 61, 40, 9])
# deskcheck: f([-5, 62, 0, 13, 13, 7, 91])
# deskcheck: f([7, -2, 7])
# deskcheck: f([])
def f(a: list[int]) -> list[int]:
    b = a[1::2]
    a[::2] = sorted(a[::2])
    b.reverse()
    a[1::2] = b
    a.append(len(b))
    return a


# deskcheck: shelve(["atlas", "novel", "guide", "diary", "comic", "essay", "poems"], "guide")
# deskcheck: shelve(["bird", "tree", "lake", "hill", "road", "barn"], "barn")
# deskcheck: shelve(["novel", "atlas"], "map")
# deskcheck: shelve([], "map")
def shelve(books: list[str], lent: str) -> list[str]:
    if lent in books:
        gap = books.index(lent)
        books[gap] = ""
        books.insert(gap + 1, books.pop(0))
    else:
        books.append(lent.upper())
    return books


# deskcheck: f1([12, 45, 7, 83, 29, 60, 31, 18, 94, 2], 3)
# deskcheck: f1([9, -4, 30, 16, 52, 77, 8, 1, 25], 4)
# deskcheck: f1([5, 6, 7, 8], 2)
# deskcheck: f1([1], 4)
def f1(nums: list[int], size: int) -> list[int]:
    totals = []
    for start in range(0, len(nums), size):
        block = nums[start : start + size]
        totals.append(sum(block))
        if len(block) < size:
            totals[-1] *= -1
    return totals


# deskcheck: f2([4, 4, 4, 1, 1, 9, 9, 9, 9, 4])
# deskcheck: f2([7, 7, 2, 3, 3, 3, 7])
# deskcheck: f2([0, 0])
# deskcheck: f2([])
def f2(xs: list[int]) -> list[int]:
    edges = [i for i in range(1, len(xs)) if xs[i] != xs[i - 1]]
    bounds = [0] + edges + [len(xs)]
    runs = [b - a for a, b in zip(bounds, bounds[1:])]
    runs.sort(reverse=True)
    return runs[:3] + [xs[e] for e in edges]


# deskcheck: f3([31, 8, 55, 12, 70, 23], [9, 9, 0])
# deskcheck: f3([6, 6, 1], [20, 40, 60, 80, 11, 13, 17])
# deskcheck: f3([1], [2, 3])
# deskcheck: f3([], [])
def f3(left: list[int], right: list[int]) -> list[int]:
    alias = left
    other = right[:]
    alias += other
    right.clear()
    alias.append(len(right))
    left.append(len(other))
    return left[-5:]


# deskcheck: last_calls(["kim", "bo", "kim", "ann", "bo", "raj", "kim", "eve"], 3)
# deskcheck: last_calls(["z", "y", "x", "y", "w", "z"], 2)
# deskcheck: last_calls(["a", "a", "a"], 2)
# deskcheck: last_calls([], 5)
def last_calls(callers: list[str], keep: int) -> list[str]:
    recent = []
    for who in callers:
        if who in recent:
            recent.remove(who)
        recent.insert(0, who)
    return recent[:keep]


# deskcheck: f4([3, 10, -4, 7, 7, 0, 22, -15, 6, 1, 8])
# deskcheck: f4([30, 20, 25, 15, 18, 11, 11, 4])
# deskcheck: f4([-1, -2])
# deskcheck: f4([5])
def f4(vals: list[int]) -> tuple[list[int], list[int]]:
    up = [b - a for a, b in zip(vals, vals[1:]) if b > a]
    down = [a - b for a, b in zip(vals, vals[1:]) if a > b]
    if len(up) > len(down):
        up, down = down, up
    down.append(len(vals))
    return up, down


# deskcheck: f5([[1, 2, 3], [40, 50, 60], [7, 8, 9]])
# deskcheck: f5([[5, 6]])
# deskcheck: f5([])
def f5(grid: list[list[int]]) -> list[list[int]]:
    flipped = [list(col) for col in zip(*grid)]
    for row in flipped:
        row.append(max(row) - min(row))
    flipped.reverse()
    return flipped


# deskcheck: f6(["in", "in", "out", "in", "out", "out", "out"])
# deskcheck: f6(["out", "in", "skip", "in", "in", "skip", "in"])
# deskcheck: f6([])
def f6(events: list[str]) -> list[int]:
    inside = []
    for n, ev in enumerate(events):
        if ev == "in":
            inside.append(n)
        elif ev == "skip":
            inside[:1] = []
        elif inside:
            inside.append(inside.pop() - n)
    return inside


# deskcheck: f7([100, 20, 35, 60, 10, 5, 75], 130)
# deskcheck: f7([40, 40, 90, 15, 15, 2], 80)
# deskcheck: f7([8, 8, 8], 8)
# deskcheck: f7([], 50)
def f7(loads: list[int], cap: int) -> list[list[int]]:
    trips = [[cap]]
    for load in loads:
        for trip in trips[-2:]:
            if trip[0] >= load:
                trip[0] -= load
                break
        else:
            trips.append([cap - load, load])
    return trips


# deskcheck: f8([("fig", 30), ("nut", 4), ("bun", 30), ("pie", 12), ("jam", 4), ("oat", 9)])
# deskcheck: f8([("ml", 7), ("cd", 8), ("ab", 8), ("gh", 8), ("zz", 2), ("kk", 7), ("aa", 7)])
# deskcheck: f8([("x", -1)])
def f8(pairs: list[tuple[str, int]]) -> list[str]:
    pairs.sort(key=lambda p: (-p[1], p[0]))
    top = pairs[0][1]
    names = [name for name, n in pairs if n < top]
    names.insert(0, str(top))
    return names


# deskcheck: f9([True, False, True, True, False, False, True, True])
# deskcheck: f9([True, True, True, True, True, True])
# deskcheck: f9([False])
# deskcheck: f9([])
def f9(flags: list[bool]) -> list[int]:
    spots = [i for i, on in enumerate(flags) if on]
    gaps = [b - a for a, b in zip(spots, spots[1:])]
    if all(flags):
        gaps.append(0)
    gaps.append(flags.count(False))
    return gaps


# deskcheck: f10([9, None, 4, None, None, 17, 2, None], 0)
# deskcheck: f10([None, 55, None, 60, 61, None, None, -8, None], -1)
# deskcheck: f10([None, None], 6)
# deskcheck: f10([3], 1)
def f10(readings: list[object], start: int) -> list[int]:
    last = start
    for i, r in enumerate(readings):
        if r is None:
            readings[i] = last
        else:
            last = r
    return readings


# deskcheck: deal_round(["K", "9", "A", "3", "Q", "7", "J", "2", "5"], 3)
# deskcheck: deal_round(["c", "l", "o", "v", "e", "r", "s"], 2)
# deskcheck: deal_round(["A", "B"], 3)
# deskcheck: deal_round([], 2)
def deal_round(deck: list[str], players: int) -> list[list[str]]:
    hands = [deck[p::players] for p in range(players)]
    longest = max(len(h) for h in hands)
    for h in hands:
        if len(h) < longest:
            h.append("-")
    return hands


# deskcheck: f11([21, 14, 35, 9, 28, 50, 63], 7)
# deskcheck: f11([18, 5, 12, 30, 7, 90], 6)
# deskcheck: f11([4, 4, 4, 4], 2)
# deskcheck: f11([], 3)
def f11(nums: list[int], d: int) -> list[int]:
    for n in nums[:]:
        if n % d == 0:
            nums.remove(n)
            nums.append(n // d)
    return nums


# deskcheck: f12([6, 2, 8, 4, 1, 9], 2, 4)
# deskcheck: f12([11, 22, 33, 44, 55, 66, 77, 88], -3, 8)
# deskcheck: f12([10, 20, 30], 0, 3)
# deskcheck: f12([], 1, 1)
def f12(xs: list[int], i: int, j: int) -> list[int]:
    middle = xs[i:j]
    xs[i:j] = [sum(middle)]
    xs[:0] = middle[::-1]
    del xs[-1]
    return xs


# deskcheck: f13([5, 3, 8, 3, 9, 5, 3, 1, 8, 5])
# deskcheck: f13([12, 10, 12, 11, 10, 13, 14, 14])
# deskcheck: f13([2, 2])
# deskcheck: f13([])
def f13(xs: list[int]) -> list[int]:
    seen = []
    again = []
    for x in xs:
        (again if x in seen else seen).append(x)
    once = [x for x in seen if x not in again]
    once.extend(sorted(again)[:2])
    return once


# deskcheck: f14([3, 11, 24, 40], [5, 11, 12, 50])
# deskcheck: f14([2, 4, 6, 8, 10, 12], [1, 9])
# deskcheck: f14([1, 2], [])
# deskcheck: f14([], [7])
def f14(a: list[int], b: list[int]) -> list[int]:
    out = []
    while a and b:
        source = a if a[0] <= b[0] else b
        out.append(source.pop(0))
    out.append(-1)
    out += a or b
    return out


# deskcheck: f15(["tin", "oak", "silk", "iron", "felt", "wax", "clay"])
# deskcheck: f15(["river", "sea", "pond", "ice", "creek", "fog", "hail", "mist"])
# deskcheck: f15(["up", "at"])
# deskcheck: f15([""])
def f15(words: list[str]) -> list[str]:
    by_len = sorted(words, key=len, reverse=True)
    ends = [w[-1:] for w in by_len]
    ends.sort()
    by_len[1:3] = ends[:2]
    return by_len


# deskcheck: f16([15, 22, 8, 90, 41, 37, 66, 13, 54, 72, 29, 80], 4)
# deskcheck: f16([0, 5, 10, 15, 20, 25, 30], -9)
# deskcheck: f16([1, 2, 3], -1)
# deskcheck: f16([], 2)
def f16(track: list[int], turn: int) -> list[int]:
    if track:
        turn %= len(track)
        track[:] = track[-turn:] + track[:-turn]
        track[0], track[-1] = track[-1], track[0]
    return track[:5] + [turn]


# deskcheck: print_queue([3, 1, 5, 2], 2)
# deskcheck: print_queue([1, 1, 2, 1, 3, 1, 1], 2)
# deskcheck: print_queue([4], 1)
# deskcheck: print_queue([], 3)
def print_queue(pages: list[int], quota: int) -> list[str]:
    log = []
    while pages and len(log) < 7:
        job = pages.pop(0)
        if job > quota:
            pages.append(job - quota)
            log.append(f"{quota}of{job}")
        else:
            log.append(f"end{job}")
    return log


# deskcheck: f17([7, 12, 5, 20, 3, 18, 11, 6, 14], 3)
# deskcheck: f17([100, 80, 120, 95, 60, 61, 62], 5)
# deskcheck: f17([9, 1], 3)
def f17(temps: list[int], w: int) -> list[int]:
    peaks = []
    for i in range(len(temps) - w + 1):
        window = temps[i : i + w]
        peaks.append(max(window) - min(window))
    return peaks


# deskcheck: f18([2, 5, 1, 7, 4, 4, 3, 10])
# deskcheck: f18([10, -2, -2, -2, -2, 30])
# deskcheck: f18([-3, 3])
# deskcheck: f18([])
def f18(steps: list[int]) -> list[int]:
    sums = [0]
    for s in steps:
        sums.append(sums[-1] + s)
    half = sums[-1] / 2
    return [i for i, t in enumerate(sums) if t >= half]


# deskcheck: f19([[3, 4], [], [5], [6, 7, 8], [], [9]])
# deskcheck: f19([[], []])
# deskcheck: f19([])
def f19(nested: list[list[int]]) -> list[int]:
    flat = [x for part in nested if part for x in part]
    for part in nested:
        if not part:
            flat.insert(len(flat) // 2, 0)
    return flat


# deskcheck: f20(["n", "o", "t", "e", "b", "o", "o", "k"], "o")
# deskcheck: f20(["a", "b", "a", "c", "a", "a", "d"], "a")
# deskcheck: f20(["z"], "q")
# deskcheck: f20([], "a")
def f20(letters: list[str], mark: str) -> list[list[str]]:
    parts = [[]]
    for ch in letters:
        if ch == mark:
            parts.append([])
        else:
            parts[-1].append(ch)
    return parts


# deskcheck: f21([44, 17, 93, 20, 58, 6, 71, 35], 2)
# deskcheck: f21([12, 12, 50, 31, 50, 6], 3)
# deskcheck: f21([8], 1)
# deskcheck: f21([3, 2, 1], 5)
def f21(scores: list[int], n: int) -> list[int]:
    best = sorted(scores, reverse=True)[:n]
    places = []
    for b in best:
        at = scores.index(b)
        places.append(at)
        scores[at] = -1
    return places + scores[:n]


# deskcheck: demote([60, 85, 42, 90, 33, 77, 58], 50)
# deskcheck: demote([75, 15, 62, 75, 48, 50, 51, 12], 51)
# deskcheck: demote([10, 20], 50)
# deskcheck: demote([], 1)
def demote(marks: list[int], bar: int) -> tuple[list[int], int]:
    front = [m for m in marks if m >= bar]
    back = [m for m in marks if m < bar]
    lowest = min(front, default=bar)
    if front:
        front.remove(lowest)
        back.append(lowest)
    return front + back, lowest


# deskcheck: f22([1, 2, 3, 4, 5, 6, 7, 8, 9], [0, -1])
# deskcheck: f22([30, 31, 32, 33, 34, 35], [7])
# deskcheck: f22([5, 10], [2, 2, 2])
# deskcheck: f22([], [4])
def f22(base: list[int], patch: list[int]) -> list[int]:
    base[2:5] = patch
    base[len(base) :] = patch[:1] * 2
    patch.append(len(base))
    return base[::-2] + patch


# deskcheck: f23([4, 8, 15, 16, 23, 42], 20)
# deskcheck: f23([-20, -9, 0, 3, 3, 3, 8, 30], 3)
# deskcheck: f23([4, 8], 20)
# deskcheck: f23([], 0)
def f23(ordered: list[int], x: int) -> list[int]:
    i = len(ordered)
    ordered.append(x)
    while i > 0 and ordered[i - 1] >= ordered[i]:
        ordered[i - 1 : i + 1] = ordered[i], ordered[i - 1]
        i -= 1
    ordered.insert(0, i)
    return ordered


# deskcheck: f24([0, 1, 0, 0, 1, 1, 0, 1])
# deskcheck: f24([1, 1, 1, 0, 0, 0, 1])
# deskcheck: f24([1])
# deskcheck: f24([])
def f24(cells: list[int]) -> list[int]:
    padded = [0] + cells + [0]
    nxt = []
    for i in range(1, len(padded) - 1):
        nxt.append((padded[i - 1] + padded[i + 1]) % 2)
    return nxt


# deskcheck: chain_names(["amy", "yan", "ned", "tom", "dot", "tia", "ali"], "amy")
# deskcheck: chain_names(["oak", "kit", "elm", "tea", "ash", "hop"], "go")
# deskcheck: chain_names(["bob"], "bob")
# deskcheck: chain_names(["sue"], "joe")
def chain_names(pool: list[str], first: str) -> list[str]:
    chain = [first]
    if first in pool:
        pool.remove(first)
    for name in pool:
        if name[0] == chain[-1][-1]:
            chain.append(name)
    chain.append(str(len(pool)))
    return chain


# deskcheck: f25([18, -7, 30, -22, 4, -1, 9, 50, -13])
# deskcheck: f25([12, -40, 3, 5, -35, -2, 6, 8])
# deskcheck: f25([-6])
# deskcheck: f25([])
def f25(ledger: list[int]) -> list[int]:
    paid = [x for x in ledger if x < 0]
    got = [x for x in ledger if x >= 0]
    paid.sort(key=abs)
    while paid and got and got[-1] + paid[-1] < 0:
        got.pop()
        paid.insert(0, -len(got))
    return got + paid


# deskcheck: f26([[0] * 3, [1, 2, 3]], 1)
# deskcheck: f26([[5, 6, 7]], 0)
# deskcheck: f26([[4, 4]], 2)
def f26(rows: list[list[int]], col: int) -> list[list[int]]:
    for r in rows:
        r[col] += len(rows)
    rows.append([r[col] for r in rows])
    first = rows[0]
    rows[0] = first[::-1]
    first[0] = 99
    return rows


# deskcheck: f27(["red", "tan", "red", "blue", "tan", "gold", "red", "pink"])
# deskcheck: f27(["x", "y", "z", "y", "x", "y"])
# deskcheck: f27(["a"])
# deskcheck: f27([])
def f27(colors: list[str]) -> list[tuple[str, int]]:
    tally = []
    for c in colors:
        n = colors.count(c)
        if (c, n) not in tally:
            tally.append((c, n))
    return sorted(tally, key=lambda t: t[1])


# deskcheck: f28([3, 0, 2, 4, 1], ["e", "a", "d", "c", "b"])
# deskcheck: f28([5, 4, 3, 2, 1, 0], ["t", "r", "a", "i", "l", "s"])
# deskcheck: f28([1, 0], ["x", "y"])
# deskcheck: f28([0, 2], ["p", "q"])
def f28(order: list[int], items: list[str]) -> list[str]:
    placed = [""] * len(items)
    for src, dst in enumerate(order):
        placed[dst] = items[src]
    placed.append("".join(items[:2]))
    return placed


# deskcheck: f29([25, 7, 61, 48, 12, 90, 33], [2, 5, 0])
# deskcheck: f29([8, 16, 24, 32, 40, 48, 56, 64], [7, 7])
# deskcheck: f29([1], [])
def f29(shelf: list[int], holes: list[int]) -> list[int]:
    holes.sort(reverse=True)
    gone = 0
    for h in holes:
        gone += shelf[h]
        del shelf[h]
    shelf.insert(len(holes), gone)
    return shelf


# deskcheck: train_cars(["mail", "coal", "dine", "coal", "bunk", "mail", "coal"], "coal")
# deskcheck: train_cars(["a", "b", "c", "d", "e", "f", "g", "h"], "d")
# deskcheck: train_cars(["x"], "y")
def train_cars(cars: list[str], kind: str) -> list[str]:
    n = cars.count(kind)
    if n == 0:
        return ["engine"] + cars
    first = cars.index(kind)
    tail = cars[first + 1 :]
    del cars[first:]
    tail.reverse()
    return tail + cars * n


# deskcheck: f30([5, 9, 2, 14, 7, 3, 11, 6, 20, 1])
# deskcheck: f30([50, 40, 30, 20, 10, 0])
# deskcheck: f30([6, 6])
def f30(a: list[int]) -> list[int]:
    i = 0
    while i + 1 < len(a):
        if a[i] > a[i + 1]:
            a[i], a[i + 1] = a[i + 1], a[i]
        i += 2
    return a[-1:] + a[:-1]


# deskcheck: f31([13, 58, 20, 46, 9, 71, 34, 82], 40)
# deskcheck: f31([5, 5, 5, 5, 5, 5], 6)
# deskcheck: f31([], 0)
def f31(xs: list[int], pivot: int) -> list[int]:
    split = 0
    for i in range(len(xs)):
        if xs[i] < pivot:
            xs[i], xs[split] = xs[split], xs[i]
            split += 1
    xs.insert(split, pivot)
    return xs


# deskcheck: f32(["push 4", "push 9", "dup", "add", "push 2", "swap"])
# deskcheck: f32(["push 15", "dup", "dup", "add"])
# deskcheck: f32([])
def f32(ops: list[str]) -> list[int]:
    st = []
    for op in ops:
        if op.startswith("push"):
            st.append(int(op[5:]))
        elif op == "dup":
            st.append(st[-1])
        elif op == "add":
            st.append(st.pop() + st.pop())
        else:
            st[-1], st[-2] = st[-2], st[-1]
    return st


# deskcheck: rain_levels([12, 0, 3, 0, 0, 25, 8, 0, 14, 0, 0, 0])
# deskcheck: rain_levels([0, 0, 0, 0, 0, 0, 0])
# deskcheck: rain_levels([6])
def rain_levels(daily: list[int]) -> list[int]:
    wet = [(mm, day) for day, mm in enumerate(daily, 1) if mm]
    if not wet:
        return [0] * (len(daily) // 3)
    wet.sort()
    days = [day for _, day in wet]
    days.append(wet[-1][0])
    return days


# deskcheck: f33([7, "seven", None, 3.5, "", 0, True, "x"])
# deskcheck: f33([None, None, None, 1, None, "n"])
# deskcheck: f33([[]])
def f33(bag: list[object]) -> list[object]:
    words = [b for b in bag if isinstance(b, str)]
    full = [b for b in bag if b]
    empty = len(bag) - len(full)
    words.append(empty)
    if None in bag:
        words.insert(0, bag.index(None))
    return words


# deskcheck: f34([80, 20, 50, 10, 30, 70, 60, 40], 3)
# deskcheck: f34([3, 1, 2, 9, 8, 7, 4], 10)
# deskcheck: f34([4, 2], 0)
def f34(xs: list[int], rounds: int) -> list[int]:
    out = []
    for _ in range(rounds):
        if len(xs) < 2:
            break
        out.append(xs.pop(0))
        out.append(xs.pop())
        out.sort()
    return out + [len(xs)]


# deskcheck: seat_plan(["Ann", "Bob", "Cy", "Di", "Ed", "Flo", "Gus"], ["Di", "Ann"])
# deskcheck: seat_plan(["u", "v", "w", "x", "y", "z"], ["q", "z", "u"])
# deskcheck: seat_plan([], ["Jo"])
def seat_plan(guests: list[str], front: list[str]) -> list[str]:
    ahead = []
    for name in front:
        try:
            guests.remove(name)
        except ValueError:
            name = name + "?"
        ahead.append(name)
    return ahead + guests[::-1]


# deskcheck: f35([[9, 2], [4, 4], [1, 30], [7, 0], [3, 3], [10, -5]])
# deskcheck: f35([[2, 8]])
# deskcheck: f35([])
def f35(pairs: list[list[int]]) -> list[list[int]]:
    copy = [p[:] for p in pairs]
    for p in copy:
        p.sort()
    pairs.sort(key=lambda p: p[1])
    copy.sort(key=lambda p: p[1] - p[0])
    return copy[:2] + pairs[-1:]


# deskcheck: f36([4, 19, 4, 33, 19, 4, 50, 33, 61])
# deskcheck: f36([1, 2, 3, 4, 5, 6])
# deskcheck: f36([8, 8])
def f36(ids: list[int]) -> list[int]:
    first = []
    for i, v in enumerate(ids):
        if ids.index(v) == i:
            first.append(v)
        else:
            first.append(-i)
    return first


# deskcheck: f37([16, 3, 28, 45, 9, 12, 77, 30], 5)
# deskcheck: f37([2, 4, 6, 8, 10, 12, 14], 0)
# deskcheck: f37([9, 9], -4)
def f37(nums: list[int], k: int) -> list[int]:
    view = nums
    nums = [n + k for n in nums if n % 3 == 0]
    view.append(len(nums))
    nums.extend(view[-3:])
    return nums


# deskcheck: f38([2, 0, 1, 3, 2, 1])
# deskcheck: f38([0, 0, 0, 0, 0, 0, 4])
# deskcheck: f38([])
def f38(counts: list[int]) -> list[str]:
    bars = ["#" * c for c in counts]
    tallest = max(counts, default=0)
    bars = [bar + "." * (tallest - len(bar)) for bar in bars]
    if counts and counts[0] < counts[-1]:
        bars.reverse()
    return bars


# deskcheck: elevator([4, 1, 6, 6, 2, 9, 3], 5)
# deskcheck: elevator([8, 8, 8, 8, 8, 8], 8)
# deskcheck: elevator([], 2)
def elevator(calls: list[int], floor: int) -> list[int]:
    above = sorted(c for c in calls if c > floor)
    below = sorted((c for c in calls if c < floor), reverse=True)
    route = above + below if len(above) >= len(below) else below + above
    moved = 0
    for stop in route[:4]:
        moved += abs(stop - floor)
        floor = stop
    route.append(moved)
    return route


# deskcheck: f40([11, 5, 8, 14, 20, 2, 17], [8, 20, 99])
# deskcheck: f40([6, 7, 6, 7, 6, 7, 6, 7], [7, 6])
# deskcheck: f40([], [])
def f40(data: list[int], keys: list[int]) -> list[list[int]]:
    found = []
    for k in keys:
        where = [i for i, d in enumerate(data) if d == k]
        found.append(where or [-1])
    found.sort(key=len)
    return found


# deskcheck: f41(["do", "re", "mi", "fa", "so", "la"], 2)
# deskcheck: f41(["p", "q", "r", "s", "t", "u", "v"], 6)
# deskcheck: f41(["one"], 1)
def f41(notes: list[str], skip: int) -> list[str]:
    played = []
    i = 0
    while notes and len(played) < 5:
        i = (i + skip) % len(notes)
        played.append(notes.pop(i))
    return played + ["|"] + notes


# deskcheck: spill([7, 12, 3, 15, 2, 9, 4], 10)
# deskcheck: spill([30, 0, 0, 0, 0, 0], 8)
# deskcheck: spill([1], 1)
def spill(cups: list[int], brim: int) -> list[int]:
    for i in range(len(cups) - 1):
        extra = cups[i] - brim
        if extra > 0:
            cups[i] = brim
            cups[i + 1] += extra
    return cups


# deskcheck: f42([5, 8, 3, 9, 1, 7, 4, 6], 2, 5)
# deskcheck: f42([10, 20, 30, 40, 50, 60], -4, -1)
# deskcheck: f42([1, 2], 1, 9)
def f42(a: list[int], lo: int, hi: int) -> list[int]:
    a[lo:hi] = reversed(a[lo:hi])
    cut = a[lo:hi]
    del a[lo:hi]
    a += [x * 10 for x in cut]
    return a


# deskcheck: f43([60, 10, 45, 45, 22, 98, 3, 70, 51])
# deskcheck: f43([-8, -9, -1, -30, -2, -5])
# deskcheck: f43([4, 4])
def f43(xs: list[int]) -> tuple[int, int]:
    xs = xs.copy()
    big = max(xs)
    xs.remove(big)
    second = max(xs)
    while second in xs:
        xs.remove(second)
    return second, sum(xs)


# deskcheck: f44([1, 4, 9, 16, 25, 36, 49])
# deskcheck: f44([100, 90, 70, 40, 0, 0, 5])
# deskcheck: f44([3])
def f44(seq: list[int]) -> list[list[int]]:
    table = [seq]
    while len(table) < 3 and len(table[-1]) > 1:
        last = table[-1]
        table.append([b - a for a, b in zip(last, last[1:])])
    return table[1:]


# deskcheck: trim_log(["boot", "warn", "ok", "ok", "fail", "ok", "halt"], "ok")
# deskcheck: trim_log(["ok", "ok", "ok", "ok", "ok", "end"], "ok")
# deskcheck: trim_log(["go"], "")
def trim_log(lines: list[str], noise: str) -> list[str]:
    i = len(lines) - 1
    while i >= 0:
        if lines[i] == noise:
            lines.pop(i)
            if i < len(lines):
                lines[i] += "*"
        i -= 1
    return lines


# deskcheck: f45([[1, 0, 2], [0, 0, 0], [3, 4, 0], [0, 5, 6]])
# deskcheck: f45([[0, 0]])
# deskcheck: f45([])
def f45(m: list[list[int]]) -> list[tuple[int, int]]:
    holes = []
    for r, row in enumerate(m):
        if any(row):
            holes += [(r, c) for c, v in enumerate(row) if v == 0]
        else:
            holes.append((r, -1))
    return holes


# deskcheck: f46([27, 14, 39, 52, 8, 65, 70, 31, 46])
# deskcheck: f46([12, 24, 36, 48, 60, 72])
# deskcheck: f46([5])
def f46(xs: list[int]) -> list[int]:
    odd, even = [], []
    for x in xs:
        bucket = odd if x & 1 else even
        bucket.append(x)
    odd.sort()
    even.sort(reverse=True)
    return odd[:2] + even[:2] + [len(odd) - len(even)]


# deskcheck: f47(["k=v", "mode=fast", "debug", "size=12", "=", "level=3"])
# deskcheck: f47(["a", "b", "c", "d", "e", "f=g"])
# deskcheck: f47([])
def f47(args: list[str]) -> list[list[str]]:
    split = [a.split("=") for a in args]
    good = [s for s in split if len(s) == 2 and s[0]]
    bare = [s[0] for s in split if len(s) == 1]
    good.sort(key=lambda s: s[1])
    good.append(bare)
    return good


# deskcheck: relay([31, 28, 35, 40, 29, 33], [30, 30, 30, 30, 30, 30])
# deskcheck: relay([10, 12, 9, 11, 15, 8, 14], [11, 11, 9, 20])
# deskcheck: relay([], [5])
def relay(ours: list[int], theirs: list[int]) -> list[str]:
    legs = []
    lead = 0
    for a, b in zip(ours, theirs):
        lead += b - a
        legs.append("up" if lead > 0 else "down" if lead < 0 else "tie")
    if len(ours) != len(theirs):
        legs.append("short")
    return legs


# deskcheck: f48([6, 2, 9, 9, 4, 1, 9, 3], 9)
# deskcheck: f48([15, 25, 35, 45, 55, 65, 75], 50)
# deskcheck: f48([9], 9)
def f48(xs: list[int], v: int) -> list[int]:
    pos = -1
    hits = []
    for _ in range(xs.count(v)):
        pos = xs.index(v, pos + 1)
        hits.append(pos)
    xs.append(sum(hits))
    return xs[pos:]


# deskcheck: f49([3, 1, 4, 1, 5, 9, 2, 6], 3)
# deskcheck: f49([20, 0, 20, 0, 20, 0, 20], 2)
# deskcheck: f49([7, 8], 3)
def f49(a: list[int], w: int) -> list[int]:
    window = [0] * w
    out = []
    for x in a:
        del window[0]
        window.append(x)
        out.append(window[0] - window[-1])
    out.extend(window)
    return out


# deskcheck: pack_bags([8, 3, 7, 2, 6, 4, 1], 10)
# deskcheck: pack_bags([11, 5, 5, 12, 9, 1], 10)
# deskcheck: pack_bags([10], 10)
def pack_bags(weights: list[int], limit: int) -> list[int]:
    room = [limit, limit]
    left_over = []
    for w in weights:
        bag = room.index(max(room))
        if room[bag] >= w:
            room[bag] -= w
        else:
            left_over.append(w)
    return room + left_over


# deskcheck: f50([2, 3, 5, 7, 11, 13], [1, 1, 2, 3, 5, 8])
# deskcheck: f50([40, 30, 20, 10, 0, -10, -20], [7, 7])
# deskcheck: f50([], [1])
def f50(a: list[int], b: list[int]) -> list[int]:
    woven = []
    for pair in zip(a, reversed(b)):
        woven.extend(pair)
    woven[::2] = [-x for x in woven[::2]]
    return woven


# deskcheck: f51([14, 7, 28, 3, 56, 9, 12, 84])
# deskcheck: f51([1, 1, 1, 1, 1, 1])
# deskcheck: f51([90])
def f51(xs: list[int]) -> list[int]:
    stack = []
    for x in xs:
        if len(stack) > 2 and stack[-1] < x:
            stack[-2:] = [stack[-1] + stack[-2]]
        stack.append(x)
    return stack


# deskcheck: roll_call(["Pat", "Lee", "Sam", "Max", "Joy", "Lou"], [1, 0, 1, 1, 0, 1])
# deskcheck: roll_call(["A", "B", "C", "D", "E", "F", "G"], [0, 0, 0])
# deskcheck: roll_call([], [])
def roll_call(names: list[str], here: list[int]) -> list[str]:
    absent = [n for n, h in zip(names, here) if not h]
    for n in absent:
        names[names.index(n)] = n.lower()
    if len(absent) * 2 >= len(names):
        names.clear()
        names.append("cancelled")
    return names


# deskcheck: f52([8, 6, 7, 5, 3, 0, 9])
# deskcheck: f52([10, 11, 12, 13, 14, 15, 16, 17])
# deskcheck: f52([])
def f52(xs: list[int]) -> list[int]:
    half = len(xs) // 2
    a, b = xs[:half], xs[half:]
    mixed = [None] * len(xs)
    mixed[::2] = b
    mixed[1::2] = a
    return mixed


# deskcheck: f53([5, 12, 7, 30, 18, 2, 9], -1)
# deskcheck: f53([44, 55, 66, 77, 88, 99], 2)
# deskcheck: f53([1, 2, 3], 7)
def f53(xs: list[int], at: int) -> list[int]:
    if at >= len(xs):
        raise IndexError(f"no slot {at}")
    saved = xs[at]
    xs[at] = xs[0]
    xs.insert(at, saved // 2)
    xs[0] = saved
    return xs


# deskcheck: ferry([4, 2, 5, 1, 3, 6, 2], 7)
# deskcheck: ferry([9, 9, 1, 1, 1, 1], 3)
# deskcheck: ferry([], 4)
def ferry(waiting: list[int], space: int) -> list[int]:
    aboard = []
    for size in list(waiting):
        if size <= space:
            waiting.remove(size)
            aboard.append(size)
            space -= size
    aboard.append(space)
    return aboard + waiting


# deskcheck: f54([[1, 2], [3, 4], [5, 6]])
# deskcheck: f54([[10, 20, 30], [40, 50, 60]])
# deskcheck: f54([[7]])
def f54(m: list[list[int]]) -> list[list[int]]:
    turned = [list(r) for r in zip(*m[::-1])]
    edge = [r[0] for r in turned]
    turned.append(edge)
    edge.insert(0, len(m))
    return turned


# deskcheck: f55([24, 8, 36, 12, 48, 6, 30, 18, 60], 2, 3)
# deskcheck: f55([1, 2, 3, 4, 5, 6, 7, 8], 0, -1)
# deskcheck: f55([5, 10, 15], 1, 1)
def f55(xs: list[int], start: int, step: int) -> list[int]:
    picked = xs[start::step]
    rest = [x for i, x in enumerate(xs) if x not in picked]
    rest.append(sum(picked))
    return rest


# deskcheck: f56(["b2", "a10", "c3", "a2", "b11", "c1"])
# deskcheck: f56(["z9", "z8", "z7", "y1", "x100", "x20", "y1"])
# deskcheck: f56(["q"])
def f56(codes: list[str]) -> list[str]:
    plain = sorted(codes)
    by_num = sorted(codes, key=lambda c: int(c[1:] or 0))
    same = [a for a, b in zip(plain, by_num) if a == b]
    same.extend(by_num[:3])
    return same


# deskcheck: f57([5, 1, 4, 2, 3, 6, 0])
# deskcheck: f57([17, 30, 28, 9, 40, 21])
# deskcheck: f57([2, 2])
def f57(xs: list[int]) -> list[int]:
    ranks = [0] * len(xs)
    for place, i in enumerate(sorted(range(len(xs)), key=lambda k: xs[k])):
        ranks[i] = place + 1
    return ranks


# deskcheck: stairs([2, 2, 5, 5, 5, 8, 1, 1])
# deskcheck: stairs([10, 9, 8, 7, 6, 5])
# deskcheck: stairs([])
def stairs(heights: list[int]) -> list[list[int]]:
    flights = []
    for h in heights:
        if not flights or h < flights[-1][-1]:
            flights.append([h])
        elif h > flights[-1][-1]:
            flights[-1].append(h)
    return flights


# deskcheck: f58([13, 26, 39, 52, 65, 78, 91], [26, 65, 13])
# deskcheck: f58([4, 4, 5, 5, 6, 6, 7], [5, 4])
# deskcheck: f58([1], [])
def f58(xs: list[int], drop: list[int]) -> list[int]:
    kept = [x for x in xs if x not in drop]
    drop *= 2
    while len(kept) < 5 and drop:
        kept.insert(0, drop.pop())
    return kept


# deskcheck: f59([3, -8, 12, -5, 0, 7, -1, 20])
# deskcheck: f59([-3, -2, -1, -6, -5, -4])
# deskcheck: f59([1])
def f59(xs: list[int]) -> list[int]:
    neg = [i for i, x in enumerate(xs) if x < 0]
    vals = [xs[i] for i in neg]
    for i, v in zip(neg, reversed(vals)):
        xs[i] = v
    return xs + [len(neg)]


# deskcheck: knit(["k", "p"], 7, 2)
# deskcheck: knit(["a", "b", "c", "d", "e", "f"], 10, 0)
# deskcheck: knit(["x"], 4, -1)
def knit(pattern: list[str], width: int, shift: int) -> list[str]:
    full = pattern * (width // len(pattern) + 1)
    full = full[:width]
    if shift > 0:
        full = full[shift:] + ["_"] * shift
    elif shift < 0:
        full[:-shift] = ["<"]
    return full


# deskcheck: f60([10, 3, 6, 8, 3, 15, 2, 9, 4])
# deskcheck: f60([1, 2, 3, 4, 5, 6])
# deskcheck: f60([0, 0])
def f60(xs: list[int]) -> list[int]:
    peaks = []
    for i in range(1, len(xs) - 1):
        a, b, c = xs[i - 1 : i + 2]
        if b > a and b >= c:
            peaks.append(b)
    return peaks or [xs[-1]]


# deskcheck: f61([42, 17, 42, 8, 17, 99, 42], 17)
# deskcheck: f61([6, 5, 4, 3, 2, 1], 7)
# deskcheck: f61([], 1)
def f61(xs: list[int], v: int) -> list[object]:
    try:
        at = xs.index(v)
        again = xs.index(v, at + 1)
    except ValueError as err:
        return [len(xs), "is not" in str(err)]
    return [at, again, xs[at + 1 : again]]


# deskcheck: f62([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
# deskcheck: f62([21, 22, 23, 24, 25, 26, 27])
# deskcheck: f62([0])
def f62(xs: list[int]) -> list[int]:
    thirds = len(xs) // 3
    head = xs[:thirds]
    tail = xs[len(xs) - thirds :]
    xs[:thirds] = tail
    xs[-1:] = head[:1]
    del xs[thirds : thirds + 2]
    return xs


# deskcheck: queue_jump(["dan", "eli", "fay", "gil", "hal", "ivy"], "hal", 2)
# deskcheck: queue_jump(["a", "b", "c", "d", "e", "f", "g"], "b", 9)
# deskcheck: queue_jump(["m", "n"], "z", 1)
def queue_jump(line: list[str], who: str, places: int) -> list[str]:
    if who not in line:
        line.append(who)
    here = line.index(who)
    line.pop(here)
    target = max(here - places, 0)
    line.insert(target, who.title())
    line.append(str(here - target))
    return line


# deskcheck: f63([[4, 1], [2, 2], [9]], [1, 0, 5])
# deskcheck: f63([[1, 2, 3], [4, 5, 6], [7, 8, 9], [0, 0, 0]], [2, 1, 0, -1])
# deskcheck: f63([], [3])
def f63(rows: list[list[int]], cols: list[int]) -> list[int]:
    got = []
    for row, c in zip(rows, cols):
        if c < len(row):
            got.append(row.pop(c))
        else:
            got += row
    got.append(sum(len(r) for r in rows))
    return got


# deskcheck: f64([18, 20, 22, 19, 25, 25, 24, 30, 12])
# deskcheck: f64([5, 5, 5, 5, 5, 5])
# deskcheck: f64([2, 1])
def f64(xs: list[int]) -> list[str]:
    signs = []
    for a, b in zip(xs, xs[1:]):
        sign = "+" if b > a else "-" if b < a else "="
        if signs and signs[-1][0] == sign:
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs


# deskcheck: f65([300, 120, 450, 90, 275, 180, 60], 500)
# deskcheck: f65([10, 10, 10, 10, 10, 10, 10, 10], 35)
# deskcheck: f65([800], 100)
def f65(prices: list[int], money: int) -> list[int]:
    basket = []
    for p in sorted(prices):
        if p > money:
            break
        basket.append(p)
        money -= p
    basket.reverse()
    return basket + [money]


# deskcheck: f66(["", "ab", "", "cde", "f", ""])
# deskcheck: f66(["one", "two", "six", "ten", "red", "sun", "fly"])
# deskcheck: f66([""])
def f66(parts: list[str]) -> list[object]:
    solid = list(filter(None, parts))
    sizes = list(map(len, parts))
    gaps = sizes.count(0)
    solid[gaps:] = ["".join(solid[gaps:])]
    solid.append(max(sizes))
    return solid


# deskcheck: mirror_row([7, 0, 3, 9, 5, 1])
# deskcheck: mirror_row([12, 34, 56, 78, 90, 11, 13])
# deskcheck: mirror_row([])
def mirror_row(row: list[int]) -> list[bool]:
    back = row[::-1]
    same = row
    same[:2] = back[:2]
    checks = [row is same, row == back, row[:3] == back[:3]]
    checks.append(back in [row, same])
    return checks


# deskcheck: f67([19, 4, 27, 8, 33, 15], 3)
# deskcheck: f67([5, 10, 15, 20, 25, 30, 35, 40], 6)
# deskcheck: f67([2], 2)
def f67(xs: list[int], n: int) -> list[int]:
    buf = []
    for x in xs:
        buf.append(x)
        if len(buf) > n:
            old = buf.pop(0)
            buf[0] += old // 2
    return buf


# deskcheck: f68([1, 0, 1, 1, 0, 1, 1, 1])
# deskcheck: f68([0, 0, 0, 0, 0, 0])
# deskcheck: f68([1, 1])
def f68(bits: list[int]) -> list[int]:
    streaks = [0]
    for b in bits:
        if b:
            streaks[-1] += 1
        elif streaks[-1]:
            streaks.append(0)
    streaks.sort(reverse=True)
    return streaks


# deskcheck: split_bill(["tea", "cake", "tea", "soup", "cake", "tea"], ["tea", "soup"], 90)
# deskcheck: split_bill(["rice", "fish", "rice", "beer", "beer", "rice", "bread"], ["rice"], 12)
# deskcheck: split_bill([], [], 5)
def split_bill(order: list[str], shared: list[str], each: int) -> list[int]:
    mine = [dish for dish in order if dish not in shared]
    ours = [order.count(dish) for dish in shared]
    costs = [n * each // 2 for n in ours]
    costs.insert(0, len(mine) * each)
    costs.append(sum(costs))
    return costs


# deskcheck: f69([9, 1, 8, 2, 7, 3, 6, 4, 5])
# deskcheck: f69([31, 30, 12, 55, 8, 19])
# deskcheck: f69([3])
def f69(xs: list[int]) -> list[int]:
    order = []
    while xs:
        order.append(xs.pop(len(xs) // 2))
        xs.reverse()
    return order


# deskcheck: f70([2, 7, 4], [10, 20, 30, 40, 50, 60, 70, 80])
# deskcheck: f70([-1, 0, -3, 2, 1, 5], [5, 6, 7, 8, 9, 10])
# deskcheck: f70([], [])
def f70(picks: list[int], values: list[int]) -> list[int]:
    chosen = [values[p] for p in picks]
    for p in picks:
        values[p] = 0
    chosen.append(sum(values))
    return chosen


# deskcheck: wardrobe([("coat", 3), ("hat", 1), ("scarf", 2), ("boots", 3), ("tie", 0), ("sock", 2)], 2)
# deskcheck: wardrobe([("cap", 9), ("bow", 0), ("pin", 0), ("bag", 1), ("vest", 4), ("belt", 1)], 4)
# deskcheck: wardrobe([], 1)
def wardrobe(things: list[tuple[str, int]], warm: int) -> list[object]:
    worn = [name for name, w in things if w >= warm]
    total = sum(w for name, w in things if name in worn)
    cold = min(things, key=lambda t: t[1], default=("none", 0))
    worn.sort()
    return worn + [total, cold[0]]


# deskcheck: f71([6, 11, 16, 21, 26, 31], 16)
# deskcheck: f71([50, 40, 30, 20, 10, 5, 1], 6)
# deskcheck: f71([8], 8)
def f71(xs: list[int], t: int) -> list[tuple[int, int]]:
    near = sorted(xs, key=lambda x: abs(x - t))
    pairs = list(zip(near, xs))
    while len(pairs) > 3:
        a, b = pairs.pop()
        pairs[0] = (a, pairs[0][1] + b)
    return pairs


# deskcheck: f72([4, 10, 7, 22, 15, 9, 30, 12], [3, 5, 5])
# deskcheck: f72([1, 1, 2, 2, 3, 3], [2, 2, 2])
# deskcheck: f72([8, 9], [1, 4])
def f72(xs: list[int], sizes: list[int]) -> list[list[int]]:
    parts = []
    at = 0
    for s in sizes:
        parts.append(xs[at : at + s])
        at += s
    if at > len(xs):
        parts[-1].append(at - len(xs))
    return parts


# deskcheck: f73([28, 7, 14, 21, 35, 49])
# deskcheck: f73([3, 9, 27, 81, 243, 12, 6])
# deskcheck: f73([10])
def f73(xs: list[int]) -> list[int]:
    for i in range(len(xs) - 1, 0, -1):
        xs[i] -= xs[i - 1]
    xs.sort(key=abs)
    return xs


# deskcheck: bus_stops([3, 5, 0, 2, 4, 1], [0, 1, 4, 2, 6, 2])
# deskcheck: bus_stops([10, 0, 0, 0, 0, 0, 0], [0, 2, 2, 2, 2, 1, 5])
# deskcheck: bus_stops([], [1])
def bus_stops(on: list[int], off: list[int]) -> list[int]:
    riders = []
    for up, down in zip(on, off):
        before = riders[-1] if riders else 0
        riders.append(max(before - down, 0) + up)
    return riders + [max(riders, default=-1)]


# deskcheck: f74(["c", "a", "f", "e", "b", "a", "b", "e"])
# deskcheck: f74(["m", "m", "o", "m", "p", "o"])
# deskcheck: f74(["w"])
def f74(xs: list[str]) -> list[str]:
    unique = []
    for x in xs:
        if x not in unique:
            unique.append(x)
    unique.sort(key=lambda u: (-xs.count(u), u))
    unique[0] += str(xs.count(unique[0]))
    return unique


# deskcheck: f75([[2, 4], [1], [8, 3, 5], [], [6, 7]])
# deskcheck: f75([[9, 9, 9, 9], [50], [12, 13], [20, 1, 1], [0], [4, 4]])
# deskcheck: f75([[]])
def f75(groups: list[list[int]]) -> list[list[int]]:
    groups.sort(key=len)
    while len(groups) > 3:
        small = groups.pop(0)
        groups[0] = small + groups[0]
    groups[-1] = sorted(groups[-1])
    return groups


# deskcheck: f76([3, 8, 5, 8, 2, 8, 9, 1], 8, 0)
# deskcheck: f76([25, 50, 75, 25, 50, 75], 50, -50)
# deskcheck: f76([1, 2], 7, 3)
def f76(xs: list[int], old: int, new: int) -> list[int]:
    done = 0
    while old in xs and done < 2:
        spot = xs.index(old)
        xs[spot : spot + 1] = [new, done]
        done += 1
    return xs


# deskcheck: f77([90, 85, 70, 100, 65, 40, 95, 88])
# deskcheck: f77([1, 2, 3, 4, 5, 6, 7])
# deskcheck: f77([30, 10])
def f77(xs: list[int]) -> list[int]:
    s = sorted(xs)
    mid = len(s) // 2
    centre = s[mid] if len(s) % 2 else (s[mid - 1] + s[mid]) // 2
    off = [x - centre for x in xs]
    off.append(centre)
    return off[::3]


# deskcheck: patrol(["N", "N", "E", "S", "S", "S", "W", "E"])
# deskcheck: patrol(["W", "W", "W", "N", "E", "E"])
# deskcheck: patrol([])
def patrol(moves: list[str]) -> list[int]:
    x = moves.count("E") - moves.count("W")
    y = moves.count("N") - moves.count("S")
    path = [x, y]
    if "N" in moves and "S" in moves:
        path.append(moves.index("S") - moves.index("N"))
    path.extend([0] * (len(moves) % 3))
    return path


# deskcheck: f78([4, 4, 1, 1, 1, 8, 4, 4], 3)
# deskcheck: f78([2, 2, 2, 2, 2, 2, 2], 2)
# deskcheck: f78([], 1)
def f78(xs: list[int], most: int) -> list[int]:
    kept = []
    for x in xs:
        if kept.count(x) < most:
            kept.append(x)
        else:
            kept.remove(x)
    return kept


# deskcheck: f79([16, 4, 23, 8, 42, 15])
# deskcheck: f79([9, 8, 7, 6, 5, 4, 3, 2])
# deskcheck: f79([0])
def f79(xs: list[int]) -> list[list[int]]:
    halves = [xs[: len(xs) // 2], xs[len(xs) // 2 :]]
    for h in halves:
        h.sort()
    halves.sort(key=sum, reverse=True)
    halves[0].append(halves[1][0] if halves[1] else -1)
    return halves


# deskcheck: tag_rows(["north", "south", "east", "west", "up", "down"], [3, 0, 2])
# deskcheck: tag_rows(["h", "j", "k", "l", "m", "n", "o"], [1, 1, 1, 1, 1, 1, 1])
# deskcheck: tag_rows([], [4])
def tag_rows(labels: list[str], counts: list[int]) -> list[str]:
    spread = [lab for lab, n in zip(labels, counts) for _ in range(n)]
    unused = labels[len(counts) :]
    spread += [lab.upper() for lab in unused]
    return spread


# deskcheck: settle_jars([14, 3, 9, 20, 6, 11], 4)
# deskcheck: settle_jars([50, 50, 1, 1, 1, 1, 1], 3)
# deskcheck: settle_jars([5, 6], 2)
def settle_jars(jars: list[int], turns: int) -> list[int]:
    for _ in range(turns):
        full = jars.index(max(jars))
        empty = jars.index(min(jars))
        moved = (jars[full] - jars[empty]) // 2
        jars[full] -= moved
        jars[empty] += moved
    return jars


# deskcheck: column_sums([[1, 20, 3], [40, 5, 60], [7, 80, 9]])
# deskcheck: column_sums([[2, 4, 6, 8, 10, 12], [1, 3, 5, 7, 9, 11]])
# deskcheck: column_sums([[6], [7, 8]])
def column_sums(table: list[list[int]]) -> list[list[int]]:
    width = min(len(row) for row in table)
    sums = []
    for c in range(width):
        sums.append(sum(row[c] for row in table))
    table.insert(0, sums)
    return table[:2]


# deskcheck: history(["home", "news", "<", "mail", "shop", "<", "<"])
# deskcheck: history(["a", "<", "<", "b", "c", "d"])
# deskcheck: history([])
def history(clicks: list[str]) -> tuple[list[str], list[str]]:
    past, future = [], []
    for c in clicks:
        if c != "<":
            past.append(c)
            future = []
        elif past:
            future.insert(0, past.pop())
    return past, future


# deskcheck: thin_out([11, 12, 13, 14, 15, 16, 17, 18, 19, 20], 3)
# deskcheck: thin_out([7, 7, 7, 7, 7, 7], 2)
# deskcheck: thin_out([5], 1)
def thin_out(plants: list[int], every: int) -> list[int]:
    lost = plants[every - 1 :: every]
    del plants[every - 1 :: every]
    if sum(lost) > sum(plants):
        plants, lost = lost, plants
    return plants + [len(lost)]


# deskcheck: nearest_pair([3, 80, 41, 12, 77, 25, 60])
# deskcheck: nearest_pair([9, 1, 9, 30, 50, 70])
# deskcheck: nearest_pair([4, 6])
def nearest_pair(points: list[int]) -> list[int]:
    points = sorted(points)
    gaps = [b - a for a, b in zip(points, points[1:])]
    best = gaps.index(min(gaps))
    pair = points[best : best + 2]
    del points[best : best + 2]
    return pair + points[-1:]


# deskcheck: checkout([2, 9, 1, 4, 4, 7], 2)
# deskcheck: checkout([5, 5, 5, 5, 5, 5, 5], 3)
# deskcheck: checkout([8], 2)
def checkout(carts: list[int], tills: int) -> list[int]:
    busy = [0] * tills
    for items in carts:
        free = busy.index(min(busy))
        busy[free] += items
    busy.sort()
    return busy


# deskcheck: glue_labels([[1, "cap"], [2, "tain"], [4, "sea"], [5, "gull"], [6, "s"], [9, "bay"]])
# deskcheck: glue_labels([[3, "x"], [2, "y"], [1, "z"], [2, "w"], [3, "v"], [8, "u"]])
# deskcheck: glue_labels([])
def glue_labels(bits: list[list[object]]) -> list[list[object]]:
    glued = []
    for at, text in bits:
        if glued and glued[-1][0] + 1 == at:
            glued[-1][0] = at
            glued[-1][1] += text
        else:
            glued.append([at, text])
    return glued
