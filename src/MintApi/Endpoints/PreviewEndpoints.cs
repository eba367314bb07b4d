using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ZkStyle.MintApi.Models;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.MintApi.Endpoints;

/// <summary><c>POST /api/preview</c>: a picture in, the stylized picture and its latent out.</summary>
internal static class PreviewEndpoints
{
    private const string Png = "image/png";
    private const string Jpeg = "image/jpeg";
    private const int ChunkBytes = 1 << 16;

    /// <summary>Adds the endpoint.</summary>
    /// <param name="app">The application.</param>
    public static void MapPreview(this IEndpointRouteBuilder app) => app
        .MapPost("/api/preview", PreviewAsync)
        .WithName("Preview")
        .WithTags("Preview")
        .WithSummary("Turns a PNG or JPEG picture into a model's style")
        .Accepts<Stream>(Png, Jpeg)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .RequireRateLimiting(MintApiSetup.PreviewLimit);

    private static async Task<Results<Ok<PreviewResponse>, ProblemHttpResult>> PreviewAsync(
        HttpRequest request, string? model, ModelCatalogue catalogue, IOptions<MintApiOptions> options, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(model))
            return Problem(StatusCodes.Status400BadRequest, "The query names no model; add ?model=NAME, one of those GET /api/models lists.");
        if (catalogue.Find(model) is not { } served)
            return Problem(StatusCodes.Status404NotFound, "There is no model of this name; GET /api/models lists them.");
        if (!served.Style.HasEncoder)
            return Problem(StatusCodes.Status400BadRequest, $"Model {served.Summary.Name} has no encoder: it decodes latents and cannot stylize pictures.");

        var limit = options.Value.MaxUploadBytes;
        if (request.ContentLength > limit || await ReadAsync(request.Body, limit, cancellationToken).ConfigureAwait(false) is not { } upload)
            return Problem(StatusCodes.Status413PayloadTooLarge, $"The picture has more than {limit} bytes; send a smaller one.");
        var limits = new PictureLimits(MaxFileBytes: limit, MaxPixels: options.Value.MaxUploadPixels);
        if (!PictureReader.TryRead(upload, limits, out var picture, out var error))
            return Problem(StatusCodes.Status400BadRequest, error);

        var latent = served.Style.Encode(ImageResizer.ToSquare(picture.Flatten(), served.Style.Picture.Width));
        var image = served.Style.Decode(latent);
        return TypedResults.Ok(new PreviewResponse(
            served.Summary.Name, served.Summary.Digest, image.Width, image.Height, latent, PngWriter.ToBytes(image)));
    }

    /// <summary>Reads a body to its end; null as soon as it is longer than the limit.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        using var received = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        int length;
        while ((length = await body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (received.Length + length > limit)
                return null;
            received.Write(chunk, 0, length);
        }

        return received.ToArray();
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
