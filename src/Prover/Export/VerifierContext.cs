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

        // ecMul reads TERM and writes its point back; ecAdd then reads SUM and TERM as one and writes SUM.
        Sum = Frame.Add("SUM", 2, "a sum of points; with TERM the input of ecAdd, which writes it back");
        Term = Frame.Add("TERM", 3, "a point and a scalar: input of ecMul, which writes its point back");
        PairingInput = Frame.Add("PAIRING", 12, "input of the pairing check");
        ModexpInput = Frame.Add("MODEXP", 6, "input of the modular exponentiation");
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

    public MemoryRegion Sum { get; }

    public MemoryRegion Term { get; }

    public MemoryRegion PairingInput { get; }

    public MemoryRegion ModexpInput { get; }
}
