namespace ZkStyle.Cli.Commands;

/// <summary>What a failed command prints as JSON.</summary>
/// <param name="Error">One line.</param>
internal sealed record CommandFailure(string Error);
