using System.Numerics;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Export;

namespace ZkStyle.Prover.Tests.Export;

public class ScalarPlanTests
{
    [Fact]
    public void Stages_count_inversions_one_behind_another_and_unused_scalars_are_left_out()
    {
        var b = new ConstraintSystemBuilder("stages");
        var a = b.AddAdvice("a", 1);
        var x = b.AddChallenge("x", 1);
        var inverse = b.DefineScalar("inverse", x.Inverse());
        var nested = b.DefineScalar("nested", (inverse + 1).Inverse());
        b.DefineScalar("unused", (x + 5).Inverse());
        var plain = b.DefineScalar("plain", x * x);
        var words = b.AddPublicInput("words", new PublicInputEncoding.PackedWords(inverse, plain));
        b.AddGate("gate", (a.Current * nested) - (words * plain));
        var system = b.Build();

        var plan = new ScalarPlan(system, ExpressionProgram.CompileGates(system));

        Assert.Equal(3, plan.StageCount);
        Assert.Equal(["plain"], Definitions(0));
        Assert.Equal(["inverse"], Definitions(1));
        Assert.Equal(["nested"], Definitions(2));
        Assert.Contains(plan.Steps(1), s => s.Kind == ScalarStepKind.PublicValue);
        Assert.Equal([(ScalarExpression)x], plan.Inversions(1).Select(i => i.Value));
        Assert.Single(plan.Inversions(2));

        IEnumerable<string> Definitions(int stage) =>
            plan.Steps(stage).Where(s => s.Kind == ScalarStepKind.Definition).Select(s => system.Scalars[s.Index].Name);
    }

    [Fact]
    public void A_long_chain_of_scalars_is_planned_in_no_time()
    {
        var b = new ConstraintSystemBuilder("chain");
        var a = b.AddAdvice("a", 1);
        var s = b.AddChallenge("x", 1);
        for (var i = 0; i < 200; i++)
            s = b.DefineScalar($"s{i}", s * s);
        b.AddGate("gate", a.Current - s);
        var system = b.Build();

        Assert.Equal(200, new ScalarPlan(system, ExpressionProgram.CompileGates(system)).Steps(0).Count());
    }

    [Fact]
    public void Constants_fold_and_the_inverse_of_zero_does_not()
    {
        ScalarExpression three = 3;

        Assert.Equal(BigInteger.One, ScalarPlan.Fold(three * three.Inverse()));
        Assert.Equal(Fr.Modulus - 5, ScalarPlan.Fold(-(three + 2)));
        Assert.Null(ScalarPlan.Fold((three - 3).Inverse()));
        Assert.Null(ScalarPlan.Fold(new ScalarExpression.Challenge(0) + 1));
    }
}
