namespace Streams.Host.Configuration.Settings;

/// <summary>A section whose sections are rows of a table, not properties.</summary>
internal interface IOptionsTable
{
    IEnumerable<OptionsMember> Members { get; }
}
