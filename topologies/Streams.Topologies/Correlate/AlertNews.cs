using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.Topologies.Correlate;

/// <summary>What an alert has that it did not have when it was written last, and that is worth another notification.</summary>
internal static class AlertNews
{
    /// <summary>The entities of which a new value is news, where the rule does not say: who, from where, with what, against what.</summary>
    private static readonly EntityKind[] Default =
    [
        EntityKind.Principal,
        EntityKind.User,
        EntityKind.SourceIp,
        EntityKind.Agent,
        EntityKind.Namespace,
        EntityKind.Destination,
        EntityKind.Domain,
    ];

    /// <summary>The news as <c>kind=value</c>; empty: none.</summary>
    /// <param name="now">The alert.</param>
    /// <param name="written">As it was written last.</param>
    /// <param name="kinds">What the rule says; null: nothing.</param>
    public static IReadOnlyList<string> Of(Alert now, Alert written, IReadOnlyList<EntityKind>? kinds)
    {
        List<string>? news = null;
        foreach (var values in now.EntityValues)
        {
            var isNews = kinds is null ? Array.IndexOf(Default, values.Kind) >= 0 : kinds.Contains(values.Kind);
            var known = isNews ? Known(written, values.Kind) : values.Values.Count;

            // Values keep their order, so what is new stands behind what was written. One that appears where there was none is a gap closed, not another.
            for (var i = known; i < values.Values.Count && known > 0; i++)
            {
                (news ??= []).Add($"{values.Kind.Name()}={values.Values[i].Value}");
            }
        }

        return news ?? (IReadOnlyList<string>)[];
    }

    private static int Known(Alert written, EntityKind kind)
    {
        foreach (var values in written.EntityValues)
        {
            if (values.Kind == kind)
            {
                return values.Values.Count;
            }
        }

        return 0;
    }
}
