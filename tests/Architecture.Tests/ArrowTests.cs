using System.Reflection;

namespace ZkStyle.Architecture.Tests;

/// <summary>Which project may know which: the arrows of docs/architecture.md.</summary>
public class ArrowTests
{
    [Theory]
    [InlineData("ZkStyle.Prover", "")]
    [InlineData("ZkStyle.Quantize", "")]
    [InlineData("ZkStyle.Circuit", "ZkStyle.Prover ZkStyle.Quantize")]
    [InlineData("ZkStyle.Ethereum", "ZkStyle.Prover")]
    [InlineData("ZkStyle.MintApi", "ZkStyle.Prover ZkStyle.Quantize ZkStyle.Circuit ZkStyle.Ethereum")]
    [InlineData("zkstyle", "ZkStyle.Prover ZkStyle.Quantize ZkStyle.Circuit ZkStyle.Ethereum ZkStyle.MintApi")]
    public void An_assembly_references_only_what_it_may_know(string name, string allowed)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies()
            .Select(r => r.Name!)
            .Where(r => r.StartsWith("ZkStyle.", StringComparison.Ordinal));

        Assert.Empty(references.Except(allowed.Split(' ')));
    }

    [Theory]
    [InlineData("Prover", "System.Net", "System.Drawing", "Microsoft.AspNetCore", "System.IO.File")]
    [InlineData("Quantize", "System.Net", "Microsoft.AspNetCore", "ZkStyle.Prover")]
    [InlineData("Circuit", "System.Net", "Microsoft.AspNetCore", "ZkStyle.Prover.Plonk", "ZkStyle.Prover.Curves", "ZkStyle.Prover.Commitments")]
    [InlineData("Ethereum", "Microsoft.AspNetCore", "ZkStyle.Prover.Plonk", "ZkStyle.Prover.Constraints", "ZkStyle.Prover.Fields", "ZkStyle.Prover.Curves")]
    public void A_project_does_not_mention_what_it_must_not_know(string project, params string[] forbidden)
    {
        var offenders = Sources.Of(project)
            .SelectMany(f => forbidden.Where(n => Sources.Mentions(f, n)).Select(n => $"{f.Path} mentions {n}"));

        Assert.Empty(offenders);
    }

    /// <summary>Inside the prover, folders are layers: each may use those before it.</summary>
    [Theory]
    [InlineData("Fields", "Curves", "Polynomials", "Commitments", "Constraints", "Plonk", "Export", "Transcripts")]
    [InlineData("Curves", "Polynomials", "Commitments", "Constraints", "Plonk", "Export", "Transcripts")]
    [InlineData("Polynomials", "Commitments", "Constraints", "Plonk", "Export", "Transcripts")]
    [InlineData("Commitments", "Constraints", "Plonk", "Export")]
    [InlineData("Constraints", "Plonk", "Export", "Commitments", "Curves")]
    [InlineData("Plonk", "Export")]
    public void A_prover_folder_does_not_reach_up(string folder, params string[] above)
    {
        var offenders = Sources.Of("Prover").Where(f => f.Path.Contains($"/Prover/{folder}/", StringComparison.Ordinal))
            .SelectMany(f => above.Where(a => Sources.Mentions(f, $"ZkStyle.Prover.{a}")).Select(a => $"{f.Path} uses {a}"));

        Assert.Empty(offenders);
    }
}
