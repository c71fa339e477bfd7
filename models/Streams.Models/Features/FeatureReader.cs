using Streams.Schemas.Behaviours;

namespace Streams.Models.Features;

/// <summary>Counts a behaviour into the panes that it belongs to.</summary>
internal static class FeatureReader
{
    /// <summary>What a principal did.</summary>
    public static void Act(Behaviour behaviour, double surprise, FeaturePane pane)
    {
        var @class = (HabitClass)behaviour.Class;
        var verb = VerbOf(behaviour.Act ?? "");
        pane.Count(FeatureCounter.Events);
        var (isWrite, isDelete) = (verb is "create" or "update" or "patch", verb is "delete" or "deletecollection");
        pane.Count(FeatureCounter.Gets, verb is "get" ? 1 : 0);
        pane.Count(FeatureCounter.Lists, verb is "list" or "watch" ? 1 : 0);
        pane.Count(FeatureCounter.Writes, isWrite ? 1 : 0);
        pane.Count(FeatureCounter.Deletes, isDelete ? 1 : 0);
        pane.Count(FeatureCounter.Execs, @class == HabitClass.Exec ? 1 : 0);
        pane.Count(FeatureCounter.Tokens, @class == HabitClass.Token ? 1 : 0);
        pane.Count(FeatureCounter.RbacWrites, @class == HabitClass.Rbac && (isWrite || isDelete) ? 1 : 0);
        pane.Count(FeatureCounter.SecretReads, @class == HabitClass.Secret && verb is ("get" or "list" or "watch") ? 1 : 0);
        pane.Count(FeatureCounter.Refused, (behaviour.Traits & BehaviourTraits.Refused) != 0 ? 1 : 0);
        pane.See(FeatureValues.Objects, behaviour.Value);
        pane.See(FeatureValues.Namespaces, NamespaceOf(behaviour.Value));
        if (behaviour.Detail is not null)
        {
            pane.See(FeatureValues.Addresses, behaviour.Detail);
        }

        pane.Add(FeatureSum.Surprise, surprise);
        pane.Add(FeatureSum.SensitiveSurprise, @class == HabitClass.OtherAct ? 0 : surprise);
    }

    /// <summary>What a workload did.</summary>
    public static void Work(Behaviour behaviour, double surprise, FeaturePane pane)
    {
        pane.Count(FeatureCounter.Events);
        var @class = (HabitClass)behaviour.Class;
        switch (@class.Row().Aspect)
        {
            case HabitAspect.Destination:
                Flow(behaviour.Value, @class, surprise, pane);
                break;
            case HabitAspect.Domain:
                Question(behaviour, pane);
                pane.See(FeatureValues.Domains, behaviour.Value);
                pane.Add(FeatureSum.DomainSurprise, surprise);
                break;
            default:
                pane.Count(FeatureCounter.Programs);
                pane.See(FeatureValues.Programs, behaviour.Value);
                pane.Add(FeatureSum.ProgramSurprise, surprise);
                break;
        }
    }

    /// <summary>A question of a workload, for one domain.</summary>
    public static void Question(Behaviour behaviour, FeaturePane pane)
    {
        var detail = behaviour.Detail ?? "";
        var blank = detail.IndexOf(' ', StringComparison.Ordinal);
        var (type, name) = blank < 0 ? ("", detail) : (detail[..blank], detail[(blank + 1)..].TrimEnd('.'));
        var before =
            name.Length > behaviour.Value.Length + 1 && name.EndsWith(behaviour.Value, StringComparison.OrdinalIgnoreCase)
                ? name[..(name.Length - behaviour.Value.Length - 1)]
                : "";
        pane.Count(FeatureCounter.Questions);
        pane.Count(FeatureCounter.Missing, (HabitClass)behaviour.Class == HabitClass.Missing ? 1 : 0);
        pane.Count(FeatureCounter.Address, type == "A" ? 1 : 0);
        pane.Count(FeatureCounter.AddressV6, type == "AAAA" ? 1 : 0);
        pane.Count(FeatureCounter.Text, type is "TXT" or "NULL" or "CNAME" or "MX" ? 1 : 0);
        pane.Count(FeatureCounter.LabelCharacters, name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? dot : name.Length);
        pane.Count(FeatureCounter.NameCharacters, before.Length);
        pane.See(FeatureValues.Names, name);
        pane.Add(FeatureSum.Entropy, EntropyOf(before));
        pane.Keep(FeatureSum.LongestLabel, LongestLabelOf(before));
    }

    private static void Flow(string destination, HabitClass @class, double surprise, FeaturePane pane)
    {
        if (@class == HabitClass.Denied)
        {
            pane.Count(FeatureCounter.DeniedFlows);
            pane.See(FeatureValues.DeniedDestinations, destination);
            pane.Add(FeatureSum.DeniedSurprise, surprise);
            return;
        }

        pane.Count(FeatureCounter.Flows);
        pane.See(FeatureValues.Destinations, destination);
        pane.Add(FeatureSum.DestinationSurprise, surprise);
        if (@class == HabitClass.Outside)
        {
            pane.Count(FeatureCounter.OutsideFlows);
            pane.See(FeatureValues.OutsideDestinations, destination);
        }
    }

    private static string VerbOf(string act)
    {
        const string Refused = "refused ";
        var rest = act.StartsWith(Refused, StringComparison.Ordinal) ? act[Refused.Length..] : act;
        return rest.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? rest[..blank] : rest;
    }

    private static string NamespaceOf(string value)
    {
        var blank = value.LastIndexOf(' ');
        var slash = value.IndexOf('/', blank + 1);
        return slash < 0 ? "" : value[(blank + 1)..slash];
    }

    private static int LongestLabelOf(string name)
    {
        var (longest, length) = (0, 0);
        foreach (var c in name)
        {
            length = c == '.' ? 0 : length + 1;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    private static double EntropyOf(string name)
    {
        Span<int> counts = stackalloc int[128];
        var sum = 0;
        foreach (var c in name)
        {
            if (c is not '.' && c < counts.Length)
            {
                counts[char.ToLowerInvariant(c)]++;
                sum++;
            }
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            entropy -= count == 0 ? 0 : (double)count / sum * Math.Log2((double)count / sum);
        }

        return entropy;
    }
}
