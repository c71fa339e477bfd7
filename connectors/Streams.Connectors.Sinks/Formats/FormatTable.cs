namespace Streams.Connectors.Sinks.Formats;

/// <summary>The formats. A new one is a file and a row here.</summary>
public static class FormatTable
{
    public static IReadOnlyList<IAlertFormat> All { get; } =
    [new StreamsFormat(), new OcsfFormat(), new EcsFormat(), new CloudEventsFormat(), new SlackFormat(), new TeamsFormat(), new PagerDutyFormat()];

    /// <summary>The names, for an error.</summary>
    public static string Names => string.Join(", ", All.Select(f => f.Name));

    /// <summary>The format of a name; null where there is none.</summary>
    public static IAlertFormat? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
