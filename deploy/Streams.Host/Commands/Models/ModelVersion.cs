using System.Globalization;
using Streams.Models.Registry;
using Streams.Schemas.Models;

namespace Streams.Host.Commands.Models;

/// <summary>A registered version as a person names it.</summary>
internal static class ModelVersion
{
    /// <summary>The version of <c>name/version</c>, or the newest of a name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static RegisteredModel Find(ModelHistory history, string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? text : text[..slash];
        if (history.Registered.LastOrDefault(r => r.Name == name) is not { } newest)
        {
            throw new UsageException($"no model {name} is registered; 'streams models list' names those that are");
        }

        return slash < 0 ? newest
            : int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && history.Find(name, version) is { } found
                ? found
            : throw new UsageException($"{text}: the model {name} has the versions 1 to {newest.Version}");
    }
}
