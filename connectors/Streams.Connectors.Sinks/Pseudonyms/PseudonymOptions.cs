using Streams.Schemas.Entities;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Pseudonyms;

/// <summary>Whose names a sink does not get.</summary>
public sealed record PseudonymOptions : IValidatedOptions
{
    private const int LeastKey = 16;

    [Setting("makes the pseudonyms, as from `openssl rand -hex 32`; at least 16 characters; empty: names and addresses go as they are"), Secret]
    public string Key { get; init; } = "";

    [Setting("the kinds of entities that are told by pseudonyms")]
    public IReadOnlyList<string> Kinds { get; init; } = ["principal", "user", "source_ip", "destination"];

    public IEnumerable<SettingError> Validate()
    {
        if (Key.Length is > 0 and < LeastKey)
        {
            yield return new("key", $"{Key.Length} characters are too few; at least {LeastKey}, as from: openssl rand -hex 32");
        }

        foreach (var kind in Kinds.Where(k => !EntityKinds.TryParse(k, out _)))
        {
            yield return new("kinds", $"{kind} is none of {string.Join(", ", EntityKinds.Shown.Select(k => k.Name()))}");
        }
    }
}
