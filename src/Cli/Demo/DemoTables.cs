using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Demo;

/// <summary>A demonstration's receipt for people.</summary>
internal static class DemoTables
{
    /// <summary>What took how long, and what came of it.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <returns>Two tables.</returns>
    public static ResultTable[] Of(DemoReceipt receipt)
    {
        var steps = new ResultTable("step", "time", "processor time");
        foreach (var step in receipt.Steps)
            steps.Add(step.Name, Text.Time(step.Milliseconds), Text.Number(step.ProcessorSeconds, "s"));
        steps.Add("everything", Text.Time(receipt.TotalMs), Text.Number(receipt.TotalProcessorSeconds, "s"));

        var (proof, circuit, quality) = (receipt.Proof, receipt.Circuit, receipt.Quality);
        var figures = new ResultTable("measured", "figure")
            .Add("machine", receipt.Machine.ToString())
            .Add("training steps", Text.Count(receipt.TrainingSteps))
            .Add($"PSNR on {quality.Images} Nouns of unseen parts, INT8", Text.Number(quality.Int8.Psnr, "dB", 2))
            .Add("the same, float", quality.Float is { } f ? Text.Number(f.Psnr, "dB", 2) : "-")
            .Add("rows", $"{Text.Count(circuit.Rows)} = 2^{circuit.LogSize}, {Text.Count(circuit.UsedRows)} used")
            .Add("multiply-accumulates proven", Text.Count(circuit.MultiplyAccumulates))
            .Add("SRS", receipt.SrsOrigin)
            .Add("proof: witness", Text.Time(proof.WitnessMs))
            .Add("proof: commitments", Text.Time(proof.CommitmentsMs))
            .Add("proof: quotient", Text.Time(proof.QuotientMs))
            .Add("proof: opening", Text.Time(proof.OpeningMs))
            .Add("proof: all", Text.Time(proof.TotalMs))
            .Add("proof: processor time", Text.Number(proof.ProcessorSeconds, "s"))
            .Add("proof size", Text.Bytes(proof.Bytes))
            .Add("verification in C#", Text.Time(proof.VerifyMs))
            .Add("verification on chain, execution", $"{Text.Count((long)receipt.Token.VerificationGas)} gas")
            .Add("mint transaction, receipt", $"{Text.Count((long)receipt.Token.GasUsed)} gas")
            .Add("mint transaction, calldata", Text.Bytes(receipt.Token.CalldataBytes))
            .Add("deployment: verifier, key, collection", $"{Text.Count((long)receipt.Contracts.VerifierGas)}, {Text.Count((long)receipt.Contracts.KeyGas)}, {Text.Count((long)receipt.Contracts.CollectionGas)} gas")
            .Add("peak memory of the process", Text.Bytes(receipt.PeakMemoryBytes))
            .Add("token", $"{receipt.Token.Name}, owner {receipt.Token.Owner}")
            .Add("image", $"ipfs://{receipt.Token.Cid}");
        return [steps, figures];
    }
}
