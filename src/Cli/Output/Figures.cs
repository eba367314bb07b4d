using System.Globalization;

namespace ZkStyle.Cli.Output;

/// <summary>Figures for people, the same in every locale.</summary>
internal static class Figures
{
    /// <summary>Milliseconds below 10 s, seconds above.</summary>
    /// <param name="milliseconds">The time.</param>
    /// <returns>With its unit.</returns>
    public static string Time(double milliseconds) => milliseconds < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:N0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:N1} s");

    /// <summary>Bytes, in MiB from 1 MiB on.</summary>
    /// <param name="bytes">How many.</param>
    /// <returns>With its unit.</returns>
    public static string Bytes(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):N1} MiB");

    /// <summary>A count with thousands separated.</summary>
    /// <param name="count">The count.</param>
    /// <returns>Without a unit.</returns>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count of things, with an s where there are several.</summary>
    /// <param name="count">The count.</param>
    /// <param name="thing">One of them.</param>
    /// <returns>Such as "2 threads".</returns>
    public static string Counted(long count, string thing) => $"{Count(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>The name of an enumeration's value as options and JSON write it.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="value">The value, of one word.</param>
    /// <returns>In lower case.</returns>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A fraction with a fixed number of digits.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="digits">Digits after the point.</param>
    /// <returns>With its unit.</returns>
    public static string Number(double value, string unit, int digits = 1) =>
        value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + (unit.Length > 0 ? " " + unit : "");
}
