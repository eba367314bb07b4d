using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>A contract's log, decoded.</summary>
/// <param name="Event">The event.</param>
/// <param name="Values">One value a field, in order of declaration.</param>
/// <param name="Entry">The log as the node gave it.</param>
public sealed record ContractLog(AbiEvent Event, IReadOnlyList<object> Values, LogEntry Entry)
{
    /// <summary>A field by its name.</summary>
    /// <typeparam name="T">The type that <see cref="AbiKind"/> states for the field.</typeparam>
    /// <param name="name">The name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The event has no such field, or of another type.</exception>
    public T Value<T>(string name)
    {
        for (var i = 0; i < Event.Inputs.Count; i++)
        {
            if (Event.Inputs[i].Name == name)
                return Values[i] is T value ? value : throw new ArgumentException($"{Event.Name}.{name} is a {Values[i].GetType().Name}, not a {typeof(T).Name}.");
        }

        throw new ArgumentException($"Event {Event.Name} has no field {name}.", nameof(name));
    }
}
