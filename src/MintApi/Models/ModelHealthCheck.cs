using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ZkStyle.MintApi.Models;

/// <summary>The service is ready once it has a model that can stylize.</summary>
/// <param name="catalogue">The models.</param>
internal sealed class ModelHealthCheck(ModelCatalogue catalogue) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var count = catalogue.List().Count(model => model.Style.HasEncoder);
        return Task.FromResult(count > 0
            ? HealthCheckResult.Healthy($"{count} models")
            : HealthCheckResult.Unhealthy("the model folder holds no model that can stylize; put a .zkm file there or set MintApi:ModelFolder"));
    }
}
