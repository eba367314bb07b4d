using System.CommandLine;
using System.Globalization;

namespace ZkStyle.Cli.Commands.Bench;

/// <summary>Options that several benchmarks take.</summary>
internal static class BenchArguments
{
    /// <summary>A list of sizes, as log2.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="standard">What is measured when the option is not given.</param>
    public static Option<int[]> Sizes(string name, int minimum, int maximum, IReadOnlyList<int> standard) =>
        Numbers(name, $"log2 of the sizes to measure; {string.Join(',', standard)} when not given", minimum, maximum, standard);

    /// <summary>A list of numbers of threads.</summary>
    public static Option<int[]> ThreadCounts() => Numbers(
        "--threads", "Numbers of threads to measure with; one, and two where there are two processors, when not given", 1, 1024,
        Environment.ProcessorCount > 1 ? [1, 2] : [1]);

    /// <summary>How many proofs to make.</summary>
    public static Option<int> Proofs() => CommonArguments.Integer("--proofs", "How many proofs to make", 1, 1000, 3);

    /// <summary>Where prepared files go.</summary>
    public static Option<string?> Work() => new("--work")
    {
        Description = "A folder for prepared files, which stay there for the next run; a temporary one when not given",
        HelpName = "DIR",
    };

    private static Option<int[]> Numbers(string name, string description, int minimum, int maximum, IReadOnlyList<int> standard) => new(name)
    {
        Description = description,
        HelpName = "N,N",
        DefaultValueFactory = _ => [.. standard],
        CustomParser = result =>
        {
            var words = result.Tokens[0].Value.Split(',');
            var numbers = new int[words.Length];
            for (var i = 0; i < words.Length; i++)
            {
                if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] < minimum || numbers[i] > maximum)
                    result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes whole numbers from {minimum} to {maximum} with commas between, got '{words[i]}'."));
            }

            return [.. numbers.Distinct()];
        },
    };
}
