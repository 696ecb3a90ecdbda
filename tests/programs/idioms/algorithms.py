from collections import deque
import math

# deskcheck: a1([5, 2, 9, 1])
def a1(xs):
    n = len(xs)
    for i in range(n):
        for j in range(0, n - i - 1):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs

# deskcheck: a2([1, 3, 5, 7], 5)
def a2(xs, t):
    lo, hi = 0, len(xs) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if xs[mid] == t:
            return mid
        elif xs[mid] < t:
            lo = mid + 1
        else:
            hi = mid - 1
    return -1

# deskcheck: a3([[1, 2], [3, 4]], [[5, 6], [7, 8]])
def a3(a, b):
    out = [[0 for _ in range(len(b[0]))] for _ in range(len(a))]
    for i in range(len(a)):
        for j in range(len(b[0])):
            for k in range(len(b)):
                out[i][j] += a[i][k] * b[k][j]
    return out

# deskcheck: a4("abcbdab", "bdcaba")
def a4(a, b):
    dp = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            dp[i][j] = dp[i - 1][j - 1] + 1 if x == y else max(dp[i - 1][j], dp[i][j - 1])
    return dp[-1][-1]

# deskcheck: a5({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, "a")
def a5(graph, start):
    seen = {start}
    queue = deque([start])
    order = []
    while queue:
        node = queue.popleft()
        order.append(node)
        for nxt in graph[node]:
            if nxt not in seen:
                seen.add(nxt)
                queue.append(nxt)
    return order

# deskcheck: a6([4, 1, 3])
def a6(xs):
    if len(xs) <= 1:
        return xs
    p = xs[0]
    left = [x for x in xs[1:] if x < p]
    right = [x for x in xs[1:] if x >= p]
    return a6(left) + [p] + a6(right)

# deskcheck: a7([4, 1, 3])
def a7(xs):
    if len(xs) < 2:
        return xs
    mid = len(xs) // 2
    l, r = a7(xs[:mid]), a7(xs[mid:])
    out = []
    i = j = 0
    while i < len(l) and j < len(r):
        if l[i] <= r[j]:
            out.append(l[i])
            i += 1
        else:
            out.append(r[j])
            j += 1
    out.extend(l[i:])
    out.extend(r[j:])
    return out

# deskcheck: a8(20)
def a8(n):
    sieve = [True] * (n + 1)
    sieve[0] = sieve[1] = False
    for i in range(2, int(math.sqrt(n)) + 1):
        if sieve[i]:
            for j in range(i * i, n + 1, i):
                sieve[j] = False
    return [i for i, p in enumerate(sieve) if p]

# deskcheck: a9(["eat", "tea", "tan"])
def a9(words):
    groups = {}
    for w in words:
        key = "".join(sorted(w))
        if key not in groups:
            groups[key] = []
        groups[key].append(w)
    return list(groups.values())

# deskcheck: a10([1, [2, [3, 4]], 5])
def a10(xs):
    out = []
    for x in xs:
        if isinstance(x, list):
            out.extend(a10(x))
        else:
            out.append(x)
    return out

# deskcheck: a11([1, 2, 3])
def a11(xs):
    if not xs:
        return [[]]
    res = []
    for i in range(len(xs)):
        for rest in a11(xs[:i] + xs[i + 1:]):
            res.append([xs[i]] + rest)
    return res

memo = {}

# deskcheck: a12(6)
def a12(n):
    if n in memo:
        return memo[n]
    if n < 2:
        return n
    memo[n] = a12(n - 1) + a12(n - 2)
    return memo[n]

# deskcheck: a13(6)
def a13(n, memo=None):
    if memo is None:
        memo = {}
    if n in memo:
        return memo[n]
    if n < 2:
        return n
    memo[n] = a13(n - 1, memo) + a13(n - 2, memo)
    return memo[n]

