namespace Streams.Detections.Needs;

/// <summary>Needs of which at least one holds wherever the rule matches.</summary>
/// <param name="Needs">The needs.</param>
/// <param name="Price">How often one will hold, roughly, relative to other sets.</param>
internal sealed record NeedSet(IReadOnlyList<Need> Needs, double Price)
{
    /// <summary>The needs of alternatives; null where one of them has none.</summary>
    public static NeedSet? Union(IEnumerable<NeedSet?> parts)
    {
        var needs = new HashSet<Need>();
        var price = 0.0;
        foreach (var part in parts)
        {
            if (part is null)
            {
                return null;
            }

            needs.UnionWith(part.Needs);
            price += part.Price;
        }

        return new NeedSet([.. needs], price);
    }
}
