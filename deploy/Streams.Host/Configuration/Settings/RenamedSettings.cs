using Streams.Host.Configuration.Files;

namespace Streams.Host.Configuration.Settings;

/// <summary>What settings were called before, in whole seconds; read until two minor versions later.</summary>
internal static class RenamedSettings
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["detection.ruleReloadSeconds"] = "detection.ruleReload",
        ["detection.ruleTakeOverSeconds"] = "detection.ruleTakeOver",
        ["detection.learningSeconds"] = "detection.learning",
        ["detection.latenessSeconds"] = "detection.defaultLateness",
        ["detection.auditLatenessSeconds"] = "detection.lateness.audit",
        ["detection.timeoutSeconds"] = "detection.timeout",
        ["sinks.alertmanager.resendSeconds"] = "sinks.alertmanager.resend",
        ["sinks.alertmanager.holdSeconds"] = "sinks.alertmanager.hold",
    };

    /// <summary>Puts what is written under an old name under the new one.</summary>
    /// <returns>What to tell the operator, a line each.</returns>
    public static IReadOnlyList<string> Replace(ConfigNode root)
    {
        var told = new List<string>();
        foreach (var (old, now) in Names)
        {
            var (parts, node) = (old.Split('.'), root);
            foreach (var part in parts[..^1])
            {
                node = node.Entries?.GetValueOrDefault(part)?.Value ?? new ConfigNode(root.Place);
            }

            if (node.Entries?.Remove(parts[^1], out var entry) is not true)
            {
                continue;
            }

            var text = entry.Value.Text is { } number && number.All(char.IsAsciiDigit) && number.Length > 0 ? $"{number}s" : entry.Value.Text;
            told.Add($"{entry.Place}: {old}: is called {now} now, with its unit: {text}");
            Put(root, now.Split('.'), entry, new ConfigNode(entry.Value.Place) { Text = text });
        }

        return told;
    }

    private static void Put(ConfigNode root, string[] parts, ConfigEntry entry, ConfigNode value)
    {
        var node = root;
        foreach (var part in parts[..^1])
        {
            if (!node.Entries!.TryGetValue(part, out var next) || next.Value.Entries is null) // a section is a map
            {
                next = new ConfigEntry(part, entry.Place, ConfigNode.Map(entry.Place));
                node.Entries[part] = next;
            }

            node = next.Value;
        }

        node.Entries!.TryAdd(parts[^1], entry with { Name = parts[^1], Value = value }); // a section is a map
    }
}