# deskcheck: a14("MCMXC")
def a14(s):
    vals = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    prev = 0
    for ch in reversed(s):
        v = vals[ch]
        if v < prev:
            total -= v
        else:
            total += v
            prev = v
    return total

# deskcheck: a15("Hello, World!", 3)
def a15(text, k):
    out = []
    for ch in text:
        if ch.isalpha():
            base = ord("A") if ch.isupper() else ord("a")
            out.append(chr((ord(ch) - base + k) % 26 + base))
        else:
            out.append(ch)
    return "".join(out)

# deskcheck: a16([2, 7, 11, 15], 9)
def a16(nums, target):
    seen = {}
    for i, n in enumerate(nums):
        if target - n in seen:
            return [seen[target - n], i]
        seen[n] = i
    return None

# deskcheck: a17("([)]")
def a17(s):
    stack = []
    pairs = {")": "(", "]": "["}
    for c in s:
        if c in pairs.values():
            stack.append(c)
        elif not stack or stack.pop() != pairs[c]:
            return False
    return not stack

# deskcheck: a18([[1, 1, 0], [0, 1, 0]])
def a18(grid):
    rows, cols = len(grid), len(grid[0])
    def dfs(r, c):
        if r < 0 or c < 0 or r >= rows or c >= cols or grid[r][c] == 0:
            return 0
        grid[r][c] = 0
        return 1 + dfs(r + 1, c) + dfs(r, c + 1)
    return max(dfs(r, c) for r in range(rows) for c in range(cols))

# deskcheck: a19([3, 0, 2])
def a19(nums):
    res = []
    def back(path, left):
        if not left:
            res.append(path[:])
            return
        for i in range(len(left)):
            path.append(left[i])
            back(path, left[:i] + left[i + 1:])
            path.pop()
    back([], nums)
    return res

# deskcheck: a20("the cat the")
def a20(text):
    counts = {}
    for w in text.split():
        counts[w] = counts.get(w, 0) + 1
    return sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))

# deskcheck: a21([1, 2, 3, 4], 2)
def a21(xs, k):
    return [xs[i:i + k] for i in range(0, len(xs), k)]

# deskcheck: a22(255)
def a22(n):
    digits = "0123456789abcdef"
    out = ""
    while n:
        n, r = divmod(n, 16)
        out = digits[r] + out
    return out or "0"

# deskcheck: a23([[1, 2, 3], [4, 5, 6]])
def a23(m):
    t = list(map(list, zip(*m)))
    return [row[::-1] for row in t], [sum(r) for r in m], max(map(max, m))

# deskcheck: a24("aabbb")
def a24(s):
    out = []
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append((s[i], j - i))
        i = j
    return out

# deskcheck: a25({"x": {"y": 1, "z": {"w": 2}}})
def a25(d, prefix=""):
    out = {}
    for k, v in d.items():
        key = f"{prefix}.{k}" if prefix else k
        if isinstance(v, dict):
            out.update(a25(v, key))
        else:
            out[key] = v
    return out

# deskcheck: a26([5, 1, 4])
def a26(xs):
    for i in range(1, len(xs)):
        key = xs[i]
        j = i - 1
        while j >= 0 and xs[j] > key:
            xs[j + 1] = xs[j]
            j -= 1
        xs[j + 1] = key
    return xs

# deskcheck: a27([{"n": "a", "v": 2}, {"n": "b", "v": 1}])
def a27(rows):
    rows.sort(key=lambda r: r["v"])
    for r in rows:
        r["v"] *= 10
    best = max(rows, key=lambda r: r["v"])
    return best["n"], [r["n"] for r in rows], sum(r["v"] for r in rows)

# deskcheck: a28("3 4 + 2 *")
def a28(expr):
    ops = {"+": lambda a, b: a + b, "*": lambda a, b: a * b}
    stack = []
    for tok in expr.split():
        if tok in ops:
            b, a = stack.pop(), stack.pop()
            stack.append(ops[tok](a, b))
        else:
            stack.append(int(tok))
    return stack[0]
