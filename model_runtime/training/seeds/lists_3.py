# deskcheck: f([5, 2, 8, 1], 2)
# deskcheck: f([7], 0)
# deskcheck: f([3, 3], -1)
def f(nums: list[int], k: int) -> list[int]:
    nums.insert(k, len(nums))
    last = nums.pop()
    nums.insert(-1, last * 2)
    nums.reverse()
    return nums


# deskcheck: f1([1, 2, 3, 4, 5, 6])
# deskcheck: f1([9, 8])
# deskcheck: f1([])
def f1(xs: list[int]) -> list[int]:
    half = len(xs) // 2
    xs[:half], xs[half:] = xs[half:], xs[:half]
    del xs[1::3]
    return xs + [half]


# deskcheck: f2(["b", "a", "c", "a"], "a")
# deskcheck: f2(["q"], "a")
def f2(items: list[str], target: str) -> list[str]:
    hits = items.count(target)
    while target in items:
        spot = items.index(target)
        items[spot] = target * hits + str(spot)
        hits -= 1
        if hits < 0:
            break
    return items


# deskcheck: f3([4, 9, 2, 7])
# deskcheck: f3([1, 1, 1])
# deskcheck: f3([])
def f3(values: list[int]) -> tuple[list[int], list[int]]:
    low = sorted(values)
    high = values.copy()
    high.sort(reverse=True)
    while low and high and low[0] < high[-1] + len(low):
        high.append(low.pop(0))
        if len(high) > 6:
            break
    return low, high


# deskcheck: f4([10, 20, 30], [0, 2])
# deskcheck: f4([10, 20, 30], [-1, 5])
# deskcheck: f4([], [0])
def f4(data: list[int], picks: list[int]) -> list[int]:
    taken = []
    for p in picks:
        try:
            taken.append(data.pop(p))
        except IndexError:
            taken.append(-len(data))
    data.extend(reversed(taken))
    return data


# deskcheck: f5([3, 6, 1, 6, 2])
# deskcheck: f5([5, 5])
# deskcheck: f5([8])
def f5(row: list[int]) -> list[int]:
    top = max(row, default=0)
    i = len(row) - 1
    while i >= 0:
        if row[i] == top:
            del row[i]
            row.append(top - i)
        i -= 1
    return row


# deskcheck: f6([[1, 2], [3], []], 4)
# deskcheck: f6([[]], 0)
def f6(grid: list[list[int]], v: int) -> list[list[int]]:
    shared = [v] * 2
    for row in grid:
        row += shared
        shared.append(len(row))
    grid.append(shared)
    return grid


# deskcheck: f7([2, 4, 7], [1, 3])
# deskcheck: f7([], [5, 6])
# deskcheck: f7([9], [])
def f7(left: list[int], right: list[int]) -> list[int]:
    both = left + right
    both[1:1] = right[::-1]
    for x in left:
        if x % 2 == 0:
            both.remove(x)
    return both


# deskcheck: f8("abcde", 2)
# deskcheck: f8("xy", 5)
# deskcheck: f8("", 1)
def f8(word: str, n: int) -> list[str]:
    letters = list(word)
    tail = letters[-n:]
    letters[:n] = [c.upper() for c in letters[:n]]
    letters.extend(tail)
    return letters[::2]


# deskcheck: f9([1, 5, 2, 8, 3], 4)
# deskcheck: f9([4, 4], 4)
# deskcheck: f9([0, 9, 0], 3)
def f9(arr: list[int], pivot: int) -> list[int]:
    i, j = 0, len(arr) - 1
    while i < j:
        if arr[i] > pivot:
            arr[i], arr[j] = arr[j], arr[i]
            j -= 1
        else:
            i += 1
    arr.append(i)
    return arr


# deskcheck: f10([3, 1, 2])
# deskcheck: f10([0])
def f10(counts: list[int]) -> list[int]:
    out = []
    for pos, c in enumerate(counts):
        out += [pos] * min(c, 4)
        if c % 2:
            out.insert(0, -c)
    return out


# deskcheck: f11([6, 2, 9], [1, 1, 4])
# deskcheck: f11([2], [2, 3])
# deskcheck: f11([], [])
def f11(xs: list[int], ys: list[int]) -> list[int]:
    diffs = [x - y for x, y in zip(xs, ys)]
    extra = xs[len(diffs) :] or ys[len(diffs) :]
    diffs[-1:] = extra
    return diffs


# deskcheck: f12(["pear", "fig", "apple", "kiwi"])
# deskcheck: f12(["b", "a"])
def f12(names: list[str]) -> list[str]:
    names.sort(key=len)
    shortest = names[0] if names else "-"
    names.sort(key=lambda n: n[-1:], reverse=True)
    pos = names.index(shortest) if shortest in names else 9
    return names[:pos] + [str(pos)]


