using System.CommandLine;
using System.Globalization;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Preparation;

namespace ZkStyle.Cli.Commands;

/// <summary>The options that say what is done with a picture before it is encoded.</summary>
internal sealed class PreparationArguments
{
    private const int MaxPart = 4095;
    private const int MaxPlace = 63;

    private readonly Option<PictureFraming> _frame = new("--frame")
    {
        Description = "How the picture becomes square: crop takes its middle, fit all of it with its border's colour around, stretch pulls it into shape",
        HelpName = "crop|fit|stretch",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text is "crop" or "fit" or "stretch")
                return Enum.Parse<PictureFraming>(text, ignoreCase: true);
            result.AddError($"--frame takes crop, fit or stretch, got '{text}'.");
            return default;
        },
    };

    private readonly Option<double> _zoom = new("--zoom")
    {
        Description = "How many times larger the picture is shown, from its middle; below 1 its border's colour appears around it",
        HelpName = "R",
        DefaultValueFactory = _ => 1,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var zoom) || !(zoom is >= StylizeOptions.MinZoom and <= StylizeOptions.MaxZoom))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--zoom takes numbers from {StylizeOptions.MinZoom} to {StylizeOptions.MaxZoom}, got '{text}'."));
            return zoom;
        },
    };

    private readonly Option<(double X, double Y)> _offset = new("--offset")
    {
        Description = "How far the frame moves to the right and downwards, in frames: -1 to 1",
        HelpName = "X,Y",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.Split(',') is [var left, var right] && Number(left) is { } x && Number(right) is { } y)
                return (x, y);
            result.AddError($"--offset takes two numbers from -1 to 1, such as 0.1,-0.2, got '{text}'.");
            return default;

            static double? Number(string part) =>
                double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= -1 and <= 1 ? number : null;
        },
    };

    private readonly Option<bool> _removeBackground = new("--remove-background")
    {
        Description = "Make plain what is joined to the border and has nearly its colour; the model gives it the collection's own background",
    };

    private readonly Option<int> _tolerance = CommonArguments.Integer(
        "--tolerance", "How far a background's pixels differ from the border's colour at most, of 255", 0, byte.MaxValue, StylizeOptions.StandardTolerance);

    private readonly Option<bool> _signature = new("--signature") { Description = "Lay the collection's signature part over the picture: a Noun's glasses" };

    private readonly Option<int?> _part = new("--signature-part")
    {
        Description = "Which part; one drawn by --seed when not given",
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxPart)
                return number;
            result.AddError($"--signature-part takes whole numbers from 0 to {MaxPart}, got '{text}'.");
            return null;
        },
    };

    private readonly Option<(int X, int Y)?> _at = new("--at")
    {
        Description = "Where the part's upper left corner goes, in the collection's own pixels; where members have it when not given",
        HelpName = "X,Y",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.Split(',') is [var left, var right] && Number(left) is { } x && Number(right) is { } y)
                return (x, y);
            result.AddError($"--at takes two whole numbers from -{MaxPlace} to {MaxPlace}, such as 7,13, got '{text}'.");
            return null;

            static int? Number(string part) =>
                int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= -MaxPlace and <= MaxPlace ? number : null;
        },
    };

    private readonly Option<ulong> _seed = CommonArguments.Seed();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_frame, _zoom, _offset, _removeBackground, _tolerance, _signature, _part, _at, _seed])
            command.Options.Add(option);
    }

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="collection">Reads the collection, when a part of it is wanted.</param>
    /// <returns>The options for the library.</returns>
    /// <exception cref="CommandException">There is no such part; the message says what there is.</exception>
    public StylizeOptions Read(ParseResult parsed, Func<StyleDataset> collection)
    {
        var (x, y) = parsed.GetValue(_offset);
        var isSigned = parsed.GetValue(_signature) || parsed.GetValue(_part) is not null;
        if (parsed.GetValue(_at) is not null && !isSigned)
            throw new CommandException("--at says where a signature part goes; add --signature");
        return new StylizeOptions
        {
            Framing = parsed.GetValue(_frame),
            Zoom = parsed.GetValue(_zoom),
            OffsetX = x,
            OffsetY = y,
            BackgroundTolerance = parsed.GetValue(_removeBackground) ? parsed.GetValue(_tolerance) : null,
            Signature = isSigned ? Choose(collection(), parsed.GetValue(_part), parsed.GetValue(_seed)) : null,
            SignaturePlace = parsed.GetValue(_at),
        };
    }

    private static SignaturePart Choose(StyleDataset dataset, int? number, ulong seed)
    {
        var parts = SignaturePart.Of(dataset);
        if (parts.Count == 0)
            throw new CommandException($"{dataset.Name} has no signature part; leave --signature out");
        if (number is null)
            return SignaturePart.Draw(parts, seed);
        return parts.FirstOrDefault(part => part.Number == number)
            ?? throw new CommandException($"{dataset.Name} has no signature part {number}; there are {parts[0].Number} to {parts[^1].Number}");
    }
}
