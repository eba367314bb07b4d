using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>A model as the registry knows it.</summary>
/// <param name="Key">The data contract with the verifying key.</param>
/// <param name="BlockNumber">The block of the registration.</param>
/// <param name="Royalties">The contract that shares the revenue.</param>
/// <param name="Registration">What was registered, with the present recipient.</param>
public sealed record RegisteredModel(Address Key, ulong BlockNumber, Address Royalties, ModelRegistration Registration);
