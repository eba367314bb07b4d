using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>A contract that was just deployed.</summary>
/// <typeparam name="T">How the contract is spoken to.</typeparam>
/// <param name="Contract">The contract.</param>
/// <param name="Receipt">The receipt of its deployment.</param>
public sealed record Deployment<T>(T Contract, TransactionReceipt Receipt);
