namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>A colour of three parts, 0 to 1 each; paints may leave that range until a picture is finished.</summary>
/// <param name="Red">The red part.</param>
/// <param name="Green">The green part.</param>
/// <param name="Blue">The blue part.</param>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    /// <summary>A colour written as 0xRRGGBB.</summary>
    /// <param name="hex">24 bits.</param>
    public static implicit operator Colour(int hex) => new((hex >> 16) / 255.0, ((hex >> 8) & 255) / 255.0, (hex & 255) / 255.0);

    /// <summary>All parts scaled.</summary>
    /// <param name="colour">The colour.</param>
    /// <param name="factor">The factor.</param>
    public static Colour operator *(Colour colour, double factor) => new(colour.Red * factor, colour.Green * factor, colour.Blue * factor);

    /// <summary>Light filtered: the parts' products.</summary>
    /// <param name="a">A colour.</param>
    /// <param name="b">Another.</param>
    public static Colour operator *(Colour a, Colour b) => new(a.Red * b.Red, a.Green * b.Green, a.Blue * b.Blue);

    /// <summary>Light added: the parts' sums.</summary>
    /// <param name="a">A colour.</param>
    /// <param name="b">Another.</param>
    public static Colour operator +(Colour a, Colour b) => new(a.Red + b.Red, a.Green + b.Green, a.Blue + b.Blue);

    /// <summary>A grey.</summary>
    /// <param name="level">0 black, 1 white.</param>
    /// <returns>The colour.</returns>
    public static Colour Grey(double level) => new(level, level, level);

    /// <summary>A colour between this and another.</summary>
    /// <param name="other">The other.</param>
    /// <param name="share">0 this one, 1 the other; clamped.</param>
    /// <returns>The colour.</returns>
    public Colour Mix(Colour other, double share)
    {
        var s = Math.Clamp(share, 0, 1);
        return (this * (1 - s)) + (other * s);
    }
}
