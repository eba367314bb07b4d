using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>
/// The 64 pictures that styles are judged by, drawn by this program: no training ever sees them, and every machine draws
/// the same bytes. <c>samples/pictures</c> holds them as files.
/// </summary>
public static class EvaluationPictures
{
    private static readonly (string Name, PictureGroup Group, Func<RgbImage> Draw)[] s_drawings =
    [
        ("smiley", PictureGroup.Icon, Faces.Smiley),
        ("sunglasses", PictureGroup.Icon, Faces.Sunglasses),
        ("cat", PictureGroup.Icon, Faces.Cat),
        ("dog", PictureGroup.Icon, Faces.Dog),
        ("fox", PictureGroup.Icon, Faces.Fox),
        ("bear", PictureGroup.Icon, Faces.Bear),
        ("frog", PictureGroup.Icon, Faces.Frog),
        ("panda", PictureGroup.Icon, Faces.Panda),
        ("pig", PictureGroup.Icon, Faces.Pig),
        ("owl", PictureGroup.Icon, Creatures.Owl),
        ("penguin", PictureGroup.Icon, Creatures.Penguin),
        ("fish", PictureGroup.Icon, Creatures.Fish),
        ("bee", PictureGroup.Icon, Creatures.Bee),
        ("crab", PictureGroup.Icon, Creatures.Crab),
        ("apple", PictureGroup.Icon, Things.Apple),
        ("pear", PictureGroup.Icon, Things.Pear),
        ("banana", PictureGroup.Icon, Things.Banana),
        ("cherries", PictureGroup.Icon, Things.Cherries),
        ("tree", PictureGroup.Icon, Things.Tree),
        ("mushroom", PictureGroup.Icon, Things.Mushroom),
        ("cactus", PictureGroup.Icon, Things.Cactus),
        ("car", PictureGroup.Icon, Things.Car),
        ("house", PictureGroup.Icon, Things.House),
        ("rocket", PictureGroup.Icon, Things.Rocket),
        ("guitar", PictureGroup.Icon, Things.Guitar),
        ("umbrella", PictureGroup.Icon, Things.Umbrella),
        ("heart", PictureGroup.Icon, Things.Heart),
        ("star", PictureGroup.Icon, Things.Star),
        ("key", PictureGroup.Icon, Things.Key),
        ("book", PictureGroup.Icon, Things.Book),
        ("sailboat", PictureGroup.Icon, Things.Sailboat),
        ("polar-bear", PictureGroup.White, WhiteThings.PolarBear),
        ("swan", PictureGroup.White, WhiteThings.Swan),
        ("ghost", PictureGroup.White, WhiteThings.Ghost),
        ("snowman", PictureGroup.White, WhiteThings.Snowman),
        ("cup", PictureGroup.White, WhiteThings.Cup),
        ("egg", PictureGroup.White, WhiteThings.Egg),
        ("sheep", PictureGroup.White, WhiteThings.Sheep),
        ("sunset", PictureGroup.Photo, Landscapes.Sunset),
        ("mountain-lake", PictureGroup.Photo, Landscapes.MountainLake),
        ("desert", PictureGroup.Photo, Landscapes.Desert),
        ("forest", PictureGroup.Photo, Landscapes.Forest),
        ("beach", PictureGroup.Photo, Landscapes.Beach),
        ("city-night", PictureGroup.Photo, Landscapes.CityNight),
        ("meadow", PictureGroup.Photo, Landscapes.Meadow),
        ("fruit", PictureGroup.Photo, StillLifes.Fruit),
        ("bottle-and-lemons", PictureGroup.Photo, StillLifes.BottleAndLemons),
        ("chess-pawn", PictureGroup.Photo, StillLifes.ChessPawn),
        ("teapot", PictureGroup.Photo, StillLifes.Teapot),
        ("dice", PictureGroup.Photo, StillLifes.Dice),
        ("candle", PictureGroup.Photo, StillLifes.Candle),
        ("woman", PictureGroup.Photo, Portraits.Woman),
        ("bearded-man", PictureGroup.Photo, Portraits.BeardedMan),
        ("boy-with-hat", PictureGroup.Photo, Portraits.BoyWithHat),
        ("target", PictureGroup.Flat, FlatShapes.Target),
        ("cube", PictureGroup.Flat, FlatShapes.Cube),
        ("yin-yang", PictureGroup.Flat, FlatShapes.YinYang),
        ("lightning", PictureGroup.Flat, FlatShapes.Lightning),
        ("flower", PictureGroup.Flat, FlatShapes.Flower),
        ("blocks", PictureGroup.Flat, FlatShapes.Blocks),
        ("wood-grain", PictureGroup.CloseUp, CloseUps.WoodGrain),
        ("bricks", PictureGroup.CloseUp, CloseUps.Bricks),
        ("leaf", PictureGroup.CloseUp, CloseUps.Leaf),
        ("eye", PictureGroup.CloseUp, CloseUps.Eye),
    ];

    /// <summary>How many there are.</summary>
    public static int Count => s_drawings.Length;

    /// <summary>Draws all pictures.</summary>
    /// <param name="cancellation">Stops drawing.</param>
    /// <returns>The pictures by number; takes a few seconds.</returns>
    public static IReadOnlyList<EvaluationPicture> Draw(CancellationToken cancellation = default)
    {
        var pictures = new EvaluationPicture[Count];
        Parallel.For(0, Count, new ParallelOptions { CancellationToken = cancellation }, i => pictures[i] = Draw(i + 1));
        return pictures;
    }

    /// <summary>Draws one picture.</summary>
    /// <param name="number">Its number, 1 to <see cref="Count"/>.</param>
    /// <returns>The picture.</returns>
    public static EvaluationPicture Draw(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Count);
        var (name, group, draw) = s_drawings[number - 1];
        return new EvaluationPicture(number, name, group, draw());
    }
}
