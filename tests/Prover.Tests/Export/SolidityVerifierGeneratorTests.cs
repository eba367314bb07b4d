using System.Globalization;
using System.Text.RegularExpressions;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Export;
using ZkStyle.Prover.Tests.Plonk;

namespace ZkStyle.Prover.Tests.Export;

/// <summary>What can be said of the source without an EVM; that it verifies proofs is shown in Solidity.Tests.</summary>
public partial class SolidityVerifierGeneratorTests(ToyKey toy) : IClassFixture<ToyKey>
{
    private static readonly string s_source = SolidityVerifierGenerator.Generate(ToyCircuit.System, "Toy");

    [Fact]
    public void The_source_depends_on_the_system_and_the_names_alone()
    {
        Assert.Equal(s_source, SolidityVerifierGenerator.Generate(ToyCircuit.System, "Toy"));
        Assert.NotEqual(s_source, SolidityVerifierGenerator.Generate(ToyCircuit.System, "Toy2"));
        Assert.Contains("contract Toy {", s_source, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", s_source, StringComparison.Ordinal);
        Assert.All(s_source, c => Assert.InRange(c, '\n', '~'));
    }

    [Fact]
    public void An_interface_is_imported_implemented_and_documents_the_functions()
    {
        var source = SolidityVerifierGenerator.Generate(ToyCircuit.System, "Toy", new SolidityInterface("IToy", "./IToy.sol"));

        Assert.Contains("import {IToy} from \"./IToy.sol\";", source, StringComparison.Ordinal);
        Assert.Contains("contract Toy is IToy {", source, StringComparison.Ordinal);
        Assert.Equal(4, Regex.Count(source, "@inheritdoc IToy\n"));
    }

    [Fact]
    public void Every_challenge_evaluation_and_point_has_a_place_of_its_own()
    {
        var addresses = Constants();
        var manifest = ToyCircuit.System.Manifest;
        var challenges = manifest.Rounds.SelectMany(r => r.Challenges).ToArray();
        Assert.All(challenges, c => Assert.Contains($"CHALLENGE_{c.ToUpperInvariant()}", addresses.Keys));

        // Items of a round follow each other: 64 bytes a point, 32 a scalar, after the state.
        Assert.Equal(addresses["ROUND_1"] + 32, addresses["POINT_A"]);
        Assert.Equal(addresses["POINT_A"] + 64, addresses["POINT_A2"]);
        Assert.Equal(addresses["POINT_MULT"] + 64, addresses["POINT_MARKER"]);
        Assert.Equal(addresses["EVAL_DIFFERENCE"] + 32, addresses["EVAL_KEY"]);
        Assert.Equal(ToyCircuit.System.Cells.Count, addresses.Keys.Count(k => k.StartsWith("EVAL_", StringComparison.Ordinal)) - ToyCircuit.System.SparseColumns.Count - 1);
    }

    [Fact]
    public void The_key_is_laid_out_as_its_bytes_are()
    {
        var addresses = Constants();
        var bytes = toy.Key.VerifyingKey.ToBytes();
        Fr Word(string name) => Fr.ReduceBigEndian(bytes.AsSpan(addresses[name] - addresses["KEY_MARK"], 32));
        var key = toy.Key.VerifyingKey;

        Assert.Equal(Fr.FromInt64(key.LogSize), Word("KEY_LOG_SIZE"));
        Assert.Equal(key.Omega, Word("KEY_OMEGA"));
        Assert.Equal(Fr.FromInt64(1L << key.LogSize).Inverse(), Word("KEY_SIZE_INVERSE"));
        Assert.Equal(key.Omega.Inverse(), Word("KEY_OMEGA_PREVIOUS_1"));
        Assert.Equal(key.Omega, Word("KEY_OMEGA_NEXT_1"));
        Assert.Equal(Fr.FromInt64(key.Parameters[^1]), Word("KEY_HIGH_POWER"));
        Assert.Equal(Fr.FromInt64(key.PublicInputLengths[1]), Word("KEY_PACKED_LENGTH"));
        Assert.True(key.TauG2.ToBigEndian().AsSpan().SequenceEqual(bytes.AsSpan(addresses["KEY_TAU"] - addresses["KEY_MARK"], 128)));
        Assert.True(key.FixedCommitments[0].ToBigEndian().AsSpan().SequenceEqual(bytes.AsSpan(addresses["KEY_COMMITMENTS"] - addresses["KEY_MARK"], 64)));
        Assert.Equal(Fr.FromInt64(key.SparseEntries[0].Count), Word("KEY_SPARSE"));
    }

    [Fact]
    public void The_digests_are_the_systems_and_the_protocols()
    {
        Assert.Contains(Convert.ToHexStringLower(ToyCircuit.System.Digest).TrimStart('0'), s_source, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(ZkStyle.Prover.Transcripts.Transcript.Label).TrimStart('0'), s_source, StringComparison.Ordinal);
        Assert.Contains($"PROOF_LENGTH = {toy.Proof.Length};", s_source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7seven")]
    [InlineData("with space")]
    [InlineData("a{b")]
    [InlineData("contract")]
    [InlineData("uint256")]
    public void A_name_that_is_no_identifier_is_refused(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => SolidityVerifierGenerator.Generate(ToyCircuit.System, name));

        Assert.Contains($"\"{name}\" cannot name a contract", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_public_inputs_are_refused()
    {
        var b = new ConstraintSystemBuilder("wide");
        var a = b.AddAdvice("a", 1);
        for (var i = 0; i < 5; i++)
            b.AddPublicInput($"i{i}", new PublicInputEncoding.PackedWords(1, 1));
        b.AddGate("zero", a.Current);

        var error = Assert.Throws<ArgumentException>(() => SolidityVerifierGenerator.Generate(b.Build(), "Wide"));
        Assert.Contains("at most 4 public inputs, wide has 5", error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, int> Constants() => ConstantPattern().Matches(s_source).ToDictionary(
        m => m.Groups[1].Value, m => int.Parse(m.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"uint256 private constant (\w+) = 0x([0-9a-f]{1,6}); // ")]
    private static partial Regex ConstantPattern();
}
