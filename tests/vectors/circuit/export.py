"""Writes small-decoder.json from the field-level prototype of docs/protocol.md (modules core and proto).

    PYTHONPATH=<folder of the prototype> python3 export.py > small-decoder.json
"""
import json
import math
import random

import core
import proto


def signed(value):
    return value - core.P if value > core.P // 2 else value


def layer(circuit, t):
    tensor, products, top = circuit.T[t], circuit.Wt[t], len(circuit.T) - 1
    outputs = list(range(tensor.C))
    if t == top:
        # The prototype's image channel c is public plane C-1-c; here tensor channels are the planes.
        outputs.reverse()
    multipliers = [math.gcd(*(v for channel in products[o] for line in channel for v in line)) for o in outputs]
    weights = [v // m for o, m in zip(outputs, multipliers) for channel in products[o] for line in channel for v in line]
    assert max(abs(w) for w in weights) <= 127
    return {
        "outputChannels": tensor.C, "upsample": tensor.up, "image": t == top, "weights": weights,
        "multipliers": multipliers, "offsets": [tensor.B[o] for o in outputs], "lowest": tensor.qlo, "highest": tensor.qhi,
    }


def main():
    circuit = proto.build()
    draw = random.Random(5)
    latent = [[[draw.randint(0, 255) for _ in range(4)] for _ in range(4)] for _ in range(4)]
    k, rem, x, image = proto.witness1(circuit, latent)
    mult, missing = proto.mults(circuit, k, rem, x)
    assert missing == 0
    r, v = proto.H("vector", "r"), proto.H("vector", "v")
    scalars = proto.consts(circuit, r, v)
    h, hx, hw = proto.round2(circuit, scalars, k, rem, x)
    image_value, latent_value = proto.public_values(circuit, scalars, image, latent)
    assert h[0] == latent_value and hx[circuit.row_e - 1] == image_value

    used = range(circuit.row_img, circuit.n)
    ends = [j for j in used if j + 1 == circuit.n or circuit.rows[j][5] != circuit.rows[j + 1][5]
            or circuit.rows[j][4] != circuit.rows[j + 1][4]]
    packing = []
    for j in range(circuit.row_img, circuit.row_e):
        taps = tuple(column[j] for column in circuit.w)
        packing.append({(1, 0, 0): "1", (core.inv(256), 0, 0): "b", (0, pow(256, 30, core.P), 0): "w"}[taps])
    document = {
        "shift": circuit.SH, "logSize": circuit.n.bit_length() - 1, "zeroReach": circuit.qr,
        "tags": [circuit.Z0] + [circuit.tag[t] for t in range(1, len(circuit.T))] + [circuit.tag[0]],
        "latentShape": [circuit.T[0].C, circuit.T[0].H, circuit.T[0].W],
        "latent": [b for channel in latent for line in channel for b in line],
        "layers": [layer(circuit, t) for t in range(1, len(circuit.T))],
        "usedRows": circuit.used, "paddingRows": circuit.pad, "firstImageRow": circuit.row_img, "rowAfterImage": circuit.row_e,
        "channelCount": circuit.N, "kernelStride": circuit.A, "lineStride": circuit.S, "tableRows": circuit.tabrows,
        "codes": "".join("P" if j == circuit.row_e else circuit.rows[j][0] for j in used),
        "kappa": [circuit.rows[j][1] for j in used],
        "y": [circuit.rows[j][2] for j in used],
        "x": [circuit.rows[j][3] for j in used],
        "offset": [signed(circuit.BT[j]) for j in used],
        "upsample": "".join(str(circuit.U[j]) for j in used),
        "boundary": "".join(str(circuit.kb[j]) for j in used),
        "packing": "".join(packing),
        "taps": [[j] + [signed(column[j]) for column in circuit.w]
                 for j in range(circuit.row_e, circuit.n) if any(column[j] for column in circuit.w)],
        "sparseRows": sorted(scalars.sp),
        "sparse": [format(scalars.sp[j], "064x") for j in sorted(scalars.sp)],
        "table": [[j, circuit.T1[j], signed(circuit.T2[j])] for j in range(1 << circuit.SH, circuit.tabrows)],
        "quotients": [k[j] for j in used], "remainders": [rem[j] for j in used], "activations": [x[j] for j in used],
        "multiplicities": [[j, m] for j, m in enumerate(mult) if m],
        "image": image,
        "r": format(r, "064x"), "v": format(v, "064x"),
        "latentValue": format(latent_value, "064x"), "imageValue": format(image_value, "064x"),
        "channelEnds": [[j] + [format(column[j], "064x") for column in (h, hx, hw)] for j in ends],
    }
    print("{")
    print(",\n".join(f"  {json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in document.items()))
    print("}")


main()
