class Oops(ValueError):
    pass

class Quiet(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code

def risky(n):
    if n == 1:
        raise Oops("one")
    if n == 2:
        raise Quiet(7)
    if n == 3:
        return {}["k"]
    return n

# deskcheck: p1([0, 1, 2, 3])
def p1(ns):
    log = []
    for n in ns:
        try:
            log.append(risky(n))
        except (Oops, KeyError) as e:
            log.append(type(e).__name__)
        except Quiet as q:
            log.append(q.code)
        finally:
            log.append("f")
    return log

# deskcheck: p2(0)
def p2(n):
    try:
        try:
            1 / n
        except ZeroDivisionError as e:
            raise ValueError("inner") from e
    except ValueError as v:
        return str(v), v.__cause__ is not None

# deskcheck: p3("x")
def p3(s):
    try:
        int(s)
    except ValueError as e:
        return str(e), repr(e), e.args

# deskcheck: p4([1])
def p4(xs):
    assert len(xs) > 1, f"only {len(xs)}"
    return xs

class Ctx:
    def __init__(self, log):
        self.log = log
    def __enter__(self):
        self.log.append("in")
        return self
    def __exit__(self, *exc):
        self.log.append("out")
        return True

# deskcheck: p5(1)
def p5(n):
    log = []
    with Ctx(log) as c:
        log.append(n)
        raise KeyError(n)
    return log

def twice(f):
    def wrapper(*args, **kw):
        return f(*args, **kw) * 2
    return wrapper

@twice
def base(x, y=1):
    return x + y

# deskcheck: p6(3)
def p6(n):
    return base(n), base(n, y=2)

# deskcheck: p7(3)
def p7(n):
    def gen():
        got = 0
        while got < n:
            got += 1
            yield got
        return "end"
    total = 0
    for x in gen():
        total += x
    return total, sum(gen()), [*gen()], list(zip(gen(), "ab"))

class Acc:
    count = 0
    def __init__(self):
        Acc.count += 1
        self.vals = {}
    def put(self, k, v=None):
        self.vals[k] = v
        return self
    def __getitem__(self, k):
        return self.vals[k]
    def __contains__(self, k):
        return k in self.vals
    def __iter__(self):
        return iter(self.vals)
    def __repr__(self):
        return f"Acc({self.vals})"

# deskcheck: p8(2)
def p8(n):
    a = Acc().put("x", n).put("y")
    b = Acc()
    out = [k for k in a], a["x"], "z" in a, Acc.count, repr(b)
    return out

# deskcheck: p9([3, 1, 2])
def p9(xs):
    import heapq
    h = []
    for x in xs:
        heapq.heappush(h, (x, str(x)))
    first = heapq.heappop(h)
    return first, h, heapq.nlargest(2, xs)

# deskcheck: p10("a1b22")
def p10(s):
    import re
    nums = re.findall(r"\d+", s)
    t = re.sub(r"\d", "#", s)
    m = re.search(r"b(\d)", s)
    return nums, t, m.group(1) if m else None, m.start()

# deskcheck: p11(3)
def p11(n):
    x = y = z = n
    x, y = y + 1, x - 1
    z -= x if x > y else -y
    n = n if n else z
    a = b, c = (x, y)
    return x, y, z, a, b, c

# deskcheck: p12([1, 2, 3])
def p12(xs):
    i = 0
    while i < len(xs):
        if xs[i] == 2:
            xs.insert(i, 9)
            i += 1
        i += 1
        if len(xs) > 6:
            break
    else:
        xs.append("done")
    return xs, i

# deskcheck: p13({"b": [2, 1]})
def p13(d):
    for k, v in list(d.items()):
        d[k.upper()] = sorted(v)
        v.sort(reverse=True)
        del d[k]
    return d

# deskcheck: p14("ab")
def p14(s):
    r = ""
    for i, c in enumerate(s):
        for j in range(i, len(s)):
            r += c if j % 2 else c.upper()
            if len(r) > 2:
                return r, i, j
    return r

# deskcheck: p15([4, 2])
def p15(xs):
    a, b = xs
    c = a if a > b else b
    xs[:] = [c] * 3
    xs[1:2] = "pq"
    xs[len(xs):] = [a, b]
    xs[::2] = [0] * len(xs[::2])
    return xs

# deskcheck: p16(5)
def p16(n, *, seen=None):
    seen = seen or set()
    seen.add(n % 3)
    if n == 0:
        return seen
    return p16(n - 1, seen=seen)

# deskcheck: p17([1, [2, [3]]])
def p17(x):
    if isinstance(x, list):
        return sum(map(p17, x))
    return x

# deskcheck: p18(12)
def p18(n):
    s = 0
    while n and not (n % 2 and s > 3):
        n, s = n // 2, s + n % 2
    return n, s
class AppError(Exception):
    """Base."""

class NotFound(AppError, ):
    pass

class Bad(NotFound):
    ...

class Odd(ValueError):
    def __str__(self):
        return "odd!"

def find(d, k):
    if k not in d:
        raise NotFound(f"no {k}")
    if d[k] < 0:
        raise Bad(k, d[k])
    return d[k]

# deskcheck: q1({"a": 1, "b": -1}, ["a", "b", "c"])
def q1(d, ks):
    out = []
    for k in ks:
        try:
            out.append(find(d, k))
        except Bad:
            out.append("bad")
        except AppError as e:
            out.append("missing")
    return out

# deskcheck: q2({}, "z")
def q2(d, k):
    return find(d, k)

# deskcheck: q3(1)
def q3(n):
    try:
        raise Odd("x")
    except ValueError as e:
        return str(e)

# deskcheck: q4(1)
def q4(n):
    try:
        raise NotFound
    except (KeyError, AppError) as e:
        n += 1
    return n
