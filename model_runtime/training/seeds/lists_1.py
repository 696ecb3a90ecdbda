from collections import deque


# deskcheck: f([5, -2, 8, 0])
# deskcheck: f([-1])
# deskcheck: f([])
def f(a: list[int]) -> list[int]:
    r = []
    for x in a:
        if x < 0:
            r.insert(0, x)
        elif x == 0:
            continue
        else:
            r.append(x)
    return r


# deskcheck: load_van([4, 9, 3, 5], 12)
# deskcheck: load_van([20], 12)
# deskcheck: load_van([], 3)
def load_van(boxes: list[int], limit: int) -> list[int]:
    carried = []
    while boxes and sum(carried) + boxes[0] <= limit:
        carried.append(boxes.pop(0))
    if boxes:
        carried.append(-len(boxes))
    return carried


# deskcheck: f1(["a", "b", "a", "c"], "a")
# deskcheck: f1(["b", "c", "a"], "a")
# deskcheck: f1(["b"], "a")
def f1(xs: list[str], t: str) -> list[str]:
    while t in xs:
        i = xs.index(t)
        del xs[i]
        if i > 1:
            xs.append(t + "!")
    return xs


# deskcheck: second_half([1, 2, 3, 4, 5])
# deskcheck: second_half([6, 7])
# deskcheck: second_half([])
def second_half(items: list[int]) -> list[int]:
    mid = len(items) // 2
    tail = items[mid:]
    if len(items) % 2:
        tail[0] = -tail[0]
    return tail + items[:mid]


# deskcheck: runs("aabccc")
# deskcheck: runs("z")
# deskcheck: runs("")
def runs(text: str) -> list[list]:
    out = []
    for ch in text:
        if out and out[-1][0] == ch:
            out[-1][1] += 1
        else:
            out.append([ch, 1])
    return out


# deskcheck: f2([3, 8, 1, 6], 2)
# deskcheck: f2([3], 5)
def f2(a: list[int], k: int) -> list[int]:
    for i in range(len(a)):
        if i % 2 == 0:
            a[i] += k
        else:
            a[i] -= k
    a.reverse()
    return a


# deskcheck: meet_in_middle([1, 4, 2, 7, 3])
# deskcheck: meet_in_middle([5, 5])
# deskcheck: meet_in_middle([9])
def meet_in_middle(steps: list[int]) -> tuple[int, int]:
    left, right = 0, len(steps) - 1
    gained = lost = 0
    while left < right:
        if steps[left] <= steps[right]:
            gained += steps[left]
            left += 1
        else:
            lost += steps[right]
            right -= 1
    return gained, lost


# deskcheck: f3([4, 4, 9], 4)
# deskcheck: f3([1], 4)
def f3(nums: list[int], v: int) -> int:
    try:
        nums.remove(v)
    except ValueError:
        nums.append(v)
    return sum(nums) * len(nums)


# deskcheck: undo_log(["cut", "undo", "paste", "bold", "undo"])
# deskcheck: undo_log(["undo", "cut"])
# deskcheck: undo_log([])
def undo_log(actions: list[str]) -> list[str]:
    stack = []
    for act in actions:
        if act != "undo":
            stack.append(act[:2])
        elif stack:
            stack.pop()
        else:
            stack.append("?")
    return stack


# deskcheck: f4([[1, 2], [3], []])
# deskcheck: f4([])
def f4(m: list[list[int]]) -> list[int]:
    flat = []
    for row in m:
        if not row:
            flat += [0]
            continue
        flat.extend(row[::-1])
    return flat


# deskcheck: seat_swap(["ann", "bo", "cy", "di"], 2)
# deskcheck: seat_swap(["ann"], 1)
def seat_swap(row: list[str], times: int) -> list[str]:
    for t in range(min(times, len(row) - 1)):
        if row[t] < row[t + 1]:
            row[t], row[t + 1] = row[t + 1], row[t]
    return row


# deskcheck: find_gap([3, 4, 6, 9])
# deskcheck: find_gap([3, 4])
# deskcheck: find_gap([])
def find_gap(ids: list[int]) -> int:
    for i in range(1, len(ids)):
        if ids[i] - ids[i - 1] > 1:
            break
    else:
        return 0
    return ids[i - 1] + 1


