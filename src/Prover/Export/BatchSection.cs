namespace ZkStyle.Prover.Export;

/// <summary>The functions of the generated contract that verify several proofs at once: (B1) to (B3) of docs/protocol.md.</summary>
internal static class BatchSection
{
    /// <summary>Writes the external function, without its documentation.</summary>
    public static void WriteExternal(SourceWriter writer)
    {
        writer.Open("function verifyBatch(Statement[] calldata statements) external view returns (bool valid)");
        writer.Lines(
            """
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
            """);
        writer.Close();
    }

    /// <summary>Writes what the external function calls.</summary>
    public static void Write(SourceWriter writer, TranscriptSection transcript, string[] inputs)
    {
        writer.Lines(
            """
            /// @dev (B1) What a batch's coefficients are powers of, drawn from all its statements: state = keccak256(state, code hash
            /// of the key's account, context, digests of public inputs and proof), modulo p. The frame is empty and hashed in.
            """);
        writer.Open("function _drawRatio(Statement[] calldata statements) private view returns (uint256 ratio)");
        writer.Lines(
            """
            ratio = BATCH_LABEL;
            for (uint256 i = 0; i < statements.length; ++i) {
                ratio = _absorb(ratio, statements[i]);
            }
            ratio %= P;
            """);
        writer.Close();
        writer.Line();

        var words = 4 + inputs.Length;
        var scratch = transcript.Scratch;
        writer.Line("/// @dev (B1) The state after a statement.");
        writer.Open("function _absorb(uint256 state, Statement calldata statement) private view returns (uint256 next)");
        writer.Line("(bytes32 codeHash, bytes32 context) = (statement.key.codehash, statement.context);");
        writer.Open("assembly (\"memory-safe\")");
        writer.Line($"mstore({scratch.Name}, state)");
        writer.Line($"mstore({scratch.Word(1)}, codeHash)");
        writer.Line($"mstore({scratch.Word(2)}, context)");
        writer.Close();
        foreach (var (name, i) in ((string[])[.. inputs, "proof"]).Select((name, i) => (name, i)))
        {
            writer.Open("");
            writer.Line($"bytes calldata input = statement.{name};");
            writer.Open("assembly (\"memory-safe\")");
            writer.Line($"calldatacopy({scratch.Word(words)}, input.offset, input.length)");
            writer.Line($"mstore({scratch.Word(3 + i)}, keccak256({scratch.Word(words)}, input.length))");
            writer.Close();
            writer.Close();
        }

        writer.Open("assembly (\"memory-safe\")");
        writer.Line($"next := keccak256({scratch.Name}, {MemoryMap.Hex(32 * words)})");
        writer.Close();
        writer.Close();
        writer.Line();

        writer.Line("/// @dev (R0) Keeps a statement's context, digests and places; public inputs are hashed in free memory.");
        writer.Open("function _readStatement(Statement calldata statement) private pure");
        writer.Line("bytes32 context = statement.context;");
        writer.Line("bytes calldata proof = statement.proof;");
        writer.Open("assembly (\"memory-safe\")");
        transcript.WriteContext(writer);
        transcript.WriteProof(writer);
        writer.Close();
        for (var i = 0; i < inputs.Length; i++)
        {
            writer.Open("");
            writer.Line($"bytes calldata input = statement.{inputs[i]};");
            writer.Open("assembly (\"memory-safe\")");
            writer.Line("let free := mload(0x40)");
            transcript.WriteInput(writer, i, "input", "free");
            writer.Close();
            writer.Close();
        }

        writer.Close();
    }
}