# deskcheck: f13([1, 2, 3, 4, 5, 6, 7], 3)
# deskcheck: f13([1, 2], 2)
def f13(seq: list[int], step: int) -> list[int]:
    step = max(step, 1)
    cut = seq[::step]
    seq[::step] = [0 for _ in cut]
    seq += cut[::-1]
    return [v for v in seq if v or len(cut) > 2]


# deskcheck: f14([8, 3, 5], 3)
# deskcheck: f14([8, 3, 5], 4)
# deskcheck: f14([], 4)
def f14(stock: list[int], item: int) -> str:
    try:
        at = stock.index(item)
    except ValueError:
        stock.append(item)
        return f"added {len(stock)}"
    stock[at] -= 1
    return f"sold {stock[at]} {stock}"


# deskcheck: f15([4, 0, 2, 0, 1])
# deskcheck: f15([0, 0])
# deskcheck: f15([3])
def f15(cells: list[int]) -> list[int]:
    write = 0
    for read in range(len(cells)):
        if cells[read]:
            cells[write] = cells[read] + read
            write += 1
    del cells[write:]
    cells.append(write)
    return cells


# deskcheck: f16([1, 2, 3])
# deskcheck: f16([5])
# deskcheck: f16([])
def f16(a: list[int]) -> list[list[int]]:
    rows = [a, a[:], a]
    rows[0].append(7)
    rows[1].insert(0, 7)
    rows.pop()
    rows.append(rows[1] + [sum(rows[0])])
    return rows


