pragma circom 2.1.0;

// A gate a step: squares of field elements, none of them small.
template Chain(steps) {
    signal input x;
    signal output y;
    signal values[steps + 1];
    values[0] <== x;
    for (var i = 0; i < steps; i++) {
        values[i + 1] <== values[i] * values[i];
    }
    y <== values[steps];
}
