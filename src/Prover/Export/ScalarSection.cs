using System.Globalization;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Export;

/// <summary>
/// The function of the generated contract that computes every scalar: powers of zeta, opening points, named scalars,
/// values of public inputs and sparse columns. It inverts in batches: Montgomery's trick, one exponentiation each.
/// </summary>
internal sealed class ScalarSection
{
    private readonly VerifierContext _context;
    private readonly KeySection _key;
    private readonly TranscriptSection _transcript;
    private readonly ScalarPlan _plan;
    private readonly List<(MemoryRegion Region, List<Func<ScalarEmitter, YulArithmetic, YulExpression>> Operands)> _batches = [];
    private readonly Dictionary<(int Group, int Point), string> _denominators = [];
    private readonly Dictionary<int, MemoryRegion> _gridShapes = [];
    private readonly Dictionary<int, string> _inverseDistances = [];
    private readonly ScalarPlaces _places;
    private readonly MemoryRegion? _lanes;
    private readonly MemoryRegion _modexpInput;

    public ScalarSection(VerifierContext context, KeySection key, TranscriptSection transcript)
    {
        (_context, _key, _transcript) = (context, key, transcript);
        var (system, frame) = (context.System, context.Frame);
        _plan = new ScalarPlan(system, context.Gates);
        _modexpInput = frame.Add("MODEXP", 6, "input of the modular exponentiation");
        ZetaPower = frame.Add("ZETA POWER", 1, "zeta^n");
        Vanishing = frame.Add("VANISHING", 1, "zeta^n - 1");
        OpeningPoints = context.Openings.AllRotations.ToDictionary(r => r, r => frame.Add(
            $"ZETA {KeyLayout.RotationName(r)}", 1, r == 0 ? "zeta" : $"zeta omega^{r}"));
        Distances = context.Openings.AllRotations.ToDictionary(r => r, r => frame.Add(
            $"MU LESS ZETA {KeyLayout.RotationName(r)}", 1, r == 0 ? "mu - zeta" : $"mu - zeta omega^{r}"));
        SparseValues = [.. system.SparseColumns.Select(c => frame.Add($"EVAL {c.Name}", 1, $"{c.Name} at zeta"))];

        var steps = Enumerable.Range(0, _plan.StageCount).SelectMany(_plan.Steps).ToArray();
        Dictionary<int, MemoryRegion> Places(ScalarStepKind kind, Func<int, MemoryRegion> add) =>
            steps.Where(s => s.Kind == kind).ToDictionary(s => s.Index, s => add(s.Index));
        var definitions = Places(ScalarStepKind.Definition, i => frame.Add($"SCALAR {system.Scalars[i].Name}", 1, $"scalar {system.Scalars[i].Name}"));
        var publicValues = Places(ScalarStepKind.PublicValue, i => frame.Add($"PUBLIC {system.PublicInputs[i].Name}", 1, $"value of the {system.PublicInputs[i].Name}"));
        GateScalars = Places(ScalarStepKind.GateScalar, i => frame.Add(
            $"GATE SCALAR {i.ToString(CultureInfo.InvariantCulture)}", 1, context.Text.Of(context.Gates.Scalars[i])));
        foreach (var i in publicValues.Keys.Where(i => system.PublicInputs[i].Encoding is PublicInputEncoding.Grid))
            _gridShapes.Add(i, frame.Add($"GRID {system.PublicInputs[i].Name}", PublicInputFunctions.ShapeLength, "lines, cells, points of channels, lines and cells, channels per word, offset"));
        _lanes = _gridShapes.Count == 0 ? null : frame.Add("LANES", PublicInputFunctions.LanesLength, "bytes of some cells of a grid, on their way to words");

        _places = new ScalarPlaces(transcript.Challenges, context.Key.Parameters, definitions, publicValues, []);
        AddBatches();
    }

    public MemoryRegion ZetaPower { get; }

    public MemoryRegion Vanishing { get; }

    /// <summary>The inverse of zeta^n - 1.</summary>
    public string VanishingInverse { get; private set; } = "";

    /// <summary>zeta omega^rotation, by rotation.</summary>
    public IReadOnlyDictionary<int, MemoryRegion> OpeningPoints { get; }

    /// <summary>mu - zeta omega^rotation, by rotation.</summary>
    public IReadOnlyDictionary<int, MemoryRegion> Distances { get; }

    public IReadOnlyList<MemoryRegion> SparseValues { get; }

    /// <summary>Scalars of the compiled gates that have a place of their own.</summary>
    public IReadOnlyDictionary<int, MemoryRegion> GateScalars { get; }

    /// <summary>Yul that reads 1 over the product of (point - other points) of a group of openings.</summary>
    public string DenominatorInverse(int group, int point) => _denominators[(group, point)];

