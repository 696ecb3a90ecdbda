from collections import deque


# deskcheck: f([3, 8, 5], 4)
# deskcheck: f([], 4)
# deskcheck: f([1, 2], 9)
def f(nums: list[int], limit: int) -> list[int]:
    big = []
    for n in nums:
        if n > limit:
            big.append(n)
    return big


# deskcheck: drop_last([1, 2, 3], 2)
# deskcheck: drop_last([5], 0)
def drop_last(xs: list[int], times: int) -> list[int]:
    for _ in range(times):
        if xs:
            xs.pop()
    return xs


# deskcheck: f1([4, 4, 7, 4])
# deskcheck: f1([1, 2])
def f1(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out


# deskcheck: pairs([1, 2, 3, 4])
# deskcheck: pairs([9])
# deskcheck: pairs([])
def pairs(items: list[int]) -> list[tuple[int, int]]:
    result = []
    for i in range(len(items) - 1):
        result.append((items[i], items[i + 1]))
    return result


# deskcheck: f2([5, 1, 4], 1)
# deskcheck: f2([5, 1, 4], 6)
def f2(xs: list[int], target: int) -> int:
    for i, x in enumerate(xs):
        if x == target:
            return i
    return -1


# deskcheck: running([1, 2, 3])
# deskcheck: running([])
def running(values: list[int]) -> list[int]:
    total = 0
    sums = []
    for v in values:
        total += v
        sums.append(total)
    return sums


# deskcheck: f3([2, 9, 4], 3)
# deskcheck: f3([], 3)
def f3(arr: list[int], k: int) -> list[int]:
    arr.append(k)
    arr.sort()
    if arr[0] == k:
        arr.reverse()
    return arr


# deskcheck: rotate([1, 2, 3, 4], 1)
# deskcheck: rotate([1, 2, 3], 5)
def rotate(items: list[int], steps: int) -> list[int]:
    while steps > 0:
        first = items.pop(0)
        items.append(first)
        steps -= 1
    return items


# deskcheck: f4([1, -2, 3, -4])
# deskcheck: f4([-1])
# deskcheck: f4([])
def f4(nums: list[int]) -> tuple[int, int]:
    pos = 0
    neg = 0
    for n in nums:
        if n >= 0:
            pos += n
        else:
            neg += n
    return pos, neg


# deskcheck: merge([1, 4], [2, 3, 6])
# deskcheck: merge([], [1])
def merge(a: list[int], b: list[int]) -> list[int]:
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


# deskcheck: f5(["a", "b", "a"], "a")
# deskcheck: f5(["c"], "a")
def f5(xs: list[str], x: str) -> list[str]:
    while x in xs:
        xs.remove(x)
    return xs


# deskcheck: second_largest([3, 9, 5])
# deskcheck: second_largest([2, 2])
def second_largest(nums: list[int]) -> int:
    unique = sorted(set(nums))
    if len(unique) < 2:
        return unique[0]
    return unique[-2]


# deskcheck: f6([1, 2, 3, 4, 5], 2)
# deskcheck: f6([1, 2], 3)
def f6(xs: list[int], n: int) -> list[list[int]]:
    chunks = []
    while xs:
        chunks.append(xs[:n])
        xs = xs[n:]
    return chunks


# deskcheck: f7([[1, 2], [3], []])
# deskcheck: f7([])
def f7(rows: list[list[int]]) -> list[int]:
    flat = []
    for row in rows:
        for x in row:
            flat.append(x)
    return flat


# deskcheck: insert_sorted([1, 3, 5], 4)
# deskcheck: insert_sorted([], 2)
# deskcheck: insert_sorted([1, 2], 9)
def insert_sorted(xs: list[int], value: int) -> list[int]:
    i = 0
    while i < len(xs) and xs[i] < value:
        i += 1
    xs.insert(i, value)
    return xs


# deskcheck: f8([10, 20, 30], 1)
# deskcheck: f8([10], 5)
def f8(xs: list[int], i: int) -> int:
    try:
        value = xs[i]
    except IndexError:
        value = xs[-1]
    return value


# deskcheck: swap_first_last([1, 2, 3])
# deskcheck: swap_first_last([7])
def swap_first_last(xs: list[int]) -> list[int]:
    if len(xs) > 1:
        xs[0], xs[-1] = xs[-1], xs[0]
    return xs


# deskcheck: f9([3, 1, 2])
# deskcheck: f9([1, 2, 3])
# deskcheck: f9([])
def f9(xs: list[int]) -> bool:
    for i in range(1, len(xs)):
        if xs[i - 1] > xs[i]:
            return False
    return True


# deskcheck: longest_run([1, 1, 2, 2, 2])
# deskcheck: longest_run([4])
def longest_run(xs: list[int]) -> int:
    best = 1
    run = 1
    for i in range(1, len(xs)):
        if xs[i] == xs[i - 1]:
            run += 1
        else:
            run = 1
        if run > best:
            best = run
    return best


# deskcheck: f10([5, 6, 7, 8])
# deskcheck: f10([1])
def f10(xs: list[int]) -> list[int]:
    evens = xs[::2]
    odds = xs[1::2]
    if len(evens) > len(odds):
        odds.append(0)
    return evens + odds


# deskcheck: countdown([3, 0, 2])
# deskcheck: countdown([0])
def countdown(xs: list[int]) -> int:
    steps = 0
    while xs[0] > 0:
        xs[0] -= 1
        steps += 1
    return steps


# deskcheck: f11(["x", "yy", "zzz"], 2)
# deskcheck: f11([], 1)
def f11(words: list[str], n: int) -> dict[str, int]:
    sizes = {}
    for w in words:
        if len(w) >= n:
            sizes[w] = len(w)
    return sizes


# deskcheck: replace_all([1, 2, 1], 1, 9)
# deskcheck: replace_all([3], 1, 9)
def replace_all(xs: list[int], old: int, new: int) -> list[int]:
    for i in range(len(xs)):
        if xs[i] == old:
            xs[i] = new
    return xs


# deskcheck: f12([1, 2, 3, 4], [2, 4])
# deskcheck: f12([5], [])
def f12(a: list[int], b: list[int]) -> list[int]:
    common = []
    for x in a:
        if x in b:
            common.append(x)
            b.remove(x)
    return common


# deskcheck: stack("ab+c-")
# deskcheck: stack("+")
def stack(ops: str) -> list[str]:
    st = []
    for c in ops:
        if c == "+":
            st.append("!")
        elif c == "-":
            st.pop()
        else:
            st.append(c)
    return st


# deskcheck: f13([4, 9, 2], 2)
# deskcheck: f13([4], 1)
def f13(queue: list[int], n: int) -> list[int]:
    q = deque(queue)
    for _ in range(n):
        x = q.popleft()
        if x % 2 == 0:
            q.append(x // 2)
    return list(q)


# deskcheck: min_max([4, 1, 8])
# deskcheck: min_max([6])
def min_max(xs: list[int]) -> list[int]:
    low = high = xs[0]
    for x in xs[1:]:
        if x < low:
            low = x
        elif x > high:
            high = x
    return [low, high]


# deskcheck: f14([2, 4, 5, 8])
# deskcheck: f14([2, 4])
def f14(nums: list[int]) -> str:
    for n in nums:
        if n % 2:
            break
    else:
        return "even"
    return "odd " + str(n)


# deskcheck: take_until([1, 5, 2, 9], 5)
# deskcheck: take_until([1], 5)
def take_until(xs: list[int], stop: int) -> list[int]:
    taken = []
    while len(xs) > 0:
        x = xs.pop(0)
        if x == stop:
            break
        taken.append(x)
    return taken


# deskcheck: f15([1, 2, 3])
# deskcheck: f15([])
def f15(xs: list[int]) -> list[int]:
    copy = xs.copy()
    copy.reverse()
    copy.extend(xs)
    xs.clear()
    return copy + xs


# deskcheck: diagonal([[1, 2], [3, 4]])
# deskcheck: diagonal([[7]])
def diagonal(m: list[list[int]]) -> int:
    total = 0
    for i in range(len(m)):
        total += m[i][i]
    return total


# deskcheck: f16([7, 3, 9], 3)
# deskcheck: f16([7, 3, 9], 1)
def f16(xs: list[int], x: int) -> list[int]:
    if x in xs:
        i = xs.index(x)
        del xs[i]
        xs.append(-x)
    else:
        xs.insert(0, x)
    return xs


# deskcheck: bubble([3, 1, 2])
# deskcheck: bubble([1, 2])
def bubble(xs: list[int]) -> list[int]:
    swapped = True
    while swapped:
        swapped = False
        for i in range(len(xs) - 1):
            if xs[i] > xs[i + 1]:
                xs[i], xs[i + 1] = xs[i + 1], xs[i]
                swapped = True
    return xs


# deskcheck: f17([1, 2, 3, 4, 5, 6])
# deskcheck: f17([2])
def f17(nums: list[int]) -> int:
    total = 0
    for n in nums:
        if n == 3:
            continue
        if n > 4:
            break
        total += n
    return total


# deskcheck: zip_sum([1, 2], [10, 20])
# deskcheck: zip_sum([1], [])
def zip_sum(a: list[int], b: list[int]) -> list[int]:
    out = []
    for x, y in zip(a, b):
        out.append(x + y)
    return out


# deskcheck: f18(["b", "a", "c"], True)
# deskcheck: f18(["b", "a"], False)
def f18(names: list[str], backwards: bool) -> list[str]:
    names.sort(reverse=backwards)
    names[0] = names[0] * 2
    return names


# deskcheck: seats([0, 1, 0, 0], 2)
# deskcheck: seats([1, 1], 1)
def seats(row: list[int], people: int) -> list[int]:
    for i in range(len(row)):
        if people == 0:
            break
        if row[i] == 0:
            row[i] = 1
            people -= 1
    return row


# deskcheck: f19([1, 2, 2, 3], 2)
# deskcheck: f19([], 2)
def f19(xs: list[int], x: int) -> int:
    n = xs.count(x)
    if n == 0:
        return len(xs)
    return n * x


# deskcheck: group_even_odd([1, 2, 3, 4])
# deskcheck: group_even_odd([5])
def group_even_odd(nums: list[int]) -> dict[str, list[int]]:
    groups = {"even": [], "odd": []}
    for n in nums:
        if n % 2 == 0:
            groups["even"].append(n)
        else:
            groups["odd"].append(n)
    return groups


# deskcheck: f20([("a", 1), ("b", 2)])
# deskcheck: f20([])
def f20(items: list[tuple[str, int]]) -> dict[int, str]:
    flipped = {}
    for name, number in items:
        flipped[number] = name
    return flipped


# deskcheck: water([2, 5, 3], 6)
# deskcheck: water([2, 1], 9)
def water(cups: list[int], jug: int) -> int:
    filled = 0
    for cup in cups:
        if jug < cup:
            return filled
        jug -= cup
        filled += 1
    return filled


# deskcheck: f21([1, 2, 3, 4, 5])
# deskcheck: f21([8, 9])
def f21(xs: list[int]) -> list[int]:
    first, *middle, last = xs
    if middle:
        return middle + [first + last]
    return [last, first]


# deskcheck: unique_sorted([3, 1, 3])
# deskcheck: unique_sorted([])
def unique_sorted(xs: list[int]) -> list[int]:
    seen = set()
    for x in xs:
        seen.add(x)
    return sorted(seen)


# deskcheck: f22([5, 3, 8], [1, 2])
# deskcheck: f22([], [4])
def f22(a: list[int], b: list[int]) -> list[int]:
    a += b
    a.sort(key=lambda x: -x)
    return a[:3]


# deskcheck: negatives([1, -1, -5])
# deskcheck: negatives([2])
def negatives(xs: list[int]) -> int:
    i = 0
    count = 0
    while i < len(xs):
        if xs[i] < 0:
            count += 1
            xs[i] = 0
        i += 1
    return count


# deskcheck: f23([3, 4], 3)
# deskcheck: f23([1], 2)
def f23(xs: list[int], n: int) -> list[int]:
    result = xs * n
    result[0] = len(result)
    if len(result) > 4:
        result = result[-4:]
    return result


# deskcheck: index_map(["p", "q", "p"])
# deskcheck: index_map([])
def index_map(xs: list[str]) -> dict[str, list[int]]:
    places = {}
    for i, x in enumerate(xs):
        if x in places:
            places[x].append(i)
        else:
            places[x] = [i]
    return places


# deskcheck: f24([1, 2, 3, 4], 2)
# deskcheck: f24([1, 2], 0)
def f24(xs: list[int], k: int) -> list[int]:
    left = xs[:k]
    right = xs[k:]
    left.reverse()
    xs[:k] = left
    xs.extend(right[-1:])
    return xs


# deskcheck: tallest({"ann": 150, "bob": 170})
# deskcheck: tallest({"z": 1})
def tallest(heights: dict[str, int]) -> str:
    best = ""
    top = -1
    for name, h in heights.items():
        if h > top:
            best, top = name, h
    return best


# deskcheck: f25([1, 2, 3], 4)
# deskcheck: f25([2, 2], 4)
# deskcheck: f25([], 1)
def f25(nums: list[int], target: int) -> tuple[int, int]:
    for i in range(len(nums)):
        for j in range(i + 1, len(nums)):
            if nums[i] + nums[j] == target:
                return i, j
    return -1, -1


# deskcheck: halves([1, 2, 3, 4, 5])
# deskcheck: halves([1, 2])
def halves(xs: list[int]) -> list[int]:
    mid = len(xs) // 2
    if len(xs) % 2:
        return xs[mid + 1 :] + [xs[mid]] + xs[:mid]
    return xs[mid:] + xs[:mid]


# deskcheck: f26(["1", "x", "3"])
# deskcheck: f26([])
def f26(items: list[str]) -> int:
    total = 0
    for item in items:
        try:
            total += int(item)
        except ValueError:
            total -= 1
    return total


# deskcheck: clamp_all([1, 5, 9], 2, 6)
# deskcheck: clamp_all([], 0, 1)
def clamp_all(xs: list[int], low: int, high: int) -> list[int]:
    out = []
    for x in xs:
        if x < low:
            x = low
        elif x > high:
            x = high
        out.append(x)
    return out


# deskcheck: f27([True, False, True])
# deskcheck: f27([])
def f27(flags: list[bool]) -> str:
    text = ""
    for flag in flags:
        text += "1" if flag else "0"
    return text or "none"
