using System.Globalization;
using System.Text.Json;
using Streams.Schemas.Events;

namespace Streams.Host.Demo;

/// <summary>What a detector should find in a recording.</summary>
internal sealed class Truth
{
    private Truth(IReadOnlyList<Attack> attacks) => Attacks = attacks;

    public IReadOnlyList<Attack> Attacks { get; }

    /// <summary>Texts of lines that show what an attack left behind: alerts on them are neither found nor false.</summary>
    public IReadOnlyList<string> Aftermath => [.. Attacks.SelectMany(a => a.Aftermath)];

    public static Truth Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return new Truth([.. document.RootElement.GetProperty("attacks").EnumerateArray().Select(AttackOf)]);
    }

    private static Attack AttackOf(JsonElement attack)
    {
        var entities = attack.GetProperty("entities");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var isNarrow = false;
        foreach (var property in entities.EnumerateObject())
        {
            isNarrow |= property.Name is "pod" or "principal" or "target";
            if (property.Name is not ("node" or "quiet" or "namespace" or "serviceAccount") && property.Value.GetString() is { } value)
            {
                names.Add(value);
                if (value.Length == 64 && value.All(char.IsAsciiHexDigitLower))
                {
                    names.Add(value[..12]);
                }

                if (value.Contains(':') && value.Contains('.'))
                {
                    names.Add(value[..value.LastIndexOf(':')]);
                }
            }
        }

        var isSilence = entities.TryGetProperty("quiet", out _);
        if (isSilence || !isNarrow)
        {
            names.Add(entities.GetProperty("node").GetString() ?? "");
        }

        return new Attack(
            attack.GetProperty("id").GetString() ?? "",
            attack.GetProperty("name").GetString() ?? "",
            [.. (attack.GetProperty("technique").GetString() ?? "").Split('/').Select(Technique)],
            TimeOf(attack.GetProperty("start")),
            TimeOf(attack.GetProperty("end")),
            names,
            attack.TryGetProperty("aftermath", out var after) ? [.. after.EnumerateArray().Select(a => a.GetString() ?? "")] : []
        );
    }

    /// <summary>The technique without its sub-technique; v18 and v19 names of impaired defences are the same.</summary>
    public static string Technique(string id) =>
        id.Split('.')[0].ToUpperInvariant() switch
        {
            "T1685" => "T1562",
            "T1686" => "T1562",
            var technique => technique,
        };

    private static Timestamp TimeOf(JsonElement time) => Timestamp.From(DateTimeOffset.Parse(time.GetString() ?? "", CultureInfo.InvariantCulture));
}
