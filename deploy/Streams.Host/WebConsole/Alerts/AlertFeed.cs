using System.Text;
using System.Text.Json;
using Streams.Host.Configuration;
using Streams.Schemas.Alerts;

namespace Streams.Host.WebConsole.Alerts;

/// <summary>
/// The last alerts by id, each in its latest state, and the pages that watch them. While the log is being read nothing goes out; then every page is told to begin.
/// </summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="epoch">Tells this run of the service from others: sequence numbers count within it.</param>
/// <param name="most">How many alerts are kept; the least severe go first, of these the ones that have not changed for longest: no flood of low ones pushes a critical one out.</param>
internal sealed class AlertFeed(string epoch, int most = AlertFeed.Most)
{
    /// <summary>How many alerts are kept.</summary>
    public const int Most = 10_000;

    /// <summary>How many pages may watch at once.</summary>
    public const int MostClients = 64;

    private static readonly byte[] Reset = EventFrame.Of("reset", null, "{}"u8);
    private readonly Lock _gate = new();
    private readonly FeedEntries _entries = new(most);
    private readonly List<FeedClient> _clients = [];
    private long _seq;

    public string Epoch => epoch;

    /// <summary>Whether the log has been read to its end once.</summary>
    public bool Loaded { get; private set; }

    /// <summary>How many alerts are open, and how many are kept.</summary>
    public (int Open, int Total) Counts
    {
        get
        {
            lock (_gate)
            {
                return (_entries.Open, _entries.Count);
            }
        }
    }

    /// <summary>How many alerts of a rule are kept, superseded ones left out.</summary>
    public int CountOf(string rule)
    {
        lock (_gate)
        {
            return _entries.CountOf(rule);
        }
    }

    /// <summary>An alert in its latest state; null where none of that id is kept.</summary>
    public FeedEntry? Find(string id)
    {
        lock (_gate)
        {
            return _entries.Find(id);
        }
    }

    /// <summary>
    /// An alert has come or changed. What a storm tells of is no row; an alert that was one before the storm goes on in silence, and the pages begin anew once the storm is over.
    /// </summary>
    public void Put(Alert alert)
    {
        lock (_gate)
        {
            if (!_entries.Remove(alert.Id) && alert.IsFolded)
            {
                return;
            }

            var isOpen = alert.Status is AlertStatus.Open or AlertStatus.Updated or AlertStatus.Renewed;
            var entry = new FeedEntry(
                ++_seq,
                alert.Id,
                alert.RuleId,
                Math.Max(0, AlertLevels.Rank(alert.Level)),
                isOpen,
                alert.Status == AlertStatus.Superseded,
                AlertNamespaces.Of(alert),
                Serialize(_seq, alert)
            );
            _entries.Add(entry);
            if (Loaded && IsEndOfStorm(alert))
            {
                Send(Reset);
                Send(Hello());
            }
            else if (Loaded && !alert.IsFolded)
            {
                var frame = FrameOf(entry);
                _clients.RemoveAll(client => client.Sees(entry) && !client.TrySend(frame));
            }
        }
    }

    /// <summary>The log has been read to its end: every page begins.</summary>
    public void MarkLoaded()
    {
        lock (_gate)
        {
            if (!Loaded)
            {
                Loaded = true;
                _clients.RemoveAll(client => !Greet(client));
            }
        }
    }

    /// <summary>The last alerts that changed before a sequence number, of those that a tenant sees; null: all.</summary>
    public FeedPage Page(long before, int limit, Tenant? tenant = null)
    {
        lock (_gate)
        {
            return _entries.Page(before, limit, tenant);
        }
    }

    /// <summary>A page begins to watch; null where too many do.</summary>
    /// <param name="after">The last event it has, <c>EPOCH-SEQ</c>; what it missed comes first.</param>
    /// <param name="tenant">Who looks; null: who sees all.</param>
    public FeedClient? Join(string? after, Tenant? tenant = null)
    {
        lock (_gate)
        {
            if (_clients.Count >= MostClients)
            {
                return null;
            }

            var client = new FeedClient(after, tenant);
            if (!Loaded || Greet(client))
            {
                _clients.Add(client);
            }

            return client;
        }
    }

    public void Leave(FeedClient client)
    {
        lock (_gate)
        {
            _clients.Remove(client);
        }
    }

    /// <summary>Sends a frame to every page: one for who sees all, another for tenants.</summary>
    public void Broadcast(ReadOnlyMemory<byte> frame, ReadOnlyMemory<byte> ofTenants)
    {
        lock (_gate)
        {
            _clients.RemoveAll(client => !client.TrySend(client.IsOfAll ? frame : ofTenants));
        }
    }

    private static bool IsEndOfStorm(Alert alert) => alert.Storm == alert.Id && alert.Status == AlertStatus.Closed;

    private static byte[] Serialize(long seq, Alert alert)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, AlertJson.Options))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", seq);
            json.WritePropertyName("alert");
            AlertJson.Write(json, alert);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private bool Greet(FeedClient client)
    {
        var missed = Missed(client.After);
        if (client.After is not null && missed is null && !client.TrySend(Reset))
        {
            return false;
        }

        return client.TrySend(Hello()) && (missed is null || missed.TrueForAll(entry => !client.Sees(entry) || client.TrySend(FrameOf(entry))));
    }

    private byte[] Hello() => EventFrame.Of("hello", $"{epoch}-{_seq}", Encoding.UTF8.GetBytes($$"""{"epoch":"{{epoch}}","seq":{{_seq}}}"""));

    /// <summary>What has changed since an event; null where that cannot be told, or where it is more than half a queue.</summary>
    private List<FeedEntry>? Missed(string? after)
    {
        var dash = after?.LastIndexOf('-') ?? -1;
        if (after is null || dash < 0 || !after.AsSpan(0, dash).SequenceEqual(epoch) || !long.TryParse(after.AsSpan(dash + 1), out var seq))
        {
            return null;
        }

        var missed = _entries.Since(seq);
        return missed.Count <= FeedClient.Capacity / 2 ? missed : null;
    }

    private byte[] FrameOf(FeedEntry entry) => EventFrame.Of("alert", $"{epoch}-{entry.Seq}", entry.Json);

    private void Send(ReadOnlyMemory<byte> frame) => _clients.RemoveAll(client => !client.TrySend(frame));
}
