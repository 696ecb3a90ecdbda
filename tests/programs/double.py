def double(x):  # deskcheck: double(4)
    y = x + x
    return y
