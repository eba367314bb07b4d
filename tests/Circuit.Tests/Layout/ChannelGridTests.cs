using ZkStyle.Circuit.Layout;

namespace ZkStyle.Circuit.Tests.Layout;

public class ChannelGridTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(4, 3)]
    [InlineData(6, 6)]
    [InlineData(10, 17)]
    [InlineData(34, 34)]
    public void A_snake_visits_every_cell_once_by_unit_steps(int lines, int columns)
    {
        var grid = ChannelGrid.Snake(lines, columns);
        Assert.Equal(lines * columns, grid.Length);
        Assert.Equal(StepCode.NextChannel, grid.Step(0));
        Assert.Equal((0, 0), (grid.Y(0), grid.X(0)));
        Assert.Equal((0, 1), (grid.Y(grid.Length - 1), grid.X(grid.Length - 1)));
        var seen = new HashSet<(int, int)> { (0, 0) };
        for (var i = 1; i < grid.Length; i++)
        {
            Assert.True(seen.Add((grid.Y(i), grid.X(i))));
            Assert.InRange(grid.Y(i), 0, lines - 1);
            Assert.InRange(grid.X(i), 0, columns - 1);
            Assert.Equal(grid.X(i - 1) - grid.X(i), grid.Step(i).Dx());
            Assert.Equal(grid.Y(i - 1) - grid.Y(i), grid.Step(i).Dy());
            Assert.NotEqual(StepCode.NextChannel, grid.Step(i));
            Assert.NotEqual(StepCode.Packed, grid.Step(i));
        }
    }

    [Fact]
    public void The_image_is_walked_from_its_last_cell_to_its_first()
    {
        var grid = ChannelGrid.RowMajor(4, 5);
        for (var i = 0; i < grid.Length; i++)
        {
            Assert.Equal(grid.Length - 1 - i, (grid.Y(i) * 5) + grid.X(i));
            Assert.Equal(StepCode.Packed, grid.Step(i));
        }
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(4, 2)]
    public void A_snake_that_could_not_end_beside_its_start_is_refused(int lines, int columns) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ChannelGrid.Snake(lines, columns));

    [Fact]
    public void Step_codes_are_their_coordinates()
    {
        foreach (var code in Enum.GetValues<StepCode>())
            Assert.Equal(code, StepCodes.From(code.Dx(), code.Dy()));
        Assert.Null(StepCodes.From(-1, -1));
        Assert.Null(StepCodes.From(1, -1));
        Assert.Equal(StepCodes.Count, Enum.GetValues<StepCode>().Length);
    }
}
