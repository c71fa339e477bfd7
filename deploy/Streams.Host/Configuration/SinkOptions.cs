using System.Text.RegularExpressions;
using Streams.Connectors.Sinks;
using Streams.Host.Configuration.Settings;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>The options of every sink: one of each kind of the table by its name, and as many more as are written, as <c>KIND-NAME</c>.</summary>
internal sealed partial class SinkOptions : IOptionsTable
{
    private readonly List<ConfiguredSink> _sinks = [.. SinkTable.All.Select(kind => new ConfiguredSink(kind.Name, kind, kind.Defaults()))];

    public IEnumerable<OptionsMember> Members =>
        _sinks.Select(s => new OptionsMember(s.Name, new SettingAttribute(s.Kind.Text), null, null, _ => Find(s.Name)!.Options, (_, value) => Set(s, value)));

    public IEnumerable<(string Pattern, object Sample)> Further =>
        SinkTable.All.Select(kind => ($"^{kind.Name}-[a-z0-9][a-z0-9-]{{0,39}}$", (object)kind.Defaults()));

    /// <summary>All of them, on or not.</summary>
    public IReadOnlyList<ConfiguredSink> All => _sinks;

    /// <summary>Those that are on.</summary>
    public IEnumerable<ConfiguredSink> On => _sinks.Where(s => s.IsOn);

    public bool TryAdd(string name)
    {
        var match = FurtherName().Match(name);
        if (!match.Success || SinkTable.All.FirstOrDefault(k => k.Name.Equals(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase)) is not { } kind)
        {
            return false;
        }

        _sinks.Add(new ConfiguredSink(name.ToLowerInvariant(), kind, kind.Defaults()));
        return true;
    }

    /// <summary>A sink by its name; null: there is none.</summary>
    public ConfiguredSink? Find(string name) => _sinks.Find(s => s.Name == name);

    /// <summary>The options of the one that has its kind's name.</summary>
    public SinkDeliveryOptions Of(SinkDefinition kind) => Find(kind.Name)!.Options; // it is there from the start

    private void Set(ConfiguredSink sink, object? options) =>
        _sinks[_sinks.FindIndex(s => s.Name == sink.Name)] = sink with { Options = (SinkDeliveryOptions)options! }; // a section is an object

    /// <summary>Environment variables are written in capitals.</summary>
    [GeneratedRegex("^([a-z]+)-[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.IgnoreCase)]
    private static partial Regex FurtherName();
}
