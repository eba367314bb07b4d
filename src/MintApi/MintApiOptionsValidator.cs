using Microsoft.Extensions.Options;

namespace ZkStyle.MintApi;

/// <summary>Refuses to start with settings that cannot work.</summary>
internal sealed class MintApiOptionsValidator : IValidateOptions<MintApiOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, MintApiOptions options) =>
        options.FindProblem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