    /// <summary>Yul that reads 1 over the distance of mu from the point of a rotation.</summary>
    public string InverseDistance(int rotation) => _inverseDistances[rotation];

    /// <summary>The emitter that knows the places of this section.</summary>
    public ScalarEmitter Emitter(YulArithmetic arithmetic) => new(arithmetic, _places);

    /// <summary>Writes the function.</summary>
    public void Write(SourceWriter writer)
    {
        var arithmetic = new YulArithmetic(_context.Frame, writer);
        var emitter = Emitter(arithmetic);
        writer.Lines(
            """
            /// @dev Computes all scalars, public inputs and sparse columns. (V4): false where one of them inverts zero, where
            /// zeta is in the domain, or where mu is an opening point.
            """);
        writer.Open("function _computeScalars() private view returns (bool ok)");
        writer.Open("assembly (\"memory-safe\")");
        WriteFunctions(writer);
        writer.Line("let p := P");
        writer.Line("ok := 1");
        WritePoints(writer);
        WriteSteps(writer, 0, arithmetic, emitter);
        WriteDynamicDenominators(writer);
        for (var stage = 1; stage < Math.Max(2, _plan.StageCount); stage++)
        {
            WriteBatch(writer, stage, arithmetic, emitter);
            WriteSteps(writer, stage, arithmetic, emitter);
        }

        if (_context.System.SparseColumns.Count > 0)
            WriteSparse(writer, arithmetic, emitter);
        writer.Close();
        writer.Close();
    }

    private void AddBatches()
    {
        for (var stage = 1; stage < Math.Max(2, _plan.StageCount); stage++)
        {
            var operands = new List<Func<ScalarEmitter, YulArithmetic, YulExpression>>();
            var inversions = _plan.Inversions(stage).ToArray();
            foreach (var (_, operand) in inversions)
                operands.Add((e, _) => e.Emit(operand));
            if (stage == 1)
                operands.AddRange(FirstOperands());
            var region = _context.Frame.Add(
                $"INVERSES {stage.ToString(CultureInfo.InvariantCulture)}", 2 * operands.Count,
                "pairs: a value, which becomes its inverse, and the product of the values before it");
            for (var i = 0; i < inversions.Length; i++)
                _places.Inverses.Add(inversions[i].Key, region.Load(2 * i));
            if (stage == 1)
                NameFirstOperands(region, inversions.Length);
            _batches.Add((region, operands));
        }
    }

    /// <summary>Besides scalars, the first batch inverts zeta^n - 1, mu's distances and the denominators of interpolation.</summary>
    private IEnumerable<Func<ScalarEmitter, YulArithmetic, YulExpression>> FirstOperands()
    {
        yield return (_, _) => new YulExpression(Vanishing.Load());
        foreach (var rotation in _context.Openings.AllRotations)
            yield return (_, _) => new YulExpression(Distances[rotation].Load());
        foreach (var group in _context.Openings.Groups.Where(g => g.Rotations.Length > 1))
        {
            foreach (var own in group.Rotations)
            {
                yield return (_, arithmetic) => group.Rotations.Where(r => r != own)
                    .Select(r => arithmetic.Subtract(
                        new YulExpression(OpeningPoints[own].Load()), new YulExpression(OpeningPoints[r].Load())))
                    .Aggregate(arithmetic.Multiply);
            }
        }
    }

    private void NameFirstOperands(MemoryRegion region, int at)
    {
        VanishingInverse = region.Load(2 * at++);
        foreach (var rotation in _context.Openings.AllRotations)
            _inverseDistances.Add(rotation, region.Load(2 * at++));
        for (var g = 0; g < _context.Openings.Groups.Count; g++)
        {
            var count = _context.Openings.Groups[g].Rotations.Length;
            for (var i = 0; count > 1 && i < count; i++)
                _denominators.Add((g, i), region.Load(2 * at++));
        }
    }

