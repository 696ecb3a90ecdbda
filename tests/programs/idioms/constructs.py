class C:
    total = 0
    def __init__(self, n):
        self.n = n
        self.log = []
    def inc(self, by=1):
        self.n += by
        return self.n
    def add(self, x):
        self.log.append(x)
    @property
    def double(self):
        return self.n * 2
    @classmethod
    def make(cls, n):
        cls.total += 1
        return cls(n)
    @staticmethod
    def plus(a, b):
        return a + b
    def __eq__(self, other):
        return self.n == other.n
    def __len__(self):
        return self.n

# deskcheck: k1(2)
def k1(n):
    c = C(n)
    a = c.inc() + c.inc(3)
    return a, c.n

# deskcheck: k2(2)
def k2(n):
    c = C(n)
    d = c
    d.inc()
    return c.n, c is d, c == d

# deskcheck: k3(2)
def k3(n):
    c = C.make(n)
    return C.total, c.double, C.plus(1, 2)

# deskcheck: k4(2)
def k4(n):
    c = C(n)
    if c:
        n += len(c)
    return n

# deskcheck: k5([1])
def k5(xs, acc=[]):
    acc += xs
    return acc

# deskcheck: k6([1, 2])
def k6(xs):
    ys = xs
    ys += [3]
    zs = ys + [4]
    xs[0] = 9
    return xs, ys, zs

# deskcheck: k7([[1], [2]])
def k7(xs):
    a = xs[0]
    a.append(5)
    b = list(xs)
    b[1].append(6)
    b.append([7])
    return xs, b

# deskcheck: k8(3)
def k8(n):
    try:
        if n > 2:
            raise ValueError("big")
        return 1
    except ValueError as e:
        msg = str(e)
        n = len(msg)
    finally:
        n += 10
    return n, msg

# deskcheck: k9(3)
def k9(n):
    for i in range(n):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            n += 1
    else:
        n = 100
    return n

# deskcheck: k10("abc")
def k10(s):
    if (m := len(s)) > 2 and (t := s.upper()):
        return m, t
    return None

# deskcheck: k11({"a": 1})
def k11(d):
    e = d
    d = {**d, "b": 2}
    e["c"] = 3
    d.update(e, z=4)
    return d, e

# deskcheck: k12([3, 1, 2])
def k12(xs):
    ys = sorted(xs)
    xs.sort(reverse=True)
    x, *y = xs
    y[0], x = x, y[0]
    return xs, ys, x, y

# deskcheck: k13(5)
def k13(n):
    def fact(k):
        if k <= 1:
            return 1
        return k * fact(k - 1)
    return fact(n)

# deskcheck: k14([1, 2, 3])
def k14(xs):
    g = (x * 2 for x in xs)
    a = next(g)
    xs.append(9)
    return a, list(g)

# deskcheck: k15("a-b_c")
def k15(s):
    for old, new in (("-", " "), ("_", ".")):
        s = s.replace(old, new)
    return s.title()

# deskcheck: k16(7)
def k16(n):
    match n % 3:
        case 0:
            return "zero"
        case 1 | 2 as r:
            return f"r{r}"

# deskcheck: k17([1, 2])
def k17(xs, *more, key=None, **kw):
    more = more + tuple(xs)
    kw["k"] = key
    return more, kw

def helper(xs):
    xs.append(len(xs))
    return xs

# deskcheck: k18([1])
def k18(xs):
    ys = helper(xs)
    zs = helper(ys) + helper([0])
    return xs, ys, zs

# deskcheck: k19([1, 2, 3, 4])
def k19(xs):
    for x in xs:
        if x % 2 == 0:
            xs.remove(x)
    return xs

# deskcheck: k20([1, 2, 3])
def k20(xs):
    total = 0
    while xs and total < 4:
        total += xs.pop(0)
    else:
        total = -total
    return total, xs

# deskcheck: k21(3)
def k21(n):
    rows = [[0] * 2] * n
    rows[0][1] = 5
    return rows

# deskcheck: k22("x")
def k22(s):
    d = dict.fromkeys("ab", [])
    d["a"].append(s)
    return d

# deskcheck: k23(2)
def k23(n):
    a = b = []
    a.append(n)
    c = a[:]
    c.append(1)
    return a, b, c

class Node:
    def __init__(self, val, nxt=None):
        self.val = val
        self.nxt = nxt

# deskcheck: k24([1, 2])
def k24(xs):
    head = None
    for x in reversed(xs):
        head = Node(x, head)
    out = []
    while head:
        out.append(head.val)
        head = head.nxt
    return out

class Base:
    def name(self):
        return "base"
    def hi(self):
        return "hi " + self.name()

class Kid(Base):
    def name(self):
        return "kid+" + super().name()

# deskcheck: k25(1)
def k25(n):
    return Kid().hi(), Base().hi()

# deskcheck: k26([1, 2, 3])
def k26(xs):
    del xs[0], xs[-1]
    xs[1:1] = [7, 8]
    xs *= 2
    return xs

# deskcheck: k27(b"ab")
def k27(b):
    return b[0], b.hex(), bytes(reversed(b))

