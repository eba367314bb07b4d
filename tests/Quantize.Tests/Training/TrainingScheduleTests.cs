using ZkStyle.Quantize.Training;

namespace ZkStyle.Quantize.Tests.Training;

public class TrainingScheduleTests
{
    [Fact]
    public void The_rate_rises_then_falls_along_a_cosine()
    {
        const int Steps = 400;
        for (var step = 1; step < TrainingSchedule.WarmUpSteps; step++)
            Assert.True(TrainingSchedule.RateShare(step, Steps) > TrainingSchedule.RateShare(step - 1, Steps));
        for (var step = TrainingSchedule.WarmUpSteps + 1; step < Steps; step++)
            Assert.True(TrainingSchedule.RateShare(step, Steps) <= TrainingSchedule.RateShare(step - 1, Steps));
        Assert.InRange(TrainingSchedule.RateShare(Steps - 1, Steps), 0.004f, 0.01f);
        Assert.Equal(0.3, TrainingSchedule.Strength(0, Steps));
        Assert.Equal(1, TrainingSchedule.Strength(Steps - 1, Steps));
    }

    [Fact]
    public void Nothing_in_the_warm_up_depends_on_the_number_of_steps()
    {
        for (var step = 0; step < TrainingSchedule.WarmUpSteps; step++)
        {
            Assert.Equal(TrainingSchedule.RateShare(step, 100), TrainingSchedule.RateShare(step, 9999));
            Assert.Equal(TrainingSchedule.Strength(step, 100), TrainingSchedule.Strength(step, 9999));
        }
    }

    [Fact]
    public void Steps_are_planned_to_fit_the_time()
    {
        Assert.Equal(1000, TrainingSchedule.PlanSteps(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(2.5), 5000));
        Assert.Equal(500, TrainingSchedule.PlanSteps(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(2.5), 500));
        Assert.Equal(TrainingSchedule.WarmUpSteps, TrainingSchedule.PlanSteps(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(2.5), 500));
        Assert.Equal(10, TrainingSchedule.PlanSteps(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(2.5), 10));
    }
}
