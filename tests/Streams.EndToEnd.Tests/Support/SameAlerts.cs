namespace Streams.EndToEnd.Tests.Support;

/// <summary>Compares two runs and shows what differs, not merely that something does.</summary>
internal static class SameAlerts
{
    public static void Check(FinalAlerts expected, FinalAlerts actual)
    {
        var (left, right) = (expected.Comparable(), actual.Comparable());
        var missing = left.Except(right).Take(6).Select(l => "- " + l);
        var extra = right.Except(left).Take(6).Select(r => "+ " + r);
        Assert.True(left.SequenceEqual(right), $"{left.Length} alerts expected, {right.Length} there:\n{string.Join('\n', missing.Concat(extra))}");
        Assert.True(left.Length > 40, $"only {left.Length} alerts");
    }
}