# deskcheck: k28(2.5)
def k28(x):
    y = x // 1
    z = round(x), int(-x), x % 1, -7 // 2, -7 % 3
    return y, z, 0.1 + 0.2, 1e16, 10 ** 20, 2 ** -1

# deskcheck: k29("tEst")
def k29(s):
    return s.swapcase(), s.center(9, "*"), s.find("z"), "%s-%03d" % (s, 7), "{:>6}|{!r}".format(s, s), f"{len(s):b}"

# deskcheck: k30([3, None, "a"])
def k30(xs):
    try:
        return sorted(xs)
    except TypeError as err:
        return type(err).__name__

# deskcheck: k31({"b": 1, "a": 2})
def k31(d):
    for k in sorted(d):
        d[k] += 1
    x = d.popitem()
    d.setdefault("z", []).append(x)
    return d

# deskcheck: k32((1, [2]))
def k32(t):
    t[1].append(3)
    try:
        t[1] += [4]
    except TypeError:
        pass
    return t

# deskcheck: s1([1, 2, 3], 0)
def s1(xs, i):
    i, xs[i] = 1, 9
    xs[i], i = i, xs[i]
    return xs, i

# deskcheck: s2([1, 2, 3])
def s2(xs):
    ys = xs
    xs[0], xs[1] = xs[1], xs[0]
    return xs, ys

# deskcheck: s3([[1], [2]])
def s3(xs):
    xs[0], xs[1] = xs[1], xs[0]
    xs[0].append(5)
    return xs

# deskcheck: s4([1, 2])
def s4(xs):
    try:
        xs[0], xs[9] = 7, 8
    except IndexError:
        pass
    return xs

# deskcheck: s5({"a": 1, "b": 2})
def s5(d):
    d["a"], d["b"] = d["b"], d["a"]
    d["c"] = d["a"] = 5
    (d["x"], y), z = (1, 2), 3
    return d, y, z

# deskcheck: s6(4)
def s6(n):
    xs = [0] * n
    xs[0] = xs[-1] = 1
    a = xs[1] = 7
    xs[0], *rest = 5, 6
    return xs, a

# deskcheck: s7([3, 1])
def s7(stack):
    out = []
    while stack:
        if not stack or stack.pop() > 2:
            out.append("big")
        elif len(stack) > 0 and stack.pop():
            out.append("x")
        else:
            out.append("small")
    return out

# deskcheck: s8([])
def s8(stack):
    x = not stack or stack.pop()
    y = stack or stack.append(1)
    z = not stack and stack.pop() or stack
    return x, y, z

# deskcheck: s9("ab", [0, 0])
def s9(s, xs):
    xs[0], xs[1] = s
    xs[0] = xs[1] = []
    xs[0].append(1)
    return xs

# deskcheck: s10([[0, 0], [0, 0]])
def s10(m):
    r = m[0]
    m[0][1], m[1][0] = 5, 6
    r[0], m[0][0] = m[0][0], 3
    return m, r
# deskcheck: u1([1, [2]], {"a": [1]})
def u1(xs, d):
    ys = [*xs, 3]
    ys[1].append(9)
    e = {**d, "b": 2, **{"c": 3, "a": 0}}
    f = {**d}
    f["a"].append(5)
    t = (0, *ys, *"ab")
    return xs, ys, d, e, f, t

# deskcheck: u2([1, 2], {"a": 1})
def u2(xs, d):
    ys = [*xs]
    ys.append(3)
    zs = [0, *map(str, xs), *range(2), *(x * 2 for x in xs)]
    e = {**d, "k": [*xs]}
    e["k"].append(4)
    e["a"] += 1
    return xs, ys, zs, d, e

# deskcheck: u3([3, 4])
def u3(xs):
    a, b = [*xs]
    try:
        c = {**xs}
    except TypeError as err:
        c = str(err)
    try:
        d = [*5]
    except TypeError as err:
        d = str(err)
    return a, b, c, d
# deskcheck: v1([1, 2, 3, 4, 5, 6], 2)
def v1(xs, i):
    del xs[0], xs[-1]
    del xs[i]
    del xs[::2]
    ys = [[1, 2], [3]]
    del ys[0][1], ys[1]
    d = {"a": 1, "b": 2}
    del d["a"]
    return xs, ys, d

# deskcheck: v2({"a": 1})
def v2(d):
    try:
        del d["q"]
    except KeyError as e:
        k = e.args[0]
    xs = [1]
    try:
        del xs[0], xs[5]
    except IndexError as e:
        msg = str(e)
    try:
        del xs[0]
    except IndexError as e:
        msg = str(e)
    return d, xs

# deskcheck: v3([[1], [1]])
def v3(rows):
    a = rows[0]
    del a[0]
    b = rows
    del b[1:]
    return rows, a

# deskcheck: v4({"a": [1]}, "c")
def v4(groups, key):
    groups.setdefault(key, []).append(len(groups))
    groups.setdefault("a", []).append(sum(map(len, groups.values())))
    groups.setdefault("z", [])
    groups["z"].append(len(groups))
    return groups

# deskcheck: v5("Mercury")
def v5(code):
    a = f"{code:=^9}"
    b = f"{code!r:>{len(code) + 4}}"
    return a, b
