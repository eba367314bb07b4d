using System.Text;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Export;

/// <summary>
/// Writes the Solidity verifier of a constraint system. One contract serves every key of the system, because a key is
/// data; the contract takes the same steps as <see cref="Plonk.PlonkVerifier"/> (docs/protocol.md, (V1) to (V8)). The
/// source depends on the system and the names alone.
/// </summary>
public static class SolidityVerifierGenerator
{
    /// <summary>More than these do not fit the EVM's reachable stack as parameters of one function.</summary>
    private const int MaximumPublicInputs = 4;

    /// <summary>Where Solidity's free memory begins.</summary>
    private const int FrameStart = 0x80;

    /// <summary>Writes the contract.</summary>
    /// <param name="system">The constraint system.</param>
    /// <param name="contractName">The contract's name, a Solidity identifier.</param>
    /// <param name="implemented">An interface with the contract's four functions, their struct and error, if it is to implement one.</param>
    /// <returns>The source: <c>verify(address key, bytes32 context, bytes ..., bytes proof)</c> with the public inputs in
    /// the system's order, <c>verifyBatch</c> of an array of such arguments, <c>isKey(address)</c> and <c>keyDigest(address)</c>.</returns>
    /// <exception cref="ArgumentException">The name is no identifier, or the system has too many public inputs.</exception>
    public static string Generate(ConstraintSystem system, string contractName, SolidityInterface? implemented = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(contractName);
        if (!SolidityNames.IsIdentifier(contractName))
            throw new ArgumentException($"\"{contractName}\" cannot name a contract; use letters, digits and underscores, and no word of Solidity.", nameof(contractName));
        if (system.PublicInputs.Count > MaximumPublicInputs)
            throw new ArgumentException($"A generated contract takes at most {MaximumPublicInputs} public inputs, {system.Name} has {system.PublicInputs.Count}.", nameof(system));

        var context = new VerifierContext(system);
        var transcript = new TranscriptSection(context);
        var key = new KeySection(context);
        var scalars = new ScalarSection(context, key, transcript);
        var gates = new GateSection(context, transcript, scalars);
        var openings = new OpeningSection(context, key, transcript, scalars, gates);
        var inputs = system.PublicInputs.Select(p => context.Names.Parameter(p.Name)).ToArray();

        // Bodies first: what they keep in memory is known only then.
        var body = new SourceWriter(depth: 1);
        WriteExternal(body, context, transcript, inputs, implemented);
        Action<SourceWriter>[] functions =
        [
            w => BatchSection.Write(w, transcript, inputs), key.WriteRead, key.WriteIsCanonical, w => transcript.Write(w, key.Digest),
            scalars.Write, gates.Write, openings.WriteClear, openings.WriteAdd, openings.WriteAddKey, openings.WriteIsSameSetup, openings.WriteCheck,
        ];
        foreach (var write in functions)
        {
            body.Line();
            write(body);
        }

        var source = new SourceWriter();
        WriteHead(source, system, contractName, implemented);
        WriteConstants(source, context, key, transcript, implemented is null ? inputs : null);
        return source.ToString() + body + "}\n";
    }

    private static void WriteHead(SourceWriter writer, ConstraintSystem system, string contractName, SolidityInterface? implemented)
    {
        writer.Lines(
            """
            // SPDX-License-Identifier: MIT
            pragma solidity 0.8.37;

            """);
        if (implemented is not null)
        {
            writer.Line($"import {{{implemented.Name}}} from \"{implemented.ImportPath}\";");
            writer.Line();
        }

        writer.Comment($"Generated from the constraint system \"{system.Name}\"; a test compares this file with the generator's output.");
        writer.Line();
        writer.Comment($"@title Verifier of the constraint system \"{Untagged(system.Name)}\"", "/// ");
        writer.Lines(
            """
            /// @notice One contract for all keys of the system: a key is a data contract, whose code is a zero byte followed by
            /// the key's bytes. Gates, rounds and verification steps carry their numbers in docs/protocol.md.
            /// @dev A key says what is proven, so whoever relies on this contract chooses the key. Its constants (omega, 1/n and
            /// other words that follow from n) are taken as they are: isKey checks them, once, where a key is registered.
            /// Nothing here writes storage or calls anything but precompiled contracts.
            """);
        writer.Open($"contract {contractName}{(implemented is null ? "" : $" is {implemented.Name}")}");
    }

