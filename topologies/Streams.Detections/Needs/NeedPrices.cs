using System.Runtime.InteropServices;

namespace Streams.Detections.Needs;

/// <summary>
/// What it costs to find rules by a need: what many rules ask for (<c>verb: create</c>) is common in events too, a long text is rarer than a short one, and a mere value of a field is commonest.
/// </summary>
internal sealed class NeedPrices
{
    /// <summary>The least characters of a text that is looked for by its pieces.</summary>
    public const int GramLength = 4;
    private const double PresencePrice = 100;
    private const double ShortPiecePrice = 20;
    private readonly Dictionary<Need, int> _rules = [];

    /// <summary>Counts the rules of each need.</summary>
    public void Count(IEnumerable<Need> needsOfOneRule)
    {
        foreach (var need in needsOfOneRule.Distinct())
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_rules, need, out _)++;
        }
    }

    public NeedSet Of(Need need) => new([need], Price(need));

    private double Price(Need need)
    {
        var rules = Math.Max(1, _rules.GetValueOrDefault(need));
        return need.Kind switch
        {
            NeedKind.Presence => PresencePrice + rules,
            NeedKind.Whole => rules * (1 + (2.0 / Math.Max(1, need.Literal.Length))),
            _ when need.Literal.Length < GramLength => ShortPiecePrice * rules,
            _ => rules * (1 + (6.0 / need.Literal.Length)),
        };
    }
}
