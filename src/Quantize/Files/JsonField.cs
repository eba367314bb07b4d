using System.Text.Json;

namespace ZkStyle.Quantize.Files;

/// <summary>A JSON value together with its path, so that every error names the place in the file.</summary>
/// <param name="element">The value.</param>
/// <param name="path">Where it stands, for example <c>model.decoder[2]</c>.</param>
internal readonly struct JsonField(JsonElement element, string path)
{
    private const int MaxTextLength = 4096;

    /// <summary>The path in errors.</summary>
    public string Path => path;

    /// <summary>Parses text and hands its root to a reader; every failure becomes an <see cref="InvalidDataException"/>.</summary>
    /// <typeparam name="TResult">What the reader returns.</typeparam>
    /// <param name="json">The text.</param>
    /// <param name="path">The root's name in errors.</param>
    /// <param name="read">Reads the root.</param>
    /// <returns>What the reader returned.</returns>
    /// <exception cref="InvalidDataException">The text is no JSON, or the reader refused it.</exception>
    public static TResult Parse<TResult>(string json, string path, Func<JsonField, TResult> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            return read(new JsonField(document.RootElement, path));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: the JSON is malformed.", e);
        }
        catch (ArgumentException e)
        {
            // Constructors check what the file says; their message already names layer and value.
            throw new InvalidDataException($"{path}: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>A property that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The property.</returns>
    /// <exception cref="InvalidDataException">This is no object or has no such property.</exception>
    public JsonField this[string name] =>
        TryGet(name, out var field) ? field : throw new InvalidDataException($"{path} has no \"{name}\".");

    /// <summary>A property that may be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="field">The property when the result is true.</param>
    /// <returns>Whether it is there.</returns>
    /// <exception cref="InvalidDataException">This is no object.</exception>
    public bool TryGet(string name, out JsonField field)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new InvalidDataException($"{path} is not an object.");
        var found = element.TryGetProperty(name, out var value);
        field = found ? new JsonField(value, $"{path}.{name}") : default;
        return found;
    }

    /// <summary>The elements of an array.</summary>
    /// <param name="most">The most elements accepted.</param>
    /// <returns>The elements.</returns>
    /// <exception cref="InvalidDataException">This is no array or too long.</exception>
    public JsonField[] Items(int most)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > most)
            throw new InvalidDataException($"{path} is not an array of at most {most} elements.");
        var items = new JsonField[element.GetArrayLength()];
        for (var i = 0; i < items.Length; i++)
            items[i] = new JsonField(element[i], $"{path}[{i}]");
        return items;
    }

    /// <summary>An integer.</summary>
    /// <param name="least">The least value accepted.</param>
    /// <param name="most">The largest value accepted.</param>
    /// <returns>The integer.</returns>
    /// <exception cref="InvalidDataException">This is no integer in the range.</exception>
    public int Integer(int least, int most)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out var value) || value < least || value > most)
            throw new InvalidDataException($"{path} is not an integer from {least} to {most}.");
        return value;
    }

    /// <summary>A finite number of single precision.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidDataException">This is no such number.</exception>
    public float Single()
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetSingle(out var value) || !float.IsFinite(value))
            throw new InvalidDataException($"{path} is not a finite number.");
        return value;
    }

    /// <summary>A finite number of double precision.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidDataException">This is no such number.</exception>
    public double Double()
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var value) || !double.IsFinite(value))
            throw new InvalidDataException($"{path} is not a finite number.");
        return value;
    }

    /// <summary>True or false.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidDataException">This is neither.</exception>
    public bool Boolean() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new InvalidDataException($"{path} is neither true nor false."),
    };

    /// <summary>Text without control characters.</summary>
    /// <param name="mostCharacters">The most characters accepted.</param>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidDataException">This is no such text.</exception>
    public string Text(int mostCharacters = MaxTextLength)
    {
        if (element.ValueKind != JsonValueKind.String)
            throw new InvalidDataException($"{path} is not text.");
        var text = element.GetString()!;
        if (text.Length > mostCharacters || text.Any(char.IsControl))
            throw new InvalidDataException($"{path} is not one line of at most {mostCharacters} characters.");
        return text;
    }

    /// <summary>A name of 1 to 64 letters, digits, dots, hyphens or underscores.</summary>
    /// <returns>The name.</returns>
    /// <exception cref="InvalidDataException">This is no such name.</exception>
    public string Name()
    {
        var text = Text();
        if (!IsName(text))
            throw new InvalidDataException($"{path} is not a name of 1 to 64 letters, digits, dots, hyphens or underscores.");
        return text;
    }

    /// <summary>Whether text is a name that <see cref="Name"/> accepts.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is one.</returns>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 64 && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
