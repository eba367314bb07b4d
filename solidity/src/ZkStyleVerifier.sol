// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IZkStyleVerifier} from "./interfaces/IZkStyleVerifier.sol";

// Generated from the constraint system "zkstyle int8 decoder"; a test compares this file with the generator's output.

/// @title Verifier of the constraint system "zkstyle int8 decoder"
/// @notice One contract for all keys of the system: a key is a data contract, whose code is a zero byte followed by
/// the key's bytes. Gates, rounds and verification steps carry their numbers in docs/protocol.md.
/// @dev A key says what is proven, so whoever relies on this contract chooses the key. Its constants (omega, 1/n and
/// other words that follow from n) are taken as they are: isKey checks them, once, where a key is registered.
/// Nothing here writes storage or calls anything but precompiled contracts.
contract ZkStyleVerifier is IZkStyleVerifier {
    /// @dev Selector of InsufficientGas.
    uint256 private constant INSUFFICIENT_GAS = 0x1c26714c;
    /// @dev The order of the groups; the scalar field's modulus.
    uint256 private constant P = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    /// @dev The base field's modulus: coordinates are below it.
    uint256 private constant Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;
    /// @dev The first word of a key: "ZkStyle verifying key v1", zero bytes on the right.
    uint256 private constant KEY_HEADER = 0x5a6b5374796c6520766572696679696e67206b65792076310000000000000000;
    /// @dev Digest of the constraint system's canonical text: the second word of a key.
    uint256 private constant SYSTEM_DIGEST = 0xa3d52eedf98189851c0c5e0bbc3a4365beea0748bb8e5bb4e768ab27e2602d38;
    /// @dev Bytes of a key whose sparse columns have no entries.
    uint256 private constant KEY_MINIMUM_LENGTH = 1632;
    /// @dev A root of unity of order 2^28 in the scalar field: 5^((p - 1) / 2^28).
    uint256 private constant ROOT_OF_UNITY = 0x2a3c09f0a58a7e8500e0a7eb8ef62abc402d111e41112ed49bd61b6e725b19f0;
    /// @dev keccak256("ZkStyle PLONK v2"), the transcript's first state.
    uint256 private constant TRANSCRIPT_LABEL = 0x67f9a369c1540a23deba5b598127ea5dc0b827e3228a119b4bcc4cb443909453;
    /// @dev keccak256("ZkStyle batch v1"), the first state of a batch's digest.
    uint256 private constant BATCH_LABEL = 0xe72d05fb586bdf4595b10ffdb059e8b89940a0863aa7b8d41f37221f61712b6d;
    /// @dev Bytes of a proof.
    uint256 private constant PROOF_LENGTH = 1536;
    /// @dev [1]_2, the generator of G2.
    uint256 private constant G2_X_IMAGINARY = 0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2;
    uint256 private constant G2_X_REAL = 0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed;
    uint256 private constant G2_Y_IMAGINARY = 0x90689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b;
    uint256 private constant G2_Y_REAL = 0x12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa;
    /// @dev What the pairing check may take (113,000 by EIP-1108), and what must be left before it: a call passes on
    /// at most 63/64 of the gas.
    uint256 private constant PAIRING_GAS = 160_000;
    uint256 private constant PAIRING_GAS_LIMIT = 163_000;

    // Memory. 0x00 to 0x7f are Solidity's: scratch space, the free pointer, the zero word. Then the frame, which is the
    // same for every key; one word that ends with the first byte of the key contract's code; the key; and two words for
    // each of the key's sparse entries. Every word is written before it is read: public inputs are hashed from SCRATCH
    // on before anything else is kept there.
    uint256 private constant ROUND_0 = 0x80; // label, key digest, context, digests of the public inputs
    uint256 private constant INPUT_LATENT = 0x120; // the latent: offset in calldata, length
    uint256 private constant INPUT_IMAGE = 0x160; // the image: offset in calldata, length
    uint256 private constant PROOF_OFFSET = 0x1a0; // the proof's offset in calldata
    uint256 private constant SCRATCH = 0x1c0; // where public inputs are hashed, before anything else is kept from here on
    uint256 private constant ROUND_1 = 0x1c0; // the state before (R1), then:
    uint256 private constant POINT_K = 0x1e0; // [k]
    uint256 private constant POINT_REM = 0x220; // [rem]
    uint256 private constant POINT_X = 0x260; // [x]
    uint256 private constant POINT_MULT = 0x2a0; // [mult]
    uint256 private constant ROUND_2 = 0x2e0; // the state before (R2), then:
    uint256 private constant POINT_H = 0x300; // [h]
    uint256 private constant POINT_HX = 0x340; // [hx]
    uint256 private constant POINT_HW = 0x380; // [hw]
    uint256 private constant ROUND_3 = 0x3c0; // the state before (R3), then:
    uint256 private constant POINT_PHI = 0x3e0; // [phi]
    uint256 private constant ROUND_4 = 0x420; // the state before (R4), then:
    uint256 private constant POINT_T0 = 0x440; // [t0]
    uint256 private constant POINT_T1 = 0x480; // [t1]
    uint256 private constant POINT_T2 = 0x4c0; // [t2]
    uint256 private constant ROUND_5 = 0x500; // the state before (R5), then:
    uint256 private constant EVAL_BT = 0x520; // BT@0
    uint256 private constant EVAL_T1 = 0x540; // T1@0
    uint256 private constant EVAL_T2 = 0x560; // T2@0
    uint256 private constant EVAL_W0 = 0x580; // w0@0
    uint256 private constant EVAL_W1 = 0x5a0; // w1@0
    uint256 private constant EVAL_W2 = 0x5c0; // w2@0
    uint256 private constant EVAL_DX = 0x5e0; // dx@0
    uint256 private constant EVAL_DY = 0x600; // dy@0
    uint256 private constant EVAL_U = 0x620; // U@0
    uint256 private constant EVAL_KB = 0x640; // kb@0
    uint256 private constant EVAL_K = 0x660; // k@0
    uint256 private constant EVAL_REM = 0x680; // rem@0
    uint256 private constant EVAL_X = 0x6a0; // x@0
    uint256 private constant EVAL_MULT = 0x6c0; // mult@0
    uint256 private constant EVAL_H = 0x6e0; // h@0
    uint256 private constant EVAL_H_PREVIOUS_1 = 0x700; // h@-1
    uint256 private constant EVAL_HX = 0x720; // hx@0
    uint256 private constant EVAL_HX_PREVIOUS_1 = 0x740; // hx@-1
    uint256 private constant EVAL_HW = 0x760; // hw@0
    uint256 private constant EVAL_HW_PREVIOUS_1 = 0x780; // hw@-1
    uint256 private constant EVAL_PHI = 0x7a0; // phi@0
    uint256 private constant EVAL_PHI_PREVIOUS_1 = 0x7c0; // phi@-1
    uint256 private constant ROUND_6 = 0x7e0; // the state before (R6), then:
    uint256 private constant POINT_W = 0x800; // [W]
    uint256 private constant ROUND_7 = 0x840; // the state before (R6), then:
    uint256 private constant POINT_W_ = 0x860; // [W']
    uint256 private constant CHALLENGE_R = 0x8a0; // challenge r
    uint256 private constant CHALLENGE_V = 0x8c0; // challenge v
    uint256 private constant CHALLENGE_THETA = 0x8e0; // challenge theta
    uint256 private constant CHALLENGE_BETA = 0x900; // challenge beta
    uint256 private constant CHALLENGE_ALPHA = 0x920; // challenge alpha
    uint256 private constant CHALLENGE_ZETA = 0x940; // challenge zeta
    uint256 private constant CHALLENGE_NU = 0x960; // challenge nu
    uint256 private constant CHALLENGE_MU = 0x980; // challenge mu
    uint256 private constant PAIRING = 0x9a0; // input of the pairing check
    uint256 private constant KEY_END = 0xb20; // the address behind the key
    uint256 private constant KEY_DIGEST = 0xb40; // Keccak-256 of the key
    uint256 private constant TAU_DIGEST = 0xb60; // Keccak-256 of a batch's [tau]_2
    uint256 private constant ENTRIES_L_0 = 0xb80; // address of the key's first entry of L_0, address behind the last
    uint256 private constant ENTRIES_L_E = 0xbc0; // address of the key's first entry of L_e, address behind the last
    uint256 private constant ENTRIES_SP = 0xc00; // address of the key's first entry of sp, address behind the last
    uint256 private constant MODEXP = 0xc40; // input of the modular exponentiation
    uint256 private constant ZETA_POWER = 0xd00; // zeta^n
    uint256 private constant VANISHING = 0xd20; // zeta^n - 1
    uint256 private constant ZETA_HERE = 0xd40; // zeta
    uint256 private constant ZETA_PREVIOUS_1 = 0xd60; // zeta omega^-1
    uint256 private constant MU_LESS_ZETA_HERE = 0xd80; // mu - zeta
    uint256 private constant MU_LESS_ZETA_PREVIOUS_1 = 0xda0; // mu - zeta omega^-1
    uint256 private constant EVAL_L_0 = 0xdc0; // L_0 at zeta
    uint256 private constant EVAL_L_E = 0xde0; // L_e at zeta
    uint256 private constant EVAL_SP = 0xe00; // sp at zeta
    uint256 private constant SCALAR_U = 0xe20; // scalar u
    uint256 private constant SCALAR_RV = 0xe40; // scalar rv
    uint256 private constant SCALAR_V_SQUARED = 0xe60; // scalar vSquared
    uint256 private constant SCALAR_SUM_OF_POINTS = 0xe80; // scalar sumOfPoints
    uint256 private constant SCALAR_EXTRA_PACKED = 0xea0; // scalar extraPacked
    uint256 private constant SCALAR_RV_INVERSE = 0xec0; // scalar rvInverse
    uint256 private constant SCALAR_R_INVERSE = 0xee0; // scalar rInverse
    uint256 private constant SCALAR_BOUNDARY_LESS_R = 0xf00; // scalar boundaryLessR
    uint256 private constant SCALAR_V_INVERSE = 0xf20; // scalar vInverse
    uint256 private constant SCALAR_HALF_DIFFERENCE_V = 0xf40; // scalar halfDifferenceV
    uint256 private constant SCALAR_HALF_SUM_V = 0xf60; // scalar halfSumV
    uint256 private constant SCALAR_U_INVERSE = 0xf80; // scalar uInverse
    uint256 private constant SCALAR_HALF_DIFFERENCE_U = 0xfa0; // scalar halfDifferenceU
    uint256 private constant SCALAR_HALF_SUM_U = 0xfc0; // scalar halfSumU
    uint256 private constant SCALAR_EXTRA_X = 0xfe0; // scalar extraX
    uint256 private constant SCALAR_EXTRA_XSQUARED = 0x1000; // scalar extraXSquared
    uint256 private constant SCALAR_EXTRA_Y = 0x1020; // scalar extraY
    uint256 private constant SCALAR_EXTRA_YSQUARED = 0x1040; // scalar extraYSquared
    uint256 private constant SCALAR_SPREAD_LESS_ONE = 0x1060; // scalar spreadLessOne
    uint256 private constant PUBLIC_IMAGE = 0x1080; // value of the image
    uint256 private constant PUBLIC_LATENT = 0x10a0; // value of the latent
    uint256 private constant GATE_SCALAR_1 = 0x10c0; // theta 256
    uint256 private constant GRID_LATENT = 0x10e0; // lines, cells, points of channels, lines and cells, channels per word, offset
    uint256 private constant LANES = 0x11c0; // bytes of some cells of a grid, on their way to words
    uint256 private constant INVERSES_1 = 0x14a0; // pairs: a value, which becomes its inverse, and the product of the values before it
    uint256 private constant EVAL_QUOTIENT = 0x1620; // the quotient's value at zeta that the gates demand
    uint256 private constant FACTOR_0 = 0x1640; // 1 over Z of zeta at mu
    uint256 private constant FACTOR_1 = 0x1660; // 1 over Z of zeta, zeta omega^-1 at mu
    uint256 private constant VALUES_0 = 0x1680; // evaluations at zeta, each combined by powers of nu
    uint256 private constant VALUES_1 = 0x16a0; // evaluations at zeta, zeta omega^-1, each combined by powers of nu
    uint256 private constant KEY_FACTORS = 0x16e0; // factors of the key's commitments, over all proofs of the key
    uint256 private constant CONSTANT = 0x1820; // the factor of -[1]
    uint256 private constant SUM = 0x1840; // the sum of F + mu W'; a term and its factor
    uint256 private constant OPENINGS = 0x18e0; // the sum of W'; a term and its factor
    uint256 private constant SUMS_END = 0x1980; // the address behind the sums
    uint256 private constant VALUE_0 = 0x1980; // an intermediate value
    uint256 private constant VALUE_1 = 0x19a0; // an intermediate value
    uint256 private constant VALUE_2 = 0x19c0; // an intermediate value
    uint256 private constant VALUE_3 = 0x19e0; // an intermediate value
    uint256 private constant VALUE_4 = 0x1a00; // an intermediate value
    uint256 private constant VALUE_5 = 0x1a20; // an intermediate value
    uint256 private constant VALUE_6 = 0x1a40; // an intermediate value
    uint256 private constant VALUE_7 = 0x1a60; // an intermediate value
    uint256 private constant VALUE_8 = 0x1a80; // an intermediate value
    uint256 private constant VALUE_9 = 0x1aa0; // an intermediate value
    uint256 private constant VALUE_10 = 0x1ac0; // an intermediate value
    uint256 private constant VALUE_11 = 0x1ae0; // an intermediate value
    uint256 private constant VALUE_12 = 0x1b00; // an intermediate value
    uint256 private constant VALUE_13 = 0x1b20; // an intermediate value
    uint256 private constant VALUE_14 = 0x1b40; // an intermediate value
    uint256 private constant VALUE_15 = 0x1b60; // an intermediate value
    uint256 private constant VALUE_16 = 0x1b80; // an intermediate value
    uint256 private constant VALUE_17 = 0x1ba0; // an intermediate value
    uint256 private constant VALUE_18 = 0x1bc0; // an intermediate value
    uint256 private constant VALUE_19 = 0x1be0; // an intermediate value
    uint256 private constant VALUE_20 = 0x1c00; // an intermediate value
    uint256 private constant VALUE_21 = 0x1c20; // an intermediate value
    uint256 private constant VALUE_22 = 0x1c40; // an intermediate value
    uint256 private constant VALUE_23 = 0x1c60; // an intermediate value
    uint256 private constant VALUE_24 = 0x1c80; // an intermediate value
    uint256 private constant VALUE_25 = 0x1ca0; // an intermediate value
    uint256 private constant VALUE_26 = 0x1cc0; // an intermediate value
    uint256 private constant VALUE_27 = 0x1ce0; // an intermediate value
    uint256 private constant KEY_MARK = 0x1d20; // mark of a key
    uint256 private constant KEY_SYSTEM = 0x1d40; // digest of the constraint system
    uint256 private constant KEY_SRS = 0x1d60; // digest of the SRS
    uint256 private constant KEY_CEREMONY = 0x1d80; // 0 for an unsafe SRS, 1 for one from a ceremony
    uint256 private constant KEY_LOG_SIZE = 0x1da0; // k = log2 n
    uint256 private constant KEY_SIZE_INVERSE = 0x1dc0; // 1/n
    uint256 private constant KEY_OMEGA = 0x1de0; // omega
    uint256 private constant KEY_OMEGA_PREVIOUS_1 = 0x1e00; // omega^-1
    uint256 private constant KEY_LINE_STRIDE = 0x1e20; // parameter LineStride
    uint256 private constant KEY_KERNEL_STRIDE_LESS_ONE = 0x1e40; // parameter KernelStrideLessOne
    uint256 private constant KEY_CHANNEL_COUNT = 0x1e60; // parameter ChannelCount
    uint256 private constant KEY_LATENT_CHANNELS = 0x1e80; // parameter LatentChannels
    uint256 private constant KEY_LATENT_HEIGHT = 0x1ea0; // parameter LatentHeight
    uint256 private constant KEY_LATENT_WIDTH = 0x1ec0; // parameter LatentWidth
    uint256 private constant KEY_LATENT_DOUBLING = 0x1ee0; // parameter LatentDoubling
    uint256 private constant KEY_IMAGE_CHANNELS = 0x1f00; // parameter ImageChannels
    uint256 private constant KEY_IMAGE_HEIGHT = 0x1f20; // parameter ImageHeight
    uint256 private constant KEY_IMAGE_WIDTH = 0x1f40; // parameter ImageWidth
    uint256 private constant KEY_FIRST_IMAGE_ROW = 0x1f60; // parameter FirstImageRow
    uint256 private constant KEY_ROW_AFTER_IMAGE = 0x1f80; // parameter RowAfterImage
    uint256 private constant KEY_SHIFT = 0x1fa0; // parameter Shift
    uint256 private constant KEY_WORD_LENGTH = 0x1fc0; // parameter WordLength
    uint256 private constant KEY_LATENT_LENGTH = 0x1fe0; // bytes of the latent
    uint256 private constant KEY_IMAGE_LENGTH = 0x2000; // bytes of the image
    uint256 private constant KEY_TAU = 0x2020; // [tau]_2
    uint256 private constant KEY_COMMITMENTS = 0x20a0; // commitments to the fixed columns
    uint256 private constant KEY_SPARSE = 0x2320; // per sparse column: the number of its entries; per entry row, omega^row and parameters

    /// @inheritdoc IZkStyleVerifier
    function verify(address key, bytes32 context, bytes calldata latent, bytes calldata image, bytes calldata proof)
        external
        view
        returns (bool valid)
    {
        _openFrame();
        assembly ("memory-safe") {
            // (R0) Context and digests of the public inputs, which are hashed in the frame while it is empty.
            mstore(add(ROUND_0, 0x40), context)
            calldatacopy(SCRATCH, latent.offset, latent.length)
            mstore(add(ROUND_0, 0x60), keccak256(SCRATCH, latent.length))
            mstore(INPUT_LATENT, latent.offset)
            mstore(add(INPUT_LATENT, 0x20), latent.length)
            calldatacopy(SCRATCH, image.offset, image.length)
            mstore(add(ROUND_0, 0x80), keccak256(SCRATCH, image.length))
            mstore(INPUT_IMAGE, image.offset)
            mstore(add(INPUT_IMAGE, 0x20), image.length)
            mstore(PROOF_OFFSET, proof.offset)
        }
        if (proof.length != PROOF_LENGTH || !_readKey(key) || !_replay() || !_computeScalars()) return false;
        _evaluateGates();
        _clearSums();
        _addOpening(1);
        _addKey();
        return _checkPairing();
    }

    /// @inheritdoc IZkStyleVerifier
    function verifyBatch(Statement[] calldata statements) external view returns (bool valid) {
        if (statements.length == 0) return false;
        _openFrame();
        uint256 ratio = _drawRatio(statements);
        uint256 coefficient = 1;
        _clearSums();
        for (uint256 i = 0; i < statements.length; ++i) {
            Statement calldata statement = statements[i];
            if (i == 0 || statement.key != statements[i - 1].key) {
                if (i != 0) _addKey();
                if (!_readKey(statement.key) || !_isSameSetup(i == 0)) return false;
            }
            if (statement.proof.length != PROOF_LENGTH) return false;
            _readStatement(statement);
            if (!_replay() || !_computeScalars()) return false;
            _evaluateGates();
            _addOpening(coefficient);
            coefficient = mulmod(coefficient, ratio, P);
        }
        _addKey();
        return _checkPairing();
    }

    /// @inheritdoc IZkStyleVerifier
    function isKey(address key) external view returns (bool valid) {
        _openFrame();
        return _readKey(key) && _isCanonical();
    }

    /// @inheritdoc IZkStyleVerifier
    function keyDigest(address key) external view returns (bytes32 digest) {
        assembly ("memory-safe") {
            // keccak256 of the account's code without its first byte; of nothing where there is no code.
            let length := extcodesize(key)
            if length { length := sub(length, 1) }
            let free := mload(0x40)
            extcodecopy(key, free, 1, length)
            digest := keccak256(free, length)
        }
    }

    /// @dev Allocates the frame. Nothing has been allocated before, so it stands where the constants say.
    function _openFrame() private pure {
        assembly ("memory-safe") {
            if iszero(eq(mload(0x40), 0x80)) { revert(0, 0) }
            mstore(0x40, KEY_MARK)
        }
    }

    /// @dev (B1) What a batch's coefficients are powers of, drawn from all its statements: state = keccak256(state, code hash
    /// of the key's account, context, digests of public inputs and proof), modulo p. The frame is empty and hashed in.
    function _drawRatio(Statement[] calldata statements) private view returns (uint256 ratio) {
        ratio = BATCH_LABEL;
        for (uint256 i = 0; i < statements.length; ++i) {
            ratio = _absorb(ratio, statements[i]);
        }
        ratio %= P;
    }

    /// @dev (B1) The state after a statement.
    function _absorb(uint256 state, Statement calldata statement) private view returns (uint256 next) {
        (bytes32 codeHash, bytes32 context) = (statement.key.codehash, statement.context);
        assembly ("memory-safe") {
            mstore(SCRATCH, state)
            mstore(add(SCRATCH, 0x20), codeHash)
            mstore(add(SCRATCH, 0x40), context)
        }
        {
            bytes calldata input = statement.latent;
            assembly ("memory-safe") {
                calldatacopy(add(SCRATCH, 0xc0), input.offset, input.length)
                mstore(add(SCRATCH, 0x60), keccak256(add(SCRATCH, 0xc0), input.length))
            }
        }
        {
            bytes calldata input = statement.image;
            assembly ("memory-safe") {
                calldatacopy(add(SCRATCH, 0xc0), input.offset, input.length)
                mstore(add(SCRATCH, 0x80), keccak256(add(SCRATCH, 0xc0), input.length))
            }
        }
        {
            bytes calldata input = statement.proof;
            assembly ("memory-safe") {
                calldatacopy(add(SCRATCH, 0xc0), input.offset, input.length)
                mstore(add(SCRATCH, 0xa0), keccak256(add(SCRATCH, 0xc0), input.length))
            }
        }
        assembly ("memory-safe") {
            next := keccak256(SCRATCH, 0xc0)
        }
    }

    /// @dev (R0) Keeps a statement's context, digests and places; public inputs are hashed in free memory.
    function _readStatement(Statement calldata statement) private pure {
        bytes32 context = statement.context;
        bytes calldata proof = statement.proof;
        assembly ("memory-safe") {
            mstore(add(ROUND_0, 0x40), context)
            mstore(PROOF_OFFSET, proof.offset)
        }
        {
            bytes calldata input = statement.latent;
            assembly ("memory-safe") {
                let free := mload(0x40)
                calldatacopy(free, input.offset, input.length)
                mstore(add(ROUND_0, 0x60), keccak256(free, input.length))
                mstore(INPUT_LATENT, input.offset)
                mstore(add(INPUT_LATENT, 0x20), input.length)
            }
        }
        {
            bytes calldata input = statement.image;
            assembly ("memory-safe") {
                let free := mload(0x40)
                calldatacopy(free, input.offset, input.length)
                mstore(add(ROUND_0, 0x80), keccak256(free, input.length))
                mstore(INPUT_IMAGE, input.offset)
                mstore(add(INPUT_IMAGE, 0x20), input.length)
            }
        }
    }

    /// @dev Copies the key of a data contract to memory and says whether it has this system's layout: its mark,
    /// digest and length, integers in range, points on the curve. Nothing is read beyond the key's end.
    function _readKey(address key) private view returns (bool ok) {
        assembly ("memory-safe") {
            // (V2) Points of 64 bytes: x < q, y < q, and y^2 = x^3 + 3 or (x, y) = (0, 0), the point at infinity.
            function arePoints(at, end, q) -> all {
                all := 1
                for {} lt(at, end) { at := add(at, 0x40) } {
                    let x := mload(at)
                    let y := mload(add(at, 0x20))
                    let onCurve := eq(mulmod(y, y, q), addmod(mulmod(x, mulmod(x, x, q), q), 3, q))
                    all := and(all, and(and(lt(x, q), lt(y, q)), or(onCurve, iszero(or(x, y)))))
                }
            }
            // Notes where the entries of a sparse column begin and end, and returns their end: 0 when their number takes
            // them beyond the key's end, a row is none of the domain, or a parameter has more than 32 bits.
            function readEntries(at, end, length, rows, range) -> next {
                if mul(at, lt(at, end)) {
                    let count := mload(at)
                    at := add(at, 0x20)
                    if iszero(gt(count, div(sub(end, at), length))) {
                        next := add(at, mul(count, length))
                        mstore(range, at)
                        mstore(add(range, 0x20), next)
                        let excess := 0
                        for {} lt(at, next) {} {
                            excess := or(excess, iszero(lt(mload(at), rows)))
                            let parameter := add(at, 0x40)
                            at := add(at, length)
                            for {} lt(parameter, at) { parameter := add(parameter, 0x20) } {
                                excess := or(excess, shr(32, mload(parameter)))
                            }
                        }
                        if excess { next := 0 }
                    }
                }
            }
            // One zero byte, then whole words. The byte lands in front of the key, in the last byte of the frame.
            let size := extcodesize(key)
            if and(gt(size, KEY_MINIMUM_LENGTH), eq(and(size, 0x1f), 1)) {
                let end := add(KEY_MARK, sub(size, 1))
                extcodecopy(key, sub(KEY_MARK, 1), 0, size)
                mstore(KEY_END, end)
                mstore(KEY_DIGEST, keccak256(KEY_MARK, sub(size, 1)))
                // Behind the key, batch inversion takes two words per sparse entry; an entry is no shorter than that.
                mstore(0x40, add(end, sub(end, KEY_SPARSE)))
                ok := iszero(byte(31, mload(sub(KEY_MARK, 0x20))))
                ok := and(ok, and(eq(mload(KEY_MARK), KEY_HEADER), eq(mload(KEY_SYSTEM), SYSTEM_DIGEST)))
                ok := and(ok, and(lt(mload(KEY_CEREMONY), 2), lt(sub(mload(KEY_LOG_SIZE), 1), 24)))
                // Parameters are below 2^32, so a power takes at most 32 squarings.
                let bits := mload(KEY_LINE_STRIDE)
                bits := or(bits, mload(KEY_KERNEL_STRIDE_LESS_ONE))
                bits := or(bits, mload(KEY_CHANNEL_COUNT))
                bits := or(bits, mload(KEY_LATENT_CHANNELS))
                bits := or(bits, mload(KEY_LATENT_HEIGHT))
                bits := or(bits, mload(KEY_LATENT_WIDTH))
                bits := or(bits, mload(KEY_LATENT_DOUBLING))
                bits := or(bits, mload(KEY_IMAGE_CHANNELS))
                bits := or(bits, mload(KEY_IMAGE_HEIGHT))
                bits := or(bits, mload(KEY_IMAGE_WIDTH))
                bits := or(bits, mload(KEY_FIRST_IMAGE_ROW))
                bits := or(bits, mload(KEY_ROW_AFTER_IMAGE))
                bits := or(bits, mload(KEY_SHIFT))
                bits := or(bits, mload(KEY_WORD_LENGTH))
                ok := and(ok, iszero(shr(32, bits)))
                // Public inputs have 1 to 2^24 bytes; a grid is a whole number of channels.
                ok := and(ok, lt(sub(mload(KEY_LATENT_LENGTH), 1), 0x1000000))
                ok := and(
                    ok,
                    iszero(
                        or(
                            iszero(mul(mload(KEY_LATENT_HEIGHT), mload(KEY_LATENT_WIDTH))),
                            mod(mload(KEY_LATENT_LENGTH), mul(mload(KEY_LATENT_HEIGHT), mload(KEY_LATENT_WIDTH)))
                        )
                    )
                )
                ok := and(ok, lt(sub(mload(KEY_IMAGE_LENGTH), 1), 0x1000000))
                // [tau]_2 is not the point at infinity; the pairing check refuses what is no point of G2.
                ok := and(
                    ok,
                    iszero(
                        iszero(
                            or(
                                or(mload(KEY_TAU), mload(add(KEY_TAU, 0x20))),
                                or(mload(add(KEY_TAU, 0x40)), mload(add(KEY_TAU, 0x60)))
                            )
                        )
                    )
                )
                ok := and(ok, arePoints(KEY_COMMITMENTS, KEY_SPARSE, Q))
                let rows := shl(mload(KEY_LOG_SIZE), 1)
                let at := KEY_SPARSE
                at := readEntries(at, end, 0x40, rows, ENTRIES_L_0)
                at := readEntries(at, end, 0x40, rows, ENTRIES_L_E)
                at := readEntries(at, end, 0xa0, rows, ENTRIES_SP)
                ok := and(ok, eq(at, end))
            }
        }
    }

    /// @dev Says whether the key read last is in canonical form: its words that follow from others have the right
    /// values, no sparse column names a row twice, and [tau]_2 is a point of G2.
    function _isCanonical() private view returns (bool ok) {
        assembly ("memory-safe") {
            // Reverts with InsufficientGas.
            function outOfGas() {
                mstore(0, INSUFFICIENT_GAS)
                revert(0x1c, 4)
            }
            // base^exponent mod p, two bits a turn.
            function power(base, exponent, p) -> result {
                result := 1
                for {} exponent { exponent := shr(2, exponent) } {
                    if and(exponent, 1) { result := mulmod(result, base, p) }
                    base := mulmod(base, base, p)
                    if and(exponent, 2) { result := mulmod(result, base, p) }
                    base := mulmod(base, base, p)
                }
            }
            // Whether each entry's second word is omega^row, and no two entries share a row.
            function areCanonical(at, end, length, omega, p) -> all {
                all := 1
                for {} lt(at, end) { at := add(at, length) } {
                    let row := mload(at)
                    all := and(all, eq(mload(add(at, 0x20)), power(omega, row, p)))
                    for { let other := add(at, length) } lt(other, end) { other := add(other, length) } {
                        all := and(all, iszero(eq(mload(other), row)))
                    }
                }
            }
            let p := P
            // omega has order n = 2^k: the root of order 2^28, squared 28 - k times.
            let omega := ROOT_OF_UNITY
            for { let i := mload(KEY_LOG_SIZE) } lt(i, 28) { i := add(i, 1) } { omega := mulmod(omega, omega, p) }
            ok := eq(mload(KEY_OMEGA), omega)
            ok := and(ok, lt(mload(KEY_SIZE_INVERSE), p))
            ok := and(ok, eq(mulmod(shl(mload(KEY_LOG_SIZE), 1), mload(KEY_SIZE_INVERSE), p), 1))
            ok := and(
                ok,
                and(
                    lt(mload(KEY_OMEGA_PREVIOUS_1), p),
                    eq(mulmod(mload(KEY_OMEGA_PREVIOUS_1), power(omega, 1, p), p), 1)
                )
            )
            ok := and(ok, areCanonical(mload(ENTRIES_L_0), mload(add(ENTRIES_L_0, 0x20)), 0x40, omega, p))
            ok := and(ok, areCanonical(mload(ENTRIES_L_E), mload(add(ENTRIES_L_E, 0x20)), 0x40, omega, p))
            ok := and(ok, areCanonical(mload(ENTRIES_SP), mload(add(ENTRIES_SP, 0x20)), 0xa0, omega, p))
            // The pairing of infinity with [tau]_2 exists if and only if [tau]_2 is a point of G2.
            let input := PAIRING
            mstore(input, 0)
            mstore(add(input, 0x20), 0)
            mcopy(add(input, 0x40), KEY_TAU, 0x80)
            if lt(gas(), PAIRING_GAS_LIMIT) { outOfGas() }
            ok := and(ok, staticcall(PAIRING_GAS, 8, input, 0xc0, 0, 0x20))
            ok := and(ok, eq(returndatasize(), 0x20))
        }
    }

    /// @dev (V1) to (V3): checks the public inputs' lengths, points and scalars, and draws the challenges of rounds
    /// (R0) to (R6). state = keccak256(state, items); challenge j = keccak256(state, byte j) mod p.
    function _replay() private pure returns (bool ok) {
        assembly ("memory-safe") {
            // (V2) Points of 64 bytes: x < q, y < q, and y^2 = x^3 + 3 or (x, y) = (0, 0), the point at infinity.
            function arePoints(at, end, q) -> all {
                all := 1
                for {} lt(at, end) { at := add(at, 0x40) } {
                    let x := mload(at)
                    let y := mload(add(at, 0x20))
                    let onCurve := eq(mulmod(y, y, q), addmod(mulmod(x, mulmod(x, x, q), q), 3, q))
                    all := and(all, and(and(lt(x, q), lt(y, q)), or(onCurve, iszero(or(x, y)))))
                }
            }
            // Challenge number index of the state at an address; the byte behind the state is overwritten.
            function draw(state, index, p) -> challenge {
                mstore8(add(state, 0x20), index)
                challenge := mod(keccak256(state, 0x21), p)
            }
            let p := P
            ok := 1
            // (V1) The key's lengths are exact.
            ok := and(ok, eq(mload(add(INPUT_LATENT, 0x20)), mload(KEY_LATENT_LENGTH)))
            ok := and(ok, eq(mload(add(INPUT_IMAGE, 0x20)), mload(KEY_IMAGE_LENGTH)))

            // (R0) The statement: label and key digest; context and digests are in place.
            mstore(ROUND_0, TRANSCRIPT_LABEL)
            mstore(add(ROUND_0, 0x20), mload(KEY_DIGEST))
            mstore(ROUND_1, keccak256(ROUND_0, 0xa0))
            let source := mload(PROOF_OFFSET)

            // (R1) k, rem, x, mult; then r, v.
            calldatacopy(add(ROUND_1, 0x20), source, 0x100)
            ok := and(ok, arePoints(add(ROUND_1, 0x20), add(ROUND_1, 0x120), Q))
            source := add(source, 0x100)
            mstore(ROUND_2, keccak256(ROUND_1, 0x120))
            mstore(CHALLENGE_R, draw(ROUND_2, 0, p))
            mstore(CHALLENGE_V, draw(ROUND_2, 1, p))

            // (R2) h, hx, hw; then theta, beta.
            calldatacopy(add(ROUND_2, 0x20), source, 0xc0)
            ok := and(ok, arePoints(add(ROUND_2, 0x20), add(ROUND_2, 0xe0), Q))
            source := add(source, 0xc0)
            mstore(ROUND_3, keccak256(ROUND_2, 0xe0))
            mstore(CHALLENGE_THETA, draw(ROUND_3, 0, p))
            mstore(CHALLENGE_BETA, draw(ROUND_3, 1, p))

            // (R3) phi; then alpha.
            calldatacopy(add(ROUND_3, 0x20), source, 0x40)
            ok := and(ok, arePoints(add(ROUND_3, 0x20), add(ROUND_3, 0x60), Q))
            source := add(source, 0x40)
            mstore(ROUND_4, keccak256(ROUND_3, 0x60))
            mstore(CHALLENGE_ALPHA, draw(ROUND_4, 0, p))

            // (R4) t0, t1, t2; then zeta.
            calldatacopy(add(ROUND_4, 0x20), source, 0xc0)
            ok := and(ok, arePoints(add(ROUND_4, 0x20), add(ROUND_4, 0xe0), Q))
            source := add(source, 0xc0)
            mstore(ROUND_5, keccak256(ROUND_4, 0xe0))
            mstore(CHALLENGE_ZETA, draw(ROUND_5, 0, p))

            // (R5) BT@0, T1@0, T2@0, w0@0, w1@0, w2@0, dx@0, dy@0, U@0, kb@0, k@0, rem@0, x@0, mult@0, h@0, h@-1, hx@0,
            // hx@-1, hw@0, hw@-1, phi@0, phi@-1; then nu.
            calldatacopy(add(ROUND_5, 0x20), source, 0x2c0)
            // (V3) Canonical scalars.
            ok := and(ok, lt(mload(EVAL_BT), p))
            ok := and(ok, lt(mload(EVAL_T1), p))
            ok := and(ok, lt(mload(EVAL_T2), p))
            ok := and(ok, lt(mload(EVAL_W0), p))
            ok := and(ok, lt(mload(EVAL_W1), p))
            ok := and(ok, lt(mload(EVAL_W2), p))
            ok := and(ok, lt(mload(EVAL_DX), p))
            ok := and(ok, lt(mload(EVAL_DY), p))
            ok := and(ok, lt(mload(EVAL_U), p))
            ok := and(ok, lt(mload(EVAL_KB), p))
            ok := and(ok, lt(mload(EVAL_K), p))
            ok := and(ok, lt(mload(EVAL_REM), p))
            ok := and(ok, lt(mload(EVAL_X), p))
            ok := and(ok, lt(mload(EVAL_MULT), p))
            ok := and(ok, lt(mload(EVAL_H), p))
            ok := and(ok, lt(mload(EVAL_H_PREVIOUS_1), p))
            ok := and(ok, lt(mload(EVAL_HX), p))
            ok := and(ok, lt(mload(EVAL_HX_PREVIOUS_1), p))
            ok := and(ok, lt(mload(EVAL_HW), p))
            ok := and(ok, lt(mload(EVAL_HW_PREVIOUS_1), p))
            ok := and(ok, lt(mload(EVAL_PHI), p))
            ok := and(ok, lt(mload(EVAL_PHI_PREVIOUS_1), p))
            source := add(source, 0x2c0)
            mstore(ROUND_6, keccak256(ROUND_5, 0x2e0))
            mstore(CHALLENGE_NU, draw(ROUND_6, 0, p))

            // (R6) W; then mu.
            calldatacopy(add(ROUND_6, 0x20), source, 0x40)
            ok := and(ok, arePoints(add(ROUND_6, 0x20), add(ROUND_6, 0x60), Q))
            source := add(source, 0x40)
            mstore(ROUND_7, keccak256(ROUND_6, 0x60))
            mstore(CHALLENGE_MU, draw(ROUND_7, 0, p))

            // (R6) W'.
            calldatacopy(add(ROUND_7, 0x20), source, 0x40)
            ok := and(ok, arePoints(add(ROUND_7, 0x20), add(ROUND_7, 0x60), Q))
        }
    }

    /// @dev Computes all scalars, public inputs and sparse columns. (V4): false where one of them inverts zero, where
    /// zeta is in the domain, or where mu is an opening point.
    function _computeScalars() private view returns (bool ok) {
        assembly ("memory-safe") {
            // Reverts with InsufficientGas.
            function outOfGas() {
                mstore(0, INSUFFICIENT_GAS)
                revert(0x1c, 4)
            }
            // base^exponent mod p, two bits a turn.
            function power(base, exponent, p) -> result {
                result := 1
                for {} exponent { exponent := shr(2, exponent) } {
                    if and(exponent, 1) { result := mulmod(result, base, p) }
                    base := mulmod(base, base, p)
                    if and(exponent, 2) { result := mulmod(result, base, p) }
                    base := mulmod(base, base, p)
                }
            }
            // 1/value = value^(p - 2) mod p, of a value that is not zero. The precompiled contract fails for lack of gas only.
            function invert(value, p) -> inverse {
                mstore(MODEXP, 0x20)
                mstore(add(MODEXP, 0x20), 0x20)
                mstore(add(MODEXP, 0x40), 0x20)
                mstore(add(MODEXP, 0x60), value)
                mstore(add(MODEXP, 0x80), sub(p, 2))
                mstore(add(MODEXP, 0xa0), p)
                if iszero(staticcall(gas(), 5, MODEXP, 0xc0, 0, 0x20)) { outOfGas() }
                inverse := mload(0)
            }
            // Notes behind each value the product of those before it, and returns the product of all.
            function multiplyAll(at, end, product, p) -> total {
                for {} lt(at, end) { at := add(at, 0x40) } {
                    mstore(add(at, 0x20), product)
                    product := mulmod(product, mload(at), p)
                }
                total := product
            }
            // Replaces values by their inverses, last first; inverse is that of the product up to the last.
            function divideAll(start, at, inverse, p) -> rest {
                for {} gt(at, start) {} {
                    at := sub(at, 0x40)
                    let value := mload(at)
                    mstore(at, mulmod(inverse, mload(add(at, 0x20)), p))
                    inverse := mulmod(inverse, value, p)
                }
                rest := inverse
            }
            // (P1) sum word_i point^i by Horner's rule, last word first; the last word's bytes behind the input's end are
            // shifted out, whatever follows in calldata. Sums stay below p + 2^248, so no reduction is needed between.
            function packed(start, length, point, p) -> value {
                let words := div(length, 31)
                let at := add(start, mul(words, 31))
                let rest := shl(3, sub(length, mul(words, 31)))
                if rest { value := shl(sub(248, rest), shr(sub(256, rest), calldataload(at))) }
                for {} and(words, 0x0f) { words := sub(words, 1) } {
                    at := sub(at, 31)
                    value := add(mulmod(value, point, p), shr(8, calldataload(at)))
                }
                for {} gt(at, start) {} {
                    at := sub(at, 0x1f0)
                    value := add(
                        shr(8, calldataload(add(at, 0x174))),
                        mulmod(
                            add(
                                shr(8, calldataload(add(at, 0x193))),
                                mulmod(
                                    add(
                                        shr(8, calldataload(add(at, 0x1b2))),
                                        mulmod(
                                            add(shr(8, calldataload(add(at, 0x1d1))), mulmod(value, point, p)),
                                            point,
                                            p
                                        )
                                    ),
                                    point,
                                    p
                                )
                            ),
                            point,
                            p
                        )
                    )
                    value := add(
                        shr(8, calldataload(add(at, 0xf8))),
                        mulmod(
                            add(
                                shr(8, calldataload(add(at, 0x117))),
                                mulmod(
                                    add(
                                        shr(8, calldataload(add(at, 0x136))),
                                        mulmod(
                                            add(shr(8, calldataload(add(at, 0x155))), mulmod(value, point, p)),
                                            point,
                                            p
                                        )
                                    ),
                                    point,
                                    p
                                )
                            ),
                            point,
                            p
                        )
                    )
                    value := add(
                        shr(8, calldataload(add(at, 0x7c))),
                        mulmod(
                            add(
                                shr(8, calldataload(add(at, 0x9b))),
                                mulmod(
                                    add(
                                        shr(8, calldataload(add(at, 0xba))),
                                        mulmod(
                                            add(shr(8, calldataload(add(at, 0xd9))), mulmod(value, point, p)),
                                            point,
                                            p
                                        )
                                    ),
                                    point,
                                    p
                                )
                            ),
                            point,
                            p
                        )
                    )
                    value := add(
                        shr(8, calldataload(at)),
                        mulmod(
                            add(
                                shr(8, calldataload(add(at, 0x1f))),
                                mulmod(
                                    add(
                                        shr(8, calldataload(add(at, 0x3e))),
                                        mulmod(
                                            add(shr(8, calldataload(add(at, 0x5d))), mulmod(value, point, p)),
                                            point,
                                            p
                                        )
                                    ),
                                    point,
                                    p
                                )
                            ),
                            point,
                            p
                        )
                    )
                }
            }
            // Keeps masks behind the lanes.
            function writeMasks() {
                mstore(add(LANES, 0x200), 0xff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff)
                mstore(add(LANES, 0x220), 0xffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff)
                mstore(add(LANES, 0x240), 0xffffffff000000000000000000000000ffffffff)
                mstore(add(LANES, 0x260), 0xffffffff000000000000000000000000ffffffff00000000)
                mstore(add(LANES, 0x280), 0xffffffff000000000000000000000000ffffffff0000000000000000)
                mstore(add(LANES, 0x2a0), 0xffffffff000000000000000000000000ffffffff000000000000000000000000)
                mstore(add(LANES, 0x2c0), 0xffffffffffffffffffffffffffffffff)
            }
            // 32 cells of four channels: lane i (of 32 bits, lowest first) of word s is the four bytes of cell 31 - (4i + s), the
            // first channel's lowest.
            function quadLanes(w0, w1, w2, w3, target) {
                // Pairs of channels: bytes 0, 2, 4, ... of both, then bytes 1, 3, 5, ...
                let mask := mload(add(LANES, 0x200))
                let even := or(and(w0, mask), shl(8, and(w1, mask)))
                let odd := or(and(shr(8, w0), mask), and(w1, not(mask)))
                let even_ := or(and(w2, mask), shl(8, and(w3, mask)))
                let odd_ := or(and(shr(8, w2), mask), and(w3, not(mask)))
                // Pairs of pairs.
                mask := mload(add(LANES, 0x220))
                mstore(target, or(and(even, mask), shl(16, and(even_, mask))))
                mstore(add(target, 0x20), or(and(odd, mask), shl(16, and(odd_, mask))))
                mstore(add(target, 0x40), or(and(shr(16, even), mask), and(even_, not(mask))))
                mstore(add(target, 0x60), or(and(shr(16, odd), mask), and(odd_, not(mask))))
            }
            // The words of 32 cells from the lanes of 4 channels.
            function merge1(target) {
                {
                    let quad0 := mload(LANES)
                    let halves
                    halves := and(quad0, mload(add(LANES, 0x240)))
                    mstore(add(target, 0x3e0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1e0), shr(128, halves))
                    halves := and(shr(32, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x360), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x160), shr(128, halves))
                    halves := and(shr(64, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x2e0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xe0), shr(128, halves))
                    halves := and(shr(96, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x260), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x60), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x20))
                    let halves
                    halves := and(quad0, mload(add(LANES, 0x240)))
                    mstore(add(target, 0x3c0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1c0), shr(128, halves))
                    halves := and(shr(32, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x340), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x140), shr(128, halves))
                    halves := and(shr(64, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x2c0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xc0), shr(128, halves))
                    halves := and(shr(96, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x240), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x40), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x40))
                    let halves
                    halves := and(quad0, mload(add(LANES, 0x240)))
                    mstore(add(target, 0x3a0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1a0), shr(128, halves))
                    halves := and(shr(32, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x320), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x120), shr(128, halves))
                    halves := and(shr(64, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x2a0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xa0), shr(128, halves))
                    halves := and(shr(96, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x220), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x20), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x60))
                    let halves
                    halves := and(quad0, mload(add(LANES, 0x240)))
                    mstore(add(target, 0x380), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x180), shr(128, halves))
                    halves := and(shr(32, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x300), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x100), shr(128, halves))
                    halves := and(shr(64, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x280), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x80), shr(128, halves))
                    halves := and(shr(96, quad0), mload(add(LANES, 0x240)))
                    mstore(add(target, 0x200), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(target, shr(128, halves))
                }
            }
            // The words of 32 cells from the lanes of 8 channels.
            function merge2(target) {
                {
                    let quad0 := mload(LANES)
                    let quad1 := mload(add(LANES, 0x80))
                    let halves
                    halves := or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260))))
                    mstore(add(target, 0x3e0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1e0), shr(128, halves))
                    halves := or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260))))
                    mstore(add(target, 0x360), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x160), shr(128, halves))
                    halves := or(
                        and(shr(64, quad0), mload(add(LANES, 0x240))),
                        and(shr(32, quad1), mload(add(LANES, 0x260)))
                    )
                    mstore(add(target, 0x2e0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xe0), shr(128, halves))
                    halves := or(
                        and(shr(96, quad0), mload(add(LANES, 0x240))),
                        and(shr(64, quad1), mload(add(LANES, 0x260)))
                    )
                    mstore(add(target, 0x260), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x60), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x20))
                    let quad1 := mload(add(LANES, 0xa0))
                    let halves
                    halves := or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260))))
                    mstore(add(target, 0x3c0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1c0), shr(128, halves))
                    halves := or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260))))
                    mstore(add(target, 0x340), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x140), shr(128, halves))
                    halves := or(
                        and(shr(64, quad0), mload(add(LANES, 0x240))),
                        and(shr(32, quad1), mload(add(LANES, 0x260)))
                    )
                    mstore(add(target, 0x2c0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xc0), shr(128, halves))
                    halves := or(
                        and(shr(96, quad0), mload(add(LANES, 0x240))),
                        and(shr(64, quad1), mload(add(LANES, 0x260)))
                    )
                    mstore(add(target, 0x240), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x40), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x40))
                    let quad1 := mload(add(LANES, 0xc0))
                    let halves
                    halves := or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260))))
                    mstore(add(target, 0x3a0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1a0), shr(128, halves))
                    halves := or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260))))
                    mstore(add(target, 0x320), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x120), shr(128, halves))
                    halves := or(
                        and(shr(64, quad0), mload(add(LANES, 0x240))),
                        and(shr(32, quad1), mload(add(LANES, 0x260)))
                    )
                    mstore(add(target, 0x2a0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xa0), shr(128, halves))
                    halves := or(
                        and(shr(96, quad0), mload(add(LANES, 0x240))),
                        and(shr(64, quad1), mload(add(LANES, 0x260)))
                    )
                    mstore(add(target, 0x220), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x20), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x60))
                    let quad1 := mload(add(LANES, 0xe0))
                    let halves
                    halves := or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260))))
                    mstore(add(target, 0x380), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x180), shr(128, halves))
                    halves := or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260))))
                    mstore(add(target, 0x300), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x100), shr(128, halves))
                    halves := or(
                        and(shr(64, quad0), mload(add(LANES, 0x240))),
                        and(shr(32, quad1), mload(add(LANES, 0x260)))
                    )
                    mstore(add(target, 0x280), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x80), shr(128, halves))
                    halves := or(
                        and(shr(96, quad0), mload(add(LANES, 0x240))),
                        and(shr(64, quad1), mload(add(LANES, 0x260)))
                    )
                    mstore(add(target, 0x200), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(target, shr(128, halves))
                }
            }
            // The words of 32 cells from the lanes of 12 channels.
            function merge3(target) {
                {
                    let quad0 := mload(LANES)
                    let quad1 := mload(add(LANES, 0x80))
                    let quad2 := mload(add(LANES, 0x100))
                    let halves
                    halves := or(
                        or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                        and(shl(64, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x3e0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1e0), shr(128, halves))
                    halves := or(
                        or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                        and(shl(32, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x360), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x160), shr(128, halves))
                    halves := or(
                        or(
                            and(shr(64, quad0), mload(add(LANES, 0x240))),
                            and(shr(32, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(quad2, mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x2e0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xe0), shr(128, halves))
                    halves := or(
                        or(
                            and(shr(96, quad0), mload(add(LANES, 0x240))),
                            and(shr(64, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(shr(32, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x260), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x60), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x20))
                    let quad1 := mload(add(LANES, 0xa0))
                    let quad2 := mload(add(LANES, 0x120))
                    let halves
                    halves := or(
                        or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                        and(shl(64, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x3c0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1c0), shr(128, halves))
                    halves := or(
                        or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                        and(shl(32, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x340), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x140), shr(128, halves))
                    halves := or(
                        or(
                            and(shr(64, quad0), mload(add(LANES, 0x240))),
                            and(shr(32, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(quad2, mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x2c0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xc0), shr(128, halves))
                    halves := or(
                        or(
                            and(shr(96, quad0), mload(add(LANES, 0x240))),
                            and(shr(64, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(shr(32, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x240), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x40), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x40))
                    let quad1 := mload(add(LANES, 0xc0))
                    let quad2 := mload(add(LANES, 0x140))
                    let halves
                    halves := or(
                        or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                        and(shl(64, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x3a0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1a0), shr(128, halves))
                    halves := or(
                        or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                        and(shl(32, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x320), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x120), shr(128, halves))
                    halves := or(
                        or(
                            and(shr(64, quad0), mload(add(LANES, 0x240))),
                            and(shr(32, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(quad2, mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x2a0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xa0), shr(128, halves))
                    halves := or(
                        or(
                            and(shr(96, quad0), mload(add(LANES, 0x240))),
                            and(shr(64, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(shr(32, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x220), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x20), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x60))
                    let quad1 := mload(add(LANES, 0xe0))
                    let quad2 := mload(add(LANES, 0x160))
                    let halves
                    halves := or(
                        or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                        and(shl(64, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x380), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x180), shr(128, halves))
                    halves := or(
                        or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                        and(shl(32, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x300), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x100), shr(128, halves))
                    halves := or(
                        or(
                            and(shr(64, quad0), mload(add(LANES, 0x240))),
                            and(shr(32, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(quad2, mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x280), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x80), shr(128, halves))
                    halves := or(
                        or(
                            and(shr(96, quad0), mload(add(LANES, 0x240))),
                            and(shr(64, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(shr(32, quad2), mload(add(LANES, 0x280)))
                    )
                    mstore(add(target, 0x200), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(target, shr(128, halves))
                }
            }
            // The words of 32 cells from the lanes of 16 channels.
            function merge4(target) {
                {
                    let quad0 := mload(LANES)
                    let quad1 := mload(add(LANES, 0x80))
                    let quad2 := mload(add(LANES, 0x100))
                    let quad3 := mload(add(LANES, 0x180))
                    let halves
                    halves := or(
                        or(
                            or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                            and(shl(64, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(96, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x3e0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1e0), shr(128, halves))
                    halves := or(
                        or(
                            or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                            and(shl(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(64, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x360), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x160), shr(128, halves))
                    halves := or(
                        or(
                            or(
                                and(shr(64, quad0), mload(add(LANES, 0x240))),
                                and(shr(32, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(quad2, mload(add(LANES, 0x280)))
                        ),
                        and(shl(32, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x2e0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xe0), shr(128, halves))
                    halves := or(
                        or(
                            or(
                                and(shr(96, quad0), mload(add(LANES, 0x240))),
                                and(shr(64, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(shr(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(quad3, mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x260), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x60), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x20))
                    let quad1 := mload(add(LANES, 0xa0))
                    let quad2 := mload(add(LANES, 0x120))
                    let quad3 := mload(add(LANES, 0x1a0))
                    let halves
                    halves := or(
                        or(
                            or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                            and(shl(64, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(96, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x3c0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1c0), shr(128, halves))
                    halves := or(
                        or(
                            or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                            and(shl(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(64, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x340), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x140), shr(128, halves))
                    halves := or(
                        or(
                            or(
                                and(shr(64, quad0), mload(add(LANES, 0x240))),
                                and(shr(32, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(quad2, mload(add(LANES, 0x280)))
                        ),
                        and(shl(32, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x2c0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xc0), shr(128, halves))
                    halves := or(
                        or(
                            or(
                                and(shr(96, quad0), mload(add(LANES, 0x240))),
                                and(shr(64, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(shr(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(quad3, mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x240), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x40), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x40))
                    let quad1 := mload(add(LANES, 0xc0))
                    let quad2 := mload(add(LANES, 0x140))
                    let quad3 := mload(add(LANES, 0x1c0))
                    let halves
                    halves := or(
                        or(
                            or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                            and(shl(64, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(96, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x3a0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x1a0), shr(128, halves))
                    halves := or(
                        or(
                            or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                            and(shl(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(64, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x320), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x120), shr(128, halves))
                    halves := or(
                        or(
                            or(
                                and(shr(64, quad0), mload(add(LANES, 0x240))),
                                and(shr(32, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(quad2, mload(add(LANES, 0x280)))
                        ),
                        and(shl(32, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x2a0), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0xa0), shr(128, halves))
                    halves := or(
                        or(
                            or(
                                and(shr(96, quad0), mload(add(LANES, 0x240))),
                                and(shr(64, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(shr(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(quad3, mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x220), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x20), shr(128, halves))
                }
                {
                    let quad0 := mload(add(LANES, 0x60))
                    let quad1 := mload(add(LANES, 0xe0))
                    let quad2 := mload(add(LANES, 0x160))
                    let quad3 := mload(add(LANES, 0x1e0))
                    let halves
                    halves := or(
                        or(
                            or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                            and(shl(64, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(96, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x380), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x180), shr(128, halves))
                    halves := or(
                        or(
                            or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                            and(shl(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(64, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x300), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x100), shr(128, halves))
                    halves := or(
                        or(
                            or(
                                and(shr(64, quad0), mload(add(LANES, 0x240))),
                                and(shr(32, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(quad2, mload(add(LANES, 0x280)))
                        ),
                        and(shl(32, quad3), mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x280), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(add(target, 0x80), shr(128, halves))
                    halves := or(
                        or(
                            or(
                                and(shr(96, quad0), mload(add(LANES, 0x240))),
                                and(shr(64, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(shr(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(quad3, mload(add(LANES, 0x2a0)))
                    )
                    mstore(add(target, 0x200), and(halves, mload(add(LANES, 0x2c0))))
                    mstore(target, shr(128, halves))
                }
            }
            // sum word[x] point^x of two lines of 16 cells from the lanes of 4 channels: the word of byte 4i + s of a
            // half has the power 15 - (4i + s), by Horner's rule in point^4 over i, then in point over s. Values are below 3p.
            function lines1(point, fourth, p) -> first, second {
                {
                    let quad0 := mload(LANES)
                    let halves
                    halves := and(quad0, mload(add(LANES, 0x240)))
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := and(shr(32, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := and(shr(64, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := and(shr(96, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := low
                    first := high
                }
                {
                    let quad0 := mload(add(LANES, 0x20))
                    let halves
                    halves := and(quad0, mload(add(LANES, 0x240)))
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := and(shr(32, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := and(shr(64, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := and(shr(96, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
                {
                    let quad0 := mload(add(LANES, 0x40))
                    let halves
                    halves := and(quad0, mload(add(LANES, 0x240)))
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := and(shr(32, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := and(shr(64, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := and(shr(96, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
                {
                    let quad0 := mload(add(LANES, 0x60))
                    let halves
                    halves := and(quad0, mload(add(LANES, 0x240)))
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := and(shr(32, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := and(shr(64, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := and(shr(96, quad0), mload(add(LANES, 0x240)))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
            }
            // sum word[x] point^x of two lines of 16 cells from the lanes of 8 channels: the word of byte 4i + s of a
            // half has the power 15 - (4i + s), by Horner's rule in point^4 over i, then in point over s. Values are below 3p.
            function lines2(point, fourth, p) -> first, second {
                {
                    let quad0 := mload(LANES)
                    let quad1 := mload(add(LANES, 0x80))
                    let halves
                    halves := or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260))))
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260))))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        and(shr(64, quad0), mload(add(LANES, 0x240))),
                        and(shr(32, quad1), mload(add(LANES, 0x260)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        and(shr(96, quad0), mload(add(LANES, 0x240))),
                        and(shr(64, quad1), mload(add(LANES, 0x260)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := low
                    first := high
                }
                {
                    let quad0 := mload(add(LANES, 0x20))
                    let quad1 := mload(add(LANES, 0xa0))
                    let halves
                    halves := or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260))))
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260))))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        and(shr(64, quad0), mload(add(LANES, 0x240))),
                        and(shr(32, quad1), mload(add(LANES, 0x260)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        and(shr(96, quad0), mload(add(LANES, 0x240))),
                        and(shr(64, quad1), mload(add(LANES, 0x260)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
                {
                    let quad0 := mload(add(LANES, 0x40))
                    let quad1 := mload(add(LANES, 0xc0))
                    let halves
                    halves := or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260))))
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260))))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        and(shr(64, quad0), mload(add(LANES, 0x240))),
                        and(shr(32, quad1), mload(add(LANES, 0x260)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        and(shr(96, quad0), mload(add(LANES, 0x240))),
                        and(shr(64, quad1), mload(add(LANES, 0x260)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
                {
                    let quad0 := mload(add(LANES, 0x60))
                    let quad1 := mload(add(LANES, 0xe0))
                    let halves
                    halves := or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260))))
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260))))
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        and(shr(64, quad0), mload(add(LANES, 0x240))),
                        and(shr(32, quad1), mload(add(LANES, 0x260)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        and(shr(96, quad0), mload(add(LANES, 0x240))),
                        and(shr(64, quad1), mload(add(LANES, 0x260)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
            }
            // sum word[x] point^x of two lines of 16 cells from the lanes of 12 channels: the word of byte 4i + s of a
            // half has the power 15 - (4i + s), by Horner's rule in point^4 over i, then in point over s. Values are below 3p.
            function lines3(point, fourth, p) -> first, second {
                {
                    let quad0 := mload(LANES)
                    let quad1 := mload(add(LANES, 0x80))
                    let quad2 := mload(add(LANES, 0x100))
                    let halves
                    halves := or(
                        or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                        and(shl(64, quad2), mload(add(LANES, 0x280)))
                    )
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(
                        or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                        and(shl(32, quad2), mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            and(shr(64, quad0), mload(add(LANES, 0x240))),
                            and(shr(32, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(quad2, mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            and(shr(96, quad0), mload(add(LANES, 0x240))),
                            and(shr(64, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(shr(32, quad2), mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := low
                    first := high
                }
                {
                    let quad0 := mload(add(LANES, 0x20))
                    let quad1 := mload(add(LANES, 0xa0))
                    let quad2 := mload(add(LANES, 0x120))
                    let halves
                    halves := or(
                        or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                        and(shl(64, quad2), mload(add(LANES, 0x280)))
                    )
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(
                        or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                        and(shl(32, quad2), mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            and(shr(64, quad0), mload(add(LANES, 0x240))),
                            and(shr(32, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(quad2, mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            and(shr(96, quad0), mload(add(LANES, 0x240))),
                            and(shr(64, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(shr(32, quad2), mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
                {
                    let quad0 := mload(add(LANES, 0x40))
                    let quad1 := mload(add(LANES, 0xc0))
                    let quad2 := mload(add(LANES, 0x140))
                    let halves
                    halves := or(
                        or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                        and(shl(64, quad2), mload(add(LANES, 0x280)))
                    )
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(
                        or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                        and(shl(32, quad2), mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            and(shr(64, quad0), mload(add(LANES, 0x240))),
                            and(shr(32, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(quad2, mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            and(shr(96, quad0), mload(add(LANES, 0x240))),
                            and(shr(64, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(shr(32, quad2), mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
                {
                    let quad0 := mload(add(LANES, 0x60))
                    let quad1 := mload(add(LANES, 0xe0))
                    let quad2 := mload(add(LANES, 0x160))
                    let halves
                    halves := or(
                        or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                        and(shl(64, quad2), mload(add(LANES, 0x280)))
                    )
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(
                        or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                        and(shl(32, quad2), mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            and(shr(64, quad0), mload(add(LANES, 0x240))),
                            and(shr(32, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(quad2, mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            and(shr(96, quad0), mload(add(LANES, 0x240))),
                            and(shr(64, quad1), mload(add(LANES, 0x260)))
                        ),
                        and(shr(32, quad2), mload(add(LANES, 0x280)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
            }
            // sum word[x] point^x of two lines of 16 cells from the lanes of 16 channels: the word of byte 4i + s of a
            // half has the power 15 - (4i + s), by Horner's rule in point^4 over i, then in point over s. Values are below 3p.
            function lines4(point, fourth, p) -> first, second {
                {
                    let quad0 := mload(LANES)
                    let quad1 := mload(add(LANES, 0x80))
                    let quad2 := mload(add(LANES, 0x100))
                    let quad3 := mload(add(LANES, 0x180))
                    let halves
                    halves := or(
                        or(
                            or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                            and(shl(64, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(96, quad3), mload(add(LANES, 0x2a0)))
                    )
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(
                        or(
                            or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                            and(shl(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(64, quad3), mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            or(
                                and(shr(64, quad0), mload(add(LANES, 0x240))),
                                and(shr(32, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(quad2, mload(add(LANES, 0x280)))
                        ),
                        and(shl(32, quad3), mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            or(
                                and(shr(96, quad0), mload(add(LANES, 0x240))),
                                and(shr(64, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(shr(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(quad3, mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := low
                    first := high
                }
                {
                    let quad0 := mload(add(LANES, 0x20))
                    let quad1 := mload(add(LANES, 0xa0))
                    let quad2 := mload(add(LANES, 0x120))
                    let quad3 := mload(add(LANES, 0x1a0))
                    let halves
                    halves := or(
                        or(
                            or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                            and(shl(64, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(96, quad3), mload(add(LANES, 0x2a0)))
                    )
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(
                        or(
                            or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                            and(shl(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(64, quad3), mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            or(
                                and(shr(64, quad0), mload(add(LANES, 0x240))),
                                and(shr(32, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(quad2, mload(add(LANES, 0x280)))
                        ),
                        and(shl(32, quad3), mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            or(
                                and(shr(96, quad0), mload(add(LANES, 0x240))),
                                and(shr(64, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(shr(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(quad3, mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
                {
                    let quad0 := mload(add(LANES, 0x40))
                    let quad1 := mload(add(LANES, 0xc0))
                    let quad2 := mload(add(LANES, 0x140))
                    let quad3 := mload(add(LANES, 0x1c0))
                    let halves
                    halves := or(
                        or(
                            or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                            and(shl(64, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(96, quad3), mload(add(LANES, 0x2a0)))
                    )
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(
                        or(
                            or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                            and(shl(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(64, quad3), mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            or(
                                and(shr(64, quad0), mload(add(LANES, 0x240))),
                                and(shr(32, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(quad2, mload(add(LANES, 0x280)))
                        ),
                        and(shl(32, quad3), mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            or(
                                and(shr(96, quad0), mload(add(LANES, 0x240))),
                                and(shr(64, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(shr(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(quad3, mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
                {
                    let quad0 := mload(add(LANES, 0x60))
                    let quad1 := mload(add(LANES, 0xe0))
                    let quad2 := mload(add(LANES, 0x160))
                    let quad3 := mload(add(LANES, 0x1e0))
                    let halves
                    halves := or(
                        or(
                            or(and(quad0, mload(add(LANES, 0x240))), and(shl(32, quad1), mload(add(LANES, 0x260)))),
                            and(shl(64, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(96, quad3), mload(add(LANES, 0x2a0)))
                    )
                    let low := and(halves, mload(add(LANES, 0x2c0)))
                    let high := shr(128, halves)
                    halves := or(
                        or(
                            or(and(shr(32, quad0), mload(add(LANES, 0x240))), and(quad1, mload(add(LANES, 0x260)))),
                            and(shl(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(shl(64, quad3), mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            or(
                                and(shr(64, quad0), mload(add(LANES, 0x240))),
                                and(shr(32, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(quad2, mload(add(LANES, 0x280)))
                        ),
                        and(shl(32, quad3), mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    halves := or(
                        or(
                            or(
                                and(shr(96, quad0), mload(add(LANES, 0x240))),
                                and(shr(64, quad1), mload(add(LANES, 0x260)))
                            ),
                            and(shr(32, quad2), mload(add(LANES, 0x280)))
                        ),
                        and(quad3, mload(add(LANES, 0x2a0)))
                    )
                    low := add(and(halves, mload(add(LANES, 0x2c0))), mulmod(low, fourth, p))
                    high := add(shr(128, halves), mulmod(high, fourth, p))
                    second := add(low, mulmod(second, point, p))
                    first := add(high, mulmod(first, point, p))
                }
            }
            // The lanes of 32 cells of all channels up to the end; returns their length in bytes. Channels that the last four
            // lack count as zeros.
            function readLanes(channel, end, cells) -> length {
                let third := mul(3, cells)
                for {} lt(add(channel, third), end) { channel := add(channel, shl(2, cells)) } {
                    quadLanes(
                        calldataload(channel),
                        calldataload(add(channel, cells)),
                        calldataload(add(channel, mul(2, cells))),
                        calldataload(add(channel, third)),
                        add(LANES, length)
                    )
                    length := add(length, 0x80)
                }
                if lt(channel, end) {
                    let w1 := mul(calldataload(add(channel, cells)), lt(add(channel, cells), end))
                    let w2 := mul(calldataload(add(channel, mul(2, cells))), lt(add(channel, mul(2, cells)), end))
                    quadLanes(calldataload(channel), w1, w2, 0, add(LANES, length))
                    length := add(length, 0x80)
                }
            }
            // Writes a word for each cell of the channels from start to end to free memory, 32 cells a turn.
            function transpose(start, end, cells) {
                let target := mload(0x40)
                for { let at := start } lt(at, add(start, cells)) { at := add(at, 32) } {
                    switch readLanes(at, end, cells)
                    case 0x80 { merge1(target) }
                    case 0x100 { merge2(target) }
                    case 0x180 { merge3(target) }
                    default { merge4(target) }
                    target := add(target, 0x400)
                }
            }
            // The same as wordSum of lines of 16 cells, an even number of them; ones is what a line's offset multiplies.
            function sixteenSum(start, end, cells, shape, ones, p) -> sum {
                let point := mload(add(shape, 0x80))
                let fourth := mulmod(point, point, p)
                // 1 + point + ... + point^15 = (1 + point) (1 + point^2) (1 + point^4) (1 + point^8)
                let offset := mulmod(add(1, point), add(1, fourth), p)
                fourth := mulmod(fourth, fourth, p)
                offset := mulmod(mulmod(offset, add(1, fourth), p), add(1, mulmod(fourth, fourth, p)), p)
                offset := mulmod(sub(p, offset), ones, p)
                let linePoint := mload(add(shape, 0x60))
                for { let at := add(start, cells) } gt(at, start) {} {
                    at := sub(at, 32)
                    let first, second
                    switch readLanes(at, end, cells)
                    case 0x80 { first, second := lines1(point, fourth, p) }
                    case 0x100 { first, second := lines2(point, fourth, p) }
                    case 0x180 { first, second := lines3(point, fourth, p) }
                    default { first, second := lines4(point, fourth, p) }
                    sum := add(add(second, offset), mulmod(sum, linePoint, p))
                    sum := add(add(first, offset), mulmod(sum, linePoint, p))
                }
            }
            // What a line's words lack: -ones (1 + ... + cellPoint^(cells-1)).
            function lineOffset(ones, shape, p) -> offset {
                let point := mload(add(shape, 0x80))
                for { let i := mload(add(shape, 0x20)) } i { i := sub(i, 1) } {
                    offset := addmod(mulmod(offset, point, p), 1, p)
                }
                offset := mulmod(sub(p, offset), ones, p)
            }
            // sum word point^i of the words from first to at, last first. The value is below 2p.
            function wordLine(first, at, point, p) -> line {
                for {} gt(at, add(first, 0xe0)) {} {
                    at := sub(at, 0x100)
                    line := add(
                        mload(add(at, 0x80)),
                        mulmod(
                            add(
                                mload(add(at, 0xa0)),
                                mulmod(
                                    add(
                                        mload(add(at, 0xc0)),
                                        mulmod(add(mload(add(at, 0xe0)), mulmod(line, point, p)), point, p)
                                    ),
                                    point,
                                    p
                                )
                            ),
                            point,
                            p
                        )
                    )
                    line := add(
                        mload(at),
                        mulmod(
                            add(
                                mload(add(at, 0x20)),
                                mulmod(
                                    add(
                                        mload(add(at, 0x40)),
                                        mulmod(add(mload(add(at, 0x60)), mulmod(line, point, p)), point, p)
                                    ),
                                    point,
                                    p
                                )
                            ),
                            point,
                            p
                        )
                    )
                }
                for {} gt(at, first) {} {
                    at := sub(at, 0x20)
                    line := add(mload(at), mulmod(line, point, p))
                }
            }
            // sum (sum word[y,x] cellPoint^x + offset) linePoint^y of the words in free memory. The value is below 4p.
            function wordSum(cells, offset, shape, p) -> sum {
                let start := mload(0x40)
                let width := shl(5, mload(add(shape, 0x20)))
                for { let at := add(start, shl(5, cells)) } gt(at, start) { at := sub(at, width) } {
                    let line := wordLine(sub(at, width), at, mload(add(shape, 0x80)), p)
                    sum := add(add(line, offset), mulmod(sum, mload(add(shape, 0x60)), p))
                }
            }
            // (P2) sum word[g,y,x] channelPoint^(G-1-g) linePoint^y cellPoint^x, where word[g,y,x] = sum 256^j (byte[c + j,y,x]
            // - offset) over the channels c + j of group g. Groups are taken forwards, lines and cells backwards, each by
            // Horner's rule; sums stay below 5p < 2^256, so no reduction is needed between.
            function grid(channel, end, shape, p) -> value {
                writeMasks()
                let cells := mul(mload(shape), mload(add(shape, 0x20)))
                for {} lt(channel, end) {} {
                    let next := add(channel, mul(cells, mload(add(shape, 0xa0))))
                    if gt(next, end) { next := end }
                    // offset (1 + 256 + ... + 256^(n-1)) of the group's n channels
                    let sum := div(sub(shl(shl(3, div(sub(next, channel), cells)), 1), 1), 255)
                    sum := mul(sum, mload(add(shape, 0xc0)))
                    switch and(eq(mload(add(shape, 0x20)), 16), iszero(mod(cells, 32)))
                    case 0 {
                        transpose(channel, next, cells)
                        sum := wordSum(cells, lineOffset(sum, shape, p), shape, p)
                    }
                    default { sum := sixteenSum(channel, next, cells, shape, sum, p) }
                    value := add(mulmod(value, mload(add(shape, 0x40)), p), sum)
                    channel := next
                }
            }

            let p := P
            ok := 1
            // zeta^n, the points zeta omega^rotation and their distances from mu.
            {
                let zeta := mload(CHALLENGE_ZETA)
                let power_ := zeta
                for { let i := mload(KEY_LOG_SIZE) } i { i := sub(i, 1) } { power_ := mulmod(power_, power_, p) }
                mstore(ZETA_POWER, power_)
                mstore(VANISHING, addmod(power_, sub(p, 1), p))
                let mu := mload(CHALLENGE_MU)
                let point := zeta
                mstore(ZETA_HERE, point)
                mstore(MU_LESS_ZETA_HERE, addmod(mu, sub(p, point), p))
                point := mulmod(zeta, mload(KEY_OMEGA_PREVIOUS_1), p)
                mstore(ZETA_PREVIOUS_1, point)
                mstore(MU_LESS_ZETA_PREVIOUS_1, addmod(mu, sub(p, point), p))
            }
            mstore(GATE_SCALAR_1, mulmod(mload(CHALLENGE_THETA), 256, p))
            // The image: 0x8e7e851e216e1ef70d029bdcd5d95c0b2084c2db3518e235bce1190994d8c08 times its words at the point
            // v.
            mstore(VALUE_0, mload(CHALLENGE_V))
            mstore(
                PUBLIC_IMAGE,
                mulmod(
                    packed(mload(INPUT_IMAGE), mload(add(INPUT_IMAGE, 0x20)), mload(VALUE_0), p),
                    0x8e7e851e216e1ef70d029bdcd5d95c0b2084c2db3518e235bce1190994d8c08,
                    p
                )
            )
            // u = v^LineStride
            mstore(SCALAR_U, power(mload(CHALLENGE_V), mload(KEY_LINE_STRIDE), p))
            // The latent: u v r r^LatentChannels (1 + LatentDoubling u) (1 + LatentDoubling v) times its bytes at the
            // points r, u (1 + LatentDoubling (u - 1)), v (1 + LatentDoubling (v - 1)), each less 128, 16 channels a
            // word.
            mstore(GRID_LATENT, mload(KEY_LATENT_HEIGHT))
            mstore(add(GRID_LATENT, 0x20), mload(KEY_LATENT_WIDTH))
            mstore(add(GRID_LATENT, 0x40), mload(CHALLENGE_R))
            mstore(VALUE_1, addmod(1, mulmod(mload(KEY_LATENT_DOUBLING), addmod(mload(SCALAR_U), sub(p, 1), p), p), p))
            mstore(add(GRID_LATENT, 0x60), mulmod(mload(SCALAR_U), mload(VALUE_1), p))
            mstore(
                VALUE_2,
                addmod(1, mulmod(mload(KEY_LATENT_DOUBLING), addmod(mload(CHALLENGE_V), sub(p, 1), p), p), p)
            )
            mstore(add(GRID_LATENT, 0x80), mulmod(mload(CHALLENGE_V), mload(VALUE_2), p))
            mstore(add(GRID_LATENT, 0xa0), 16)
            mstore(add(GRID_LATENT, 0xc0), 128)
            mstore(
                VALUE_3,
                mulmod(
                    mulmod(
                        mulmod(mulmod(mload(SCALAR_U), mload(CHALLENGE_V), p), mload(CHALLENGE_R), p),
                        power(mload(CHALLENGE_R), mload(KEY_LATENT_CHANNELS), p),
                        p
                    ),
                    addmod(1, mulmod(mload(KEY_LATENT_DOUBLING), mload(SCALAR_U), p), p),
                    p
                )
            )
            mstore(
                PUBLIC_LATENT,
                mulmod(
                    grid(mload(INPUT_LATENT), add(mload(INPUT_LATENT), mload(add(INPUT_LATENT, 0x20))), GRID_LATENT, p),
                    mulmod(mload(VALUE_3), addmod(1, mulmod(mload(KEY_LATENT_DOUBLING), mload(CHALLENGE_V), p), p), p),
                    p
                )
            )
            // rv = r v
            mstore(SCALAR_RV, mulmod(mload(CHALLENGE_R), mload(CHALLENGE_V), p))
            // vSquared = v v
            mstore(SCALAR_V_SQUARED, mulmod(mload(CHALLENGE_V), mload(CHALLENGE_V), p))
            // sumOfPoints = u + v
            mstore(SCALAR_SUM_OF_POINTS, addmod(mload(SCALAR_U), mload(CHALLENGE_V), p))
            // extraPacked = sumOfPoints - vSquared - u u
            mstore(
                SCALAR_EXTRA_PACKED,
                addmod(
                    addmod(mload(SCALAR_SUM_OF_POINTS), sub(p, mload(SCALAR_V_SQUARED)), p),
                    sub(p, mulmod(mload(SCALAR_U), mload(SCALAR_U), p)),
                    p
                )
            )
            let pairs := mload(KEY_END)
            let pairsEnd := pairs
            // zeta - omega^row of the entries of L_0.
            {
                let entry := mload(ENTRIES_L_0)
                let end := mload(add(ENTRIES_L_0, 0x20))
                for {} lt(entry, end) { entry := add(entry, 0x40) } {
                    mstore(pairsEnd, addmod(mload(CHALLENGE_ZETA), sub(p, mod(mload(add(entry, 0x20)), p)), p))
                    pairsEnd := add(pairsEnd, 0x40)
                }
            }
            // zeta - omega^row of the entries of L_e.
            {
                let entry := mload(ENTRIES_L_E)
                let end := mload(add(ENTRIES_L_E, 0x20))
                for {} lt(entry, end) { entry := add(entry, 0x40) } {
                    mstore(pairsEnd, addmod(mload(CHALLENGE_ZETA), sub(p, mod(mload(add(entry, 0x20)), p)), p))
                    pairsEnd := add(pairsEnd, 0x40)
                }
            }
            // zeta - omega^row of the entries of sp.
            {
                let entry := mload(ENTRIES_SP)
                let end := mload(add(ENTRIES_SP, 0x20))
                for {} lt(entry, end) { entry := add(entry, 0xa0) } {
                    mstore(pairsEnd, addmod(mload(CHALLENGE_ZETA), sub(p, mod(mload(add(entry, 0x20)), p)), p))
                    pairsEnd := add(pairsEnd, 0x40)
                }
            }
            // (V4) Batch inversion 1.
            mstore(INVERSES_1, mload(SCALAR_RV))
            mstore(add(INVERSES_1, 0x40), mload(VANISHING))
            mstore(add(INVERSES_1, 0x80), mload(MU_LESS_ZETA_HERE))
            mstore(add(INVERSES_1, 0xc0), mload(MU_LESS_ZETA_PREVIOUS_1))
            mstore(add(INVERSES_1, 0x100), addmod(mload(ZETA_HERE), sub(p, mload(ZETA_PREVIOUS_1)), p))
            mstore(add(INVERSES_1, 0x140), addmod(mload(ZETA_PREVIOUS_1), sub(p, mload(ZETA_HERE)), p))
            {
                let product := multiplyAll(INVERSES_1, add(INVERSES_1, 0x180), 1, p)
                product := multiplyAll(pairs, pairsEnd, product, p)
                if iszero(product) { ok := 0 }
                let inverse := divideAll(pairs, pairsEnd, invert(product, p), p)
                inverse := divideAll(INVERSES_1, add(INVERSES_1, 0x180), inverse, p)
            }
            // rvInverse = rv^-1
            mstore(SCALAR_RV_INVERSE, mload(INVERSES_1))
            // rInverse = v rvInverse
            mstore(SCALAR_R_INVERSE, mulmod(mload(CHALLENGE_V), mload(SCALAR_RV_INVERSE), p))
            // boundaryLessR = u rInverse^KernelStrideLessOne - r
            mstore(
                SCALAR_BOUNDARY_LESS_R,
                addmod(
                    mulmod(mload(SCALAR_U), power(mload(SCALAR_R_INVERSE), mload(KEY_KERNEL_STRIDE_LESS_ONE), p), p),
                    sub(p, mload(CHALLENGE_R)),
                    p
                )
            )
            // vInverse = r rvInverse
            mstore(SCALAR_V_INVERSE, mulmod(mload(CHALLENGE_R), mload(SCALAR_RV_INVERSE), p))
            // halfDifferenceV = 0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001 (v - vInverse)
            mstore(
                SCALAR_HALF_DIFFERENCE_V,
                mulmod(
                    0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001,
                    addmod(mload(CHALLENGE_V), sub(p, mload(SCALAR_V_INVERSE)), p),
                    p
                )
            )
            // halfSumV = 0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001 (v + vInverse)
            mstore(
                SCALAR_HALF_SUM_V,
                mulmod(
                    0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001,
                    addmod(mload(CHALLENGE_V), mload(SCALAR_V_INVERSE), p),
                    p
                )
            )
            // uInverse = vInverse^LineStride
            mstore(SCALAR_U_INVERSE, power(mload(SCALAR_V_INVERSE), mload(KEY_LINE_STRIDE), p))
            // halfDifferenceU = 0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001 (u - uInverse)
            mstore(
                SCALAR_HALF_DIFFERENCE_U,
                mulmod(
                    0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001,
                    addmod(mload(SCALAR_U), sub(p, mload(SCALAR_U_INVERSE)), p),
                    p
                )
            )
            // halfSumU = 0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001 (u + uInverse)
            mstore(
                SCALAR_HALF_SUM_U,
                mulmod(
                    0x183227397098d014dc2822db40c0ac2e9419f4243cdcb848a1f0fac9f8000001,
                    addmod(mload(SCALAR_U), mload(SCALAR_U_INVERSE), p),
                    p
                )
            )
            // extraX = 2 halfDifferenceV halfSumV - halfDifferenceV
            mstore(
                SCALAR_EXTRA_X,
                addmod(
                    mulmod(mulmod(2, mload(SCALAR_HALF_DIFFERENCE_V), p), mload(SCALAR_HALF_SUM_V), p),
                    sub(p, mload(SCALAR_HALF_DIFFERENCE_V)),
                    p
                )
            )
            // extraXSquared = 2 halfSumV halfSumV - 1 - halfSumV
            mstore(
                SCALAR_EXTRA_XSQUARED,
                addmod(
                    addmod(mulmod(mulmod(2, mload(SCALAR_HALF_SUM_V), p), mload(SCALAR_HALF_SUM_V), p), sub(p, 1), p),
                    sub(p, mload(SCALAR_HALF_SUM_V)),
                    p
                )
            )
            // extraY = 2 halfDifferenceU halfSumU - halfDifferenceU
            mstore(
                SCALAR_EXTRA_Y,
                addmod(
                    mulmod(mulmod(2, mload(SCALAR_HALF_DIFFERENCE_U), p), mload(SCALAR_HALF_SUM_U), p),
                    sub(p, mload(SCALAR_HALF_DIFFERENCE_U)),
                    p
                )
            )
            // extraYSquared = 2 halfSumU halfSumU - 1 - halfSumU
            mstore(
                SCALAR_EXTRA_YSQUARED,
                addmod(
                    addmod(mulmod(mulmod(2, mload(SCALAR_HALF_SUM_U), p), mload(SCALAR_HALF_SUM_U), p), sub(p, 1), p),
                    sub(p, mload(SCALAR_HALF_SUM_U)),
                    p
                )
            )
            // spreadLessOne = (1 + u) (1 + v) uInverse - 1
            mstore(
                SCALAR_SPREAD_LESS_ONE,
                addmod(
                    mulmod(
                        mulmod(addmod(1, mload(SCALAR_U), p), addmod(1, mload(CHALLENGE_V), p), p),
                        mload(SCALAR_U_INVERSE),
                        p
                    ),
                    sub(p, 1),
                    p
                )
            )
            // (V5) Sparse columns: (zeta^n - 1) / n sum coefficient omega^row / (zeta - omega^row).
            let sum
            let scale := mulmod(mload(VANISHING), mload(KEY_SIZE_INVERSE), p)
            // An entry of L_0 is 1.
            sum := 0
            {
                let entry := mload(ENTRIES_L_0)
                let end := mload(add(ENTRIES_L_0, 0x20))
                for {} lt(entry, end) { entry := add(entry, 0x40) } {
                    sum := addmod(sum, mulmod(mload(add(entry, 0x20)), mload(pairs), p), p)
                    pairs := add(pairs, 0x40)
                }
            }
            mstore(EVAL_L_0, mulmod(sum, scale, p))
            // An entry of L_e is 1.
            sum := 0
            {
                let entry := mload(ENTRIES_L_E)
                let end := mload(add(ENTRIES_L_E, 0x20))
                for {} lt(entry, end) { entry := add(entry, 0x40) } {
                    sum := addmod(sum, mulmod(mload(add(entry, 0x20)), mload(pairs), p), p)
                    pairs := add(pairs, 0x40)
                }
            }
            mstore(EVAL_L_E, mulmod(sum, scale, p))
            // An entry of sp is entry0 r^entry1 vInverse^entry2 - v.
            sum := 0
            {
                let entry := mload(ENTRIES_SP)
                let end := mload(add(ENTRIES_SP, 0x20))
                for {} lt(entry, end) { entry := add(entry, 0xa0) } {
                    mstore(
                        VALUE_4,
                        addmod(
                            mulmod(
                                mulmod(
                                    mload(add(entry, 0x40)),
                                    power(mload(CHALLENGE_R), mload(add(entry, 0x60)), p),
                                    p
                                ),
                                power(mload(SCALAR_V_INVERSE), mload(add(entry, 0x80)), p),
                                p
                            ),
                            sub(p, mload(CHALLENGE_V)),
                            p
                        )
                    )
                    sum := addmod(sum, mulmod(mload(VALUE_4), mulmod(mload(add(entry, 0x20)), mload(pairs), p), p), p)
                    pairs := add(pairs, 0x40)
                }
            }
            mstore(EVAL_SP, mulmod(sum, scale, p))
        }
    }

    /// @dev (V5) The gates at zeta, combined by Horner's rule in alpha, last gate first; divided by zeta^n - 1 they are
    /// the quotient's value. Behind a column's name, [-1] is its value on the row before.
    function _evaluateGates() private pure {
        assembly ("memory-safe") {
            let p := P
            let alpha := mload(CHALLENGE_ALPHA)
            let sum := 0
            // G4 tables: 0 = (phi - phi[-1]) (beta + rem + theta 256) (beta + k + theta x) (beta + T1 + theta T2) -
            // ((beta + T1 + theta T2) (beta + k + theta x) + (beta + T1 + theta T2) (beta + rem + theta 256) - mult
            // (beta + rem + theta 256) (beta + k + theta x))
            mstore(VALUE_5, addmod(addmod(mload(EVAL_REM), mload(GATE_SCALAR_1), p), mload(CHALLENGE_BETA), p))
            mstore(
                VALUE_6,
                addmod(
                    addmod(mulmod(mload(EVAL_X), mload(CHALLENGE_THETA), p), mload(EVAL_K), p),
                    mload(CHALLENGE_BETA),
                    p
                )
            )
            mstore(VALUE_7, mulmod(mload(VALUE_5), mload(VALUE_6), p))
            mstore(
                VALUE_8,
                addmod(
                    addmod(mulmod(mload(EVAL_T2), mload(CHALLENGE_THETA), p), mload(EVAL_T1), p),
                    mload(CHALLENGE_BETA),
                    p
                )
            )
            mstore(
                VALUE_9,
                mulmod(
                    mulmod(addmod(mload(EVAL_PHI), sub(p, mload(EVAL_PHI_PREVIOUS_1)), p), mload(VALUE_7), p),
                    mload(VALUE_8),
                    p
                )
            )
            mstore(
                VALUE_10,
                mod(
                    sub(
                        p,
                        addmod(
                            addmod(
                                mulmod(mload(VALUE_6), mload(VALUE_8), p),
                                mulmod(mload(VALUE_5), mload(VALUE_8), p),
                                p
                            ),
                            sub(p, mulmod(mload(VALUE_7), mload(EVAL_MULT), p)),
                            p
                        )
                    ),
                    p
                )
            )
            sum := addmod(mload(VALUE_9), mload(VALUE_10), p)
            // G6 image: 0 = L_e (hx[-1] - PI_image)
            sum := addmod(
                mulmod(sum, alpha, p),
                mulmod(addmod(mload(EVAL_HX_PREVIOUS_1), sub(p, mload(PUBLIC_IMAGE)), p), mload(EVAL_L_E), p),
                p
            )
            // G5 latent: 0 = L_0 (h - PI_latent)
            sum := addmod(
                mulmod(sum, alpha, p),
                mulmod(addmod(mload(EVAL_H), sub(p, mload(PUBLIC_LATENT)), p), mload(EVAL_L_0), p),
                p
            )
            // G3 kernels: 0 = hw - ((dx dx + dy dy - dx dy - dx dy) r + kb boundaryLessR) hw[-1] - (w0 + w1 v) - w2
            // vSquared
            mstore(VALUE_11, mulmod(mload(EVAL_DX), mload(EVAL_DX), p))
            mstore(VALUE_12, mulmod(mload(EVAL_DY), mload(EVAL_DY), p))
            mstore(VALUE_13, mulmod(mload(EVAL_DX), mload(EVAL_DY), p))
            mstore(
                VALUE_14,
                addmod(
                    addmod(addmod(mload(VALUE_11), mload(VALUE_12), p), sub(p, mload(VALUE_13)), p),
                    sub(p, mload(VALUE_13)),
                    p
                )
            )
            mstore(
                VALUE_15,
                mod(
                    sub(
                        p,
                        mulmod(
                            addmod(
                                mulmod(mload(VALUE_14), mload(CHALLENGE_R), p),
                                mulmod(mload(EVAL_KB), mload(SCALAR_BOUNDARY_LESS_R), p),
                                p
                            ),
                            mload(EVAL_HW_PREVIOUS_1),
                            p
                        )
                    ),
                    p
                )
            )
            mstore(VALUE_16, addmod(mulmod(mload(EVAL_W1), mload(CHALLENGE_V), p), mload(EVAL_W0), p))
            sum := addmod(
                mulmod(sum, alpha, p),
                addmod(
                    addmod(addmod(mload(EVAL_HW), mload(VALUE_15), p), sub(p, mload(VALUE_16)), p),
                    sub(p, mulmod(mload(EVAL_W2), mload(SCALAR_V_SQUARED), p)),
                    p
                ),
                p
            )
            // G2 activations: 0 = hx - (dx halfDifferenceV + dx dx halfSumV + dy halfDifferenceU + dy dy halfSumU - dx
            // dy sumOfPoints + U (dx extraX + dx dx extraXSquared + dy extraY + dy dy extraYSquared + dx dy
            // extraPacked) + dx dy (w0 + w1 v)) hx[-1] - (1 + U spreadLessOne) x
            mstore(
                VALUE_17,
                addmod(
                    addmod(
                        addmod(
                            mulmod(mload(EVAL_DX), mload(SCALAR_HALF_DIFFERENCE_V), p),
                            mulmod(mload(VALUE_11), mload(SCALAR_HALF_SUM_V), p),
                            p
                        ),
                        mulmod(mload(EVAL_DY), mload(SCALAR_HALF_DIFFERENCE_U), p),
                        p
                    ),
                    mulmod(mload(VALUE_12), mload(SCALAR_HALF_SUM_U), p),
                    p
                )
            )
            mstore(
                VALUE_18,
                addmod(mload(VALUE_17), sub(p, mulmod(mload(VALUE_13), mload(SCALAR_SUM_OF_POINTS), p)), p)
            )
            mstore(
                VALUE_19,
                addmod(
                    addmod(
                        addmod(
                            mulmod(mload(EVAL_DX), mload(SCALAR_EXTRA_X), p),
                            mulmod(mload(VALUE_11), mload(SCALAR_EXTRA_XSQUARED), p),
                            p
                        ),
                        mulmod(mload(EVAL_DY), mload(SCALAR_EXTRA_Y), p),
                        p
                    ),
                    mulmod(mload(VALUE_12), mload(SCALAR_EXTRA_YSQUARED), p),
                    p
                )
            )
            mstore(
                VALUE_20,
                addmod(
                    mload(VALUE_18),
                    mulmod(
                        addmod(mload(VALUE_19), mulmod(mload(VALUE_13), mload(SCALAR_EXTRA_PACKED), p), p),
                        mload(EVAL_U),
                        p
                    ),
                    p
                )
            )
            mstore(
                VALUE_21,
                mod(
                    sub(
                        p,
                        mulmod(
                            addmod(mload(VALUE_20), mulmod(mload(VALUE_13), mload(VALUE_16), p), p),
                            mload(EVAL_HX_PREVIOUS_1),
                            p
                        )
                    ),
                    p
                )
            )
            mstore(
                VALUE_22,
                mod(
                    sub(
                        p,
                        mulmod(addmod(mulmod(mload(EVAL_U), mload(SCALAR_SPREAD_LESS_ONE), p), 1, p), mload(EVAL_X), p)
                    ),
                    p
                )
            )
            sum := addmod(
                mulmod(sum, alpha, p),
                addmod(addmod(mload(EVAL_HX), mload(VALUE_21), p), mload(VALUE_22), p),
                p
            )
            // G1 linear layers: 0 = h - (dx halfDifferenceV + dx dx halfSumV + dy halfDifferenceU + dy dy halfSumU - dx
            // dy sumOfPoints + dx dy v + sp) h[-1] - (1 - (dx dx + dy dy - dx dy - dx dy) - dx dy) (rv h[-1] - uInverse
            // hx[-1] hw[-1]) - (k 65536 + rem - BT)
            mstore(
                VALUE_23,
                mulmod(
                    addmod(
                        addmod(mload(VALUE_18), mulmod(mload(VALUE_13), mload(CHALLENGE_V), p), p),
                        mload(EVAL_SP),
                        p
                    ),
                    mload(EVAL_H_PREVIOUS_1),
                    p
                )
            )
            mstore(
                VALUE_24,
                addmod(
                    mulmod(mload(EVAL_H_PREVIOUS_1), mload(SCALAR_RV), p),
                    sub(
                        p,
                        mulmod(
                            mulmod(mload(EVAL_HX_PREVIOUS_1), mload(EVAL_HW_PREVIOUS_1), p),
                            mload(SCALAR_U_INVERSE),
                            p
                        )
                    ),
                    p
                )
            )
            mstore(
                VALUE_25,
                mulmod(addmod(addmod(1, sub(p, mload(VALUE_14)), p), sub(p, mload(VALUE_13)), p), mload(VALUE_24), p)
            )
            mstore(
                VALUE_26,
                mod(
                    sub(
                        p,
                        addmod(addmod(mulmod(mload(EVAL_K), 65536, p), mload(EVAL_REM), p), sub(p, mload(EVAL_BT)), p)
                    ),
                    p
                )
            )
            mstore(
                VALUE_27,
                addmod(
                    addmod(addmod(mload(EVAL_H), sub(p, mload(VALUE_23)), p), sub(p, mload(VALUE_25)), p),
                    mload(VALUE_26),
                    p
                )
            )
            mstore(
                EVAL_QUOTIENT,
                mulmod(addmod(mulmod(sum, alpha, p), mload(VALUE_27), p), mload(add(INVERSES_1, 0x40)), p)
            )
        }
    }

    /// @dev Empties the sums: calldata ends with zeros.
    function _clearSums() private pure {
        assembly ("memory-safe") {
            calldatacopy(KEY_FACTORS, calldatasize(), sub(SUMS_END, KEY_FACTORS))
        }
    }

    /// @dev (V6), (V7), (B2). With f_i opened at the points S_i to the polynomial r_i through its evaluations:
    /// F = sum nu^i / Z_(S_i)(mu) ([f_i] - r_i(mu) [1]) - W. Adds coefficient (F + mu W') to SUM, of whose key's points
    /// only the factors are noted, and coefficient W' to OPENINGS.
    function _addOpening(uint256 coefficient) private view {
        assembly ("memory-safe") {
            // Reverts with InsufficientGas.
            function outOfGas() {
                mstore(0, INSUFFICIENT_GAS)
                revert(0x1c, 4)
            }
            // Adds a point times a factor to a sum; behind the sum are three words for the term. All points are on the curve, so
            // the precompiled contracts 7 (ecMul) and 6 (ecAdd) fail for lack of gas only.
            function addMultiple(sum, point, factor) {
                let term := add(sum, 0x40)
                mcopy(term, point, 0x40)
                mstore(add(sum, 0x80), factor)
                let done := staticcall(gas(), 7, term, 0x60, term, 0x40)
                if iszero(and(done, staticcall(gas(), 6, sum, 0x80, sum, 0x40))) { outOfGas() }
            }
            // The same with a batch's coefficient, which is 1 for its first proof and for one alone.
            function addCoefficient(sum, point, factor) {
                switch factor
                case 1 {
                    mcopy(add(sum, 0x40), point, 0x40)
                    if iszero(staticcall(gas(), 6, sum, 0x80, sum, 0x40)) { outOfGas() }
                }
                default { addMultiple(sum, point, factor) }
            }
            let p := P
            // (V7) -W comes first.
            mstore(add(POINT_W, 0x20), mod(sub(Q, mload(add(POINT_W, 0x20))), Q))
            addCoefficient(SUM, POINT_W, coefficient)
            mstore(FACTOR_0, mload(add(INVERSES_1, 0x80)))
            mstore(FACTOR_1, mulmod(mload(add(INVERSES_1, 0x80)), mload(add(INVERSES_1, 0xc0)), p))
            let nu := mload(CHALLENGE_NU)
            let power_ := coefficient
            // BT
            mstore(VALUES_0, mulmod(power_, mload(EVAL_BT), p))
            mstore(KEY_FACTORS, addmod(mload(KEY_FACTORS), mulmod(power_, mload(FACTOR_0), p), p))
            // T1
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_T1), p), p))
            mstore(add(KEY_FACTORS, 0x20), addmod(mload(add(KEY_FACTORS, 0x20)), mulmod(power_, mload(FACTOR_0), p), p))
            // T2
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_T2), p), p))
            mstore(add(KEY_FACTORS, 0x40), addmod(mload(add(KEY_FACTORS, 0x40)), mulmod(power_, mload(FACTOR_0), p), p))
            // w0
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_W0), p), p))
            mstore(add(KEY_FACTORS, 0x60), addmod(mload(add(KEY_FACTORS, 0x60)), mulmod(power_, mload(FACTOR_0), p), p))
            // w1
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_W1), p), p))
            mstore(add(KEY_FACTORS, 0x80), addmod(mload(add(KEY_FACTORS, 0x80)), mulmod(power_, mload(FACTOR_0), p), p))
            // w2
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_W2), p), p))
            mstore(add(KEY_FACTORS, 0xa0), addmod(mload(add(KEY_FACTORS, 0xa0)), mulmod(power_, mload(FACTOR_0), p), p))
            // dx
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_DX), p), p))
            mstore(add(KEY_FACTORS, 0xc0), addmod(mload(add(KEY_FACTORS, 0xc0)), mulmod(power_, mload(FACTOR_0), p), p))
            // dy
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_DY), p), p))
            mstore(add(KEY_FACTORS, 0xe0), addmod(mload(add(KEY_FACTORS, 0xe0)), mulmod(power_, mload(FACTOR_0), p), p))
            // U
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_U), p), p))
            mstore(
                add(KEY_FACTORS, 0x100),
                addmod(mload(add(KEY_FACTORS, 0x100)), mulmod(power_, mload(FACTOR_0), p), p)
            )
            // kb
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_KB), p), p))
            mstore(
                add(KEY_FACTORS, 0x120),
                addmod(mload(add(KEY_FACTORS, 0x120)), mulmod(power_, mload(FACTOR_0), p), p)
            )
            // k
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_K), p), p))
            addMultiple(SUM, POINT_K, mulmod(power_, mload(FACTOR_0), p))
            // rem
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_REM), p), p))
            addMultiple(SUM, POINT_REM, mulmod(power_, mload(FACTOR_0), p))
            // x
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_X), p), p))
            addMultiple(SUM, POINT_X, mulmod(power_, mload(FACTOR_0), p))
            // mult
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_MULT), p), p))
            addMultiple(SUM, POINT_MULT, mulmod(power_, mload(FACTOR_0), p))
            // h
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_1, mulmod(power_, mload(EVAL_H), p))
            mstore(add(VALUES_1, 0x20), mulmod(power_, mload(EVAL_H_PREVIOUS_1), p))
            addMultiple(SUM, POINT_H, mulmod(power_, mload(FACTOR_1), p))
            // hx
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_1, addmod(mload(VALUES_1), mulmod(power_, mload(EVAL_HX), p), p))
            mstore(
                add(VALUES_1, 0x20),
                addmod(mload(add(VALUES_1, 0x20)), mulmod(power_, mload(EVAL_HX_PREVIOUS_1), p), p)
            )
            addMultiple(SUM, POINT_HX, mulmod(power_, mload(FACTOR_1), p))
            // hw
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_1, addmod(mload(VALUES_1), mulmod(power_, mload(EVAL_HW), p), p))
            mstore(
                add(VALUES_1, 0x20),
                addmod(mload(add(VALUES_1, 0x20)), mulmod(power_, mload(EVAL_HW_PREVIOUS_1), p), p)
            )
            addMultiple(SUM, POINT_HW, mulmod(power_, mload(FACTOR_1), p))
            // phi
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_1, addmod(mload(VALUES_1), mulmod(power_, mload(EVAL_PHI), p), p))
            mstore(
                add(VALUES_1, 0x20),
                addmod(mload(add(VALUES_1, 0x20)), mulmod(power_, mload(EVAL_PHI_PREVIOUS_1), p), p)
            )
            addMultiple(SUM, POINT_PHI, mulmod(power_, mload(FACTOR_1), p))
            // The quotient: t0 + zeta^n t1 + zeta^2n t2 + ...
            power_ := mulmod(power_, nu, p)
            mstore(VALUES_0, addmod(mload(VALUES_0), mulmod(power_, mload(EVAL_QUOTIENT), p), p))
            let factor := mulmod(power_, mload(FACTOR_0), p)
            addMultiple(SUM, POINT_T0, factor)
            factor := mulmod(factor, mload(ZETA_POWER), p)
            addMultiple(SUM, POINT_T1, factor)
            factor := mulmod(factor, mload(ZETA_POWER), p)
            addMultiple(SUM, POINT_T2, factor)
            // (V6) The constant: interpolations at mu by Lagrange's formula.
            let constant_ := mload(CONSTANT)
            constant_ := addmod(constant_, mulmod(mload(VALUES_0), mload(add(INVERSES_1, 0x80)), p), p)
            constant_ := addmod(
                constant_,
                mulmod(mload(VALUES_1), mulmod(mload(add(INVERSES_1, 0x80)), mload(add(INVERSES_1, 0x100)), p), p),
                p
            )
            constant_ := addmod(
                constant_,
                mulmod(
                    mload(add(VALUES_1, 0x20)),
                    mulmod(mload(add(INVERSES_1, 0xc0)), mload(add(INVERSES_1, 0x140)), p),
                    p
                ),
                p
            )
            mstore(CONSTANT, constant_)
            // mu W', and W' itself.
            addMultiple(SUM, POINT_W_, mulmod(coefficient, mload(CHALLENGE_MU), p))
            addCoefficient(OPENINGS, POINT_W_, coefficient)
        }
    }

    /// @dev (B2) Adds the commitments of the key read last to SUM, by the factors noted since the one before.
    function _addKey() private view {
        assembly ("memory-safe") {
            // Reverts with InsufficientGas.
            function outOfGas() {
                mstore(0, INSUFFICIENT_GAS)
                revert(0x1c, 4)
            }
            // Adds a point times a factor to a sum; behind the sum are three words for the term. All points are on the curve, so
            // the precompiled contracts 7 (ecMul) and 6 (ecAdd) fail for lack of gas only.
            function addMultiple(sum, point, factor) {
                let term := add(sum, 0x40)
                mcopy(term, point, 0x40)
                mstore(add(sum, 0x80), factor)
                let done := staticcall(gas(), 7, term, 0x60, term, 0x40)
                if iszero(and(done, staticcall(gas(), 6, sum, 0x80, sum, 0x40))) { outOfGas() }
            }
            for { let i := 0 } lt(i, 0x140) { i := add(i, 0x20) } {
                let factor := add(KEY_FACTORS, i)
                addMultiple(SUM, add(KEY_COMMITMENTS, shl(1, i)), mload(factor))
                mstore(factor, 0)
            }
        }
    }

    /// @dev (B3) Whether the key read last has the [tau]_2 of the batch's first one.
    function _isSameSetup(bool isFirst) private pure returns (bool ok) {
        assembly ("memory-safe") {
            let digest := keccak256(KEY_TAU, 0x80)
            if isFirst { mstore(TAU_DIGEST, digest) }
            ok := eq(mload(TAU_DIGEST), digest)
        }
    }

    /// @dev (V8), (B3): e(SUM - CONSTANT [1], [1]_2) = e(OPENINGS, [tau]_2), with the sums of F + mu W' and of W'.
    function _checkPairing() private view returns (bool ok) {
        assembly ("memory-safe") {
            // Reverts with InsufficientGas.
            function outOfGas() {
                mstore(0, INSUFFICIENT_GAS)
                revert(0x1c, 4)
            }
            // Adds a point times a factor to a sum; behind the sum are three words for the term. All points are on the curve, so
            // the precompiled contracts 7 (ecMul) and 6 (ecAdd) fail for lack of gas only.
            function addMultiple(sum, point, factor) {
                let term := add(sum, 0x40)
                mcopy(term, point, 0x40)
                mstore(add(sum, 0x80), factor)
                let done := staticcall(gas(), 7, term, 0x60, term, 0x40)
                if iszero(and(done, staticcall(gas(), 6, sum, 0x80, sum, 0x40))) { outOfGas() }
            }
            // [1] = (1, 2) times minus the constant.
            mstore(PAIRING, 1)
            mstore(add(PAIRING, 0x20), 2)
            addMultiple(SUM, PAIRING, sub(P, mload(CONSTANT)))
            // e(SUM, [1]_2) e(-OPENINGS, [tau]_2) = 1.
            mcopy(PAIRING, SUM, 0x40)
            mstore(add(PAIRING, 0x40), G2_X_IMAGINARY)
            mstore(add(PAIRING, 0x60), G2_X_REAL)
            mstore(add(PAIRING, 0x80), G2_Y_IMAGINARY)
            mstore(add(PAIRING, 0xa0), G2_Y_REAL)
            mstore(add(PAIRING, 0xc0), mload(OPENINGS))
            mstore(add(PAIRING, 0xe0), mod(sub(Q, mload(add(OPENINGS, 0x20))), Q))
            mcopy(add(PAIRING, 0x100), KEY_TAU, 0x80)
            // It fails on a [tau]_2 that is no point of G2, and then takes all it was given: that is bounded. With less gas
            // than that the answer would not depend on the proof alone.
            if lt(gas(), PAIRING_GAS_LIMIT) { outOfGas() }
            ok := staticcall(PAIRING_GAS, 8, PAIRING, 0x180, 0, 0x20)
            ok := and(ok, and(eq(returndatasize(), 0x20), eq(mload(0), 1)))
        }
    }
}
