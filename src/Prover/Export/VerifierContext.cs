using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Prover.Export;

/// <summary>What the sections of the generated contract share: the system, its compiled forms and the memory map.</summary>
internal sealed class VerifierContext
{
    public VerifierContext(ConstraintSystem system)
    {
        System = system;
        Frame = new MemoryMap(Names);
        KeyMemory = new MemoryMap(Names);
        Gates = ExpressionProgram.CompileGates(system);
        Openings = new OpeningSchedule(system);
        Text = new ExpressionText(system);
        Key = new KeyLayout(system, KeyMemory);
    }

    public ConstraintSystem System { get; }

    public SolidityNames Names { get; } = new();

    /// <summary>Memory with the same layout for every key, from 0x80 on.</summary>
    public MemoryMap Frame { get; }

    /// <summary>The key, behind the frame.</summary>
    public MemoryMap KeyMemory { get; }

    public KeyLayout Key { get; }

    public ExpressionText Text { get; }

    public ExpressionProgram Gates { get; }

    public OpeningSchedule Openings { get; }
}
