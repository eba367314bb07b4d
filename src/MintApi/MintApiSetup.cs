using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using ZkStyle.MintApi.Endpoints;
using ZkStyle.MintApi.Models;

namespace ZkStyle.MintApi;

/// <summary>Puts the service together.</summary>
public static class MintApiSetup
{
    internal const string PreviewLimit = "preview";

    /// <summary>Adds the service's parts.</summary>
    /// <param name="builder">The application under construction.</param>
    public static void AddMintApi(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<MintApiOptions>().BindConfiguration(MintApiOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MintApiOptions>, MintApiOptionsValidator>();
        builder.Services.AddSingleton<ModelCatalogue>();
        builder.Services.AddProblemDetails();
        // Numbers are numbers, never strings: the OpenAPI document says so too.
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.Services.AddOpenApi();
        builder.Services.AddHealthChecks().AddCheck<ModelHealthCheck>("models", tags: [HealthEndpoints.ReadyTag]);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(PreviewLimit, context =>
            {
                var options = context.RequestServices.GetRequiredService<IOptions<MintApiOptions>>().Value;
                return RateLimitPartition.GetConcurrencyLimiter(PreviewLimit, _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = options.ConcurrentPreviews > 0 ? options.ConcurrentPreviews : Environment.ProcessorCount,
                    QueueLimit = options.WaitingPreviews,
                });
            });
        });
    }

    /// <summary>Adds the pipeline and the endpoints.</summary>
    /// <param name="app">The application.</param>
    public static void UseMintApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRateLimiter();
        app.MapOpenApi();
        app.MapHealth();
        app.MapModels();
        app.MapPreview();
    }
}
