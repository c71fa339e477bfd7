using Streams.Detections.Matching;
using Streams.Schemas.Entities;

namespace Streams.Topologies.Normalise;

/// <summary>The values that name a group, joined by U+001F; several where a field has several values.</summary>
internal static class GroupKey
{
    public const char Separator = '\u001f';

    /// <summary>Stands for what is missing; and for the cluster that was given no name (<c>detection.cluster</c>), which is one all the same.</summary>
    public const string Missing = "-";
    private const int MaxGroups = 64;

    /// <summary>
    /// The groups of an event; none where a field is missing and that is not allowed. Without fields a plain rule has the default group, a correlation one group for all.
    /// By address: an event of no known pod is grouped by its source address, for unknown must not mean unseen.
    /// </summary>
    public static List<string> Of(EventView view, int[] slots, bool allowMissing, bool byAddress = false)
    {
        if (slots.Length == 0)
        {
            return [allowMissing ? Default(view.Entities) : ""];
        }

        List<string> groups = [""];
        for (var i = 0; i < slots.Length; i++)
        {
            var values = byAddress ? view.Subjects(slots[i]) : view.Strings(slots[i]);
            if (values.Count == 0)
            {
                if (!allowMissing && !view.IsCluster(slots[i]))
                {
                    return [];
                }

                values = [Missing];
            }

            var longer = new List<string>(groups.Count * values.Count);
            foreach (var group in groups)
            {
                foreach (var value in values)
                {
                    longer.Add(
                        slots.Length == 1 ? BoundedName.Of(value)
                        : i == 0 ? Part(value)
                        : group + Separator + Part(value)
                    );
                }
            }

            groups = longer.Count > MaxGroups ? longer[..MaxGroups] : longer;
        }

        return groups.Count < 2 ? groups : [.. groups.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether two keys of one event have the same values of the fields that are in both.</summary>
    public static bool Agrees(string key, int[] slots, string other, int[] otherSlots)
    {
        if (slots.AsSpan().IndexOfAny(otherSlots) < 0)
        {
            return true;
        }

        var (values, others) = (key.Split(Separator), other.Split(Separator));
        for (var i = 0; i < otherSlots.Length; i++)
        {
            var at = Array.IndexOf(slots, otherSlots[i]);
            if (at >= 0 && values[at] != others[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A value within a key: whoever chose it does not say where it ends, and so cannot make his events another group's.</summary>
    private static string Part(string value) =>
        BoundedName.Of(value.Contains(Separator, StringComparison.Ordinal) ? value.Replace(Separator, '\ufffd') : value);

    private static string Default(EntitySet entities)
    {
        foreach (
            var kind in (ReadOnlySpan<EntityKind>)
                [EntityKind.Principal, EntityKind.PodUid, EntityKind.Pod, EntityKind.ContainerId, EntityKind.SourceIp, EntityKind.Node]
        )
        {
            if (entities[kind] is { } value)
            {
                return $"{kind.Name()}={value}";
            }
        }

        return Missing;
    }
}
