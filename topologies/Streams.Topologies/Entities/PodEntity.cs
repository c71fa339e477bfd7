using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities;

/// <summary>One pod as all sources know it. What a lower rank says never takes the place of what a higher one said.</summary>
public sealed class PodEntity(string @namespace, string name)
{
    private const long Recent = 60 * Timestamp.Second;
    private const int MostAttested = 64;

    /// <summary>More of its own addresses no pod has.</summary>
    private const int MostIps = 64;

    /// <summary>More aliases and facts a pod has only where it crashes and starts again for weeks, or where somebody makes them up.</summary>
    private const int MostNames = 1_024;
    private const int AliasBytes = 200;
    private const int FactKeyBytes = 80;
    private const int OwnBytes = 2_500;
    private readonly string _guess = $"{@namespace}/{WorkloadName.Of(name)}";

    /// <summary>The event times at which the API server or a node vouched for anything of it, in order; of too many the oldest go.</summary>
    private readonly List<Timestamp> _attested = [];
    private readonly Attested _uid = new();
    private readonly Attested _node = new();
    private readonly Attested _container = new();
    private readonly Attested _owner = new();

    public string Namespace { get; } = @namespace;

    public string Name { get; } = name;

    public string? Uid { get; private set; }

    /// <summary>Its node as it was known at a time.</summary>
    public string? NodeAt(Timestamp time) => Locked(_node, time);

    /// <summary>The first container's id as it was known at a time.</summary>
    public string? ContainerIdAt(Timestamp time) => Locked(_container, time);

    /// <summary><c>namespace/owner</c> as it was known at a time; before anybody named an owner, what the name lets one guess.</summary>
    public string WorkloadAt(Timestamp time) => Locked(_owner, time) is { } owner ? $"{Namespace}/{owner}" : _guess;

    /// <summary>Its own addresses.</summary>
    public IReadOnlyList<string> Ips { get; private set; } = [];

    /// <summary>When it ended; <see cref="Timestamp.Never"/> while it lives.</summary>
    public Timestamp EndedAt { get; internal set; } = Timestamp.Never;

    /// <summary>When it is expected to end, since that was asked for; <see cref="Timestamp.Never"/> where nobody asked.</summary>
    public Timestamp EndExpected { get; private set; } = Timestamp.Never;

    /// <summary>When it was first asked to end.</summary>
    internal Timestamp EndAskedAt { get; private set; } = Timestamp.Never;

    /// <summary>The highest rank that has vouched for it.</summary>
    public FactRank Rank { get; private set; }

    /// <summary>The latest event time at which anything was learned or asked of it; written without a lock, so it may be a little old.</summary>
    internal Timestamp LastSeen { get; set; } = Timestamp.Unknown;

    /// <summary>The latest event time at which anything was learned of it.</summary>
    internal Timestamp LastLearned { get; private set; } = Timestamp.Unknown;

    /// <summary>The earliest event time at which anything was learned of it.</summary>
    internal Timestamp FirstSeen { get; private set; } = Timestamp.Never;

    /// <summary>What means it, and the keys of the facts that said so: forgotten with it. Guarded by the entity itself.</summary>
    internal RankedNames Aliases { get; } = new(MostNames, AliasBytes);

    internal RankedNames FactKeys { get; } = new(MostNames, FactKeyBytes);

    /// <summary>The bytes it takes, about.</summary>
    internal long Bytes => OwnBytes + (2L * sizeof(char) * (Namespace.Length + Name.Length)) + Aliases.Bytes + FactKeys.Bytes;

    /// <summary>What of that the population has counted; the population's own.</summary>
    internal long Accounted { get; set; }

    /// <summary>Whether it lives at a time and was not to have ended by then.</summary>
    internal bool IsHeld(Timestamp time) => time <= EndsAt;

    /// <summary>When it ended, or was to have ended by.</summary>
    internal Timestamp EndsAt => Timestamp.Min(EndedAt, EndExpected);

    /// <summary>The fact that the API server names it no more.</summary>
    internal EntityFact EndedBy(Timestamp time) =>
        new()
        {
            ValidFrom = time,
            Rank = FactRank.Decided,
            Namespace = Namespace,
            Pod = Name,
            PodUid = Uid,
            Ended = true,
        };

    /// <summary>
    /// Whether it is known to live at a time: the API server or its node vouched for something of it shortly before, and nobody had asked it to end.
    /// Ends are missed (a policy leaves them out, a cluster is made anew), and their addresses are used again. What shippers say counts for nothing here:
    /// they are ahead of the audit log or behind it, and the answer must not hang on that. Nor does what is vouched for later.
    /// </summary>
    internal bool IsHeardOf(Timestamp time)
    {
        lock (this)
        {
            var at = _attested.BinarySearch(time);
            at = at < 0 ? ~at - 1 : at;
            return at >= 0 && time - _attested[at] <= Recent && time <= Timestamp.Min(EndedAt, EndAskedAt);
        }
    }

    /// <summary>Takes in what a fact says; guarded by the entity itself.</summary>
    /// <returns>Whether it says anything new.</returns>
    internal bool Fill(EntityFact fact)
    {
        var isNew =
            _uid.Say(fact.PodUid, fact.ValidFrom, fact.Rank)
            | _node.Say(fact.Node, fact.ValidFrom, fact.Rank)
            | _container.Say(fact.ContainerIds.Count > 0 ? fact.ContainerIds[0] : null, fact.ValidFrom, fact.Rank)
            | _owner.Say(fact.Owner, fact.ValidFrom, fact.Rank)
            | FillEnd(fact);
        Uid = _uid.Latest;
        Ips = With(fact);
        Rank = fact.Rank > Rank ? fact.Rank : Rank;
        LastLearned = Timestamp.Max(LastLearned, fact.ValidFrom);
        if (fact.Rank >= FactRank.Decided)
        {
            Attest(fact.ValidFrom);
        }

        LastSeen = Timestamp.Max(LastSeen, fact.ValidFrom);
        FirstSeen = Timestamp.Min(FirstSeen, fact.ValidFrom);
        return isNew;
    }

    /// <summary>Its addresses with those of a fact; of too many the oldest go, for such as are vouched for alone.</summary>
    private IReadOnlyList<string> With(EntityFact fact)
    {
        if (fact.Ips.All(Ips.Contains) || (Ips.Count >= MostIps && fact.Rank < FactRank.Decided))
        {
            return Ips;
        }

        string[] all = [.. Ips.Union(fact.Ips)];
        return all.Length <= MostIps ? all : all[^MostIps..];
    }

    private bool FillEnd(EntityFact fact)
    {
        var isNew = false;
        if (fact.Ended && fact.ValidFrom < EndedAt)
        {
            EndedAt = fact.ValidFrom;
            isNew = true;
        }

        if (fact.EndExpected is { } expected && expected < EndExpected)
        {
            EndExpected = expected;
            EndAskedAt = Timestamp.Min(EndAskedAt, fact.ValidFrom);
            isNew = true;
        }

        return isNew;
    }

    private void Attest(Timestamp time)
    {
        var at = _attested.BinarySearch(time);
        if (at < 0)
        {
            _attested.Insert(~at, time);
        }

        if (_attested.Count > MostAttested)
        {
            _attested.RemoveAt(0);
        }
    }

    private string? Locked(Attested property, Timestamp time)
    {
        lock (this)
        {
            return property.At(time);
        }
    }
}