# deskcheck: f5([9, 3, 7, 1])
# deskcheck: f5([2, 8])
# deskcheck: f5([6, 6, 1])
def f5(a: list[int]) -> list[int]:
    b = a[:]
    b.sort(reverse=True)
    if b == a:
        return a[1:]
    n = 0
    for x, y in zip(a, b):
        if x == y:
            n += 1
    return b[: n + 1]


# deskcheck: carousel([1, 2, 3, 4], 6)
# deskcheck: carousel([1, 2, 3], -1)
# deskcheck: carousel([], 2)
def carousel(horses: list[int], turns: int) -> list[int]:
    if not horses:
        return horses
    turns %= len(horses)
    while turns > 0:
        horses.insert(0, horses.pop())
        turns -= 1
    return horses


# deskcheck: f6([5, 3, 5, 5])
# deskcheck: f6([1, 2, 2])
# deskcheck: f6([])
def f6(a: list[int]) -> str:
    x = a[-1] if a else 0
    c = a.count(x)
    if c > 2:
        return "many"
    if c == 2:
        return "pair"
    return "one" * len(a)


# deskcheck: toll_road([2, 5, -1, 4], 8)
# deskcheck: toll_road([1, 1], 8)
# deskcheck: toll_road([9], 8)
def toll_road(fees: list[int], wallet: int) -> str:
    passed = 0
    for fee in fees:
        if fee < 0:
            wallet -= fee
            continue
        if fee > wallet:
            return f"stuck after {passed}"
        wallet -= fee
        passed += 1
    return f"arrived with {wallet}"


# deskcheck: f7([1, 2, 3, 4, 5, 6], 4)
# deskcheck: f7([1], 2)
def f7(a: list[int], n: int) -> list[list[int]]:
    out, cur = [], []
    for x in a:
        cur.append(x)
        if sum(cur) > n:
            out.append(cur)
            cur = []
    if cur:
        out.append(cur + [0])
    return out


# deskcheck: drop_repeats(["b", "a", "b", "c", "a"])
# deskcheck: drop_repeats([])
def drop_repeats(tags: list[str]) -> list[str]:
    seen = set()
    kept = []
    for tag in tags:
        if tag in seen:
            seen.discard(tag)
        else:
            seen.add(tag)
            kept.append(tag)
    return kept + sorted(seen)


# deskcheck: f8([[1, 2], [3, 4]])
# deskcheck: f8([[0]])
def f8(g: list[list[int]]) -> int:
    t = 0
    for i in range(len(g)):
        for j in range(len(g[i])):
            if i == j:
                t += g[i][j] * 2
            elif i < j:
                t -= g[i][j]
    return t


# deskcheck: ticket_queue(["ann", "vip-lu", "bo"], 2)
# deskcheck: ticket_queue(["vip-a", "vip-b"], 5)
# deskcheck: ticket_queue([], 1)
def ticket_queue(people: list[str], served: int) -> list[str]:
    q = deque()
    for p in people:
        if p.startswith("vip-"):
            q.appendleft(p[4:])
        else:
            q.append(p)
    while q and served > 0:
        q.popleft()
        served -= 1
    return list(q)


# deskcheck: f9([1, 7, 2, 8])
# deskcheck: f9([10, 1])
# deskcheck: f9([])
def f9(a: list[int]) -> list[int]:
    s = 0
    p = []
    for x in a:
        s += x
        p.append(s)
        if s > 9:
            s = 0
    return p


# deskcheck: trim_ends([0, 0, 4, 0, 5, 0])
# deskcheck: trim_ends([0, 0])
# deskcheck: trim_ends([])
def trim_ends(signal: list[int]) -> list[int]:
    while signal and signal[0] == 0:
        del signal[0]
    while signal and signal[-1] == 0:
        signal.pop()
    if len(signal) > 2:
        signal[1:-1] = [len(signal) - 2]
    return signal


# deskcheck: f10(["x", "yy", "zzz"], 1)
# deskcheck: f10(["x"], 4)
def f10(w: list[str], i: int) -> str:
    try:
        picked = w[i]
    except IndexError:
        i = -1
        picked = w[i] + "*"
    return picked.upper() if i else picked


# deskcheck: pay_with([5, 2, 1], 9)
# deskcheck: pay_with([4, 3], 2)
# deskcheck: pay_with([0, 3], 7)
def pay_with(coins: list[int], due: int) -> list[int]:
    used = []
    for coin in sorted(coins, reverse=True):
        if coin < 1:
            break
        while due >= coin and len(used) < 6:
            used.append(coin)
            due -= coin
    if due:
        used.append(-due)
    return used


