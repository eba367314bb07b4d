namespace ZkStyle.Ethereum.Abi;

/// <summary>The forms revert data take.</summary>
public enum RevertKind
{
    /// <summary>No data: <c>revert()</c>, a missing function, or a contract that is not there.</summary>
    Empty,

    /// <summary><c>Error(string)</c>: a <c>require</c> with a message.</summary>
    Message,

    /// <summary><c>Panic(uint256)</c>: a failed <c>assert</c>, an overflow, an index out of bounds.</summary>
    Panic,

    /// <summary>An error the contract declares.</summary>
    Custom,

    /// <summary>Data of none of these forms.</summary>
    Unknown,
}
