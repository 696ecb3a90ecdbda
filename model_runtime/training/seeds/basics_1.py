# deskcheck: tally([3, -1, 4])
def tally(nums: list[int]) -> int:
    total = 0
    for n in nums:
        total += n
    return total


# deskcheck: keep_big([3, 8, -1, 12], 4)
def keep_big(values: list[int], limit: int) -> list[int]:
    out = []
    for v in values:
        if v > limit:
            out.append(v)
    return out


# deskcheck: shout("hey you", 2)
def shout(text: str, times: int) -> str:
    loud = text.upper()
    if times > 3:
        times = 3
    return loud + "!" * times


# deskcheck: spaced("abc")
def spaced(word: str) -> str:
    result = ""
    for ch in word:
        result = result + ch + "-"
    return result[:-1]


# deskcheck: ends("planet", 2)
def ends(s: str, n: int) -> str:
    head = s[:n]
    tail = s[-n:]
    return tail + head


# deskcheck: weights({"a": 2, "b": 5})
def weights(d: dict[str, int]) -> int:
    best = 0
    for key in d:
        if d[key] > best:
            best = d[key]
    return best


# deskcheck: f1([1, 2, 3], 9)
def f1(a: list[int], b: int) -> list[int]:
    a.append(b)
    a.insert(0, len(a))
    a.reverse()
    return a


# deskcheck: countdown(4)
def countdown(n: int) -> list[int]:
    if n > 9:
        n = n % 10
    steps = []
    while n > 0:
        steps.append(n)
        n -= 1
    return steps


# deskcheck: swap_pairs([5, 6, 7])
def swap_pairs(items: list[int]) -> list[int]:
    i = 0
    while i + 1 < len(items):
        items[i], items[i + 1] = items[i + 1], items[i]
        i += 2
    return items


# deskcheck: letters("b2n4")
def letters(s: str) -> int:
    k = 0
    for c in s:
        if c.isalpha():
            k += 1
        else:
            k -= 1
    return k


# deskcheck: index_sum([4, 4, 1])
def index_sum(nums: list[int]) -> int:
    s = 0
    for i, n in enumerate(nums):
        s += i * n
    return s


# deskcheck: where("banana", "n")
def where(text: str, sub: str) -> str:
    pos = text.find(sub)
    if pos == -1:
        return "none"
    return text[pos:]


# deskcheck: f2("a,b,c")
def f2(text: str) -> list[str]:
    parts = text.split(",")
    parts.reverse()
    return parts


# deskcheck: bounds([3, 9, -2])
def bounds(xs: list[int]) -> tuple[int, int]:
    if not xs:
        return (0, 0)
    low = min(xs)
    high = max(xs)
    return (low, high)


# deskcheck: histogram("hello")
def histogram(s: str) -> dict[str, int]:
    d = {}
    for ch in s:
        d[ch] = d.get(ch, 0) + 1
    return d


# deskcheck: f3(7, 3)
def f3(x: int, y: int) -> int:
    z = x - y
    if z < 0:
        z = -z
    w = z * 2 + 1
    return w


# deskcheck: even_only([1, 2, 4, 7])
def even_only(arr: list[int]) -> list[int]:
    out = []
    for x in arr:
        if x % 2 == 1:
            continue
        out.append(x)
    return out


# deskcheck: first_long(["a", "tree", "ox"], 2)
def first_long(words: list[str], n: int) -> str:
    for w in words:
        if len(w) > n:
            return w
    return ""


# deskcheck: f4(["p", "q"], "z")
def f4(lst: list[str], el: str) -> list[str]:
    if el in lst:
        lst.remove(el)
    else:
        lst.append(el)
    return lst


# deskcheck: clip([5, 1, 9], 2, 6)
def clip(xs: list[int], lo: int, hi: int) -> list[int]:
    for i in range(len(xs)):
        if xs[i] < lo:
            xs[i] = lo
        elif xs[i] > hi:
            xs[i] = hi
    return xs


# deskcheck: rename_key({"a": 1}, "a", "b")
def rename_key(d: dict[str, int], old: str, new: str) -> dict[str, int]:
    if old in d:
        value = d.pop(old)
        d[new] = value
    return d


# deskcheck: grow(2, 5)
def grow(a: int, n: int) -> int:
    n = n % 6
    for i in range(n):
        a = a + i
    return a


# deskcheck: f5("Mixed Case")
def f5(s: str) -> str:
    t = s.lower()
    t = t.replace("a", "o")
    return t.strip()


# deskcheck: drop_last([1, 2, 3])
def drop_last(nums: list[int]) -> list[int]:
    if len(nums) > 1:
        last = nums.pop()
        nums[0] += last
    return nums


# deskcheck: label(3, "ab")
def label(n: int, name: str) -> str:
    if n > 10:
        kind = "big"
    elif n > 0:
        kind = "small"
    else:
        kind = "none"
    return name + ":" + kind


# deskcheck: f6("one two three")
def f6(text: str) -> int:
    words = text.split()
    count = 0
    for word in words:
        count += len(word)
    return count