# deskcheck: f11((4, 1, 3))
# deskcheck: f11((2,))
def f11(t: tuple[int, ...]) -> tuple[int, ...]:
    a = list(t)
    a.append(min(a))
    if a[0] > a[-1]:
        a[0], a[-1] = a[-1], a[0]
    return tuple(a)


# deskcheck: head_and_rest([4, 5, 6])
# deskcheck: head_and_rest([4])
# deskcheck: head_and_rest([])
def head_and_rest(values: list[int]) -> str:
    if not values:
        return "empty"
    first, *rest = values
    for r in rest:
        if r > first:
            first = r - first
    return f"{first}|{len(rest)}"


# deskcheck: trade_cards([1, 7, 6], [2, 4])
# deskcheck: trade_cards([3, 3], [3])
# deskcheck: trade_cards([], [3])
def trade_cards(mine: list[int], yours: list[int]) -> list[int]:
    i = 0
    while i < len(mine) and yours:
        if mine[i] < yours[-1]:
            mine[i], yours[-1] = yours[-1], mine[i]
            i += 1
        elif mine[i] == yours[-1]:
            mine.pop(i)
        else:
            yours.pop()
    return mine + yours


# deskcheck: f12([3, 1, 2])
# deskcheck: f12([0, 5])
def f12(a: list[int]) -> list[int]:
    r = []
    for i, x in enumerate(a):
        if i < x:
            r += [i] * x
        else:
            r.append(-x)
    return r


# deskcheck: longest_climb([1, 2, 5, 3, 4])
# deskcheck: longest_climb([4, 3])
# deskcheck: longest_climb([])
def longest_climb(heights: list[int]) -> int:
    best = streak = 0
    prev = None
    for h in heights:
        if prev is not None and h > prev:
            streak += 1
            best = max(best, streak)
        else:
            streak = 0
        prev = h
    return best


# deskcheck: f13([2, 4, 6, 7, 9])
# deskcheck: f13([1])
# deskcheck: f13([8, 8])
def f13(nums: list[int]) -> list[int]:
    out = []
    while nums:
        x = nums.pop()
        if x % 2 == 0:
            break
        out.append(x)
    nums.extend(out)
    return nums


# deskcheck: party_pairs(["ann", "bo", "cy"], [True, False])
# deskcheck: party_pairs([], [True])
def party_pairs(guests: list[str], coming: list[bool]) -> list[str]:
    final = []
    for guest, yes in zip(guests, coming):
        if yes:
            final.append(guest)
            final.append("+1")
    missing = len(guests) - len(coming)
    return final if missing <= 0 else final + ["?"] * missing


# deskcheck: f14([1, 2, 3, 4, 5], 1, 4)
# deskcheck: f14([1, 2], 1, 0)
def f14(a: list[int], i: int, j: int) -> list[int]:
    if i > j:
        i, j = j, i
    part = a[i:j]
    a[i:j] = part[::-1]
    a.append(len(part))
    return a


# deskcheck: water_plants([3, 0, 5], 6)
# deskcheck: water_plants([1, 1, 1], 2)
# deskcheck: water_plants([], 4)
def water_plants(thirst: list[int], can: int) -> tuple[list[int], int]:
    for i, need in enumerate(thirst):
        if can == 0:
            break
        given = min(need, can)
        thirst[i] -= given
        can -= given
    return thirst, can


# deskcheck: f15([7, 7, 1])
# deskcheck: f15([3, 2])
# deskcheck: f15([])
def f15(a: list[int]) -> bool:
    s = set()
    for x in a:
        if x in s:
            return True
        s.add(x)
        s.add(x + 1)
    return False


# deskcheck: stamp_rows([[1, 5], [6, 2]], 4)
# deskcheck: stamp_rows([[0], []], 4)
def stamp_rows(grid: list[list[int]], cap: int) -> list[str]:
    lines = []
    for row in grid:
        line = ""
        for cell in row:
            line += "#" if cell > cap else "."
        if "#" in line:
            lines.append(line)
        else:
            lines.append("-" * len(row))
    return lines


# deskcheck: f16(["pear", "fig", "apple"])
# deskcheck: f16(["oak", "elm"])
# deskcheck: f16(["fig"])
def f16(ws: list[str]) -> list[str]:
    ws.sort(key=len)
    if len(ws) > 1 and ws[0] > ws[1]:
        ws[0] = ws[0].upper()
    else:
        ws.append(ws[-1][:1])
    return ws


