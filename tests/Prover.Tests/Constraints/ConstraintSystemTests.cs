using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Tests.Plonk;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Tests.Constraints;

public class ConstraintSystemTests
{
    [Fact]
    public void The_manifest_lists_every_round_in_order()
    {
        var rounds = ToyCircuit.System.Manifest.Rounds;

        Assert.Equal(
            ["statement", "phase 1", "phase 2", "phase 3", "quotient", "evaluations", "opening", "opening check"],
            rounds.Select(r => r.Name));
        Assert.Equal(["label", "key digest", "context", "bytes hash", "packed hash"], rounds[0].Items.Select(i => i.Name));
        Assert.Equal(["a", "a2", "mult", "marker"], rounds[1].Items.Select(i => i.Name));
        Assert.Equal(["r"], rounds[1].Challenges);
        Assert.Equal(["theta", "beta"], rounds[2].Challenges);
        Assert.Equal(["alpha"], rounds[3].Challenges);
        Assert.Equal(["t0", "t1", "t2"], rounds[4].Items.Select(i => i.Name));
        Assert.Equal(
            ["difference@0", "key@0", "square@0", "a@0", "a@1", "a2@0", "mult@0", "marker@0", "sum@0", "sum@-1", "phi@0", "phi@-1"],
            rounds[5].Items.Select(i => i.Name));
        Assert.Equal((6 + 3 + 2) * 64 + (12 * 32), ToyCircuit.System.Manifest.ProofLength);
    }

    [Fact]
    public void The_digest_changes_with_any_gate()
    {
        var one = Build(b => b.AddGate("g", b.AddAdvice("a", 1).Current));
        var same = Build(b => b.AddGate("g", b.AddAdvice("a", 1).Current));
        var other = Build(b => b.AddGate("g", b.AddAdvice("a", 1).Previous));

        Assert.Equal(one.Digest, same.Digest);
        Assert.NotEqual(one.Digest, other.Digest);
        Assert.Equal(Keccak256.DigestLength, one.Digest.Length);
    }

    [Fact]
    public void Mistakes_in_a_system_are_named()
    {
        Assert.Throws<ArgumentException>(() => Build(b => b.AddAdvice("a", 2)));
        Assert.Contains("advice column 3", Message<InvalidOperationException>(b =>
        {
            b.AddAdvice("a", 1);
            b.AddGate("g", new Column(ColumnKind.Advice, 3).Current);
        }), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("challenge4", Message<InvalidOperationException>(b =>
            b.AddGate("g", b.AddAdvice("a", 1).Current * new ScalarExpression.Challenge(4))), StringComparison.Ordinal);
        Assert.Contains("own row", Message<InvalidOperationException>(b =>
            b.AddGate("g", b.AddAdvice("a", 1).Current * b.AddSparse("s", 0, 1).Previous)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ScalarExpression.One.Power(ScalarExpression.One));
    }

    [Fact]
    public void A_lookup_whose_challenges_come_too_early_is_refused()
    {
        var error = Message<ArgumentException>(b =>
        {
            var a = b.AddAdvice("a", 1);
            var mult = b.AddAdvice("mult", 1);
            var theta = b.AddChallenge("theta", 1);
            var beta = b.AddChallenge("beta", 1);
            var late = b.AddAdvice("late", 2);
            var phi = b.AddAdvice("phi", 2);
            b.AddLookup(new LookupArgument("l", [[late.Current]], [a.Current], mult, phi, theta, beta));
        });

        Assert.Contains("committed before theta and beta", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_challenge_used_before_it_is_drawn_is_an_error()
    {
        var values = new ScalarValues(ToyCircuit.System, [2, 8, 7, 17, 3], [new byte[32], new byte[40]]);

        Assert.Contains(
            "Challenge r is used before it is drawn.",
            Assert.Throws<InvalidOperationException>(() => values.Scalar("high")).Message, StringComparison.Ordinal);
    }

    private static ConstraintSystem Build(Action<ConstraintSystemBuilder> fill)
    {
        var builder = new ConstraintSystemBuilder("test");
        fill(builder);
        return builder.Build();
    }

    private static string Message<T>(Action<ConstraintSystemBuilder> fill)
        where T : Exception => Assert.Throws<T>(() => Build(fill)).Message;
}