# deskcheck: f17([2, 7, 1, 8], 3)
# deskcheck: f17([6], 2)
# deskcheck: f17([], 2)
def f17(queue: list[int], rounds: int) -> list[int]:
    for r in range(rounds):
        if not queue:
            queue.append(r)
            continue
        front = queue.pop(0)
        if front > r * 2:
            queue.append(front - r)
        else:
            queue.insert(len(queue) // 2, r)
    return queue


# deskcheck: f18([[3, 1], [2, 5], [0, 4]])
# deskcheck: f18([[1, 9]])
def f18(pairs: list[list[int]]) -> list[int]:
    pairs.sort(key=lambda p: p[-1] if p else 0)
    result = []
    for first, *others in pairs[::-1]:
        result.append(first + len(others))
        result.extend(others)
    return result


# deskcheck: f19([5, 3, 8, 6, 1])
# deskcheck: f19([2, 1])
# deskcheck: f19([])
def f19(marks: list[int]) -> list[int]:
    rising = []
    for m in marks:
        if not rising or m >= rising[-1]:
            rising.append(m)
        else:
            rising[-1] += m
    return rising[::-1]


# deskcheck: f20([1, 2, 3, 4], -2)
# deskcheck: f20([1, 2, 3, 4], 10)
# deskcheck: f20([1, 2], -9)
def f20(lst: list[int], where: int) -> list[int]:
    lst.insert(where, 0)
    lst.insert(where, 100)
    zero = lst.index(0)
    lst[zero] = zero
    return lst[:zero] if zero > 2 else lst[zero:]


# deskcheck: f21("aabca")
# deskcheck: f21("zz")
# deskcheck: f21("")
def f21(text: str) -> list[str]:
    seen = []
    for ch in text:
        if ch in seen:
            seen.remove(ch)
            seen.insert(0, ch.upper())
        else:
            seen.append(ch)
    return seen


# deskcheck: f22([4, 5, 6], 2)
# deskcheck: f22([1], 3)
# deskcheck: f22([2, 2], 0)
def f22(base: list[int], times: int) -> list[int]:
    times = min(times, 3)
    big = base * times
    for i in range(0, len(big), len(base) + 1):
        big[i] = -big[i]
    return big[len(base) :]


# deskcheck: f23([9, 1, 5])
# deskcheck: f23([2])
def f23(p: list[int]) -> list[int]:
    q = p
    q = q + [0]
    p.append(len(q))
    q[-1] = p[-1] + p[0]
    p = q
    p.sort()
    return p


# deskcheck: f24([3, 8, 4, 1], [2, 0, 3, 1])
# deskcheck: f24([5, 6], [1, 1])
# deskcheck: f24([5], [4])
def f24(values: list[int], order: list[int]) -> list[int]:
    placed = [None] * len(values)
    for v, o in zip(values, order):
        if o >= len(placed) or o < 0:
            placed.append(v)
        elif placed[o] is None:
            placed[o] = v
        else:
            placed[o] += v
    return [x if x is not None else -1 for x in placed]


# deskcheck: f25([2, 3, 4, 5])
# deskcheck: f25([1])
# deskcheck: f25([])
def f25(nums: list[int]) -> int:
    total = 0
    while nums:
        total += nums.pop(len(nums) // 2)
        if len(nums) % 2:
            total *= 2
            nums = nums[1:]
    return total


# deskcheck: rotate_block([1, 2, 3, 4, 5], 1, 4)
# deskcheck: rotate_block([1, 2], 0, 2)
# deskcheck: rotate_block([6], 3, 1)
def rotate_block(line: list[int], start: int, stop: int) -> list[int]:
    block = line[start:stop]
    if not block:
        return line + [start, stop]
    block.insert(0, block.pop())
    line[start:stop] = block
    line[start] *= 10
    return line


# deskcheck: seat_groups([3, 1, 4], 5)
# deskcheck: seat_groups([6], 5)
# deskcheck: seat_groups([], 2)
def seat_groups(groups: list[int], size: int) -> list[list[int]]:
    tables = [[]]
    for g in groups:
        if sum(tables[-1]) + g > size:
            tables.append([])
        tables[-1].append(g)
    tables.sort(key=len, reverse=True)
    return tables


# deskcheck: f26(["x", "y", "z"], 1)
# deskcheck: f26(["x"], 0)
def f26(tags: list[str], n: int) -> list[str]:
    out = tags.copy()
    for i in range(len(tags) - n):
        out[i] = tags[i + n] + out[i]
    if n:
        out.pop(n - 1 if n <= len(out) else 0)
    return out


# deskcheck: f27([1, -2, 3, -4])
# deskcheck: f27([-1, -1])
# deskcheck: f27([])
def f27(steps: list[int]) -> list[int]:
    trail = [0]
    for s in steps:
        if s < 0 and len(trail) > -s:
            trail = trail[:s]
        else:
            trail.append(trail[-1] + s)
    return trail


# deskcheck: f28([7, 3, 7, 7, 2])
# deskcheck: f28([1])
def f28(a: list[int]) -> list[tuple[int, int]]:
    runs = []
    for x in a:
        if runs and runs[-1][0] == x:
            runs[-1] = (x, runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    runs.sort(key=lambda r: -r[1])
    return runs[:2]


# deskcheck: f29([1, 2, 3, 4, 5], [1, 3])
# deskcheck: f29([1, 2], [0, 0])
# deskcheck: f29([4], [2])
def f29(items: list[int], drop: list[int]) -> list[int]:
    for d in sorted(drop, reverse=True):
        if d < len(items):
            del items[d]
        else:
            items.append(d)
    return items


# deskcheck: shelve(["red", "tan"], ["oak", "elm", "ash"])
# deskcheck: shelve([], ["oak"])
def shelve(a: list[str], b: list[str]) -> list[str]:
    mixed = []
    while a or b:
        source = a if len(a) >= len(b) else b
        mixed.append(source.pop(0))
        if len(mixed) == 3:
            a, b = b, a
            mixed.append("|")
    return mixed


# deskcheck: f30([4, 1, 3], 2)
# deskcheck: f30([4, 1, 3], 9)
def f30(heap: list[int], n: int) -> list[int]:
    small = []
    for _ in range(n):
        if len(heap) == 1:
            break
        least = min(heap)
        small.append(least)
        heap.remove(least)
        heap = [h - least for h in heap]
    return small + heap


# deskcheck: f31([10, 11, 12, 13, 14])
# deskcheck: f31([1, 2, 3])
# deskcheck: f31([])
def f31(nums: list[int]) -> list[int]:
    evens = nums[::2]
    odds = nums[1::2]
    nums[: len(odds)] = odds
    nums[len(odds) :] = evens[::-1]
    return nums


# deskcheck: f32([[1], [2, 3], [4, 5, 6]])
# deskcheck: f32([[], [7]])
def f32(rows: list[list[int]]) -> list[int]:
    diag = []
    for i, row in enumerate(rows):
        try:
            diag.append(row[i])
        except IndexError:
            diag.append(None)
        else:
            row.clear()
    return diag + [len(r) for r in rows]


# deskcheck: f33([5, 9, 2, 6], 2)
# deskcheck: f33([1, 2, 3], 5)
def f33(scores: list[int], keep: int) -> list[int]:
    best = sorted(range(len(scores)), key=lambda i: scores[i], reverse=True)[:keep]
    best.sort()
    for i in best:
        scores[i] += best[0]
    return [scores[i] for i in best] + best


# deskcheck: f34([2, 2, 3, 3, 3, 1])
# deskcheck: f34([4])
# deskcheck: f34([])
def f34(vals: list[int]) -> list[int]:
    kept = []
    i = 0
    while i < len(vals):
        j = i
        while j < len(vals) and vals[j] == vals[i]:
            j += 1
        kept.append(vals[i] * (j - i))
        i = j
    return kept


# deskcheck: f35([1, 2, 3, 4], 6)
# deskcheck: f35([9, 1], 4)
# deskcheck: f35([], 3)
def f35(parts: list[int], limit: int) -> tuple[int, list[int]]:
    used = 0
    while parts and used + parts[-1] <= limit:
        used += parts.pop()
        limit -= 1
    parts[:0] = [used]
    return limit, parts


# deskcheck: f36(["a", "bb", "ccc"])
# deskcheck: f36(["dd"])
def f36(words: list[str]) -> str:
    words.reverse()
    words[0] += words[-1]
    joined = "-".join(words)
    words.clear()
    words.extend(joined.split("-", 1))
    return words[-1] + str(len(words))


# deskcheck: f37([3, 1, 2], [9, 8])
# deskcheck: f37([], [1])
def f37(a: list[int], b: list[int]) -> list[int]:
    c = [*a, *b]
    c.sort()
    head, *mid = c
    a.extend(mid[:1])
    a += b
    return [head] + a if head in a else a


# deskcheck: f38([1, 3, 5, 7], 4)
# deskcheck: f38([1, 3, 5, 7], 9)
# deskcheck: f38([], 1)
def f38(ordered: list[int], x: int) -> list[int]:
    for i, v in enumerate(ordered):
        if v > x:
            ordered.insert(i, x)
            break
    else:
        ordered.append(x)
        return ordered[-3:]
    return ordered[i:] + ordered[:i]


# deskcheck: f39([6, 4, 2])
# deskcheck: f39([1, 2, 3, 4])
def f39(stack: list[int]) -> list[int]:
    aside = []
    while len(stack) > 1:
        top = stack.pop()
        if top < stack[-1]:
            aside.append(top)
        else:
            stack[-1] += top
            aside.insert(0, -1)
    return aside + stack


# deskcheck: f40([1, 2, 3, 4, 5], 2, 0)
# deskcheck: f40([1, 2, 3], -1, 1)
# deskcheck: f40([8], 0, 0)
def f40(seq: list[int], src: int, dst: int) -> list[int]:
    moved = seq.pop(src)
    seq.insert(dst, moved)
    if seq[src] > moved:
        seq[src], seq[-1] = seq[-1], seq[src]
    return seq


# deskcheck: deal(["2h", "9c", "4d", "7s", "3c"], 2)
# deskcheck: deal(["2h"], 3)
def deal(deck: list[str], players: int) -> list[list[str]]:
    players = max(1, players)
    hands = [[] for _ in range(players)]
    for i, card in enumerate(deck):
        hands[i % players].insert(0, card)
    smallest = min(hands, key=len)
    smallest.append("joker")
    return hands


# deskcheck: f41([3, 5, 2], 1)
# deskcheck: f41([3, 5, 2], 4)
# deskcheck: f41([], 2)
def f41(nums: list[int], shift: int) -> list[int]:
    n = len(nums)
    if n == 0:
        return [shift]
    out = [0] * n
    for i in range(n):
        out[(i + shift) % n] = nums[i] - i
    return out


# deskcheck: f42([5, 1, 4, 2])
# deskcheck: f42([1, 2])
# deskcheck: f42([3, 2, 1])
def f42(a: list[int]) -> list[int]:
    swaps = []
    for i in range(len(a)):
        low = a.index(min(a[i:]), i)
        if low != i:
            a[i], a[low] = a[low], a[i]
            swaps.append(low - i)
    return swaps or a


# deskcheck: f43([1, 2, 3, 4, 5, 6])
# deskcheck: f43([7, 8, 9])
def f43(track: list[int]) -> int:
    fast = slow = 0
    while fast + 1 < len(track):
        track[slow] += track[fast]
        slow += 1
        fast += 2
    return sum(track[: slow + 1]) - track[-1]


# deskcheck: f44([[0, 1], [2, 3]])
# deskcheck: f44([[5]])
# deskcheck: f44([])
def f44(board: list[list[int]]) -> list[list[int]]:
    turned = [list(col) for col in zip(*board)]
    for row in turned:
        row.reverse()
    if turned:
        turned[0], turned[-1] = turned[-1], turned[0]
    return turned + board[:1]


# deskcheck: f45(["on", "off", "on"], 1)
# deskcheck: f45([], 2)
def f45(states: list[str], i: int) -> list[str]:
    flip = {"on": "off", "off": "on"}
    nearby = range(max(0, i - 1), min(len(states), i + 2))
    for j in nearby:
        states[j] = flip.get(states[j], "??")
    return states + [str(len(nearby))]


# deskcheck: f46([1, 4, 2, 5, 3])
# deskcheck: f46([2, 2])
# deskcheck: f46([])
def f46(a: list[int]) -> list[int]:
    peaks = [a[i] for i in range(1, len(a) - 1) if a[i - 1] < a[i] > a[i + 1]]
    for p in peaks:
        a.remove(p)
    a.sort(key=lambda v: (v % 2, -v))
    return a + peaks


# deskcheck: f47([8, 6, 7], 2)
# deskcheck: f47([8], 1)
def f47(pile: list[int], n: int) -> list[int]:
    backup = pile[:]
    for _ in range(n):
        if len(pile) < 2:
            return backup * 2
        a, b, *rest = pile
        pile = rest + [a - b]
    return pile


# deskcheck: f48([1, [2, 3], 4])
# deskcheck: f48([[5], [6, 7]])
def f48(nested: list[int | list[int]]) -> list[int]:
    flat = []
    for part in nested:
        if isinstance(part, list):
            flat.extend(part[::-1])
            flat.append(len(part))
        else:
            flat[0:0] = [part]
    return flat


# deskcheck: f49([2, 9, 4], 5)
# deskcheck: f49([6, 7], 5)
# deskcheck: f49([], 5)
def f49(pool: list[int], cap: int) -> list[int]:
    over = [x - cap for x in pool if x > cap]
    pool[:] = [min(x, cap) for x in pool]
    while over:
        extra = over.pop()
        spot = pool.index(min(pool))
        pool[spot] += extra
    return pool


# deskcheck: f50(list(range(6)), 2)
# deskcheck: f50([3, 1], 1)
def f50(xs: list[int], size: int) -> list[int]:
    size = max(size, 1)
    out = []
    for start in range(0, len(xs), size):
        piece = xs[start : start + size]
        out.append(piece[-1] - piece[0] if len(piece) > 1 else piece[0])
    out.reverse()
    return out


# deskcheck: f51([3, 1, 2], [0, 1])
# deskcheck: f51([3], [2, 0])
def f51(src: list[int], path: list[int]) -> int:
    spot = 0
    for p in path:
        spot = (spot + src[p % len(src)]) % len(src)
        src[spot] += p
    src.append(spot)
    return src[spot] * src[-1]


# deskcheck: f52([4, 5, 6, 7])
# deskcheck: f52([1, 2])
# deskcheck: f52([9])
def f52(a: list[int]) -> list[int]:
    first, *middle, last = a + [a[0]]
    middle *= 2
    middle[-1:] = [first, last]
    del middle[:1]
    return middle


# deskcheck: f53([1, 2, 3, 4, 5, 6], 1, 5)
# deskcheck: f53([1, 2, 3], 2, 1)
def f53(nums: list[int], lo: int, hi: int) -> list[int]:
    nums[lo:hi] = nums[lo:hi][::-1]
    removed = nums[hi:]
    del nums[hi:]
    nums += [len(removed), sum(removed)]
    return nums


# deskcheck: f54(["t", "f", "t"], 4)
# deskcheck: f54(["f"], 2)
def f54(flags: list[str], n: int) -> list[int]:
    lit = [i for i, flag in enumerate(flags) if flag == "t"]
    while len(lit) < n:
        lit.append(lit[-1] + 2 if lit else 0)
    lit[n:] = [n]
    return lit


# deskcheck: f55([2, 5, 3])
# deskcheck: f55([4, 4])
def f55(sizes: list[int]) -> list[list[int]]:
    rows = []
    for s in sizes:
        prev = rows[-1] if rows else [1]
        rows.append(prev[:s] + [s])
        if len(prev) > 2:
            prev.pop(0)
    return rows


# deskcheck: f56([5, 8, 5, 2], 5, 8)
# deskcheck: f56([1, 2], 2, 3)
# deskcheck: f56([], 1, 1)
def f56(bag: list[int], old: int, new: int) -> list[int]:
    at = -1
    while old in bag[at + 1 :]:
        at = bag.index(old, at + 1)
        bag[at] = new
        new += 1
    return bag + [at]


# deskcheck: drain([4, 2, 6], 5)
# deskcheck: drain([1, 1], 9)
# deskcheck: drain([], 3)
def drain(tanks: list[int], need: int) -> list[int]:
    i = 0
    while need and i < len(tanks):
        flow = min(tanks[i], need)
        tanks[i] -= flow
        need -= flow
        if tanks[i]:
            break
        i += 1
    return tanks[i:] + [need]


# deskcheck: f57([1, 2, 3])
# deskcheck: f57([])
def f57(a: list[int]) -> list[int]:
    b = [a] * 2
    b[0] += [4]
    b[1] = b[1] + [5]
    a.insert(1, 6)
    return b[0] + b[1][-2:]


# deskcheck: f58([9, 7, 5, 3], 6)
# deskcheck: f58([2, 1], 4)
# deskcheck: f58([], 0)
def f58(line: list[int], goal: int) -> tuple[int, list[int]]:
    looks = 0
    while len(line) > 2 and looks < 5:
        mid = line.pop(len(line) // 2)
        looks += 1
        if mid >= goal:
            line[0] += mid
        else:
            line[-1:] = [mid, goal]
    return looks, line


# deskcheck: f59([3, -1, 2], [1, 4])
# deskcheck: f59([], [])
def f59(a: list[int], b: list[int]) -> list[int]:
    out = []
    for x in a:
        row = [x * y for y in b if y != x]
        out.extend(row)
        b.append(x)
        if len(b) > 4:
            b.pop(0)
    return out[:6] + b


# deskcheck: f60(["k1", "a3", "k2", "b0"])
# deskcheck: f60(["c2"])
def f60(codes: list[str]) -> list[str]:
    codes.sort(key=lambda c: (c[-1:], c[:1]))
    lead = codes.pop(0)
    for i, c in enumerate(codes):
        if c[:1] == lead[:1]:
            codes[i] = c + lead
    return codes or [lead * 2]


# deskcheck: f61([1, 6, 2, 7])
# deskcheck: f61([3])
# deskcheck: f61([])
def f61(a: list[int]) -> list[int]:
    b = []
    for i in range(len(a)):
        b.insert(i // 2, a[i])
    b[::2], b[1::2] = sorted(b[::2]), sorted(b[1::2], reverse=True)
    return b


# deskcheck: f62([10, 3, 7], 2)
# deskcheck: f62([4], 3)
def f62(loads: list[int], trips: int) -> list[int]:
    for _ in range(trips):
        big = max(loads)
        where = loads.index(big)
        loads[where] = big // 2
        loads.append(big - big // 2 - 1)
    return loads


# deskcheck: f63([[2, 1], [2], [1, 1]])
# deskcheck: f63([[3, 3]])
# deskcheck: f63([])
def f63(groups: list[list[int]]) -> list[int]:
    groups.sort()
    seen = []
    for g in groups:
        for x in g:
            if x not in seen:
                seen.append(x)
                break
        else:
            seen.append(-len(g))
    return seen


# deskcheck: f64([4, 3, 2, 1], 3)
# deskcheck: f64([5, 6], 1)
def f64(a: list[int], n: int) -> list[int]:
    if n <= 0 or not a:
        return a
    x = a.pop(n % len(a))
    rest = f64(a, n - 1)
    rest.append(x + n)
    return rest


# deskcheck: f65([1, 2, 3, 4])
# deskcheck: f65([6, 1])
# deskcheck: f65([])
def f65(vals: list[int]) -> list[int]:
    acc = []
    total = 0
    for v in reversed(vals):
        total += v
        acc.append(total)
    acc.reverse()
    while acc and acc[-1] % 2 == 0:
        acc.pop()
    return acc


# deskcheck: f66([1, 2, 3, 4, 5], "drop")
# deskcheck: f66([1, 2, 3], "swap")
# deskcheck: f66([7, 7], "other")
def f66(xs: list[int], mode: str) -> list[int]:
    if mode == "drop":
        del xs[-2:]
    elif mode == "swap":
        xs[0], xs[-1] = xs[-1], xs[0] * 2
    else:
        xs[:0] = xs[-1:]
    return xs + [len(xs)]


# deskcheck: f67([2, 0, 1], 5)
# deskcheck: f67([1], 3)
def f67(jumps: list[int], hops: int) -> list[int]:
    visits = [0] * len(jumps)
    at = 0
    for _ in range(hops):
        visits[at] += 1
        at = jumps[at] if jumps[at] in range(len(jumps)) else 0
    visits.insert(at, -1)
    return visits


# deskcheck: f68(["a", "b", "c", "d"], ["b", "d"])
# deskcheck: f68(["x"], [])
def f68(names: list[str], absent: list[str]) -> list[str]:
    present = [n for n in names if n not in absent]
    pairs = []
    while len(present) >= 2:
        pairs.append(present.pop() + present.pop(0))
    return pairs + [p + "!" for p in present] + absent[:1]


# deskcheck: f69([5, 1, 3])
# deskcheck: f69([2, 2, 2])
def f69(a: list[int]) -> list[int]:
    order = sorted(a)
    ranks = []
    for x in a:
        r = order.index(x)
        order[r] = None
        order = [o if o is not None else -1 for o in order]
        ranks.append(r)
    return ranks


# deskcheck: f70([1, 2, 3, 4, 5, 6, 7, 8])
# deskcheck: f70([1, 2, 3])
def f70(a: list[int]) -> list[int]:
    b = a[2:-1]
    c = a[-3:2:-1]
    d = a[:-4] or [0]
    b.extend(c)
    d *= 2
    return [sum(b), len(c), *d]


# deskcheck: f71([3, 2, 5], 4)
# deskcheck: f71([9], 1)
# deskcheck: f71([], 2)
def f71(bars: list[int], cut: int) -> list[int]:
    pieces = []
    while bars:
        bar = bars.pop(0)
        if bar > cut:
            bars.insert(0, bar - cut)
            bar = cut
        pieces.append(bar)
        if len(pieces) == 5 or cut < 1:
            break
    return pieces + bars


# deskcheck: f72([4, 8, 1], lambda v: v > 3)
# deskcheck: f72([1, 0], bool)
def f72(a, test):
    yes = list(filter(test, a))
    no = [x for x in a if not test(x)]
    no.extend(yes[1:])
    yes[1:] = no[:1]
    return yes + [len(no)]


# deskcheck: f73([6, 5, 4, 3])
# deskcheck: f73([1])
# deskcheck: f73([])
def f73(a: list[int]) -> list[int]:
    i = 0
    while i < len(a) - 1:
        a[i : i + 2] = [a[i] - a[i + 1]]
        i += 1
    a.extend([i] * i)
    return a


# deskcheck: f74([7, 1, 9], [2, 3])
# deskcheck: f74([1], [5, 6, 7])
def f74(a: list[int], b: list[int]) -> list[int]:
    small, large = (a, b) if len(a) < len(b) else (b, a)
    for i, s in enumerate(small):
        if s > large[i]:
            small[i], large[i] = large[i], s
    large.insert(0, small.pop())
    return large + small


# deskcheck: f75([1, 2, 2, 3, 1], 2)
# deskcheck: f75([5, 5, 5], 1)
# deskcheck: f75([], 1)
def f75(nums: list[int], most: int) -> list[int]:
    out = []
    skipped = 0
    for n in nums:
        if out.count(n) >= most:
            skipped += n
            continue
        out.append(n)
        if out.count(n) == most:
            out.append(skipped)
    return out


# deskcheck: f76(["do", "re", "mi"], "re")
# deskcheck: f76(["do"], "fa")
def f76(scale: list[str], note: str) -> list[str]:
    if note not in scale:
        scale += list(note)
    i = scale.index(note[0] if note not in scale else note)
    scale = scale[i:] + scale[:i]
    scale[-1] = scale[-1].upper()
    return scale


# deskcheck: f77([8, 3], 4)
# deskcheck: f77([5, 5, 1], 2)
def f77(a: list[int], n: int) -> list[int]:
    history = []
    for _ in range(n):
        a.append(abs(a[-1] - a[-2]))
        history.append(a.pop(0))
        if history[-1] == a[-1]:
            history.clear()
    return history + a


# deskcheck: f78([1, 2, 3], [[0, 1], [1, 2]])
# deskcheck: f78([4], [[0, 0], [0, 3]])
# deskcheck: f78([], [])
def f78(nums: list[int], ops: list[list[int]]) -> list[int]:
    for op in ops:
        i, j = op[0], op[-1]
        if j >= len(nums):
            return nums + [-1]
        nums[i], nums[j] = nums[j] + 1, nums[i]
    nums.reverse()
    return nums


# deskcheck: f79([3, 4, 6, 8, 9])
# deskcheck: f79([2, 4])
# deskcheck: f79([])
def f79(vals: list[int]) -> list[int]:
    for v in vals[:]:
        if v % 3 == 0:
            vals.remove(v)
            vals.append(v // 3)
        elif v % 4 == 0:
            vals.insert(0, 4)
    return vals


# deskcheck: f80([1, 5], 6)
# deskcheck: f80([2], 3)
# deskcheck: f80([], 4)
def f80(have: list[int], upto: int) -> list[int]:
    gaps = list(range(1, upto + 1, 2))
    for h in have:
        if h in gaps:
            gaps.remove(h)
        else:
            gaps.append(h * 10)
    gaps.sort(reverse=len(have) > 1)
    return gaps


# deskcheck: f81([[1, 2, 3], [4, 5, 6]], 1)
# deskcheck: f81([[1], [2]], 0)
def f81(table: list[list[int]], c: int) -> list[list[int]]:
    column = [row.pop(c) for row in table]
    for row, v in zip(table, column[::-1]):
        row.append(v)
    table.insert(1, column)
    return table


# deskcheck: f82([2, 4, 8, 3])
# deskcheck: f82([1, 3])
# deskcheck: f82([])
def f82(a: list[int]) -> list[int]:
    first_odd = next((i for i, x in enumerate(a) if x % 2), len(a))
    evens, rest = a[:first_odd], a[first_odd:]
    evens.sort(reverse=True)
    rest.extend(evens[:2])
    return rest + [first_odd]


# deskcheck: f83("hello", [1, 3])
# deskcheck: f83("ab", [0, 0, 0])
def f83(s: str, cuts: list[int]) -> list[str]:
    parts = []
    for c in cuts:
        parts.append(s[:c])
        s = s[c:] + s[:1]
    parts.append(s)
    parts.sort(key=len)
    return parts


# deskcheck: f84([1, 0, 1, 1], 2)
# deskcheck: f84([0], 3)
def f84(bits: list[int], times: int) -> list[int]:
    for _ in range(times):
        carry = bits.pop()
        bits.insert(0, carry)
        if carry:
            bits[-1] = 1 - bits[-1]
    return bits


# deskcheck: f85([3, 9, 4], [4, 3, 9])
# deskcheck: f85([1, 2], [1, 2])
# deskcheck: f85([1], [2, 3])
def f85(a: list[int], b: list[int]) -> str:
    if a == b:
        return "equal"
    if sorted(a) == sorted(b):
        moved = [i for i in range(len(a)) if a[i] != b[i]]
        return f"moved {moved}"
    return "less" if a < b else "more"


# deskcheck: f86([12, 7, 30], 5)
# deskcheck: f86([4], 5)
def f86(prices: list[int], off: int) -> list[int]:
    prices.sort()
    cheap = prices.pop(0)
    for i in range(len(prices) - 1, -1, -1):
        prices[i] -= off * i
        if prices[i] < cheap:
            prices.insert(0, prices.pop(i))
    return prices + [cheap]


# deskcheck: f87([2, 3, 1])
# deskcheck: f87([0, 2])
# deskcheck: f87([])
def f87(runs: list[int]) -> list[int]:
    out, bit = [], 0
    for r in runs:
        out.extend([bit] * r)
        bit ^= 1
    out[len(out) // 2 :] = out[: len(out) // 2]
    return out


# deskcheck: f88([4, 6, 1], 0)
# deskcheck: f88([4, 6, 1], -3)
# deskcheck: f88([4, 6, 1], 3)
def f88(a: list[int], i: int) -> str:
    try:
        old = a[i]
        a[i] = a[i + 1]
        a[i + 1] = old
    except IndexError:
        return "bad " + str(a)
    finally:
        a.append(i)
    return f"ok {a}"


# deskcheck: f89([5, 2, 9, 4, 7], 3)
# deskcheck: f89([1, 2], 1)
def f89(a: list[int], width: int) -> list[int]:
    width = max(width, 1)
    mids = []
    for i in range(len(a) - width + 1):
        view = a[i : i + width]
        view.sort()
        mids.append(view[width // 2])
        a[i] = view[0]
    return mids + a[:2]


# deskcheck: f90([1, 2, 3, 4])
# deskcheck: f90([5])
def f90(a: list[int]) -> list[int]:
    def push(x):
        a.append(x)
        return len(a)

    sizes = [push(a[0]), push(a[-1] + 1)]
    a.remove(a[0])
    sizes.append(push(sizes[0]))
    return a[-sizes[0] :]


# deskcheck: f91([0, 3, 1, 2])
# deskcheck: f91([1, 0])
def f91(a: list[int]) -> list[int]:
    inverse = [-1] * len(a)
    for i in range(len(a)):
        j = a[i]
        if -1 < j < len(a):
            inverse[j] = i
    a[1:-1] = inverse[1:-1]
    return a + inverse[:1]


# deskcheck: f92(["go", "no", "so"], 2)
# deskcheck: f92([], 1)
def f92(words: list[str], n: int) -> list[str]:
    echo = []
    for w in words * n:
        if echo and echo[0] == w:
            echo.append(echo.pop(0) + str(len(echo)))
        else:
            echo.insert(len(echo) // 2, w)
    return echo


# deskcheck: f93([1, 2, 3, 4, 5])
# deskcheck: f93([3, 2])
# deskcheck: f93([])
def f93(a: list[int]) -> list[int]:
    left, right = [], []
    while a:
        (left if len(a) % 2 else right).append(a.pop(0))
        if len(right) > len(left):
            left, right = right, left
    return left + [0] + right


# deskcheck: f94([4, 7], [1])
# deskcheck: f94([], [2, 2])
def f94(a: list[int], b: list[int]) -> list[list[int]]:
    outer = [a, b]
    outer.append(outer[0][:])
    outer[0].extend(b)
    outer[1].clear()
    outer[2] *= len(outer[0])
    return outer


# deskcheck: f95([30, 10, 20], 15)
# deskcheck: f95([5, 5], 5)
def f95(nums: list[int], mark: int) -> list[int]:
    nums.sort(key=lambda n: abs(n - mark))
    near = nums[0]
    nums[0] = mark
    where = [i for i, n in enumerate(nums) if n >= near]
    del nums[where[-1] if where else 0]
    return nums + where


# deskcheck: f96([2, 1, 3, 1])
# deskcheck: f96([1])
# deskcheck: f96([])
def f96(a: list[int]) -> list[int]:
    if len(a) < 2:
        return a * 3
    mid = len(a) // 2
    front, back = f96(a[:mid]), f96(a[mid:])
    return back[:2] + front[-2:]
