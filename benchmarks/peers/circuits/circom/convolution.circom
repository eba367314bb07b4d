pragma circom 2.1.0;

// A 3x3 convolution of the shape that ZkStyle's decoders have: int8 weights fixed in the circuit, 32-bit
// accumulators, requantization by 2^16 and a clamp to 0..127. The input comes with its border, so every
// output has all nine taps. The functions weight(), multiplier() and offset() are written beside this file.

template Bits(n) {
    signal input value;
    signal bits[n];
    var sum = 0;
    for (var i = 0; i < n; i++) {
        bits[i] <-- (value >> i) & 1;
        bits[i] * (1 - bits[i]) === 0;
        sum += bits[i] * (1 << i);
    }
    value === sum;
}

template Requantize() {
    signal input sum;
    signal output value;
    signal q;
    signal rem;
    signal below;
    signal above;
    var product = sum * multiplier() + offset();

    // Adding 2^46, a multiple of 2^16, makes the number non-negative for its split.
    q <-- ((product + (1 << 46)) >> 16) - (1 << 30);
    rem <-- (product + (1 << 46)) & 65535;
    below <-- q < 0;
    above <-- q > 127;
    product === q * 65536 + rem;
    component remBits = Bits(16);
    remBits.value <== rem;
    below * (1 - below) === 0;
    above * (1 - above) === 0;

    // Each of the two is in range for one value of its flag alone.
    component low = Bits(14);
    low.value <== q - below * (2 * q + 1);
    component high = Bits(14);
    high.value <== 127 - q + above * (2 * q - 255);
    signal kept;
    kept <== q - below * q;
    value <== kept + above * (127 - q);
}

template Convolution(inputs, outputs, side) {
    var line = side + 2;
    signal input in[inputs][line][line];
    signal output digest;
    component bytes[inputs][line][line];
    component requantized[outputs][side][side];
    var digestSum = 0;
    for (var i = 0; i < inputs; i++) {
        for (var y = 0; y < line; y++) {
            for (var x = 0; x < line; x++) {
                bytes[i][y][x] = Bits(8);
                bytes[i][y][x].value <== in[i][y][x];
            }
        }
    }
    for (var o = 0; o < outputs; o++) {
        for (var y = 0; y < side; y++) {
            for (var x = 0; x < side; x++) {
                var accumulator = 0;
                for (var i = 0; i < inputs; i++) {
                    for (var a = 0; a < 3; a++) {
                        for (var b = 0; b < 3; b++) {
                            accumulator += weight((o * inputs + i) * 9 + a * 3 + b) * in[i][y + a][x + b];
                        }
                    }
                }
                requantized[o][y][x] = Requantize();
                requantized[o][y][x].sum <== accumulator;
                digestSum += requantized[o][y][x].value;
            }
        }
    }
    digest <== digestSum;
}
