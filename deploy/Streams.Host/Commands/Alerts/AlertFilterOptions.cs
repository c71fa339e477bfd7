using System.CommandLine;
using Streams.Host.Alerts;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Text;

namespace Streams.Host.Commands.Alerts;

/// <summary>The options that choose alerts.</summary>
internal sealed class AlertFilterOptions
{
    private static readonly string[] Statuses = [.. Enum.GetValues<AlertStatus>().Select(s => s.Name())];
    private readonly Option<string> _level = new("--level")
    {
        Description = "At least this level: informational, low, medium, high, critical.",
        DefaultValueFactory = _ => "",
    };
    private readonly Option<string> _status = new("--status")
    {
        Description = "Only this status: open, updated, renewed, closed, superseded.",
        DefaultValueFactory = _ => "",
    };
    private readonly Option<string> _rule = new("--rule") { Description = "Only alerts of the rule with this id.", DefaultValueFactory = _ => "" };
    private readonly Option<string> _since = new("--since") { Description = "Only alerts of this time (RFC 3339) and later.", DefaultValueFactory = _ => "" };
    private readonly Option<string[]> _entities = new("--entity")
    {
        Description = "KIND=VALUE that the alert is about, as in pod=api-1; may be repeated.",
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_level, _status, _rule, _since, _entities])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="UsageException">A value is none that an alert can have.</exception>
    public AlertFilter Read(ParseResult parsed)
    {
        var (level, status, since) = (parsed.GetValue(_level)!, parsed.GetValue(_status)!, parsed.GetValue(_since)!); // they have defaults
        if (level.Length > 0 && !AlertLevels.IsKnown(level))
        {
            throw new UsageException($"--level {level}: write informational, low, medium, high or critical");
        }

        if (status.Length > 0 && !Statuses.Contains(status))
        {
            throw new UsageException($"--status {status}: write one of {string.Join(", ", Statuses)}");
        }

        if (since.Length > 0)
        {
            since = WrittenTime.TryParse(since, out var time)
                ? time.Format()
                : throw new UsageException($"--since {since}: write a time as in 2026-11-23T07:49:09Z");
        }

        return new AlertFilter(level, status, parsed.GetValue(_rule)!, since, [.. (parsed.GetValue(_entities) ?? []).Select(Entity)]); // it has a default
    }

    private static (string Kind, string Value) Entity(string text)
    {
        var at = text.IndexOf('=');
        return at > 0 && EntityKinds.TryParse(text[..at], out var kind) && kind.IsShown()
            ? (text[..at], text[(at + 1)..])
            : throw new UsageException($"--entity {text}: write KIND=VALUE, as in pod=api-1 or principal=alice");
    }
}
