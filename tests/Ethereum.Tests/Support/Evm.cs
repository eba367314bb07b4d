using ZkStyle.Ethereum.Abi;

namespace ZkStyle.Ethereum.Tests.Support;

/// <summary>A contract written in EVM instructions, small enough to read, that does what the tests ask of one.</summary>
internal static class Evm
{
    // Initialised first, because the codes below contain it.
    private static readonly byte[][] s_copyCalldata = [Op.CallDataSize, Op.Push0, Op.Push0, Op.CallDataCopy];

    /// <summary>The interface of <see cref="InitCode"/>.</summary>
    public static ContractAbi Abi { get; } = ContractAbi.Parse(
        "function echo((uint8 small, string text)[] items, int64 number, bytes data) view returns ((uint8 small, string text)[] items, int64 number, bytes data)",
        "function set(uint256 value) payable",
        "function get() view returns (uint256)",
        "function announce(address who, uint256 number, bytes32 data)",
        "function refuse(uint256 value)",
        "function exhaust()",
        "event Announced(address indexed who, uint256 indexed number, bytes32 data)",
        "error Refused(uint256 value)");

    /// <summary>Code that answers every call with the word 1: true, an address, a digest.</summary>
    public static byte[] AlwaysOne { get; } = Deploy([Push(1), Op.Push0, Op.MStore, Push(32), Op.Push0, Op.Return]);

    /// <summary>Code that reverts with the calldata as revert data.</summary>
    public static byte[] RevertsWithCalldata { get; } = Deploy([.. s_copyCalldata, Op.CallDataSize, Op.Push0, Op.Revert]);

    /// <summary>Code that hands the calldata to the ecrecover precompile and returns its answer.</summary>
    public static byte[] Recover { get; } = Deploy(
    [
        .. s_copyCalldata,
        Push(32), Op.Push0, Op.CallDataSize, Op.Push0, Push(1), Op.Gas, Op.StaticCall, Op.Pop,
        Op.ReturnDataSize, Op.Push0, Op.Return,
    ]);

    /// <summary>Init code of a contract with the functions of <see cref="Abi"/>.</summary>
    public static byte[] InitCode { get; } = Deploy(Dispatch(
        // Arguments and results of echo are laid out alike.
        ("echo", [Push(4), Op.CallDataSize, Op.Sub, Push(4), Op.Push0, Op.CallDataCopy, Push(4), Op.CallDataSize, Op.Sub, Op.Push0, Op.Return]),
        ("set", [Argument(0), Op.Push0, Op.SStore, Op.Stop]),
        ("get", [Op.Push0, Op.SLoad, Op.Push0, Op.MStore, Push(32), Op.Push0, Op.Return]),
        ("announce",
        [
            Argument(2), Op.Push0, Op.MStore, Argument(1), Argument(0), Push(Abi.Event("Announced").Topic.ToArray()),
            Push(32), Op.Push0, Op.Log3, Op.Stop,
        ]),
        ("refuse",
        [
            Push([.. Abi.Errors[0].Selector]), Push(0xe0), Op.Shl, Op.Push0, Op.MStore, Argument(0), Push(4), Op.MStore,
            Push(36), Op.Push0, Op.Revert,
        ]),
        ("exhaust", [Op.Invalid])));

    private static byte[] Push(params byte[] bytes) => [(byte)(0x5f + bytes.Length), .. bytes];

    private static byte[] Argument(int index) => [.. Push((byte)(4 + 32 * index)), .. Op.CallDataLoad];

    /// <summary>Jumps to the body whose function the calldata select; reverts when there is none.</summary>
    private static byte[][] Dispatch(params (string Function, byte[][] Body)[] functions)
    {
        const int TestLength = 11;
        byte[] head = [.. Op.Push0, .. Op.CallDataLoad, .. Push(0xe0), .. Op.Shr];
        byte[] none = [.. Op.Push0, .. Op.Push0, .. Op.Revert];
        var tests = new List<byte>();
        var bodies = new List<byte>();
        var start = head.Length + TestLength * functions.Length + none.Length;
        foreach (var (function, body) in functions)
        {
            var target = start + bodies.Count;
            tests.AddRange([.. Op.Dup1, .. Push([.. Abi.Function(function).Selector]), .. Op.Eq, .. Push((byte)(target >> 8), (byte)target), .. Op.JumpIf]);
            bodies.AddRange([.. Op.JumpTarget, .. body.SelectMany(b => b)]);
        }

        return [head, [.. tests], none, [.. bodies]];
    }

    /// <summary>Init code that leaves the given code: the same copying program as a data contract's, without STOP.</summary>
    private static byte[] Deploy(byte[][] code)
    {
        byte[] runtime = [.. code.SelectMany(b => b)];
        return [.. Push((byte)(runtime.Length >> 8), (byte)runtime.Length), .. Op.Dup1, .. Push(10), .. Op.Push0, .. Op.CodeCopy, .. Op.Push0, .. Op.Return, .. runtime];
    }

    /// <summary>The instructions used, by the names of the yellow paper.</summary>
    private static class Op
    {
        public static readonly byte[] Stop = [0x00], Sub = [0x03], Eq = [0x14], Shl = [0x1b], Shr = [0x1c], CallDataLoad = [0x35],
            CallDataSize = [0x36], CallDataCopy = [0x37], CodeCopy = [0x39], ReturnDataSize = [0x3d], Pop = [0x50], MStore = [0x52],
            SLoad = [0x54], SStore = [0x55], JumpIf = [0x57], Gas = [0x5a], JumpTarget = [0x5b], Push0 = [0x5f], Dup1 = [0x80],
            Log3 = [0xa3], Return = [0xf3], StaticCall = [0xfa], Revert = [0xfd], Invalid = [0xfe];
    }
}
