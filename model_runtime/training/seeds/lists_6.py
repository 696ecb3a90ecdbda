# deskcheck: f([17, 4, 92, 33, 8, 51, 26], 40)
# deskcheck: f([-3, 70, 12, 0, 45, 45, 6, 19], 0)
# deskcheck: f([5, 5, 5, 5, 5], 5)
def f(stock: list[int], n: int) -> list[int]:
    stock.append(n)
    stock.insert(2, stock.pop(0))
    stock.reverse()
    del stock[1]
    stock.extend([n // 2, n * 2])
    stock.sort()
    stock[3:5] = [stock[4], stock[3], n]
    stock.pop()
    return stock


# deskcheck: swap_baskets(["plum", "kiwi", "pear", "lime"], ["salt", "rice", "soup"])
# deskcheck: swap_baskets(["a", "b"], ["x", "y", "z", "w", "v"])
# deskcheck: swap_baskets(["only"], ["thing"])
# deskcheck: swap_baskets([], [])
def swap_baskets(left: list[str], right: list[str]) -> list[str]:
    if not left:
        return right
    right.append(left.pop(0))
    left.insert(0, right.pop(0))
    left += right[1:]
    right.reverse()
    left[-1], right[0] = right[0], left[-1]
    left.append(right[-1].upper())
    return left


# deskcheck: f1(["oak", "elm", "ash", "fir", "yew", "bay"], 2)
# deskcheck: f1(["red", "TAN", "gray", "pink", "Blue", "jade", "onyx"], -3)
# deskcheck: f1(["so", "we", "go"], 1)
# deskcheck: f1(["up"], 4)
def f1(words: list[str], k: int) -> list[str]:
    words[k] = words[k].upper()
    words[0] += "!"
    words[-1] = words[-1][::-1]
    words.insert(k, words[k][0])
    words[1] = words[1] + words[0]
    words.append(words.pop(0))
    return words


# deskcheck: f2([9, 2, 7, 4, 4, 11, 0, 3], 3)
# deskcheck: f2([60, 10, 50, 20, 40, 30], 2)
# deskcheck: f2([8, 1], 5)
# deskcheck: f2([], 1)
def f2(seq: list[int], cut: int) -> list[int]:
    seq.sort()
    head, tail = seq[:cut], seq[cut:]
    tail.sort(reverse=True)
    seq = tail + [cut] + head
    seq += [seq[0]] * 2
    del seq[1::4]
    return seq


# deskcheck: f3([[1], [2, 3], [], [4]], 9)
# deskcheck: f3([[7, 7], [8], [6, 5, 4], [], [0]], 1)
# deskcheck: f3([[3], [3]], 3)
def f3(rows: list[list[int]], v: int) -> list[list[int]]:
    rows[0].append(v)
    rows[-1] = rows[0]
    rows[1].insert(0, v + 1)
    rows.append(rows[1][:])
    rows[-1].reverse()
    rows[0].pop(0)
    rows.insert(2, [len(r) for r in rows])
    return rows


# deskcheck: pancake([3, 8, 1, 6, 2, 7], [3, 5, 2])
# deskcheck: pancake([10, 20, 30, 40, 50, 60, 70], [7, 1, 4, 6])
# deskcheck: pancake([4, 9], [])
def pancake(pile: list[int], flips: list[int]) -> list[int]:
    for n in flips:
        top = pile[:n]
        top.reverse()
        pile[:n] = top
        pile.append(pile.pop(0))
    return pile


# deskcheck: f4([5, 12, 7, 30, 18, 9, 21, 2], 3)
# deskcheck: f4([100, 90, 80, 70, 60], 2)
# deskcheck: f4([6, 3, 1], 1)
# deskcheck: f4([], 4)
def f4(ring: list[int], step: int) -> list[int]:
    out = []
    while len(ring) > 1:
        ring = ring[step % len(ring) :] + ring[: step % len(ring)]
        out.append(ring.pop(0))
    out += ring
    return out


# deskcheck: f5(["b", "d", "a", "c"], [2, 1, 4, 3])
# deskcheck: f5(["kilo", "lima", "mike", "echo", "golf"], [5, 5, 1, 3, 2])
# deskcheck: f5(["z", "y", "x"], [7])
def f5(names: list[str], nums: list[int]) -> list[object]:
    pairs = list(zip(names, nums))
    pairs.sort(key=lambda p: p[1])
    pairs.append(pairs[0])
    names = [p[0] for p in pairs]
    nums = [p[1] for p in pairs]
    nums.reverse()
    return names + nums


# deskcheck: f6([4, 1, 4, 2, 4, 3, 4], 4)
# deskcheck: f6([0, 0, 5, 0, 6], 0)
# deskcheck: f6([9, 8, 7], 1)
# deskcheck: f6([2, 2], 2)
def f6(vals: list[int], x: int) -> list[int]:
    moved = 0
    while x in vals:
        vals.remove(x)
        moved += 1
        vals.insert(moved, x + moved)
    vals.append(-moved)
    return vals


# deskcheck: f7([31, 62, 13, 84, 55, 26, 97, 48, 79])
# deskcheck: f7([1, 2, 3, 4, 5, 6])
# deskcheck: f7([10, 20, 30])
# deskcheck: f7([])
def f7(a: list[int]) -> list[int]:
    del a[2::3]
    a[1:1] = [0, 0]
    del a[-1:]
    a[::2] = [v + 1 for v in a[::2]]
    a += a[:2]
    del a[:1]
    return a


# deskcheck: f8(2, 3, 4)
# deskcheck: f8(4, 1, -1)
# deskcheck: f8(0, 7, 2)
def f8(rows: int, cols: int, start: int) -> list[list[int]]:
    grid = []
    for r in range(rows):
        line = []
        for c in range(cols):
            line.append(start)
            start += r + 1
        grid.append(line)
    grid.append([start] * rows)
    return grid


# deskcheck: f9([3, 14, 15, 9, 26, 5])
# deskcheck: f9([200, 7, -8, 41])
# deskcheck: f9([0])
# deskcheck: f9([])
def f9(nums: list[int]) -> list[str]:
    texts = [str(n) for n in nums]
    texts.sort()
    texts = [t.zfill(3) for t in texts]
    texts.append("/")
    texts[:1] = ["<", ">"]
    return texts[::-1]


# deskcheck: f10([7, 1, 9, 3, 5], [8, 2])
# deskcheck: f10([40, 30, 20, 10], [15, 25, 35, 45])
# deskcheck: f10([1, 2, 3], [])
def f10(a: list[int], b: list[int]) -> list[int]:
    first, *mid, last = a
    a = [last, *mid, *b, first]
    b = [*a[::2], 0]
    a.extend(b)
    b.clear()
    *b, end = a
    b.insert(1, end - 1)
    return b


# deskcheck: f11([6, 2, 9, 2, 6, 4, 9])
# deskcheck: f11([13, 11, 12, 11, 10, 10])
# deskcheck: f11([1, 1, 1])
# deskcheck: f11([])
def f11(xs: list[int]) -> list[int]:
    uniq = sorted(set(xs))
    for u in uniq:
        xs.remove(u)
    xs.extend(uniq)
    uniq *= 2
    xs += uniq[1:4]
    return xs


# deskcheck: kettle(["fill", "boil", "pour", "wash"], 3)
# deskcheck: kettle(["mash", "steep", "chill", "rack", "sip", "rest"], 5)
# deskcheck: kettle(["stir"], 2)
def kettle(steps: list[str], times: int) -> list[str]:
    for t in range(times):
        task = steps.pop(0)
        if t % 2:
            steps.append(task + str(t))
        else:
            steps.insert(len(steps) // 2, task)
    return steps


# deskcheck: f12([5, 3, 8, 1, 9, 2, 7])
# deskcheck: f12([40, 44, 42, 48, 46, 41])
# deskcheck: f12([2, 1])
# deskcheck: f12([6])
def f12(xs: list[int]) -> list[int]:
    for i in range(len(xs) - 1):
        if xs[i] > xs[i + 1]:
            xs[i], xs[i + 1] = xs[i + 1], xs[i]
    xs.append(xs[0])
    return xs


# deskcheck: f13([("mo", 3), ("al", 9), ("cy", 1), ("di", 9), ("bo", 4)])
# deskcheck: f13([("quartz", 7), ("talc", 1), ("topaz", 8), ("beryl", 8)])
# deskcheck: f13([("x", 0)])
# deskcheck: f13([])
def f13(rank: list[tuple[str, int]]) -> list[str]:
    rank.sort(reverse=True)
    rank.sort(key=lambda r: r[1])
    rank = [(n, s + i) for i, (n, s) in enumerate(rank)]
    rank.append(("end", len(rank)))
    lines = [f"{n}{s}" for n, s in rank]
    lines[0] = lines[0].upper()
    return lines


# deskcheck: f14([11, 5, 8, 2, 19, 14, 7, 3, 16])
# deskcheck: f14([1, 3, 5, 7, 9])
# deskcheck: f14([4, 4])
# deskcheck: f14([])
def f14(xs: list[int]) -> list[int]:
    xs = [x for x in xs if x != 8]
    xs = [x // 2 if x % 2 == 0 else x + 1 for x in xs]
    xs.append(sum(xs))
    xs = xs[-3:] + xs[:-3]
    xs = [x - 1 for x in xs]
    xs.insert(-1, 0)
    return xs


# deskcheck: undo_stack(["+4", "+9", "-", "+2", "+7", "*", "-"])
# deskcheck: undo_stack(["+1", "*", "*", "*", "-"])
# deskcheck: undo_stack(["-", "*"])
def undo_stack(cmds: list[str]) -> list[int]:
    st = []
    for c in cmds:
        if c[0] == "+":
            st.append(int(c[1:]))
        elif c == "*":
            st.extend(st[-2:])
        elif st:
            st.pop()
    return st


# deskcheck: f15([2, 7, 1, 8, 2, 8, 1, 8], 2, 5)
# deskcheck: f15([90, 45, 30, 15, 60, 75], 1, 3)
# deskcheck: f15([6, 6, 7], 0, 9)
# deskcheck: f15([], 0, 0)
def f15(a: list[int], i: int, j: int) -> list[int]:
    mid = a[i:j]
    a[i:j] = []
    a[0:0] = mid[::-1]
    a.append(len(mid))
    mid[:] = a[-3:]
    a[j:] = mid + mid
    return a


# deskcheck: f16([3, 0, 2, 5, 1, 4])
# deskcheck: f16([9, 9, 9])
# deskcheck: f16([1])
# deskcheck: f16([0, 8, 1, 1, 7])
def f16(moves: list[int]) -> list[int]:
    line = [10, 20, 30]
    for m in moves:
        spot = m % len(line)
        line.insert(spot, m)
        if len(line) > 5:
            line.pop()
    return line


# deskcheck: f17(["tin", "Zinc", "iron", "gold", "Lead", "copper"])
# deskcheck: f17(["bb", "a", "CCC", "dddd"])
# deskcheck: f17(["Q"])
# deskcheck: f17([])
def f17(metals: list[str]) -> list[str]:
    metals.sort()
    metals.append("-")
    metals.sort(key=len)
    metals.insert(1, metals[-1][:2])
    metals.sort(key=str.lower, reverse=True)
    metals[0] = metals[0] * 2
    return metals


# deskcheck: f18([1, 2, 3, 4, 5, 6, 7, 8], 3)
# deskcheck: f18([50, 60, 70], 2)
# deskcheck: f18([9], 1)
def f18(q: list[int], rounds: int) -> list[int]:
    done = []
    for r in range(rounds):
        a = q.pop()
        done.insert(0, a)
        q[:] = [a - r] + q[::-1]
    done.extend(q)
    return done


# deskcheck: f19([8, 16, 4, 12, 20], 6)
# deskcheck: f19([3, 1, 2, 5, 9, 7, 4], 4)
# deskcheck: f19([1, 1], 0)
# deskcheck: f19([], 7)
def f19(bars: list[int], mark: int) -> list[int]:
    low = [b for b in bars if b < mark]
    high = [b for b in bars if b >= mark]
    high.append(low.pop() if low else mark)
    low = low + [mark] + high[:1]
    high.sort()
    bars = high + low
    return bars


# deskcheck: zipper([1, 3, 5, 7], [2, 4, 6, 8])
# deskcheck: zipper([10, 9, 8, 7, 6, 5], [0, 0])
# deskcheck: zipper([], [1, 2, 3])
def zipper(a: list[int], b: list[int]) -> list[int]:
    teeth = []
    while a and b:
        teeth.append(a.pop(0))
        teeth.append(b.pop())
    teeth += a + b
    teeth.insert(len(teeth) // 2, -1)
    return teeth


# deskcheck: f20(["w", "n", "e", "s"], ["s", "w"])
# deskcheck: f20(["do", "re", "mi", "fa", "sol", "la", "ti"], ["mi", "la", "do"])
# deskcheck: f20(["p", "q"], ["r"])
# deskcheck: f20([], ["k"])
def f20(order: list[str], calls: list[str]) -> list[str]:
    for c in calls:
        if c not in order:
            order.append(c * 2)
            continue
        at = order.index(c)
        order = order[at:] + order[:at]
        order[-1] += "'"
    return order


# deskcheck: f21([[2, 1], [4, 3], [6, 5]])
# deskcheck: f21([[9], [8, 7, 7], [1, 2]])
# deskcheck: f21([[], [5]])
def f21(pairs: list[list[int]]) -> list[list[int]]:
    for p in pairs:
        p.sort()
        p.append(sum(p))
    pairs.sort(key=lambda p: p[-1])
    pairs[0].extend(pairs[-1])
    del pairs[-1]
    pairs.append([len(pairs)])
    return pairs


# deskcheck: f22(3, "ab")
# deskcheck: f22(2, "xyz")
# deskcheck: f22(0, "q")
def f22(n: int, letters: str) -> list[str]:
    row = list(letters) * n
    row.insert(n, "|")
    row[::3] = [c.upper() for c in row[::3]]
    row = ["<"] + row + [">"]
    row[1:3] = ["".join(row[1:3])]
    return row


# deskcheck: f23([7, 3, 3, 9, 1, 7, 3])
# deskcheck: f23([15, 25, 15, 35])
# deskcheck: f23([2, 4, 6, 8])
# deskcheck: f23([])
def f23(xs: list[int]) -> list[int]:
    seen = []
    for x in xs:
        if x in seen:
            seen.remove(x)
            seen.insert(0, -x)
        else:
            seen.append(x)
    return seen


# deskcheck: f24([14, 22, 8, 35, 1, 27], 4)
# deskcheck: f24([5, 10, 15, 20, 25, 30, 35, 40], 6)
# deskcheck: f24([3, 2, 1], 0)
# deskcheck: f24([7], 3)
def f24(xs: list[int], i: int) -> list[int]:
    x = xs.pop(i)
    xs.insert(0, x)
    xs.insert(i, x * 10)
    xs.append(xs.pop(1))
    xs[-2:] = [xs[-1], xs[-2], i]
    xs.sort(key=lambda v: v % 10)
    return xs


# deskcheck: locker_row(["-", "-", "-", "-", "-"], [1, 3, 1, 4])
# deskcheck: locker_row(["-", "a", "-"], [1, 0, 2, 2])
# deskcheck: locker_row(["-", "-"], [])
def locker_row(row: list[str], opens: list[int]) -> list[str]:
    for n, at in enumerate(opens):
        if row[at] == "-":
            row[at] = "k" + str(n)
        else:
            row.insert(at, str(n))
    row.append(str(row.count("-")))
    return row


# deskcheck: f25([6, 14, 3, 20, 11], [2, 9])
# deskcheck: f25([0, 0, 0, 1], [5, 5, 5])
# deskcheck: f25([80], [70])
def f25(a: list[int], b: list[int]) -> tuple[list[int], list[int]]:
    a, b = b + a[:1], a[1:]
    a.append(max(a))
    b.extend(a[-2:])
    a = a[::-1]
    b.sort()
    a[0], b[0] = b[0], a[0]
    return a, b


# deskcheck: f26([5, 4, 3, 2, 1, 0])
# deskcheck: f26([12, 0, 7, 3, 9])
# deskcheck: f26([2, 2, 2, 2])
# deskcheck: f26([])
def f26(xs: list[int]) -> list[int]:
    i = 0
    while i < len(xs):
        if xs[i] % 3 == 0:
            del xs[i]
        else:
            xs[i] *= 3
            i += 1
    xs.append(i)
    return xs


# deskcheck: f27("7 2 9 4 1", 5)
# deskcheck: f27("10 -6 33 8 8 20", 8)
# deskcheck: f27("", 3)
# deskcheck: f27("1 two 3", 2)
def f27(line: str, mid: int) -> list[int]:
    nums = [int(t) for t in line.split()]
    nums.append(mid)
    nums.sort()
    at = nums.index(mid)
    nums[at + 1 :] = [n - mid for n in nums[at + 1 :]]
    nums[:at] = nums[:at][::-1]
    return nums


# deskcheck: f28([1, 2, 3], 3)
# deskcheck: f28([8, 6], 4)
# deskcheck: f28([], 2)
def f28(base: list[int], n: int) -> list[int]:
    out = []
    for k in range(n):
        out += base
        out.append(-k)
        base = [b + 1 for b in base[:2]]
    out[1::2] = sorted(out[1::2])
    return out


# deskcheck: tea_tray(["cup", "jug", "pot", "mug"], "tin")
# deskcheck: tea_tray(["ladle", "whisk", "tongs", "sieve", "grater"], "cup")
# deskcheck: tea_tray(["pan"], "lid")
def tea_tray(items: list[str], extra: str) -> list[str]:
    items += [extra, extra[::-1]]
    items.insert(1, items.pop())
    items[0] = items[0].title()
    items[2:2] = [items[0][:2], items[1][-2:]]
    items.remove(extra)
    items[-1] = items[-1] + items[0]
    return items


# deskcheck: f29([4, 9, 2, 7], 3)
# deskcheck: f29([30, 10, 20, 50, 40, 60, 5], 2)
# deskcheck: f29([1, 0], 4)
# deskcheck: f29([], 2)
def f29(q: list[int], n: int) -> list[int]:
    for turn in range(n):
        if not q:
            q.append(turn)
        q.append(max(q) + turn)
        q.remove(min(q))
        q.reverse()
    return q


# deskcheck: f30([["a", "b"], ["c"], ["d", "e", "f"]])
# deskcheck: f30([["lo", "hi"], ["no", "so"], ["we"], ["us", "me"]])
# deskcheck: f30([["x"], ["y"]])
def f30(teams: list[list[str]]) -> list[list[str]]:
    for i in range(len(teams) - 1):
        mover = teams[i].pop()
        teams[i + 1].insert(i, mover)
    teams = [t for t in teams if t]
    teams[0][0] = teams[0][0] * 2
    teams.append(teams[-1][:2])
    return teams


# deskcheck: f31([5, 3, 9, 1, 7], 10)
# deskcheck: f31([12, 15, 11, 19, 13, 17], 14)
# deskcheck: f31([6], 6)
# deskcheck: f31([], 8)
def f31(order: list[int], x: int) -> list[int]:
    order.sort()
    i = 0
    while i < len(order) and order[i] < x:
        i += 1
    order.insert(i, x)
    del order[:1]
    order[-1:] = [i, i + 1]
    order.extend(order[:i])
    return order


# deskcheck: f32([1, 2, 3, 4], [5, 6, 7, 8])
# deskcheck: f32([11, 31, 21], [9, 8, 7, 6])
# deskcheck: f32([], [3])
def f32(a: list[int], b: list[int]) -> list[int]:
    a, b = a[::2] + b[1::2], b[::2] + a[1::2]
    a.append(len(b))
    b.insert(0, len(a))
    a[:2], b[:2] = b[:2], a[:2]
    c = a + [0] + b
    c[::4] = [-v for v in c[::4]]
    return c


# deskcheck: f33("mango,fig,kiwi,date", 4)
# deskcheck: f33("ink;pen,paper,ruler,glue,tape", 5)
# deskcheck: f33("solo", 1)
def f33(csv: str, n: int) -> list[str]:
    parts = csv.split(",")
    parts = [p for p in parts if len(p) <= n] + ["+"]
    parts.sort(key=lambda p: p[-1])
    parts.insert(0, str(len(parts)))
    parts[-1] = parts[-1].replace("i", "1")
    parts = parts * 2
    return parts[1:-1]


# deskcheck: f34([9, 4, 6, 2, 8], 5)
# deskcheck: f34([13, 17, 19], 20)
# deskcheck: f34([5, 5, 5, 1], 5)
# deskcheck: f34([], 0)
def f34(cells: list[int], edge: int) -> list[int]:
    front, back = [], []
    for c in cells:
        if c > edge:
            back.append(c)
            edge += 1
        else:
            front.insert(0, c)
            edge -= 1
    return front + [edge] + back


# deskcheck: f35([10, 11, 12, 13, 14, 15, 16, 17], 2)
# deskcheck: f35([5, 4, 3, 2, 1], 3)
# deskcheck: f35([8, 8], 1)
# deskcheck: f35([1, 2, 3], 0)
def f35(xs: list[int], n: int) -> list[int]:
    del xs[::n]
    xs.append(n)
    xs[0:0] = xs[-2:]
    del xs[-2]
    xs *= 2
    del xs[n : n + 2]
    return xs


# deskcheck: band_order(["drum", "bass", "horn", "harp"], ["horn", "flute", "drum", "horn"])
# deskcheck: band_order(["cello"], ["viola", "cello", "oboe"])
# deskcheck: band_order(["a", "b", "c", "d", "e"], [])
def band_order(stage: list[str], solos: list[str]) -> list[str]:
    for s in solos:
        if s in stage:
            i = stage.index(s)
            stage[i], stage[0] = stage[0], stage[i]
        else:
            stage.insert(len(stage) // 2, s)
    stage[-1] = stage[-1].upper()
    return stage


# deskcheck: f36([2, 5, 3], [1, 0, 2])
# deskcheck: f36([7, 1, 4, 9, 6], [4, 2, 0, 3, 1])
# deskcheck: f36([8], [0])
# deskcheck: f36([3, 6], [1, 5])
def f36(vals: list[int], perm: list[int]) -> list[int]:
    vals = [vals[p] for p in perm]
    vals.append(vals[perm[0]])
    perm.reverse()
    vals = vals[1:] + [p * 10 for p in perm]
    vals[0] += vals[-1]
    return vals


# deskcheck: f37([1, 6, 3], 3)
# deskcheck: f37([2, 0, 5, 4], 4)
# deskcheck: f37([7], 2)
# deskcheck: f37([], 1)
def f37(row: list[int], n: int) -> list[int]:
    for k in range(n):
        row = [k] + [abs(a - b) for a, b in zip(row, row[1:])] + row[-2:]
        row[k % len(row)] += 10
    row[::2] = [-v for v in row[::2]]
    row.append(n)
    return row


# deskcheck: f38([21, 8, 13, 5, 34], 3)
# deskcheck: f38([6, 60, 16, 61, 66, 10], 5)
# deskcheck: f38([4, 3, 2], 0)
# deskcheck: f38([], 2)
def f38(heap: list[int], pulls: int) -> list[int]:
    out = []
    for _ in range(pulls):
        if not heap:
            break
        small = min(heap)
        out.append(small)
        heap[heap.index(small)] = heap[-1]
        heap.pop()
    return out + ["|"] + heap


# deskcheck: f39([("pen", 3), ("ink", 1), ("cap", 2)], "nib")
# deskcheck: f39([("ab", 10), ("cd", 20), ("ef", 10), ("gh", 0), ("ij", 20)], "zz")
# deskcheck: f39([], "lone")
def f39(shop: list[tuple[str, int]], item: str) -> list[object]:
    shop.append((item, len(item)))
    shop.sort(key=lambda s: (s[1], s[0]))
    names, counts = zip(*shop)
    names = list(names)
    names.insert(1, names.pop())
    counts = [c + 1 for c in counts] + [0]
    shop = list(zip(counts, names))
    return shop[::-1]


# deskcheck: f40([3, 1, 2], 2)
# deskcheck: f40([5, 9], 3)
# deskcheck: f40([7, 6, 5, 4, 3], 1)
# deskcheck: f40([], 3)
def f40(seed: list[int], times: int) -> list[int]:
    for t in range(times):
        seed = seed + [t] + seed[::-1]
        seed = seed[1::2] + seed[:1]
    seed.append(len(seed))
    return seed


# deskcheck: f41(["sand", "silt", "clay", "loam", "peat"], 3)
# deskcheck: f41(["Nut", "bolt", "Cog", "gear"], 2)
# deskcheck: f41(["", "x", "yy"], 1)
def f41(soil: list[str], k: int) -> list[str]:
    for i in range(len(soil)):
        soil[i] = soil[i][:k] + str(i)
        if i % 2:
            soil[i - 1], soil[i] = soil[i], soil[i - 1]
    soil.sort(key=lambda s: s[-1], reverse=True)
    soil[0] = "*" + soil[0]
    return soil


# deskcheck: f42([8, 3, 10, 1, 6, 14, 4, 7], 8)
# deskcheck: f42([2, 2, 5, 5, 2], 2)
# deskcheck: f42([9, 12], 50)
# deskcheck: f42([], 1)
def f42(xs: list[int], pivot: int) -> list[int]:
    less = [x for x in xs if x < pivot]
    same = [x for x in xs if x == pivot]
    more = [x for x in xs if x > pivot]
    less.sort()
    more.sort(reverse=True)
    xs[:] = [*more, *same, *less]
    xs.append(len(same))
    return xs


# deskcheck: carousel([1, 2, 3, 4, 5], "LRRL")
# deskcheck: carousel([6, 7, 8], "LLX")
# deskcheck: carousel([9, 0, 9, 1], "")
def carousel(horses: list[int], turns: str) -> list[int]:
    for t in turns:
        if t == "L":
            horses.append(horses.pop(0))
        elif t == "R":
            horses.insert(0, horses.pop())
        else:
            horses.reverse()
        horses[0] += 1
    return horses


# deskcheck: f43([4, 8, 15, 16, 23, 42])
# deskcheck: f43([7, 7, 9])
# deskcheck: f43([100])
# deskcheck: f43([-5, 5, -50, 50, 0])
def f43(xs: list[int]) -> list[int]:
    xs = [b - a for a, b in zip(xs, xs[1:])] + [xs[-1]]
    xs.sort()
    xs = [sum(xs[:i]) for i in range(1, len(xs) + 1)]
    xs.insert(0, xs.pop())
    xs = xs + xs[:2] + [0]
    return xs


# deskcheck: f44([["k", 2], ["m", 5], ["p", 1]], ["m", "p", "k", "m"])
# deskcheck: f44([["aa", 0], ["bb", 0]], ["bb", "cc", "aa"])
# deskcheck: f44([["z", 9]], [])
def f44(tally: list[list[object]], hits: list[str]) -> list[list[object]]:
    for h in hits:
        for pair in tally:
            if pair[0] == h:
                pair[1] += 1
                break
        else:
            tally.append([h, 1])
    tally.sort(key=lambda p: p[1])
    return tally


# deskcheck: f45([1, 5, 2, 6, 3, 7], 4)
# deskcheck: f45([20, 15, 10, 5], 2)
# deskcheck: f45([3], 3)
# deskcheck: f45([], 5)
def f45(xs: list[int], w: int) -> list[int]:
    win = []
    peaks = []
    for x in xs:
        win.append(x)
        win = win[-w:]
        peaks.append(max(win) - min(win))
    return peaks + win


# deskcheck: f46([9, 1, 8, 2, 7], [3, 6])
# deskcheck: f46([4, 4], [4, 4, 4])
# deskcheck: f46([50, 40, 30], [])
def f46(a: list[int], b: list[int]) -> list[int]:
    while b:
        x = b.pop()
        a.insert(x % (len(a) + 1), x)
        a.append(a.pop(1))
        a[0] -= 1
    a.sort(key=lambda v: -v)
    return a


# deskcheck: f47([2, 3], 4)
# deskcheck: f47([1, 0, 5], 2)
# deskcheck: f47([6], 3)
def f47(xs: list[int], n: int) -> list[list[int]]:
    rows = []
    for k in range(n):
        xs.append(xs[0] + k)
        rows.append(xs)
        if k % 2 == 0:
            xs = xs[1:]
    rows.append([len(r) for r in rows])
    return rows


# deskcheck: f48([7, 14, 21, 28, 35, 42], 1, 4)
# deskcheck: f48([3, 6, 9], 0, 1)
# deskcheck: f48([5, 5, 5, 5], 2, 2)
def f48(a: list[int], lo: int, hi: int) -> list[int]:
    a[lo:hi] = [sum(a[lo:hi])]
    a[:0] = [hi, lo]
    a.insert(-1, a[2])
    a[3:] = a[:2:-1]
    a.extend(range(lo, hi))
    a.pop(lo)
    return a


# deskcheck: f49([1, 2, 1, 3, 1, 2])
# deskcheck: f49([8, 8, 5, 5, 8])
# deskcheck: f49([4])
# deskcheck: f49([])
def f49(xs: list[int]) -> list[list[int]]:
    table = [[v, xs.count(v)] for v in sorted(set(xs))]
    table.sort(key=lambda t: t[1], reverse=True)
    xs = [v for v, n in table for _ in range(n)]
    table.append(xs[:3])
    table[0] = xs[-2:]
    return table


# deskcheck: f50([6, 3, 9, 5, 2], 3)
# deskcheck: f50([14, 10, 18, 12, 16, 11], 2)
# deskcheck: f50([8, 1, 8], 5)
# deskcheck: f50([4], 4)
def f50(belt: list[int], k: int) -> list[int]:
    spare = []
    while len(belt) > 2:
        end = belt.pop()
        spare.insert(len(spare) // 2, end)
        belt[0] += end % k
        belt.append(belt.pop(0))
    spare.append(k)
    return spare + belt[::-1]


# deskcheck: f51([3, -1, 4, -1, 5, -9])
# deskcheck: f51([-2, -4, -6])
# deskcheck: f51([11, 12, 13, 14])
# deskcheck: f51([])
def f51(xs: list[int]) -> list[int]:
    neg = []
    for x in list(xs):
        if x < 0:
            xs.remove(x)
            neg.append(-x)
    xs[1:1] = neg
    xs.append(sum(neg))
    return xs


# deskcheck: f52(["x1", "y22", "z3"], ["q9", "r8"])
# deskcheck: f52(["m5"], ["n6", "o7", "p88"])
# deskcheck: f52([], ["t0"])
# deskcheck: f52(["a1", "b"], ["c2"])
def f52(a: list[str], b: list[str]) -> list[object]:
    both = a + b[::-1]
    letters = [s[0] for s in both]
    digits = [int(s[1:]) for s in both]
    digits.sort()
    both = [x for pair in zip(letters, digits) for x in pair]
    both += [digits[-1]] * 2
    both[1:3] = []
    return both


# deskcheck: plow([3, 0, 2, 0, 0, 5], 4)
# deskcheck: plow([1, 1, 1], 1)
# deskcheck: plow([0, 0, 0, 7], 2)
def plow(snow: list[int], push: int) -> list[int]:
    heap = 0
    for i in range(len(snow)):
        heap += snow[i]
        snow[i] = heap // push
        heap %= push
    snow.append(heap)
    snow = [s for s in snow if s] or [-1]
    return snow


# deskcheck: f53([5, 8, 2, 9, 4, 7, 1])
# deskcheck: f53([30, 10, 40, 20])
# deskcheck: f53([6, 6, 6, 0, 6])
def f53(xs: list[int]) -> list[int]:
    big = max(xs)
    at = xs.index(big)
    xs[at] = 0
    left, right = xs[:at], xs[at:]
    left.reverse()
    right.append(big)
    xs = right + left
    xs.insert(at, at)
    xs.sort(key=lambda v: v == 0)
    return xs


# deskcheck: f54([[1, 2, 3], [4, 5, 6]])
# deskcheck: f54([[7, 8], [9, 10], [11, 12]])
# deskcheck: f54([[5]])
def f54(m: list[list[int]]) -> list[list[int]]:
    m = [row[::-1] for row in m]
    m.insert(1, [0] * len(m[0]))
    m = [list(c) for c in zip(*m)]
    m[0].append(-1)
    m[-1], m[0] = m[0], m[-1]
    flat = [v for row in m for v in row]
    m.append(flat[::2])
    return m


# deskcheck: f55([10, 20, 30, 40, 50], [1, -1, 2])
# deskcheck: f55([5, 6, 7, 8, 9], [0, 3])
# deskcheck: f55([2], [0])
# deskcheck: f55([1, 2], [0, 1, 1])
def f55(xs: list[int], drops: list[int]) -> list[int]:
    taken = []
    for d in drops:
        taken.append(xs.pop(d))
        xs = [x + 1 for x in xs]
    xs.extend(taken[::-1])
    xs.append(xs.index(taken[0]))
    return xs


# deskcheck: f56("cab", [3, 1, 2])
# deskcheck: f56("route", [5, 4, 1, 2, 3])
# deskcheck: f56("zz", [1, 1])
def f56(word: str, keys: list[int]) -> list[str]:
    chars = sorted(word)
    mixed = [c * k for c, k in zip(chars, keys)]
    mixed.sort(key=len)
    mixed[0:1] = chars[:2]
    mixed.append(word)
    mixed[-2] = mixed[-2].upper()
    mixed.insert(2, "-")
    return mixed


# deskcheck: f57([18, 7, 25, 3, 12, 30], 10)
# deskcheck: f57([4, 5, 6], 5)
# deskcheck: f57([99, 1], 100)
# deskcheck: f57([], 9)
def f57(loads: list[int], cap: int) -> list[int]:
    loads.sort()
    while loads and loads[-1] > cap:
        big = loads.pop()
        loads.insert(0, big - cap)
        if big - cap > cap:
            loads[0] = cap
    loads.append(cap)
    return loads


# deskcheck: desk_row(["Ada", "Ben", "Cora"], ["Dov", "Eli"])
# deskcheck: desk_row(["Mo"], ["Ned", "Oz", "Pia", "Quin"])
# deskcheck: desk_row(["Una", "Vic", "Wes", "Xi"], [])
def desk_row(seats: list[str], late: list[str]) -> list[str]:
    free = len(seats) // 2
    while late:
        seats.insert(free, late.pop(0).lower())
        free = (free + 2) % len(seats)
    first, *rest = seats
    seats = [*rest, first, str(free)]
    seats[free] = seats[free] + "?"
    return seats


# deskcheck: f58([4, 2, 7, 1], [9, 3, 5])
# deskcheck: f58([10, 20], [10, 20, 30])
# deskcheck: f58([], [6, 5])
# deskcheck: f58([], [])
def f58(a: list[int], b: list[int]) -> list[int]:
    a.sort()
    b.sort()
    out = []
    while a or b:
        src = a if len(a) >= len(b) else b
        out.append(src.pop())
    out[::2] = out[::2][::-1]
    return out + [len(out)]


# deskcheck: stack_crates(["A2", "B5", "C1", "D4"], 3)
# deskcheck: stack_crates(["K9", "L8", "M7", "N1", "P2"], 8)
# deskcheck: stack_crates(["Z0"], 0)
# deskcheck: stack_crates([], 1)
def stack_crates(crates: list[str], heavy: int) -> list[str]:
    tower = []
    for c in crates:
        if int(c[1]) > heavy:
            tower.insert(0, c)
        else:
            tower.append(c.lower())
    tower += tower[:1]
    del tower[1:2]
    return tower


# deskcheck: f59([6, 1, 6, 2, 6, 3], 6, 0)
# deskcheck: f59([4, 5, 4, 5], 5, 4)
# deskcheck: f59([1, 2, 3], 9, 8)
def f59(xs: list[int], old: int, new: int) -> list[int]:
    spots = []
    while old in xs:
        at = xs.index(old)
        spots.append(at)
        xs[at] = new + len(spots)
    spots.reverse()
    xs[2:2] = spots
    return xs


# deskcheck: f60(["alpha", "beta", "gamma", "delta"], 2)
# deskcheck: f60(["uno", "dos", "tres", "cuatro", "cinco"], 3)
# deskcheck: f60(["one"], 1)
# deskcheck: f60([], 2)
def f60(words: list[str], n: int) -> list[str]:
    words = [w[n:] + w[:n] for w in words]
    words.reverse()
    words = words + [str(len(words)), "."]
    words[::2] = [w.capitalize() for w in words[::2]]
    words.insert(n, words.pop(0))
    words.append(words[0][-1:])
    return words


# deskcheck: f61([1, 4, 9], 3)
# deskcheck: f61([12, 10, 8, 6, 4], 2)
# deskcheck: f61([0], 5)
# deskcheck: f61([], 2)
def f61(xs: list[int], add: int) -> list[int]:
    longer = []
    for x in xs:
        longer[len(longer) // 2 :] = [x, x + add]
        add += 1
    longer.append(add)
    longer.sort(key=lambda v: (v % 2, v))
    return longer


# deskcheck: f62([7, 3, 9, 5, 1, 8, 2, 6, 4])
# deskcheck: f62([16, 32, 48, 64, 80])
# deskcheck: f62([2, 1])
# deskcheck: f62([])
def f62(xs: list[int]) -> list[int]:
    third = len(xs) // 3
    a, b, c = xs[:third], xs[third : 2 * third], xs[2 * third :]
    a.reverse()
    b.append(third)
    c.sort()
    xs = c + a + b
    xs[third] += 100
    xs.append(xs.pop(0))
    return xs


# deskcheck: f63([2, 9, 4], 20)
# deskcheck: f63([1, 1], 9)
# deskcheck: f63([6, 5, 4, 3], 6)
# deskcheck: f63([30], 10)
def f63(xs: list[int], stop: int) -> list[int]:
    while sum(xs[-2:]) < stop:
        xs.append(sum(xs[-2:]) + 1)
        xs[0] += 1
    xs.reverse()
    del xs[-2:]
    xs.insert(1, stop)
    return xs


# deskcheck: gate_log([("in", 4), ("in", 7), ("out", 4), ("in", 2), ("out", 9)])
# deskcheck: gate_log([("out", 1), ("in", 1), ("out", 1)])
# deskcheck: gate_log([("in", 5), ("in", 5), ("in", 6), ("out", 5)])
# deskcheck: gate_log([])
def gate_log(log: list[tuple[str, int]]) -> list[int]:
    yard = []
    lost = []
    for act, no in log:
        if act == "in":
            yard.append(no)
        elif no in yard:
            yard.remove(no)
        else:
            lost.append(-no)
    return yard[::-1] + lost


# deskcheck: f64([1, 2, 3, 4, 5, 6, 7])
# deskcheck: f64([14, 0, 14, 0])
# deskcheck: f64([9, 9])
# deskcheck: f64([3])
def f64(a: list[int]) -> list[int]:
    a[::2], a[1::2] = [0] * len(a[::2]), a[1::2][::-1]
    a[0] = len(a)
    a.extend(v * 2 for v in a[1::2])
    a = [v for v in a if v]
    a.insert(len(a) // 2, a[-1])
    a[-1] = 7
    return a


# deskcheck: f65([[3, 1], [2, 2]], 4)
# deskcheck: f65([[9], [1, 0, 5], [4]], 2)
# deskcheck: f65([[6, 6]], 0)
def f65(nest: list[list[int]], n: int) -> list[list[int]]:
    copy = list(nest)
    copy[0].append(n)
    copy[-1] = copy[-1] + [n + 1]
    nest.append(copy[-1])
    nest[-1].reverse()
    copy.insert(0, nest[0][1:])
    copy[1].sort()
    return nest + copy


# deskcheck: f66([0] * 6, [2, 5, 2, 0, 3])
# deskcheck: f66([1, 1, 1], [4, 7, 4])
# deskcheck: f66([8, 8], [])
def f66(bins: list[int], balls: list[int]) -> list[int]:
    for n, b in enumerate(balls, 1):
        spot = b % len(bins)
        bins[spot] += n
        if bins[spot] > 4:
            bins.append(bins[spot] - 4)
            bins[spot] = 0
    return bins


# deskcheck: f67("ABBA", 2)
# deskcheck: f67("harbor", 3)
# deskcheck: f67("m", 1)
# deskcheck: f67("", 2)
def f67(word: str, gap: int) -> list[str]:
    tiles = list(word)
    tiles.sort()
    tiles[gap:gap] = ["_", "_"]
    tiles = tiles + tiles[:gap]
    tiles[-1] = tiles[0] + tiles[-1]
    tiles.remove("_")
    tiles.insert(0, "".join(tiles[:2]))
    return tiles


# deskcheck: f68([50, 20, 80, 10], [1, 2, 3])
# deskcheck: f68([5, 6, 7, 8, 9], [9, 9, 0, 1])
# deskcheck: f68([2], [2])
def f68(scores: list[int], bonus: list[int]) -> list[int]:
    for i, b in enumerate(bonus):
        scores[i] += b
        scores[-1 - i] -= b
    scores.append(max(scores))
    scores.remove(min(scores))
    bonus += scores[::2]
    return bonus[::-1]


# deskcheck: pocket_sort([25, 13, 48, 31, 19, 40])
# deskcheck: pocket_sort([7, 9, 11, 22, 33])
# deskcheck: pocket_sort([60])
# deskcheck: pocket_sort([])
def pocket_sort(coins: list[int]) -> list[list[int]]:
    pockets = [[], [], []]
    for c in coins:
        pockets[c % 3].append(c // 3)
    pockets[0].sort()
    pockets[1].reverse()
    pockets[2] *= 2
    pockets.append([len(p) for p in pockets])
    return pockets


# deskcheck: f69([3, 6, 9, 12], "-+-")
# deskcheck: f69([1, 2, 3, 4, 5], "++-+")
# deskcheck: f69([40], "")
# deskcheck: f69([8, 5], "-x")
def f69(xs: list[int], ops: str) -> list[int]:
    for op in ops:
        a, b, *rest = xs + [0]
        if op == "-":
            xs = [*rest, a - b]
        else:
            xs = [a + b, *rest]
        xs.insert(1, len(xs))
    return xs


# deskcheck: f70([9, 2, 5, 7], 4)
# deskcheck: f70([31, 30, 29, 28, 27, 26], 30)
# deskcheck: f70([1], 0)
# deskcheck: f70([], 3)
def f70(xs: list[int], t: int) -> list[object]:
    marks = [x > t for x in xs]
    xs.append(marks.count(True))
    marks.append(False)
    pairs = list(zip(marks, xs))
    pairs.sort()
    pairs = [x if m else -x for m, x in pairs]
    pairs += marks[:2]
    return pairs


# deskcheck: f71(["10", "9", "8", "100"])
# deskcheck: f71(["3", "-3", "33", "0", "12"])
# deskcheck: f71(["5"])
# deskcheck: f71(["x", "1"])
def f71(texts: list[str]) -> list[object]:
    texts.sort()
    nums = [int(t) for t in texts]
    nums.append(nums[0] - 1)
    nums.sort()
    texts.insert(0, str(nums[-1]))
    texts = texts[:3] + nums[:3]
    texts[1], texts[-1] = texts[-1], texts[1]
    return texts


# deskcheck: f72([5, 1, 4], 3)
# deskcheck: f72([2, 2, 2, 2, 2], 4)
# deskcheck: f72([9, 7], 1)
# deskcheck: f72([0], 2)
def f72(xs: list[int], n: int) -> list[int]:
    trail = []
    for k in range(n):
        xs.insert(k, xs.pop())
        xs[-1] += k
        trail.append(xs[0])
        trail.extend(xs[1:2])
    trail += [0] + xs
    return trail


# deskcheck: pass_parcel(["Al", "Bea", "Cy", "Dee"], 3)
# deskcheck: pass_parcel(["Lu", "Mo", "Ni", "Oz", "Pi"], 4)
# deskcheck: pass_parcel(["Xa"], 2)
def pass_parcel(kids: list[str], beats: int) -> list[str]:
    layers = []
    while len(kids) > 1 and beats > 0:
        for _ in range(beats):
            kids.append(kids.pop(0))
        layers.append(kids.pop(0)[::-1])
        beats -= 2
    kids.extend(layers)
    return kids


# deskcheck: f73([6, 2, 8, 4])
# deskcheck: f73([15, 5, 25, 10, 20])
# deskcheck: f73([3])
# deskcheck: f73([])
def f73(xs: list[int]) -> list[int]:
    xs = sorted(xs) + xs
    xs = [x for i, x in enumerate(xs) if i % 3 != 1]
    xs[1:3] = xs[2:0:-1]
    xs = xs * 2
    xs = [*xs[4:], *xs[:1], -1]
    xs.remove(min(xs))
    return xs


# deskcheck: f74(3, 3)
# deskcheck: f74(2, 5)
# deskcheck: f74(4, 1)
# deskcheck: f74(1, 0)
def f74(n: int, m: int) -> list[list[object]]:
    board = [["."] * m for _ in range(n)]
    for i in range(min(n, m)):
        board[i][-1 - i] = i
        board[i - 1].append("#")
    board.reverse()
    board[0] = board[0][::-1]
    board.append([len(row) for row in board])
    return board


# deskcheck: f75([12, 7, 3], [5, 8], [1, 2, 6])
# deskcheck: f75([4], [4, 4], [])
# deskcheck: f75([], [9, 1], [3])
def f75(a: list[int], b: list[int], c: list[int]) -> list[int]:
    c.extend(a)
    a, b, c = b, c, a
    b.sort()
    a.append(b.pop())
    c[:] = b[:2]
    b += a
    a.insert(0, len(c))
    return c + a + b[-2:]


# deskcheck: f76(["net", "rod", "bait", "hook", "reel", "line"])
# deskcheck: f76(["eel", "cod", "ray"])
# deskcheck: f76(["hake", "bass"])
# deskcheck: f76([])
def f76(gear: list[str]) -> list[str]:
    kept = []
    while gear:
        kept.append(gear.pop())
        if len(kept[-1]) > 3 and gear:
            gear.append(gear.pop(0)[:2])
        if len(kept) > 4:
            kept[:2] = ["".join(kept[:2])]
    return kept


# deskcheck: f77([1, 10, 2, 20, 3, 30, 4])
# deskcheck: f77([5, 5, 6, 6])
# deskcheck: f77([8])
# deskcheck: f77([])
def f77(xs: list[int]) -> list[list[int]]:
    pairs = [xs[i : i + 2] for i in range(0, len(xs), 2)]
    pairs.sort(key=lambda p: -p[-1])
    if pairs:
        pairs[0].append(pairs[-1][0])
        pairs[-1] *= 2
    pairs.insert(1, xs[-2:])
    for p in pairs:
        p.reverse()
    return pairs


# deskcheck: f78([20, 11, 17, 8, 14], 2)
# deskcheck: f78([1, 2, 3, 4, 5, 6], 3)
# deskcheck: f78([7, 7, 7], 1)
# deskcheck: f78([], 1)
def f78(xs: list[int], k: int) -> list[int]:
    best = sorted(xs, reverse=True)[:k]
    worst = sorted(xs)[:k]
    for b in best:
        xs.remove(b)
    xs = best[::-1] + xs + worst
    xs.append(len(xs))
    xs[k : k + 1] = [0, 0]
    return xs


# deskcheck: leapfrog([4, 0, 0, 3, 0, 1, 2], 3)
# deskcheck: leapfrog([1, 2, 0, 5], 2)
# deskcheck: leapfrog([6, 6], 4)
def leapfrog(pads: list[int], jumps: int) -> list[int]:
    at = 0
    for j in range(jumps):
        nxt = (at + pads[at] + 1) % len(pads)
        pads[at], pads[nxt] = pads[nxt], pads[at]
        pads[at] += j
        at = nxt
    pads.insert(at, -1)
    return pads


# deskcheck: f79(["tango", "waltz", "polka"], ["T", "P"])
# deskcheck: f79(["swing", "salsa", "jive", "samba"], ["S", "J", "Q"])
# deskcheck: f79([], ["A"])
# deskcheck: f79(["reel"], [])
def f79(dances: list[str], heads: list[str]) -> list[str]:
    out = []
    for h in heads:
        match = [d for d in dances if d[0] == h.lower()]
        out += match or [h]
        dances = [d for d in dances if d not in match]
        out.append(str(len(dances)))
    out.extend(d[:3] for d in dances)
    return out


# deskcheck: f80([6, 5, 4, 3, 2, 1], 2)
# deskcheck: f80([10, 0, 20, 0, 30], 4)
# deskcheck: f80([1, 2], 1)
# deskcheck: f80([], 2)
def f80(q: list[int], size: int) -> list[int]:
    buf = []
    out = []
    while q:
        buf.append(q.pop(0))
        if len(buf) == size:
            out.extend(sorted(buf))
            buf = buf[:1] if q else []
    out += [0] + buf
    return out


# deskcheck: f81([3, 5, 2], ["a", "b", "c"])
# deskcheck: f81([1, 0, 4, 2], ["up", "dn", "lt", "rt"])
# deskcheck: f81([2, 2], ["q"])
# deskcheck: f81([], [])
def f81(counts: list[int], marks: list[str]) -> list[str]:
    line = []
    for n, m in zip(counts, marks):
        line += [m] * n
        line.insert(len(line) // 2, str(n))
    line.reverse()
    line[2:5] = line[4:1:-1]
    return line


# deskcheck: f82([11, 4, 15, 8, 2, 19, 6], 5, 12)
# deskcheck: f82([1, 2, 3], 10, 20)
# deskcheck: f82([40, 50, 60, 45], 40, 60)
# deskcheck: f82([], 0, 1)
def f82(xs: list[int], lo: int, hi: int) -> list[int]:
    xs = [lo if x < lo else hi if x > hi else x for x in xs]
    xs.sort()
    xs.append(xs.count(lo))
    xs.insert(0, xs.count(hi))
    del xs[2:4]
    xs[-1] -= 1
    xs += [lo + hi]
    return xs


# deskcheck: merge_lanes([3, 8, 5], [7, 1, 9, 4])
# deskcheck: merge_lanes([2, 2, 2, 2], [5])
# deskcheck: merge_lanes([], [6, 7])
# deskcheck: merge_lanes([0, 1], [])
def merge_lanes(slow: list[int], fast: list[int]) -> list[int]:
    road = []
    while slow and fast:
        if slow[-1] < fast[0]:
            road.append(slow.pop())
        else:
            road.append(fast.pop(0))
        fast.reverse()
        road[-1] *= 2
    return road + slow + fast[::-1]


# deskcheck: f83([4, 6, 1, 9, 3])
# deskcheck: f83([22, 11, 44, 33])
# deskcheck: f83([5, 5])
# deskcheck: f83([])
def f83(xs: list[int]) -> list[int]:
    order = sorted(range(len(xs)), key=lambda i: xs[i])
    ranks = [order.index(i) for i in range(len(xs))]
    xs.extend(ranks)
    order.reverse()
    xs[: len(order)] = order
    xs.append(xs[0] + xs[-1])
    return xs


# deskcheck: f84([9, 8, 7, 6, 5, 4, 3, 2], [6, 3, 1])
# deskcheck: f84([10, 20, 30], [2, 0])
# deskcheck: f84([1], [])
# deskcheck: f84([1, 2], [5])
def f84(a: list[int], at: list[int]) -> list[int]:
    for i in at:
        del a[i]
        a.append(i)
        a[0], a[-1] = a[-1], a[0]
    at += a[::-1]
    at[1:3] = []
    return at


# deskcheck: f85([["x", "y"], ["z"]], "w")
# deskcheck: f85([["ham"], ["egg", "jam"], ["tea"]], "bun")
# deskcheck: f85([[]], "k")
def f85(trays: list[list[str]], new: str) -> list[list[str]]:
    trays[-1].append(new)
    trays = trays + [trays[0]]
    trays[-1].insert(0, new * 2)
    trays[0] = [t.upper() for t in trays[0]]
    flat = sum(trays, [])
    trays.append(flat[1:-1])
    trays[1] = flat[:2]
    return trays


# deskcheck: snow_fort([3, 1, 2], 4)
# deskcheck: snow_fort([5, 5, 0, 5], 2)
# deskcheck: snow_fort([2], 3)
# deskcheck: snow_fort([0, 0], 0)
def snow_fort(wall: list[int], days: int) -> list[int]:
    for d in range(1, days + 1):
        low = wall.index(min(wall))
        wall[low] += d
        wall.insert(low, 1)
        if len(wall) > 6:
            wall = wall[1:-1]
    wall.append(sum(wall))
    return wall


# deskcheck: f86("a3b1c2", 2)
# deskcheck: f86("x5y0", 4)
# deskcheck: f86("", 1)
# deskcheck: f86("p2q", 1)
def f86(code: str, top: int) -> list[str]:
    tokens = list(code)
    letters, digits = tokens[::2], tokens[1::2]
    tokens = [a * min(int(d), top) for a, d in zip(letters, digits)]
    tokens += letters[len(digits) :]
    tokens.reverse()
    tokens.append("".join(digits))
    tokens.insert(1, "".join(letters).upper())
    return tokens


# deskcheck: f87([2, 4, 6, 8, 10], 3)
# deskcheck: f87([1, 3], 5)
# deskcheck: f87([7, 14, 21, 28, 35, 42, 49], 2)
# deskcheck: f87([], 3)
def f87(xs: list[int], n: int) -> list[int]:
    ys = xs
    ys.append(n)
    zs = ys[:n]
    zs.insert(0, len(xs))
    xs.reverse()
    ys = ys + zs
    zs[:] = ys[-n:]
    xs.extend(zs)
    return xs


# deskcheck: f88([13, 27, 8, 40], 10)
# deskcheck: f88([55, 55, 5], 7)
# deskcheck: f88([6], 3)
# deskcheck: f88([], 2)
def f88(xs: list[int], base: int) -> list[int]:
    digits = []
    for x in xs:
        if x >= base:
            digits.append(x // base)
        digits.append(x % base)
    digits.insert(0, digits.pop() if digits else base)
    digits += sorted(set(digits))
    return digits


# deskcheck: f89([5, 9, 1], 7, 2)
# deskcheck: f89([30, 20, 10, 0], 15, 3)
# deskcheck: f89([4], 4, 1)
def f89(hand: list[int], card: int, draws: int) -> list[int]:
    for _ in range(draws):
        hand.append(card)
        hand.sort(reverse=True)
        card = hand.pop(len(hand) // 2)
        hand[-1:] = [hand[-1], card - 1]
    hand.insert(0, card)
    return hand