    private void WriteFunctions(SourceWriter writer)
    {
        var input = _modexpInput;
        writer.Lines(YulFunctions.OutOfGas);
        writer.Lines(YulFunctions.Power);
        writer.Lines(
            $$"""
            // 1/value = value^(p - 2) mod p, of a value that is not zero. The precompiled contract fails for lack of gas only.
            function invert(value, p) -> inverse {
                mstore({{input.Name}}, 0x20)
                mstore({{input.Word(1)}}, 0x20)
                mstore({{input.Word(2)}}, 0x20)
                mstore({{input.Word(3)}}, value)
                mstore({{input.Word(4)}}, sub(p, 2))
                mstore({{input.Word(5)}}, p)
                if iszero(staticcall(gas(), 5, {{input.Name}}, 0xc0, 0, 0x20)) { outOfGas() }
                inverse := mload(0)
            }
            // Notes behind each value the product of those before it, and returns the product of all.
            function multiplyAll(at, end, product, p) -> total {
                for {} lt(at, end) { at := add(at, 0x40) } {
                    mstore(add(at, 0x20), product)
                    product := mulmod(product, mload(at), p)
                }
                total := product
            }
            // Replaces values by their inverses, last first; inverse is that of the product up to the last.
            function divideAll(start, at, inverse, p) -> rest {
                for {} gt(at, start) {} {
                    at := sub(at, 0x40)
                    let value := mload(at)
                    mstore(at, mulmod(inverse, mload(add(at, 0x20)), p))
                    inverse := mulmod(inverse, value, p)
                }
                rest := inverse
            }
            """);
        var encodings = _places.PublicValues.Keys.Select(i => _context.System.PublicInputs[i].Encoding).ToArray();
        if (encodings.Any(e => e is PublicInputEncoding.PackedWords))
            PublicInputFunctions.WritePacked(writer);
        if (encodings.Any(e => e is PublicInputEncoding.Grid))
            PublicInputFunctions.WriteGrid(writer, _lanes!);
        writer.Line();
    }

    private void WritePoints(SourceWriter writer)
    {
        writer.Line("// zeta^n, the points zeta omega^rotation and their distances from mu.");
        writer.Open("");
        writer.Lines(
            $$"""
            let zeta := {{_transcript.Zeta.Load()}}
            let power_ := zeta
            for { let i := {{_context.Key.LogSize.Load()}} } i { i := sub(i, 1) } { power_ := mulmod(power_, power_, p) }
            mstore({{ZetaPower.Name}}, power_)
            mstore({{Vanishing.Name}}, addmod(power_, sub(p, 1), p))
            let mu := {{_transcript.Mu.Load()}}
            let point := zeta
            """);
        foreach (var rotation in _context.Openings.AllRotations)
        {
            if (rotation != 0)
                writer.Line($"point := mulmod(zeta, {_context.Key.Rotations[rotation].Load()}, p)");
            writer.Lines(
                $$"""
                mstore({{OpeningPoints[rotation].Name}}, point)
                mstore({{Distances[rotation].Name}}, addmod(mu, sub(p, point), p))
                """);
        }

        writer.Close();
    }

    private void WriteSteps(SourceWriter writer, int stage, YulArithmetic arithmetic, ScalarEmitter emitter)
    {
        foreach (var step in _plan.Steps(stage))
        {
            switch (step.Kind)
            {
                case ScalarStepKind.Definition:
                    var scalar = _context.System.Scalars[step.Index];
                    writer.Comment($"{scalar.Name} = {_context.Text.Of(scalar.Value)}");
                    arithmetic.Store(_places.Definitions[step.Index], emitter.Emit(scalar.Value));
                    break;
                case ScalarStepKind.PublicValue:
                    WritePublicValue(writer, step.Index, arithmetic, emitter);
                    break;
                default:
                    arithmetic.Store(GateScalars[step.Index], emitter.Emit(_context.Gates.Scalars[step.Index]));
                    break;
            }
        }
    }

    private void WritePublicValue(SourceWriter writer, int index, YulArithmetic arithmetic, ScalarEmitter emitter)
    {
        var input = _transcript.Inputs[index];
        var definition = _context.System.PublicInputs[index];
        YulExpression value;
        ScalarExpression scale;
        if (definition.Encoding is PublicInputEncoding.Grid grid)
        {
            var shape = _gridShapes[index];
            writer.Comment($"The {definition.Name}: {_context.Text.Of(grid.Scale)} times its bytes at the points "
                + $"{_context.Text.Of(grid.ChannelPoint)}, {_context.Text.Of(grid.LinePoint)}, {_context.Text.Of(grid.CellPoint)}, each less "
                + $"{grid.Offset.ToString(CultureInfo.InvariantCulture)}, {grid.ChannelsPerWord.ToString(CultureInfo.InvariantCulture)} channels a word.");
            ScalarExpression[] parts = [grid.Lines, grid.Cells, grid.ChannelPoint, grid.LinePoint, grid.CellPoint];
            for (var i = 0; i < parts.Length; i++)
                writer.Line($"mstore({shape.Word(i)}, {arithmetic.Canonical(emitter.Emit(parts[i])).Text})");
            writer.Line($"mstore({shape.Word(parts.Length)}, {grid.ChannelsPerWord.ToString(CultureInfo.InvariantCulture)})");
            writer.Line($"mstore({shape.Word(parts.Length + 1)}, {grid.Offset.ToString(CultureInfo.InvariantCulture)})");
            value = new YulExpression($"grid({input.Load()}, add({input.Load()}, {input.Load(1)}), {shape.Name}, p)", 2, IsCanonical: false);
            scale = grid.Scale;
        }
        else
        {
            var packed = (PublicInputEncoding.PackedWords)definition.Encoding;
            writer.Comment($"The {definition.Name}: {_context.Text.Of(packed.Scale)} times its words at the point {_context.Text.Of(packed.Point)}.");
            var point = arithmetic.Keep(emitter.Emit(packed.Point));
            value = new YulExpression($"packed({input.Load()}, {input.Load(1)}, {point.Text}, p)", 2, IsCanonical: false);
            scale = packed.Scale;
        }

        var factor = emitter.Emit(scale);
        arithmetic.Store(_places.PublicValues[index], arithmetic.Multiply(value, factor));
    }

