"""A shopping basket: what the customer pays, with a discount for large orders."""

PRICES = {"tea": 4, "bread": 3, "honey": 9}


def total(basket, free_from=25):  # deskcheck: total({"tea": 2, "honey": 1})
    amount = 0
    for item, count in basket.items():
        price = PRICES[item]
        if count >= 2:
            price = price - 1
        amount += price * count
    if amount >= free_from:
        shipping = 0
    else:
        shipping = 5
    return amount + shipping
