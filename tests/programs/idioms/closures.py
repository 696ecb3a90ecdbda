# deskcheck: h1("x")
def h1(s):
    def inner():
        nonlocal s
        s += "y"
        return s
    x = inner()
    return s, x

# deskcheck: h2([1])
def h2(xs):
    def add(v):
        xs.append(v)
        return len(xs)
    t = add(5) + add(6)
    return xs, t

# deskcheck: h3([1])
def h3(xs):
    def add(v):
        xs.append(v)
        return xs
    return add(5) + add(6)

# deskcheck: h4(2)
def h4(n):
    calls = 0
    def tick():
        nonlocal calls
        calls += 1
        return calls
    total = [tick() for _ in range(n)]
    return total, calls

# deskcheck: h5(2)
def h5(n):
    def outer():
        def inner():
            nonlocal n
            n *= 2
            return n
        return inner() + n
    r = outer()
    return r, n

# deskcheck: h6(3)
def h6(n):
    f = lambda k: k + n
    a = f(1)
    n = 10
    b = f(1)
    return a, b

# deskcheck: h7(3)
def h7(n):
    fs = []
    for i in range(n):
        def g():
            return i
        fs.append(g)
    return [g() for g in fs]

# deskcheck: h8(3)
def h8(n):
    if n > 2 and (lambda: n > 1)():
        n -= 1
    return n

# deskcheck: h9([3, 4])
def h9(xs):
    def first():
        return xs[0]
    xs[0] = first() + 1
    y = first()
    xs = [9]
    return first(), y

# deskcheck: h10(2)
def h10(n):
    def a():
        nonlocal n
        n = n + 1
        return n
    while a() < 5:
        pass
    return n

# deskcheck: h11(2)
def h11(n):
    def a():
        nonlocal n
        n += 1
    a()
    a()
    return n

# deskcheck: h12({"k": 1})
def h12(d):
    def put(k):
        d[k] = len(d)
    for c in "ab":
        put(c)
    return d

X = 5
# deskcheck: h13(2)
def h13(n):
    global X
    X = n
    y = X + 1
    X += 1
    return X, y

# deskcheck: h14(2)
def h14(n):
    return X + n

# deskcheck: h15(2)
def h15(n):
    def setx():
        global X
        X = n
        return X
    return setx() + X

# deskcheck: h16([2, 1])
def h16(xs):
    def key(v):
        seen.append(v)
        return v
    seen = []
    ys = sorted(xs, key=key)
    return ys, seen
