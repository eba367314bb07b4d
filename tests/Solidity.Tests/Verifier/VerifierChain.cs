using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.LocalChain;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Prover.Export;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>A local chain for tests of generated contracts.</summary>
public sealed class VerifierChain : IAsyncLifetime
{
    /// <summary>Calls a contract and says what the call took. The contract is warm: the meter has touched it.</summary>
    private const string Meter =
        """
        // SPDX-License-Identifier: MIT
        pragma solidity 0.8.37;

        contract Meter {
            function measure(address target, bytes calldata input) external view returns (uint256 used) {
                assembly ("memory-safe") {
                    let free := mload(0x40)
                    calldatacopy(free, input.offset, input.length)
                    if iszero(extcodesize(target)) { revert(0, 0) }
                    used := gas()
                    if iszero(staticcall(gas(), target, free, input.length, 0, 0x20)) { revert(0, 0) }
                    used := sub(used, gas())
                }
            }
        }
        """;

    private AnvilProcess? _anvil;
    private Contract? _meter;
    private int _accounts;

    private AnvilProcess Anvil => _anvil ?? throw new InvalidOperationException("The chain has not started.");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _anvil = await AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = AnvilLocator.Find(AppContext.BaseDirectory) });
        _meter = await DeployAsync(await SolidityCompiler.CompileAsync("Meter", Meter));
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_anvil is not null)
            await _anvil.DisposeAsync();
    }

    internal async Task<Contract> DeployAsync(ContractArtifact artifact)
    {
        using var sender = new TransactionSender(Anvil.Client, Anvil.Accounts[0]);
        return (await Contract.DeployAsync(sender, artifact, [])).Contract;
    }

    /// <summary>Deploys a key by the transaction that anyone would send.</summary>
    internal async Task<Address> DeployKeyAsync(byte[] key)
    {
        using var sender = new TransactionSender(Anvil.Client, Anvil.Accounts[0]);
        var receipt = await sender.SendAsync(new TransactionRequest { To = null, Data = VerifyingKeyContract.InitCode(key) });
        return receipt.ContractAddress!.Value;
    }

    /// <summary>An account with any code at all, for keys that are none.</summary>
    internal async Task<Address> AccountWithCodeAsync(byte[] code)
    {
        var address = Address.Parse("0x" + (0x1000_0000 + ++_accounts).ToString("x40", CultureInfo.InvariantCulture));
        await Anvil.Client.SendAsync("anvil_setCode", new JsonArray(address.ToString(), Hex.Format(code)));
        return address;
    }

    /// <summary>What a call answers.</summary>
    internal Task<byte[]> CallAsync(Address to, byte[] input, ulong? gas = null) =>
        Anvil.Client.CallAsync(new CallRequest { To = to, Data = input, Gas = gas });

    /// <summary>The gas that a call's execution takes, without the transaction around it.</summary>
    internal async Task<long> MeasureAsync(Address to, byte[] input) =>
        (long)await _meter!.CallAsync<BigInteger>("measure", [to, (ReadOnlyMemory<byte>)input]);
}