    /// <summary>(V5) zeta - omega^row of every sparse entry, behind the key.</summary>
    private void WriteDynamicDenominators(SourceWriter writer)
    {
        writer.Line($"let pairs := {_key.End.Load()}");
        writer.Line("let pairsEnd := pairs");
        for (var i = 0; i < _context.System.SparseColumns.Count; i++)
        {
            var column = _context.System.SparseColumns[i];
            writer.Comment($"zeta - omega^row of the entries of {column.Name}.");
            OpenEntries(writer, i);
            writer.Line($"mstore(pairsEnd, addmod({_transcript.Zeta.Load()}, sub(p, mod(mload(add(entry, 0x20)), p)), p))");
            writer.Line("pairsEnd := add(pairsEnd, 0x40)");
            writer.Close();
            writer.Close();
        }
    }

    private void WriteBatch(SourceWriter writer, int stage, YulArithmetic arithmetic, ScalarEmitter emitter)
    {
        var (region, operands) = _batches[stage - 1];
        var end = region.Word(2 * operands.Count);
        writer.Line($"// (V4) Batch inversion {stage.ToString(CultureInfo.InvariantCulture)}.");
        for (var i = 0; i < operands.Count; i++)
            writer.Line($"mstore({region.Word(2 * i)}, {arithmetic.Canonical(operands[i](emitter, arithmetic)).Text})");
        writer.Open("");
        if (stage == 1)
        {
            writer.Lines(
                $$"""
                let product := multiplyAll({{region.Name}}, {{end}}, 1, p)
                product := multiplyAll(pairs, pairsEnd, product, p)
                if iszero(product) { ok := 0 }
                let inverse := divideAll(pairs, pairsEnd, invert(product, p), p)
                inverse := divideAll({{region.Name}}, {{end}}, inverse, p)
                """);
        }
        else
        {
            writer.Lines(
                $$"""
                let product := multiplyAll({{region.Name}}, {{end}}, 1, p)
                if iszero(product) { ok := 0 }
                pop(divideAll({{region.Name}}, {{end}}, invert(product, p), p))
                """);
        }

        writer.Close();
    }

    /// <summary>(V5) A sparse column at zeta: (zeta^n - 1) / n times the sum of coefficient omega^row / (zeta - omega^row).</summary>
    private void WriteSparse(SourceWriter writer, YulArithmetic arithmetic, ScalarEmitter emitter)
    {
        writer.Line("// (V5) Sparse columns: (zeta^n - 1) / n sum coefficient omega^row / (zeta - omega^row).");
        writer.Line("let sum");
        writer.Line($"let scale := mulmod({Vanishing.Load()}, {_context.Key.SizeInverse.Load()}, p)");
        for (var i = 0; i < _context.System.SparseColumns.Count; i++)
        {
            var column = _context.System.SparseColumns[i];
            writer.Comment($"An entry of {column.Name} is {_context.Text.Of(column.Coefficient)}.");
            writer.Line("sum := 0");
            OpenEntries(writer, i);
            var term = arithmetic.Multiply(
                emitter.Emit(column.Coefficient), new YulExpression("mulmod(mload(add(entry, 0x20)), mload(pairs), p)", 2));
            writer.Line($"sum := addmod(sum, {arithmetic.Canonical(term).Text}, p)");
            writer.Line("pairs := add(pairs, 0x40)");
            writer.Close();
            writer.Close();
            writer.Line($"mstore({SparseValues[i].Name}, mulmod(sum, scale, p))");
        }
    }

    /// <summary>Opens a block, and in it a loop over the key's entries of a sparse column.</summary>
    private void OpenEntries(SourceWriter writer, int column)
    {
        writer.Open("");
        writer.Line($"let entry := {_key.Entries[column].Load()}");
        writer.Line($"let end := {_key.Entries[column].Load(1)}");
        var length = KeyLayout.EntryLength(_context.System.SparseColumns[column]);
        writer.Open($"for {{}} lt(entry, end) {{ entry := add(entry, {MemoryMap.Hex(length)}) }}");
    }
}