    /// <param name="writer">Where to.</param>
    /// <param name="context">The contract.</param>
    /// <param name="key">Its section of keys.</param>
    /// <param name="transcript">Its section of transcripts.</param>
    /// <param name="inputs">Names of the public inputs, unless an interface declares error and struct.</param>
    private static void WriteConstants(
        SourceWriter writer, VerifierContext context, KeySection key, TranscriptSection transcript, string[]? inputs)
    {
        if (inputs is not null)
        {
            writer.Lines(
                """
                /// @notice Thrown when the call has too little gas to finish: what a proof is worth must not depend on the gas.
                error InsufficientGas();

                /// @notice One claim of a batch: the arguments of verify.
                """);
            writer.Open("struct Statement");
            foreach (var field in (string[])["address key", "bytes32 context", .. inputs.Select(name => $"bytes {name}"), "bytes proof"])
                writer.Line($"{field};");
            writer.Close();
            writer.Line();
        }

        var selector = Keccak256.Hash(Encoding.ASCII.GetBytes("InsufficientGas()")).AsSpan(0, 4);
        writer.Lines(
            $$"""
            /// @dev Selector of InsufficientGas.
            uint256 private constant INSUFFICIENT_GAS = 0x{{Convert.ToHexStringLower(selector)}};
            /// @dev The order of the groups; the scalar field's modulus.
            uint256 private constant P = {{YulArithmetic.Number(Fr.Modulus)}};
            /// @dev The base field's modulus: coordinates are below it.
            uint256 private constant Q = {{YulArithmetic.Number(Fp.Modulus)}};
            """);
        key.WriteConstants(writer);
        transcript.WriteConstants(writer);
        OpeningSection.WriteConstants(writer);
        writer.Line();
        writer.Comment("Memory. 0x00 to 0x7f are Solidity's: scratch space, the free pointer, the zero word. Then the frame, which "
            + "is the same for every key; one word that ends with the first byte of the key contract's code; the key; and two "
            + "words for each of the key's sparse entries. Every word is written before it is read: public inputs are hashed "
            + "from SCRATCH on before anything else is kept there.");
        WriteRegions(writer, context.Frame, FrameStart);
        WriteRegions(writer, context.KeyMemory, FrameStart + context.Frame.Length + 32);
        writer.Line();
    }

    /// <summary>A name without the mark that begins a tag in documentation comments.</summary>
    private static string Untagged(string name) => name.Replace('@', '?');

    private static void WriteRegions(SourceWriter writer, MemoryMap map, int start)
    {
        foreach (var (region, meaning) in map.Regions)
            writer.Line($"uint256 private constant {region.Name} = {MemoryMap.Hex(start + region.Offset)}; // {SourceWriter.Printable(meaning)}");
    }

    private static void WriteExternal(
        SourceWriter writer, VerifierContext context, TranscriptSection transcript, string[] inputs, SolidityInterface? implemented)
    {
        void Document(params string[] lines)
        {
            foreach (var line in implemented is null ? lines : [$"@inheritdoc {implemented.Name}"])
                writer.Comment(line, "/// ");
        }

        Document(
            [
                "@notice Tells whether the proof is valid for the key, the context and the public inputs. It returns false on any "
                + "fault in their content, and reverts for lack of gas only.",
                "@param key The data contract with the verifying key.",
                "@param context What the proof was made for.",
                .. inputs.Select((name, i) => $"@param {name} The public input {Untagged(context.System.PublicInputs[i].Name)}."),
                "@param proof The proof.",
                "@return valid True if and only if the proof is valid.",
            ]);
        var parameters = string.Concat(inputs.Select(name => $"bytes calldata {name}, "));
        writer.Line($"function verify(address key, bytes32 context, {parameters}bytes calldata proof)");
        writer.Lines("    external\n    view\n    returns (bool valid)");
        writer.Line("{");
        writer.Indent();
        writer.Line("_openFrame();");
        writer.Open("assembly (\"memory-safe\")");
        writer.Line("// (R0) Context and digests of the public inputs, which are hashed in the frame while it is empty.");
        transcript.WriteContext(writer);
        for (var i = 0; i < inputs.Length; i++)
            transcript.WriteInput(writer, i, inputs[i], transcript.Scratch.Name);
        transcript.WriteProof(writer);
        writer.Close();
        writer.Lines(
            """
            if (proof.length != PROOF_LENGTH || !_readKey(key) || !_replay() || !_computeScalars()) return false;
            _evaluateGates();
            _clearSums();
            _addOpening(1);
            _addKey();
            return _checkPairing();
            """);
        writer.Close();
        writer.Line();

        Document(
            "@notice Tells whether there is a statement, all statements are valid and all keys were made with one setup. A key's "
            + "work is done once for statements of that key that stand next to each other, and the pairing check once for all.",
            "@param statements The arguments of as many verifications.",
            "@return valid True if and only if every verification would return true and the keys share [tau]_2; false for none.");
        BatchSection.WriteExternal(writer);
        writer.Line();

        Document(
            "@notice Tells whether an account holds a verifying key of this system in canonical form.",
            "@param key The account.",
            "@return valid True if the account's code is a zero byte followed by such a key.");
        writer.Open("function isKey(address key) external view returns (bool valid)");
        writer.Lines(
            """
            _openFrame();
            return _readKey(key) && _isCanonical();
            """);
        writer.Close();
        writer.Line();
        Document(
            "@notice The Keccak-256 of a key's bytes: the account's code without its first byte.",
            "@param key The data contract.",
            "@return digest The digest; that of no bytes where there is no code.");
        writer.Open("function keyDigest(address key) external view returns (bytes32 digest)");
        KeySection.WriteDigest(writer);
        writer.Close();
        writer.Line();
        writer.Line("/// @dev Allocates the frame. Nothing has been allocated before, so it stands where the constants say.");
        writer.Open("function _openFrame() private pure");
        writer.Open("assembly (\"memory-safe\")");
        writer.Line($"if iszero(eq(mload(0x40), {MemoryMap.Hex(FrameStart)})) {{ revert(0, 0) }}");
        writer.Line($"mstore(0x40, {context.Key.Mark.Name})");
        writer.Close();
        writer.Close();
    }
}
