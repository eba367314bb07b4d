using System.CommandLine;
using System.Globalization;

namespace ZkStyle.Cli.Commands;

/// <summary>Arguments and options that several commands take.</summary>
internal static class CommonArguments
{
    private const int ContextLength = 32;
    private const int MaxThreads = 1024;

    /// <summary>A model's file.</summary>
    public static Argument<string> Model() => new("MODEL") { Description = "The model, a .zkm file" };

    /// <summary>A data set's file.</summary>
    public static Argument<string> Dataset() => new("DATASET") { Description = "The data set, a .zkd file as zkstyle dataset makes it" };

    /// <summary>The collection of a model, as an option.</summary>
    public static Option<string> Data() => new("--data")
    {
        Description = "The data set the model learnt from, a .zkd file; a model of Nouns finds the installed parts by itself",
        HelpName = "DATASET",
    };

    /// <summary>A latent's file.</summary>
    public static Argument<string> Latent() => new("LATENT") { Description = "The latent, one byte a value, as stylize writes it" };

    /// <summary>Where a result goes.</summary>
    /// <param name="description">What is written there.</param>
    public static Option<string> Out(string description) => new("--out") { Description = description, HelpName = "PATH", Required = true };

    /// <summary>A whole number within bounds.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">What it sets.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    /// <param name="standard">The value when the option is not given; null makes it required.</param>
    public static Option<int> Integer(string name, string description, int minimum, int maximum, int? standard)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", Required = standard is null };
        if (standard is { } value)
            option.DefaultValueFactory = _ => value;
        option.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < minimum || number > maximum)
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes whole numbers from {minimum} to {maximum}, got '{text}'."));
            return number;
        };
        return option;
    }

    /// <summary>How many threads may work at once.</summary>
    public static Option<int> Threads() => Integer(
        "--threads", "Threads at most; one per logical processor when not given", 1, MaxThreads, Environment.ProcessorCount);

    /// <summary>The seed of everything random that must be repeatable.</summary>
    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "Same seed, same result on the same machine",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The 32 bytes a proof is bound to.</summary>
    public static Option<byte[]> Context() => new("--context")
    {
        Description = "What the proof is bound to: 64 hexadecimal digits, with or without 0x; 32 zero bytes when not given",
        HelpName = "HEX32",
        DefaultValueFactory = _ => new byte[ContextLength],
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value.AsSpan();
            var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
            var context = new byte[ContextLength];
            if (digits.Length != 2 * ContextLength
                || Convert.FromHexString(digits, context, out _, out _) != System.Buffers.OperationStatus.Done)
                result.AddError($"--context takes 64 hexadecimal digits, got '{text}'.");
            return context;
        },
    };
}
