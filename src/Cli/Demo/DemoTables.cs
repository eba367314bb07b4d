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
            steps.Add(step.Name, Figures.Time(step.Milliseconds), Figures.Number(step.ProcessorSeconds, "s"));
        steps.Add("everything", Figures.Time(receipt.TotalMs), Figures.Number(receipt.TotalProcessorSeconds, "s"));

        var (proof, circuit, quality) = (receipt.Proof, receipt.Circuit, receipt.Quality);
        var figures = new ResultTable("measured", "figure") { AlignsFigures = false }
            .Add("machine", receipt.Machine.ToString())
            .Add("training steps", Figures.Count(receipt.TrainingSteps))
            .Add($"PSNR on {quality.Images} Nouns of unseen parts, INT8", Figures.Number(quality.Int8.Psnr, "dB", 2))
            .Add("the same, float", quality.Float is { } f ? Figures.Number(f.Psnr, "dB", 2) : "-")
            .Add("rows", $"{Figures.Count(circuit.Rows)} = 2^{circuit.LogSize}, {Figures.Count(circuit.UsedRows)} used")
            .Add("multiply-accumulates proven", Figures.Count(circuit.MultiplyAccumulates))
            .Add("SRS", receipt.SrsOrigin)
            .Add("proof: witness", Figures.Time(proof.WitnessMs))
            .Add("proof: commitments", Figures.Time(proof.CommitmentsMs))
            .Add("proof: quotient", Figures.Time(proof.QuotientMs))
            .Add("proof: opening", Figures.Time(proof.OpeningMs))
            .Add("proof: all", Figures.Time(proof.TotalMs))
            .Add("proof: processor time", Figures.Number(proof.ProcessorSeconds, "s"))
            .Add("proof size", Figures.Bytes(proof.Bytes))
            .Add("verification in C#", Figures.Time(proof.VerifyMs))
            .Add("verification on chain, execution", $"{Figures.Count((long)receipt.Token.VerificationGas)} gas")
            .Add("mint transaction, receipt", $"{Figures.Count((long)receipt.Token.GasUsed)} gas")
            .Add("mint transaction, calldata", Figures.Bytes(receipt.Token.CalldataBytes))
            .Add("deployment: verifier, key, collection", $"{Figures.Count((long)receipt.Contracts.VerifierGas)}, {Figures.Count((long)receipt.Contracts.KeyGas)}, {Figures.Count((long)receipt.Contracts.CollectionGas)} gas")
            .Add("peak memory of the process", Figures.Bytes(receipt.PeakMemoryBytes))
            .Add("token", $"{receipt.Token.Name}, owner {receipt.Token.Owner}")
            .Add("image", $"ipfs://{receipt.Token.Cid}")
            .Add("refused by the contracts", string.Join("; ", receipt.Refused));
        return [steps, figures];
    }
}