# deskcheck: eject([4, 8, 15, 16], [1, 7])
# deskcheck: eject([4], [0, 0])
def eject(slots: list[int], orders: list[int]) -> list[int]:
    taken = []
    for o in orders:
        try:
            taken.append(slots.pop(o))
        except IndexError:
            taken.append(0)
            slots.clear()
    return taken + slots


# deskcheck: f17([6, 2, 9, 4])
# deskcheck: f17([1, 5, 3])
# deskcheck: f17([7, 4, 2])
# deskcheck: f17([5])
def f17(a: list[int]) -> list[int]:
    lo = a.index(min(a))
    hi = a.index(max(a))
    if lo > hi:
        return a[hi : lo + 1]
    if lo == hi:
        return a * 3
    return a[lo:hi]


# deskcheck: countdown_list(5)
# deskcheck: countdown_list(0)
# deskcheck: countdown_list(-3)
def countdown_list(n: int) -> list[int]:
    n = min(n, 7)
    nums = list(range(n, 0, -2))
    for x in nums[:]:
        if x % 3 == 0:
            nums.remove(x)
            nums.append(x * 10)
    return nums


# deskcheck: f18([5, 1, 4], [4, 5, 6])
# deskcheck: f18([1], [])
def f18(a: list[int], b: list[int]) -> list[int]:
    r = []
    for x in a:
        if x in b:
            b.remove(x)
            r.append(b[-1] if b else 0)
    return r + b


# deskcheck: bounce([3, 9, 1], 4)
# deskcheck: bounce([], 4)
def bounce(track: list[int], jumps: int) -> list[int]:
    visited = []
    pos, step = 0, 1
    for _ in range(min(jumps, 5)):
        if not track:
            break
        visited.append(track[pos])
        if pos + step >= len(track) or pos + step < 0:
            step = -step
        pos = max(0, min(pos + step, len(track) - 1))
    return visited


# deskcheck: f19("ab,c,,d")
# deskcheck: f19(",")
def f19(s: str) -> list[str]:
    r = []
    for p in s.split(","):
        if not p:
            r.append(str(len(r)))
        elif len(p) > 1:
            r.extend(p)
        else:
            r.insert(0, p)
    return r


# deskcheck: judge([6, 9, 7, 8])
# deskcheck: judge([5, 5])
# deskcheck: judge([])
def judge(scores: list[int]) -> float:
    if len(scores) < 3:
        return 0.0
    scores = sorted(scores)[1:-1]
    total = 0
    for s in scores:
        total += s
    return total / len(scores)


# deskcheck: f20([2, 0, 1, 3], 0)
# deskcheck: f20([1, 1], 1)
def f20(a: list[int], i: int) -> list[int]:
    path = []
    while 0 <= i < len(a):
        if i in path:
            path.append(-1)
            break
        path.append(i)
        i = a[i]
    return path


# deskcheck: split_teams([("ann", 3), ("bo", 5), ("cy", 2)])
# deskcheck: split_teams([])
def split_teams(players: list[tuple[str, int]]) -> tuple[list[str], list[str]]:
    red, blue = [], []
    power = 0
    for name, skill in players:
        if power <= 0:
            red.append(name)
            power += skill
        else:
            blue.append(name)
            power -= skill
    return red, blue


# deskcheck: f21([1, 1, 2, 2, 2])
# deskcheck: f21([4])
def f21(a: list[int]) -> list[int]:
    i = 0
    while i < len(a) - 1:
        if a[i] == a[i + 1]:
            a[i : i + 2] = [a[i] * 2]
        else:
            i += 1
    return a


# deskcheck: check_code([4, 1, 4], 3)
# deskcheck: check_code([4, 1], 3)
# deskcheck: check_code([4, -1, 2], 3)
def check_code(digits: list[int], size: int) -> int:
    if len(digits) != size:
        raise ValueError(f"need {size} digits")
    code = 0
    for d in digits:
        if d < 0:
            return -1
        code = code * 10 + d
    return code


# deskcheck: f22([[1, 9], [5, 2], [3]])
# deskcheck: f22([[0]])
def f22(rows: list[list[int]]) -> list[list[int]]:
    for r in rows:
        if len(r) > 1 and r[0] > r[1]:
            r.sort()
        elif len(r) == 1:
            r *= 2
    rows.sort(key=sum)
    return rows


