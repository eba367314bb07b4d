using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ZkStyle.MintApi.Tests.Support;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.MintApi.Tests.Endpoints;

public sealed class PreviewEndpointsTests : IDisposable
{
    private const int MaxUploadBytes = 100_000;

    // Grey 76: one block whose DC coefficient is -52 of steps of 8, then the end of the block; codes of 1 bit.
    private static readonly byte[] s_onePixelJpeg =
    [
        0xFF, 0xD8,
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64),
        0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6,
        0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0,
        0b0_001011_0,
        0xFF, 0xD9,
    ];

    private readonly ApiServer _server = new((nameof(MintApiOptions.MaxUploadBytes), "100000"), (nameof(MintApiOptions.MaxUploadPixels), "40000"));
    private readonly HttpClient _client;

    public PreviewEndpointsTests()
    {
        _server.AddStyle("style");
        _client = _server.CreateClient();
    }

    [Fact]
    public async Task A_png_comes_back_in_the_style_with_the_latent_that_decodes_to_it()
    {
        var picture = RandomPicture(90, 70);

        using var response = await PostAsync("style", PngWriter.ToBytes(picture));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var preview = await response.Content.ReadFromJsonAsync<JsonElement>();
        var latent = preview.GetProperty("latent").GetBytesFromBase64();
        var image = PngReader.Read(preview.GetProperty("image").GetBytesFromBase64()).Flatten();
        Assert.Equal(ApiServer.Style.Encode(ImageResizer.ToSquare(picture, 64)), latent);
        Assert.Equal(ApiServer.Style.Decode(latent).Pixels, image.Pixels);
        Assert.Equal("style", preview.GetProperty("model").GetString());
        Assert.Equal(ApiServer.Style.ComputeDigest(), preview.GetProperty("modelDigest").GetString());
        Assert.Equal((64, 64), (preview.GetProperty("width").GetInt32(), preview.GetProperty("height").GetInt32()));
    }

    [Fact]
    public async Task Many_at_once_are_all_answered()
    {
        var png = PngWriter.ToBytes(RandomPicture(64, 64));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PostAsync("style", png)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Theory]
    [InlineData("none")]
    [InlineData("../style")]
    [InlineData("style.zkm")]
    public async Task An_unknown_model_is_not_found(string model)
    {
        using var response = await PostAsync(model, PngWriter.ToBytes(RandomPicture(8, 8)));

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "GET /api/models");
    }

    [Fact]
    public async Task A_model_must_be_named()
    {
        using var content = new ByteArrayContent(PngWriter.ToBytes(RandomPicture(8, 8))) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var response = await _client.PostAsync(new Uri("/api/preview", UriKind.Relative), content);

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "?model=NAME");
    }

    [Fact]
    public async Task A_model_without_an_encoder_cannot_stylize()
    {
        new StyleModel(SampleDecoders.Random(1, new TensorShape(1, 32, 32), [(3, true)])).WriteFile(Path.Combine(_server.Folder, "decoder.zkm"));

        using var response = await PostAsync("decoder", PngWriter.ToBytes(RandomPicture(8, 8)));

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "no encoder");
    }

    [Fact]
    public async Task What_is_no_png_is_a_bad_request()
    {
        var png = PngWriter.ToBytes(RandomPicture(16, 16));
        foreach (var bytes in (byte[][])[[], [1, 2, 3], png[..^10], [.. png[..40], .. new byte[40], .. png[80..]]])
        {
            using var response = await PostAsync("style", bytes);
            await AssertProblemAsync(response, HttpStatusCode.BadRequest, "");
        }
    }

    [Fact]
    public async Task A_picture_of_too_many_pixels_is_a_bad_request()
    {
        using var response = await PostAsync("style", PngWriter.ToBytes(new RgbImage(201, 200)));

        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "pixels");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_that_is_too_long_is_refused_whether_it_says_so_or_not(bool says)
    {
        using var content = new StreamContent(new MemoryStream(new byte[MaxUploadBytes + 1]));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/preview?model=style") { Content = content };
        request.Headers.TransferEncodingChunked = !says;
        using var response = await _client.SendAsync(request);

        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge, "100000 bytes");
    }

    [Fact]
    public async Task Another_media_type_is_refused()
    {
        using var response = await PostAsync("style", PngWriter.ToBytes(RandomPicture(8, 8)), "image/gif");

        await AssertProblemAsync(response, HttpStatusCode.UnsupportedMediaType, "");
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/png")]
    public async Task A_jpeg_is_taken_for_what_its_bytes_are(string mediaType)
    {
        using var response = await PostAsync("style", s_onePixelJpeg, mediaType);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var preview = await response.Content.ReadFromJsonAsync<JsonElement>();
        var picture = new RgbImage(1, 1, [76, 76, 76]);
        Assert.Equal(ApiServer.Style.Encode(ImageResizer.ToSquare(picture, 64)), preview.GetProperty("latent").GetBytesFromBase64());
        using var damaged = await PostAsync("style", s_onePixelJpeg[..^2], mediaType);
        await AssertProblemAsync(damaged, HttpStatusCode.BadRequest, "JPEG");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private static RgbImage RandomPicture(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        new Random(4).NextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string detail)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        if (detail.Length > 0)
            Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostAsync(string model, byte[] body, string mediaType = "image/png")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return await _client.PostAsync(new Uri($"/api/preview?model={Uri.EscapeDataString(model)}", UriKind.Relative), content);
    }
}
