using System.CommandLine;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Host.Commands;

/// <summary>Options that name a time: RFC 3339, and UTC where no offset is written, whatever the machine's zone and language.</summary>
internal static class TimeOption
{
    /// <summary>Makes one.</summary>
    public static Option<string?> Create(string name, string description) => new(name) { Description = description };

    /// <summary>What was written.</summary>
    /// <exception cref="UsageException">It is no time.</exception>
    public static Timestamp? Of(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is not { } text ? null
        : WrittenTime.TryParse(text, out var time) ? time
        : throw new UsageException($"{option.Name} {text}: it is no time; write it as in 2026-11-29T15:00:00Z");
}
