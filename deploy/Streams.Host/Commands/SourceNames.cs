using Streams.Schemas.Events;

namespace Streams.Host.Commands;

/// <summary>The sources that a word on the command line names: one, or all with <c>auto</c>, where each record goes to the source that recognises it.</summary>
internal static class SourceNames
{
    /// <summary>The word for all.</summary>
    public const string Auto = "auto";

    /// <summary>What may be written.</summary>
    public static string Choices => $"{string.Join(", ", EventSources.All.Select(s => s.Name()))}, {Auto}";

    /// <summary>The sources; false where the word names none.</summary>
    public static bool TryParse(string name, out IReadOnlyList<EventSource> sources)
    {
        sources =
            name == Auto ? EventSources.All
            : EventSources.TryParse(name, out var source) ? [source]
            : [];
        return sources.Count > 0;
    }
}
