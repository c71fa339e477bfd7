using Streams.Connectors.Sinks;
using Streams.Host.Configuration.Settings;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>The options of every sink of the table, by its name.</summary>
internal sealed class SinkOptions : IOptionsTable
{
    private readonly Dictionary<string, SinkDeliveryOptions> _options = SinkTable.All.ToDictionary(s => s.Name, s => s.Defaults(), StringComparer.Ordinal);

    public IEnumerable<OptionsMember> Members =>
        SinkTable.All.Select(s => new OptionsMember(
            s.Name,
            new SettingAttribute(s.Text),
            null,
            null,
            _ => _options[s.Name],
            (_, value) => _options[s.Name] = (SinkDeliveryOptions)value!
        )); // a section is an object

    /// <summary>The options of one.</summary>
    public SinkDeliveryOptions Of(SinkDefinition sink) => _options[sink.Name];
}
