LIMIT = 3
NAMES = ["a", "b"]
TABLE = {"x": 1}

def bump():
    NAMES.append("c")
    return len(NAMES)

# deskcheck: m1(1)
def m1(n):
    k = bump()
    return NAMES, k

# deskcheck: m2(1)
def m2(n):
    TABLE["y"] = n
    return TABLE, LIMIT

# deskcheck: m3({"a": 1, "b": 2})
def m3(d):
    try:
        for k in d:
            d[k + k] = 1
    except RuntimeError as e:
        return str(e)

# deskcheck: m4(3)
def m4(n):
    try:
        return n
    finally:
        n = 10
        print(n)

# deskcheck: m5(3)
def m5(n):
    try:
        return n
    finally:
        return n + 1

# deskcheck: m6(0)
def m6(n):
    try:
        x = 1 // n
    except ZeroDivisionError:
        x = -1
    else:
        x = 5
    finally:
        n = 9
    return x, n

# deskcheck: m7(True)
def m7(flag):
    if not flag:
        y = 1
    try:
        return y
    except UnboundLocalError as e:
        return "unbound"

# deskcheck: m8([1, 2])
def m8(xs):
    x = xs
    del x
    try:
        x
    except NameError as err:
        return type(err) is UnboundLocalError

# deskcheck: m9([3, 1, 2])
def m9(list):
    max = 5
    list.append(max)
    return list, max

# deskcheck: m10("abc")
def m10(s):
    len = lambda t: 99
    return len(s)

# deskcheck: m11([("b", 1), ("a", 1), ("c", 0)])
def m11(ps):
    ps.sort(key=lambda p: p[1])
    return ps, sorted(ps, key=lambda p: p[0], reverse=True), min(ps, key=lambda p: -p[1])

# deskcheck: m12(10)
def m12(n):
    return [x for x in range(n) if x % 2 if x > 2], {x % 3 for x in range(n)}, [(i, j) for i in range(2) for j in range(i)]

# deskcheck: m13([1, 2, 3, 4])
def m13(xs):
    return xs[::-2], xs[-3:-1], xs[5:], xs[1:10:2], xs[-1:0:-1], xs[:-5]

# deskcheck: m14(1, 2)
def m14(a, b):
    return a < b < 3, a == 1 != b, 1 < a < b, a and b, not a or b, a if b > 5 else b

# deskcheck: m15([0, "x", None, [], 2])
def m15(xs):
    return [bool(x) for x in xs], any(xs), all(xs), [x or "d" for x in xs]

# deskcheck: m16("Straße ǅ İ")
def m16(s):
    return s.upper(), s.lower(), s.casefold(), s.title(), len(s.lower()), s[::-1]

# deskcheck: m17(1000000007)
def m17(p):
    x = pow(3, p - 2, p)
    return x, 2 ** 100 % 97, -5 // 3, -5 % 3, divmod(-7, 2), 7 // -2, int("-12"), int("ff", 16), round(2.5), round(-1.5), round(2.675, 2)

# deskcheck: m18("1,2;3")
def m18(s):
    a, b = s.split(";", 1)
    nums = [*map(int, a.split(","))]
    total = sum(nums, int(b))
    try:
        c, d, e = nums
    except ValueError as err:
        return str(err), total

# deskcheck: m19([1, 2, 3])
def m19(xs):
    ys = xs[:]
    for i, x in enumerate(xs):
        if i < 2:
            ys.insert(i, x * 10)
        xs[i] = ys[i]
    return xs, ys

# deskcheck: m20([5, 6])
def m20(xs):
    it = enumerate(xs, start=1)
    out = list(it)
    return out, list(it)

# deskcheck: m21(["a", "b"])
def m21(keys):
    d = dict.fromkeys(keys, 0)
    for k in list(d):
        if k == "a":
            del d[k]
        else:
            d[k] += 1
    d |= {"z": 1}
    return d, d.get("q"), d.pop("z"), list(d)

# deskcheck: m22({"k": [1, 2]})
def m22(d):
    v = d["k"]
    v = v + [3]
    w = d["k"]
    w += [4]
    return d, v, w

# deskcheck: m23([[1, 2], [3]])
def m23(m):
    flat = [x for r in m for x in r]
    copy = [r[:] for r in m]
    copy[0][0] = 99
    m[1] = flat
    flat.append(7)
    return m, copy, flat

# deskcheck: m24(4)
def m24(n):
    out = []
    while True:
        n -= 1
        if n == 2:
            continue
        if n < 0:
            break
        out.append(n)
    return out

# deskcheck: m25("hello")
def m25(s):
    t = tuple(s)
    a, *_, z = t
    return t.count("l"), t.index("o"), a + z, t + (1,), t * 0, (s,) == ("hello",), sorted(t) == list(t)

# deskcheck: m26([1.5, 2])
def m26(xs):
    s = sum(xs) / len(xs)
    return f"{s:.2f}", f"{s!r:>8}", f"{xs}", "{0[0]:05.1f}|{1:+d}".format(xs, 3), "%5.1f%%" % s, str(1e22), 0.1 * 3

# deskcheck: m27([2, 1])
def m27(xs):
    a = xs
    b = xs.copy()
    a.sort()
    b.extend(a)
    c = a is xs, b is xs, a == xs
    a = a + b
    return xs, a, b, c

# deskcheck: m28(3)
def m28(n):
    total = 0
    for i in range(n):
        for j in range(n):
            if j == i:
                break
            if (i + j) % 2:
                continue
            total += i * j
        else:
            total += 100
    return total, i, j

# deskcheck: m29("a,b")
def m29(s, sep=",", *, up=False):
    parts = s.split(sep)
    if up:
        parts = [p.upper() for p in parts]
    return sep.join(parts), parts

def opt(xs=[]):
    xs.append(1)
    return xs

# deskcheck: m30(1)
def m30(n):
    a = opt()
    b = opt()
    return a, b, a is b

def rec(n, acc):
    if n == 0:
        return acc
    acc.append(n)
    return rec(n - 1, acc)

# deskcheck: m31(2)
def m31(n):
    base = []
    out = rec(n, base)
    return out, base, out is base

def pair(x):
    return x, [x]

# deskcheck: m32(2)
def m32(n):
    a, b = pair(n)
    c = pair(n)[1]
    c.append(a)
    b += c
    return a, b, c

def swap(d, k):
    d[k], old = k, d.get(k)
    return old

# deskcheck: m33({"a": 1})
def m33(d):
    e = {"in": d}
    old = swap(d, "a")
    return d, e, old
