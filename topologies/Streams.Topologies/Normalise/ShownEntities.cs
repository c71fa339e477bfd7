using Streams.Redaction;
using Streams.Schemas.Entities;

namespace Streams.Topologies.Normalise;

/// <summary>Entities as <c>events</c> shows them: what clients chose themselves without secrets. Few values come again and again, so each is looked at once. Owned by one thread.</summary>
internal sealed class ShownEntities(Redactor redactor)
{
    private const int MaxKnown = 4096;

    /// <summary>What clients, and not an authority, say of themselves.</summary>
    private static readonly EntityKind[] Claimed = [EntityKind.Agent, EntityKind.User, EntityKind.Domain, EntityKind.Principal];

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Takes the secrets out of a set that nobody else has.</summary>
    public void Clean(EntitySet entities)
    {
        foreach (var kind in Claimed)
        {
            if (entities[kind] is { } value && Shown(value) is var shown && !ReferenceEquals(shown, value))
            {
                entities[kind] = shown;
            }
        }
    }

    private string Shown(string value)
    {
        if (_known.TryGetValue(value, out var shown))
        {
            return shown;
        }

        if (_known.Count == MaxKnown)
        {
            _known.Clear();
        }

        return _known[value] = ControlSigns.Escape(redactor.Redact(value));
    }
}
