using ZkStyle.MintApi.Models;

namespace ZkStyle.MintApi.Endpoints;

/// <summary><c>/api/models</c>.</summary>
internal static class ModelEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <param name="app">The application.</param>
    public static void MapModels(this IEndpointRouteBuilder app) => app
        .MapGet("/api/models", (ModelCatalogue catalogue) => catalogue.List().Select(model => model.Summary))
        .WithName("ListModels")
        .WithTags("Models")
        .WithSummary("Lists the models this service decodes with");
}
