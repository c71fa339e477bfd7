namespace Streams.Host.Configuration.Settings;

/// <summary>A section whose sections are rows of a table, not properties.</summary>
internal interface IOptionsTable
{
    IEnumerable<OptionsMember> Members { get; }

    /// <summary>Further sections that may be written, by the pattern of their names, each with one of its kind; none: the table is as it is.</summary>
    IEnumerable<(string Pattern, object Sample)> Further => [];

    /// <summary>Takes in a section of a name that none of <see cref="Members"/> has.</summary>
    /// <returns>Whether such a name may be written.</returns>
    bool TryAdd(string name) => false;
}
