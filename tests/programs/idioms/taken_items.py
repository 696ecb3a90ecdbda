# deskcheck: x1(["ab", "c", "de", "c"])
def x1(words):
    shelves = {}
    for word in words:
        shelf = shelves.setdefault(len(word), [])
        if word not in shelf:
            shelf.insert(0, word)
    return shelves

# deskcheck: x2([[1, 2], [3, 4]], 1)
def x2(grid, i):
    row = grid[i]
    row[0] = 9
    row.append(len(grid))
    row = grid[0]
    row[1] -= 5
    return grid

# deskcheck: x3({"a": [1]})
def x3(groups):
    row = groups["a"]
    groups = {"b": [1]}
    row.append(2)
    return groups, row

# deskcheck: x4({"a": [1], "b": [2]})
def x4(groups):
    row = groups["a"]
    other = groups["a"]
    row.append(2)
    return groups, other

# deskcheck: x5({"a": [1], "b": [1]})
def x5(groups):
    row = groups["a"]
    groups.pop("a")
    row.append(2)
    return groups, row

# deskcheck: x6([[1], [2]])
def x6(rows):
    for k in range(2):
        row = rows[k]
        row.append(k)
        copy = rows[:]
        row.append(7)
    return rows, copy

# deskcheck: x7([[1], [2]])
def x7(rows):
    r = rows[0]
    rows[0] = [5]
    r.append(3)
    return rows, r

# deskcheck: x8([[1], [2]])
def x8(rows):
    r = rows[0]
    def drop():
        rows.clear()
        rows.append([1])
    drop()
    r.append(3)
    return rows, r

# deskcheck: x9([{"n": 1, "k": []}, {"n": 2, "k": [5]}])
def x9(items):
    first = items[0]
    first["n"] += 1
    first["k"].append(first["n"])
    last = items[-1]
    last["z"] = len(items)
    del last["n"]
    return items

# deskcheck: x10(3)
def x10(n):
    total = []
    for i in range(n):
        table = {"a": [0]}
        if i:
            row.append(i)
        row = table["a"]
        row.append(9)
        total.append(len(row))
    return total, table

# deskcheck: x11({"q": 10, "r": 25}, 5)
def x11(d, step):
    snapshot = d.copy()
    for key in d:
        d[key] -= step
    return {k: snapshot[k] - d[k] for k in d}

# deskcheck: x12([[1], [2]])
def x12(rows):
    r = rows[0]
    s = rows
    s.pop(0)
    r.append(3)
    return rows, r

GLOB = [[1], [2]]

def wipe():
    GLOB.clear()
    GLOB.append([1])

# deskcheck: x13([[1], [2]])
def x13(rows):
    r = rows[0]
    wipe()
    r.append(3)
    return rows, r
