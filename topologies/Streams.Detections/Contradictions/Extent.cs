using System.Globalization;
using System.Net;
using Streams.Detections.Thresholds;

namespace Streams.Detections.Contradictions;

/// <summary>The values that one value of a line takes in, as far as its form tells. What is said of two of them is never wrong, and not all that could be said.</summary>
/// <param name="Kind">What is known of them.</param>
/// <param name="Spelling">Modifiers and value: what is spelt alike takes in the same.</param>
internal sealed record Extent(ExtentKind Kind, string Spelling)
{
    /// <summary>The text as a whole; null: its form is known, or nothing.</summary>
    public string? Whole { get; init; }

    public string Prefix { get; init; } = "";

    public string Suffix { get; init; } = "";

    /// <summary>The longest text that it must hold.</summary>
    public string Piece { get; init; } = "";

    /// <summary>Whether its beginning, its end, or its piece is all that is asked.</summary>
    public bool IsExact { get; init; }

    public bool Cased { get; init; }

    public Threshold Bound { get; init; }

    public IPNetwork Network { get; init; }

    /// <summary>Whether there is a text, a number or an address wherever it holds.</summary>
    private bool HasValue => Kind >= ExtentKind.Text;

    /// <summary>Whether no one value is of both.</summary>
    public bool Excludes(Extent other) =>
        (Kind == ExtentKind.Absent && other.Kind >= ExtentKind.Present)
        || (other.Kind == ExtentKind.Absent && Kind >= ExtentKind.Present)
        || (Kind == ExtentKind.Null && other.HasValue)
        || (other.Kind == ExtentKind.Null && HasValue)
        || IsWithout(other)
        || other.IsWithout(this);

    /// <summary>Whether all its values are of the other.</summary>
    public bool IsWithin(Extent other) =>
        Spelling == other.Spelling
        || other.Kind switch
        {
            ExtentKind.Null => Kind == ExtentKind.Absent,
            ExtentKind.Present => Kind >= ExtentKind.Present,
            ExtentKind.Text when other.IsAnyText => HasValue,
            ExtentKind.Text => Kind == ExtentKind.Text && (Cased || !other.Cased) && IsOf(other),
            ExtentKind.Number => Whole is { } text ? IsMet(other.Bound, text) : Kind == ExtentKind.Number && IsTighter(other.Bound),
            ExtentKind.Network => Whole is { } address ? IsOf(other.Network, address) : Kind == ExtentKind.Network && IsOf(other.Network, Network),
            _ => false,
        };

    private bool IsAnyText => IsExact && Whole is null && Prefix.Length + Suffix.Length + Piece.Length == 0;

    private bool IsWithout(Extent other) =>
        (Kind, other.Kind) switch
        {
            (ExtentKind.Text, ExtentKind.Text) => Whole is { } text
                ? other.Whole is { } whole
                    ? !IsSame(text, whole)
                    : !Starts(text, other.Prefix) || !Ends(text, other.Suffix) || !Holds(text, other.Piece)
                : other.Whole is null && (Differ(Prefix, other.Prefix, Starts) || Differ(Suffix, other.Suffix, Ends)),
            (ExtentKind.Text, ExtentKind.Number) => Whole is { } text && !IsMet(other.Bound, text),
            (ExtentKind.Text, ExtentKind.Network) => Whole is { } text && !IsOf(other.Network, text),
            (ExtentKind.Number, ExtentKind.Number) => AreApart(Bound, other.Bound) || AreApart(other.Bound, Bound),
            (ExtentKind.Network, ExtentKind.Network) => !IsOf(Network, other.Network) && !IsOf(other.Network, Network),
            _ => false,
        };

    private bool IsOf(Extent other)
    {
        var comparison = other.Cased ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return other.Whole is { } whole ? string.Equals(Whole, whole, comparison)
            : !other.IsExact ? false
            : Whole is { } text ? text.StartsWith(other.Prefix, comparison) && text.EndsWith(other.Suffix, comparison) && text.Contains(other.Piece, comparison)
            : Prefix.StartsWith(other.Prefix, comparison)
                && Suffix.EndsWith(other.Suffix, comparison)
                && (Prefix.Contains(other.Piece, comparison) || Suffix.Contains(other.Piece, comparison) || Piece.Contains(other.Piece, comparison));
    }

    private bool IsTighter(Threshold other) =>
        Bound.IsMonotone == other.IsMonotone && (Bound.Value == other.Value ? Bound == other || IsInside(Bound, other) : other.IsMet(Bound.Value));

    /// <summary>More than 5 is at least 5.</summary>
    private static bool IsInside(Threshold bound, Threshold other) =>
        (bound.Operator, other.Operator) is (ThresholdOperator.Gt, ThresholdOperator.Gte) or (ThresholdOperator.Lt, ThresholdOperator.Lte);

    private static bool AreApart(Threshold least, Threshold most) =>
        least.IsMonotone
        && !most.IsMonotone
        && (least.Value > most.Value || (least.Value == most.Value && !(least.IsMet(least.Value) && most.IsMet(most.Value))));

    private static bool IsMet(Threshold bound, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && bound.IsMet(number);

    private static bool IsSame(string text, string other) =>
        text.Equals(other, StringComparison.OrdinalIgnoreCase)
        || (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var same)
            && number == same
        );

    private static bool IsOf(IPNetwork network, string text) => IPAddress.TryParse(text, out var address) && network.Contains(address);

    private static bool IsOf(IPNetwork network, IPNetwork inner) => inner.PrefixLength >= network.PrefixLength && network.Contains(inner.BaseAddress);

    private static bool Differ(string one, string other, Func<string, string, bool> begins) => !begins(one, other) && !begins(other, one);

    private static bool Starts(string text, string prefix) => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static bool Ends(string text, string suffix) => text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string text, string piece) => text.Contains(piece, StringComparison.OrdinalIgnoreCase);
}
