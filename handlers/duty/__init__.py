"""The reporter's own duty under the law: whom to call, two clocks, the written report, the receipt."""
