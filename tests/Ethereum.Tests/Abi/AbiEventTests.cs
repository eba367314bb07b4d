using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Abi;

public class AbiEventTests
{
    private static readonly AbiEvent s_mixed = AbiEvent.Parse("event Mixed(uint256 a, address indexed b, string indexed c, string d, int8 indexed e)");

    [Fact]
    public void Fields_come_from_topics_and_data_in_order_of_declaration()
    {
        var random = new RandomValues(1);
        var who = random.Address();
        var hash = Bytes32.Keccak("text"u8);
        Bytes32[] topics = [s_mixed.Topic, Word([.. new byte[12], .. who.ToArray()]), hash, Word([.. Enumerable.Repeat((byte)0xff, 31), 0xfe])];
        var data = AbiEncoder.Encode([AbiType.Uint256, AbiType.String], [7, "hello"]);
        AbiValues.AssertEqual(new object[] { new BigInteger(7), who, hash, "hello", new BigInteger(-2) }, s_mixed.Decode(topics, data));
        Assert.Equal(topics.Cast<Bytes32?>(), s_mixed.EncodeTopics(who, hash, -2));
    }

    [Fact]
    public void A_log_of_another_form_is_refused()
    {
        Bytes32[] topics = [s_mixed.Topic, default, default, default];
        var data = AbiEncoder.Encode([AbiType.Uint256, AbiType.String], [7, "hello"]);
        Assert.Throws<FormatException>(() => s_mixed.Decode([], data));
        Assert.Throws<FormatException>(() => s_mixed.Decode(topics[..3], data));
        Assert.Throws<FormatException>(() => s_mixed.Decode([default, .. topics[1..]], data));
        Assert.Throws<FormatException>(() => s_mixed.Decode(topics, data.AsSpan(0, 40)));
        Assert.Throws<FormatException>(() => s_mixed.Decode([.. topics[..3], Word([1, .. new byte[31]])], data));
    }

    [Fact]
    public void Filters_may_leave_fields_open()
    {
        Assert.Equal([s_mixed.Topic], s_mixed.EncodeTopics());
        Assert.Equal([s_mixed.Topic, null, null, Word([.. new byte[31], 3])], s_mixed.EncodeTopics(null, null, 3));
        Assert.Throws<ArgumentException>(() => s_mixed.EncodeTopics(null, null, 3, 4));
        Assert.Throws<ArgumentException>(() => s_mixed.EncodeTopics(7));
        // Of an indexed string a log keeps the hash; its text cannot be a topic.
        Assert.Throws<ArgumentException>(() => s_mixed.EncodeTopics(null, "text"));
    }

    [Fact]
    public void Anonymous_events_have_no_topic_of_their_own()
    {
        var anonymous = AbiEvent.Parse("Quiet(uint8 indexed a, bool b) anonymous");
        Assert.True(anonymous.IsAnonymous);
        AbiValues.AssertEqual(new object[] { new BigInteger(3), true }, anonymous.Decode([Word([.. new byte[31], 3])], Word([.. new byte[31], 1]).ToArray()));
        Assert.Throws<FormatException>(() => AbiEvent.Parse("E(bool) silent"));
    }

    [Fact]
    public void A_log_has_room_for_four_topics()
    {
        Assert.Throws<FormatException>(() => AbiEvent.Parse("E(bool indexed a, bool indexed b, bool indexed c, bool indexed d)"));
        Assert.Equal(4, AbiEvent.Parse("E(bool indexed a, bool indexed b, bool indexed c, bool indexed d) anonymous").Inputs.Count);
    }

    private static Bytes32 Word(byte[] bytes) => new(bytes);
}
