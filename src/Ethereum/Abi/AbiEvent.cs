using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Abi;

/// <summary>An event a contract may log.</summary>
public sealed class AbiEvent
{
    /// <summary>The EVM's LOG instructions carry at most this many topics.</summary>
    public const int MaxTopics = 4;

    private readonly AbiParameter[] _dataInputs;

    /// <summary>Creates an event.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">Its fields; at most three of them indexed, four when anonymous.</param>
    /// <param name="anonymous">Whether its logs omit the topic of its signature.</param>
    /// <exception cref="FormatException">Too many fields are indexed.</exception>
    public AbiEvent(string name, IReadOnlyList<AbiParameter> inputs, bool anonymous = false)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Name = name;
        Inputs = inputs;
        IsAnonymous = anonymous;
        Signature = name + AbiParameter.Signature(inputs);
        Topic = new Bytes32(AbiSelector.Hash(Signature));
        if (inputs.Count(p => p.Indexed) + FirstTopic > MaxTopics)
            throw new FormatException($"The event {Excerpt.Of(name)} has more indexed fields than a log has topics.");
        _dataInputs = [.. inputs.Where(p => !p.Indexed)];
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The fields, in order of declaration.</summary>
    public IReadOnlyList<AbiParameter> Inputs { get; }

    /// <summary>Whether logs of this event omit the topic of its signature.</summary>
    public bool IsAnonymous { get; }

    /// <summary>Name and canonical field types.</summary>
    public string Signature { get; }

    /// <summary>The signature's Keccak-256 hash, the first topic of a log unless the event is anonymous.</summary>
    public Bytes32 Topic { get; }

    private int FirstTopic => IsAnonymous ? 0 : 1;

    /// <summary>Reads a declaration such as <c>event Transfer(address indexed from, address indexed to, uint256 indexed id)</c>.</summary>
    /// <param name="declaration">The declaration; the word <c>event</c> may be missing.</param>
    /// <returns>The event.</returns>
    /// <exception cref="FormatException">Not such a declaration.</exception>
    public static AbiEvent Parse(string declaration)
    {
        var reader = new AbiSignatureReader(declaration);
        var name = reader.ReadName();
        if (name == "event")
            name = reader.ReadName();
        var inputs = reader.ReadParameters();
        var anonymous = !reader.AtEnd() && reader.ReadName() is var word
            && (word == "anonymous" ? true : throw reader.Fail($"'{Excerpt.Of(word)}' is not understood"));
        reader.RequireEnd();
        return new(name, inputs, anonymous);
    }

    /// <summary>
    /// Whether a log's topics are of this event's form: the signature's topic, unless anonymous, and one
    /// topic for each indexed field. ERC-20 and ERC-721 share the signature of Transfer, and differ in that.
    /// </summary>
    /// <param name="topics">The log's topics.</param>
    /// <returns>Whether they are.</returns>
    public bool Matches(IReadOnlyList<Bytes32> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        return topics.Count == FirstTopic + Inputs.Count - _dataInputs.Length && (IsAnonymous || topics[0] == Topic);
    }

    /// <summary>The fields of a log.</summary>
    /// <param name="topics">The log's topics.</param>
    /// <param name="data">The log's data.</param>
    /// <returns>
    /// One value a field, in order of declaration. Of an indexed string, array or other type that does not
    /// fit a topic the log keeps only a hash: the value is then a <see cref="Bytes32"/>.
    /// </returns>
    /// <exception cref="FormatException">A log of another event, or malformed.</exception>
    public object[] Decode(IReadOnlyList<Bytes32> topics, ReadOnlySpan<byte> data)
    {
        if (!Matches(topics))
            throw new FormatException($"The log is not of event {Excerpt.Of(Signature)}.");
        try
        {
            var fromData = AbiDecoder.Decode(_dataInputs, data);
            var values = new object[Inputs.Count];
            int nextTopic = FirstTopic, nextData = 0;
            for (var i = 0; i < values.Length; i++)
                values[i] = Inputs[i].Indexed ? DecodeTopic(Inputs[i], topics[nextTopic++]) : fromData[nextData++];
            return values;
        }
        catch (FormatException e)
        {
            throw new FormatException($"Event {Excerpt.Of(Name)}: {e.Message}", e);
        }
    }

    /// <summary>Topics that select logs of this event by its indexed fields.</summary>
    /// <param name="indexed">
    /// A value for each of the first indexed fields, or null for any. For a field of which logs keep a hash, its <see cref="Bytes32"/>.
    /// </param>
    /// <returns>Topics for a log filter; null stands for any.</returns>
    /// <exception cref="ArgumentException">Too many values, or one that does not fit its field.</exception>
    public Bytes32?[] EncodeTopics(params IReadOnlyList<object?> indexed)
    {
        ArgumentNullException.ThrowIfNull(indexed);
        AbiParameter[] fields = [.. Inputs.Where(p => p.Indexed)];
        if (indexed.Count > fields.Length)
            throw new ArgumentException($"Event {Name} has {fields.Length} indexed fields, got {indexed.Count} values.", nameof(indexed));
        var topics = new List<Bytes32?>();
        if (!IsAnonymous)
            topics.Add(Topic);
        for (var i = 0; i < indexed.Count; i++)
        {
            topics.Add(indexed[i] switch
            {
                null => null,
                Bytes32 hash when !FitsTopic(fields[i].Type) => hash,
                { } value => AbiEncoder.EncodeWord(fields[i], value),
            });
        }

        return [.. topics];
    }

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;

    private static object DecodeTopic(AbiParameter parameter, Bytes32 topic) => FitsTopic(parameter.Type)
        ? AbiDecoder.Decode([parameter with { Indexed = false }], topic.ToArray())[0]
        : topic;

    private static bool FitsTopic(AbiType type) => !type.IsDynamic && type.Kind is not (AbiKind.FixedArray or AbiKind.Tuple);
}