# deskcheck: unique_steps([1, 4, 4, 8], 3)
# deskcheck: unique_steps([2], 3)
def unique_steps(stones: list[int], reach: int) -> int:
    hops = 0
    here = 0
    for s in stones:
        if s == here:
            continue
        if s - here > reach:
            return -hops
        here = s
        hops += 1
    return hops


# deskcheck: f23([5, 6], [5, 6, 1])
# deskcheck: f23([9], [5, 6])
# deskcheck: f23([], [])
def f23(a: list[int], b: list[int]) -> list[int]:
    if a < b:
        a, b = b, a
    elif a == b:
        return ["same"] * 2
    c = a + b[::-1]
    return c[::2]


# deskcheck: sum_until([3, 4, 0, 5], 0)
# deskcheck: sum_until([3, 4], 0)
# deskcheck: sum_until([0, 1], 0)
def sum_until(data: list[int], stop: int) -> int:
    if stop not in data:
        return sum(data)
    end = data.index(stop)
    total = 0
    for i in range(end):
        total += data[i] * (i + 1)
    return total


# deskcheck: f24([8, 3, 5], 4)
# deskcheck: f24([1], 9)
# deskcheck: f24([], 2)
def f24(a: list[int], x: int) -> list[int]:
    pos = 0
    a = sorted(a)
    for v in a:
        if v > x:
            break
        pos += 1
    a.insert(pos, x)
    return a


# deskcheck: shift_work(["day", "night", "day"], {"day": 8})
# deskcheck: shift_work(["off"], {"day": 8})
def shift_work(shifts: list[str], hours: dict[str, int]) -> list[int]:
    worked = []
    for s in shifts:
        try:
            worked.append(hours[s])
        except KeyError:
            if worked:
                worked[-1] += 1
    return worked


# deskcheck: f25([1, 0, 1, 1])
# deskcheck: f25([0])
def f25(bits: list[int]) -> str:
    s = ""
    for b in reversed(bits):
        if b == 1:
            s = s + "I"
        elif s.endswith("I"):
            s = s[:-1] + "T"
        else:
            s += "_"
    return s


# deskcheck: parking([2, 0, 3], [3, 3, 1])
# deskcheck: parking([3, 4, 0], [3, 4, 1])
# deskcheck: parking([], [])
def parking(used: list[int], spots: list[int]) -> int:
    for level, (u, s) in enumerate(zip(used, spots)):
        if u < s:
            used[level] += 1
            return level
    return -1


# deskcheck: f26([4, 2, 8, 6], 5)
# deskcheck: f26([9], 5)
# deskcheck: f26([], 5)
def f26(a: list[int], k: int) -> list[int]:
    small = list(filter(lambda v: v < k, a))
    if not small:
        return a
    big = list(map(lambda v: v - k, a))
    while big and big[0] < 0:
        small.append(big.pop(0))
    return small


# deskcheck: compress_trail(["n", "n", "s", "e"])
# deskcheck: compress_trail(["n", "s"])
# deskcheck: compress_trail([])
def compress_trail(moves: list[str]) -> list[str]:
    back = {"n": "s", "s": "n", "e": "w", "w": "e"}
    trail = []
    for m in moves:
        if trail and back.get(m) == trail[-1]:
            trail.pop()
            continue
        trail.append(m)
    return trail


# deskcheck: f27(3, 4)
# deskcheck: f27(2, 0)
def f27(r: int, c: int) -> list[list[int]]:
    r, c = abs(r) % 4, abs(c) % 5
    m = []
    for i in range(r):
        row = [i] * c
        if row and i % 2:
            row[-1] = -i
        m.append(row)
    return m


# deskcheck: auction([5, 9, 7, 12], 6)
# deskcheck: auction([3], 6)
def auction(bids: list[int], reserve: int) -> str:
    high = reserve
    winner = None
    for n, bid in enumerate(bids, start=1):
        if bid <= high:
            continue
        high, winner = bid, n
    if winner is None:
        return "unsold"
    return f"#{winner} pays {high}"


# deskcheck: f28([3, 5, 2], [3, 4, 2])
# deskcheck: f28([1], [1])
def f28(a: list[int], b: list[int]) -> set[int]:
    u = set(a) | set(b)
    common = set(a) & set(b)
    for x in common:
        if len(u) > 2:
            u.discard(x)
        else:
            u.add(-x)
    return u
